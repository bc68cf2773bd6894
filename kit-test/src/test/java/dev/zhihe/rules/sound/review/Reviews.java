package dev.zhihe.rules.sound.review;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** What nobody is told of may be written directly. */
public class Reviews implements PanacheRepositoryBase<Review, String> {
  public void open(String code) {
    persist(new Review(code));
  }
}

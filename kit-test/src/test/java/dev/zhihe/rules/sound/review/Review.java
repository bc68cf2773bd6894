package dev.zhihe.rules.sound.review;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
public class Review {
  @Id private String code = "";

  protected Review() {}

  Review(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}

package dev.zhihe.rules.sound.measure;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import java.util.List;

/** Reads what is published, and leaves writing to the change log. */
public class Measures implements PanacheRepositoryBase<Measure, String> {
  public List<Measure> large() {
    return list("value > ?1", 50);
  }
}

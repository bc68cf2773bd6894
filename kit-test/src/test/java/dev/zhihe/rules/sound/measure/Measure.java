package dev.zhihe.rules.sound.measure;

import dev.zhihe.kit.review.Adoptable;
import dev.zhihe.kit.review.AdoptionGuard;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;

/** Changes by a verb; a word that begins with "set" is not a setter. */
@Entity
@EntityListeners(AdoptionGuard.class)
public class Measure implements Adoptable {
  private static final int MAX = 100;

  @Id private String code = "";
  private int value;

  protected Measure() {}

  Measure(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }

  void settle(int found, Rounding rounding) {
    value = Math.min(rounding.round(found), MAX);
  }

  public int value() {
    return value;
  }
}

package dev.zhihe.rules.sound.measure;

import dev.zhihe.kit.changelog.Published;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Changes by a verb; a word that begins with "set" is not a setter. */
@Entity
public class Measure implements Published {
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

package dev.zhihe.rules.broken.adoption;

import dev.zhihe.kit.review.Adoptable;
import dev.zhihe.rules.Breaks;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Breaks
@Entity
class Plan implements Adoptable {
  @Id private String code = "";

  @Override
  public String code() {
    return code;
  }
}

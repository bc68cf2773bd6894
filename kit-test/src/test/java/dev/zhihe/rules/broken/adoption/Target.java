package dev.zhihe.rules.broken.adoption;

import dev.zhihe.kit.review.Adoptable;
import dev.zhihe.rules.Breaks;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;

@Breaks
@Entity
@EntityListeners(Object.class)
class Target implements Adoptable {
  @Id private String code = "";

  @Override
  public String code() {
    return code;
  }
}

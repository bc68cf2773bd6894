package dev.zhihe.rules.broken.changelog;

import dev.zhihe.kit.changelog.Published;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
class Plan implements Published {
  @Id private String code = "";

  @Override
  public String code() {
    return code;
  }
}

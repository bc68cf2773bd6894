package dev.zhihe.rules.broken.changelog;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.rules.Breaks;
import io.quarkus.hibernate.orm.panache.PanacheEntity;
import jakarta.persistence.Entity;

@Breaks
@Entity
class Target extends PanacheEntity implements Published {
  @Override
  public String code() {
    return "";
  }
}

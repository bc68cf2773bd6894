package dev.zhihe.rules.broken.entities;

import dev.zhihe.rules.Breaks;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Breaks(times = 2)
@Entity
class Plan {
  @Id String code = "";
  private String name = "";

  public void setName(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }
}

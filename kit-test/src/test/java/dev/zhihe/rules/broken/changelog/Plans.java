package dev.zhihe.rules.broken.changelog;

import dev.zhihe.rules.Breaks;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

@Breaks(times = 2)
class Plans implements PanacheRepositoryBase<Plan, String> {
  long forget(String code) {
    return delete("code", code);
  }

  int rename(String code) {
    return update("name = 'x' where code = ?1", code);
  }
}

package dev.zhihe.rules.broken.roles;

import dev.zhihe.rules.Breaks;
import jakarta.annotation.security.DenyAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;

@Breaks(times = 2)
class PlanResource {
  @GET
  public String get() {
    return "";
  }

  @PATCH
  public void change() {}

  @DELETE
  @DenyAll
  public void delete() {}
}

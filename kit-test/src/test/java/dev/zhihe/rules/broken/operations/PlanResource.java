package dev.zhihe.rules.broken.operations;

import dev.zhihe.rules.Breaks;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;

@Breaks(times = 2)
class PlanResource {
  @GET
  public String get() {
    return "";
  }

  @POST
  public void create() {}

  @DELETE
  public void deletePlan() {}
}

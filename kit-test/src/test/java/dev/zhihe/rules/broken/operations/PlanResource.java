package dev.zhihe.rules.broken.operations;

import dev.zhihe.rules.Breaks;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import org.eclipse.microprofile.openapi.annotations.Operation;

@Breaks(times = 4)
class PlanResource {
  @GET
  public String get() {
    return "";
  }

  @POST
  @Operation(summary = "Creates a plan")
  public void create() {}

  @DELETE
  @Operation(operationId = "deletePlan", summary = " ")
  public void delete() {}
}

package dev.zhihe.rules.broken.writes;

import dev.zhihe.kit.writes.Write;
import dev.zhihe.rules.Breaks;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.core.Response;

/**
 * Two writes without a key, one of them also without a transaction, and one whose answer cannot be
 * stored.
 */
@Breaks(times = 3)
class PlanResource {
  @GET
  public String get() {
    return "";
  }

  @POST
  @Transactional
  public Response create() {
    return Response.ok().build();
  }

  @PATCH
  public Response change() {
    return Response.ok().build();
  }

  @PUT
  @Write
  public String replace() {
    return "";
  }

  @DELETE
  @Write
  public Response delete() {
    return Response.noContent().build();
  }
}

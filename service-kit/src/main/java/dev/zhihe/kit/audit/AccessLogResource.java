package dev.zhihe.kit.audit;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.kit.readlog.ReadEntry;
import dev.zhihe.kit.readlog.ReadLog;
import dev.zhihe.kit.readlog.ReadPlace;
import io.agroal.api.AgroalDataSource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The access log: who read data that are not public. */
@Path("/v1/audit/{service}/reads")
@Produces(MediaType.APPLICATION_JSON)
public class AccessLogResource {
  private final AgroalDataSource source;
  private final String service;

  AccessLogResource(
      AgroalDataSource source, @ConfigProperty(name = "zhihe.service") String service) {
    this.source = source;
    this.service = service;
  }

  /** Who read what. */
  @GET
  @RolesAllowed({"editor", "reviewer", "admin"})
  public ReadEntry.Page listReads(
      @PathParam("service") String name,
      @QueryParam("client") @Nullable String client,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable String limit)
      throws SQLException {
    if (!name.equals(service)) {
      throw Problem.notFound(name);
    }
    var refusals = new Refusals();
    var size = refusals.limit(limit);
    var first = refusals.instant("from", from);
    var beyond = refusals.instant("to", to);
    if (first != null && beyond != null && !first.isBefore(beyond)) {
      refusals.add("to", to, "to 应晚于 from", "to is later than from");
    }
    var place = place(refusals, after, first == null ? Instant.EPOCH : first);
    refusals.throwIfAny();
    return ReadLog.page(
        source, client, place, beyond == null ? Instant.now().plusSeconds(86_400) : beyond, size);
  }

  private static ReadPlace place(Refusals refusals, @Nullable String after, Instant from) {
    if (after == null) {
      return ReadPlace.before(from);
    }
    var slash = after.indexOf('/');
    try {
      var place =
          new ReadPlace(
              Instant.parse(after.substring(0, Math.max(0, slash))),
              Long.parseLong(after.substring(slash + 1)));
      if (!place.time().isBefore(from)) {
        return place;
      }
    } catch (DateTimeParseException | NumberFormatException e) {
      // not a cursor of this API: refused below
    }
    refusals.add(
        "after",
        after,
        "after 须原样取自上一页的 next，并与原来的筛选条件一起使用",
        "after is the previous page's next, unchanged and with the same filters");
    return ReadPlace.before(from);
  }
}

package dev.zhihe.kit.audit;

import dev.zhihe.kit.http.LineStream;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.kit.readlog.ReadLog;
import dev.zhihe.kit.sealing.SealingRuntime;
import io.agroal.api.AgroalDataSource;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.LocalDate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What auditors read: the trail, verification, daily heads and exports. */
@Path("/v1/audit/{service}")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
  private static final LineStream EXPORTS = new LineStream(8);

  private final AgroalDataSource source;
  private final SealingRuntime log;
  private final ReadLog reads;
  private final RoutingContext connection;
  private final String service;

  AuditResource(
      AgroalDataSource source,
      SealingRuntime log,
      ReadLog reads,
      RoutingContext connection,
      @ConfigProperty(name = "zhihe.service") String service) {
    this.source = source;
    this.log = log;
    this.reads = reads;
    this.connection = connection;
    this.service = service;
  }

  /** Who did what. */
  @GET
  @RolesAllowed({"editor", "reviewer", "admin"})
  public AuditEntry.Page listAudit(
      @PathParam("service") String name,
      @QueryParam("entityType") @Nullable String entityType,
      @QueryParam("entityId") @Nullable String entityId,
      @QueryParam("actor") @Nullable String actor,
      @QueryParam("requestId") @Nullable String requestId,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable String limit)
      throws SQLException {
    requireOurs(name);
    var refusals = new Refusals();
    var position = refusals.number("after", after, 0, Long.MAX_VALUE, 0);
    var size = refusals.limit(limit);
    var first = refusals.instant("from", from);
    var beyond = refusals.instant("to", to);
    if (entityId != null && entityType == null) {
      refusals.add(
          "entityId",
          entityId,
          "entityId 须与 entityType 一起使用",
          "entityId goes with entityType: the same code may be of several types");
    }
    if (first != null && beyond != null && !first.isBefore(beyond)) {
      refusals.add("to", to, "to 应晚于 from", "to is later than from");
    }
    refusals.throwIfAny();
    var page =
        new Trail(service, source)
            .page(
                new TrailQuestion(entityType, entityId, actor, requestId, first, beyond),
                position,
                size);
    reads.note(page.items().size()); // who did it and why is for nobody outside the bureau
    return page;
  }

  /** Verifies that nothing was altered. */
  @GET
  @Path("verify")
  @RolesAllowed({"editor", "reviewer", "admin"})
  public Verdict verifyAudit(
      @PathParam("service") String name,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to)
      throws SQLException {
    requireOurs(name);
    var refusals = new Refusals();
    var first = refusals.number("from", from, 1, Long.MAX_VALUE, 1);
    var last = refusals.number("to", to, 1, Long.MAX_VALUE, Long.MAX_VALUE);
    if (last < first) {
      refusals.add("to", to, "to 应不小于 from", "to is not less than from");
    }
    refusals.throwIfAny();
    return new LogVerification(service, source, log::standstill).verify(first, last);
  }

  /** The chain value at the end of each day. */
  @GET
  @Path("daily-heads")
  @PermitAll
  public DailyHead.Page listDailyHeads(
      @PathParam("service") String name,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable String limit)
      throws SQLException {
    requireOurs(name);
    var refusals = new Refusals();
    var day = refusals.day("after", after, LocalDate.EPOCH);
    var size = refusals.limit(limit);
    refusals.throwIfAny();
    return DailyHead.page(source, service, day, size);
  }

  /** The log as a file that can be verified on its own. */
  @GET
  @Path("export")
  @RunOnVirtualThread // writing waits for the reader, however slow, and holds no platform thread
  @Produces(MediaTypes.NDJSON)
  @RolesAllowed({"editor", "reviewer", "admin"})
  @APIResponse(
      responseCode = "200",
      headers = @Header(name = HttpHeaders.CONTENT_DISPOSITION, ref = "Content-Disposition"),
      content =
          @Content(
              mediaType = MediaTypes.NDJSON,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public Response exportAudit(
      @PathParam("service") String name,
      @QueryParam("after") @Nullable String after,
      @QueryParam("to") @Nullable String to)
      throws SQLException {
    requireOurs(name);
    var refusals = new Refusals();
    var first = refusals.number("after", after, 0, Long.MAX_VALUE, 0);
    var last = refusals.number("to", to, 1, Long.MAX_VALUE, Long.MAX_VALUE);
    if (last < first) {
      refusals.add("to", to, "to 应不小于 after", "to is not less than after");
    }
    refusals.throwIfAny();
    var export = new AuditExport(service, source);
    var stretch = export.stretch(first, last);
    if (stretch == null) {
      throw Problem.parameter("after", after, "after 超过当前末位", "after is beyond the head");
    }
    reads.note(stretch.to() - stretch.after());
    var file = EXPORTS.of(connection, out -> export.write(stretch, out));
    return Response.ok(file)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"%s-%d-%d.ndjson\""
                .formatted(service, stretch.after() + 1, stretch.to()))
        .build();
  }

  private void requireOurs(String name) {
    if (!name.equals(service)) {
      throw Problem.notFound(name);
    }
  }
}

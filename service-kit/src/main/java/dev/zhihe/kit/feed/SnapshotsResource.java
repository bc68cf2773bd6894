package dev.zhihe.kit.feed;

import dev.zhihe.kit.changelog.PublishedTypes;
import dev.zhihe.kit.http.LineStream;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.kit.readlog.ReadLog;
import dev.zhihe.kit.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Everything at once: where a consumer begins, before it follows the changes. */
@Path("/v1/snapshots")
@Tag(
    name = "snapshots",
    description = "快照：某一位置的全部内容 / Snapshots: everything that stood at one position")
public class SnapshotsResource {
  private static final LineStream SENDING = new LineStream(16);

  private final Snapshots snapshots;
  private final PublishedTypes types;
  private final ReadLog reads;
  private final Caller caller;
  private final RoutingContext connection;
  private final String service;

  SnapshotsResource(
      Snapshots snapshots,
      PublishedTypes types,
      ReadLog reads,
      Caller caller,
      RoutingContext connection,
      @ConfigProperty(name = "zhihe.service") String service) {
    this.snapshots = snapshots;
    this.types = types;
    this.reads = reads;
    this.caller = caller;
    this.connection = connection;
    this.service = service;
  }

  /** All states at a position, a line each. */
  @GET
  @Path("{service}")
  @PermitAll
  @Produces(MediaTypes.NDJSON)
  @RunOnVirtualThread // writing waits for the reader, however slow, and holds no platform thread
  @Operation(
      operationId = "getSnapshot",
      summary = "全量快照 / Everything that stood at a position",
      description =
          "NDJSON 流：首行 snapshot 说明位置，其后每行一个实体，按类型与代码排列，末行 end；没有末行即不完整。中断后以同一 at 和 after=最后一整行的 entityType/entityId 续传。其后以 /v1/changes 的 after=position 跟进。"
              + " / A stream of lines: first `snapshot` with the position, then an entity each, in order of type and the bytes of the id, last `end`; without the last line it is not whole. "
              + "Broken off, it goes on with the same `at` and after = entityType/entityId of the last whole line. Then follow /v1/changes with after = position. It carries what the caller may read.")
  @APIResponse(
      responseCode = "200",
      description = "A line per entity, between a first and a last line",
      content =
          @Content(
              mediaType = MediaTypes.NDJSON,
              schema = @Schema(implementation = SnapshotLine.class)))
  @APIResponse(
      responseCode = "503",
      description =
          "正在发送的快照较多，请按 Retry-After 重试 / As many snapshots as may be are being sent: Retry-After tells when to ask again")
  public Response snapshot(
      @PathParam("service")
          @Parameter(description = "indicators, projects or platforms", example = "indicators")
          String name,
      @QueryParam("at")
          @Parameter(
              description = "事务末位，默认为当前末位 / Position where a transaction ends; the head by default",
              schema = @Schema(implementation = Long.class))
          @Nullable String at,
      @BeanParam ScopeQuery part,
      @QueryParam("after")
          @Parameter(
              description =
                  "续传：最后一整行的 entityType/entityId / To go on: entityType/entityId of the last whole line",
              schema = @Schema(implementation = String.class))
          @Nullable String after)
      throws SQLException {
    if (!name.equals(service)) {
      throw Problem.notFound(name);
    }
    var refusals = new Refusals();
    var wanted = refusals.number("at", at, 0, Long.MAX_VALUE, 0);
    var scope = part.scope(refusals, types.names());
    var place = SnapshotPlace.named(refusals, "after", after);
    refusals.throwIfAny();
    var readable = caller.audiences();
    var standing = snapshots.position(at == null ? null : wanted);
    reads.note(snapshots.conditional(standing, scope, readable, place));
    var lines =
        SENDING.of(
            connection, out -> snapshots.send(service, standing, scope, readable, place, out));
    return Response.ok(lines, MediaTypes.NDJSON)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION)
        .build();
  }
}

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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Snapshots of all states. A consumer starts with one, and then follows the changes. */
@Path("/v1/snapshots")
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

  /** All states at a position, one per line. */
  @GET
  @Path("{service}")
  @PermitAll
  @Produces(MediaTypes.NDJSON)
  @RunOnVirtualThread // writing waits for the reader, however slow, and holds no platform thread
  @APIResponseSchema(SnapshotLine.class)
  public Response getSnapshot(
      @PathParam("service") String name,
      @QueryParam("at") @Nullable String at,
      @BeanParam ScopeQuery part,
      @QueryParam("after") @Nullable String after)
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
    var snapshotPosition = snapshots.position(at == null ? null : wanted);
    reads.note(snapshots.conditional(snapshotPosition, scope, readable, place));
    var lines =
        SENDING.of(
            connection,
            out -> snapshots.send(service, snapshotPosition, scope, readable, place, out));
    return Response.ok(lines, MediaTypes.NDJSON)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION)
        .build();
  }
}

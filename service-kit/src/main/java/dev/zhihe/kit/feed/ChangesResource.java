package dev.zhihe.kit.feed;

import dev.zhihe.kit.changelog.PublishedTypes;
import dev.zhihe.kit.http.Tags;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.kit.readlog.ReadLog;
import dev.zhihe.kit.sealed.SealedLog;
import dev.zhihe.kit.security.Audiences;
import dev.zhihe.kit.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The change feed over HTTP. Positions are permanent and have no gaps. */
@Path("/v1/changes")
public class ChangesResource {
  private static final int MAX_WAIT_SECONDS = 25;
  private static final String FOR_EVER = "max-age=31536000, immutable";
  private static final Pattern CHAIN = Pattern.compile("[0-9a-f]{64}");

  private final Feed feed;
  private final SealedLog log;
  private final Snapshots snapshots;
  private final Digests digests;
  private final ReadLog reads;
  private final PublishedTypes types;
  private final Caller caller;
  private final Tags tags;
  private final String service;

  ChangesResource(
      Feed feed,
      SealedLog log,
      Snapshots snapshots,
      Digests digests,
      ReadLog reads,
      PublishedTypes types,
      Caller caller,
      Tags tags,
      @ConfigProperty(name = "zhihe.service") String service) {
    this.feed = feed;
    this.log = log;
    this.snapshots = snapshots;
    this.digests = digests;
    this.reads = reads;
    this.types = types;
    this.caller = caller;
    this.tags = tags;
    this.service = service;
  }

  /** The changes after a position. With {@code wait}, it answers as soon as there is one. */
  @GET
  @Path("{service}")
  @PermitAll
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread // a caller who waits holds no platform thread
  @APIResponseSchema(FeedPage.class)
  @APIResponse(responseCode = "304")
  public Response listChanges(
      @PathParam("service") String name,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("wait") @Nullable String wait,
      @BeanParam ScopeQuery part,
      @QueryParam("feedEpoch") @Nullable String feedEpoch,
      @QueryParam("chain") @Nullable String chain)
      throws SQLException, InterruptedException {
    if (!name.equals(service)) {
      throw Problem.notFound(name);
    }
    var refusals = new Refusals();
    var position = refusals.number("after", after, 0, Long.MAX_VALUE / 2, 0);
    var size =
        (int)
            Math.min(
                Feed.MAX_ITEMS, refusals.number("limit", limit, 1, Long.MAX_VALUE, Feed.MAX_ITEMS));
    var seconds = refusals.number("wait", wait, 0, MAX_WAIT_SECONDS, 0);
    var epoch = refusals.number("feedEpoch", feedEpoch, 1, Integer.MAX_VALUE, 0);
    if (chain != null && !CHAIN.matcher(chain).matches()) {
      refusals.add(
          "chain",
          chain,
          "chain 应为 64 位十六进制（小写）",
          "chain is 64 hexadecimal digits in small letters");
    }
    var scope = part.scope(refusals, types.names());
    refusals.throwIfAny();
    var readable = caller.audiences();
    var known = new KnownFeed(epoch, position, chain);
    var stretch = feed.stretch(position, size, readable, scope);
    known.requireSame(stretch, log);
    if (seconds > 0) {
      stretch = feed.await(stretch, size, readable, scope, Duration.ofSeconds(seconds));
      known.requireSame(stretch, log);
    }
    return answer(stretch, epoch, readable);
  }

  /** A full page never changes while the feed stays in the epoch that its address names. */
  private Response answer(FeedStretch stretch, long epoch, Audiences readable) {
    if (!stretch.closed() || epoch == 0) {
      note(stretch, readable);
      return Response.ok(stretch.json())
          .header(HttpHeaders.CACHE_CONTROL, "no-cache")
          .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION)
          .build();
    }
    // A weak tag, because the head in the page depends on the time of the answer. The chain
    // distinguishes this log from a restored one that assigned the same positions again.
    var tag =
        new EntityTag(
            epoch + "." + stretch.next() + "." + stretch.chain().substring(0, 16) + readable.tag(),
            true);
    var unchanged = tags.unchanged(tag);
    if (unchanged.isEmpty()) {
      note(stretch, readable);
    }
    return unchanged
        .orElseGet(() -> Response.ok(stretch.json()))
        .tag(tag)
        .header(
            HttpHeaders.CACHE_CONTROL,
            (readable.equals(Audiences.PUBLIC) ? "public, " : "private, ") + FOR_EVER)
        .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION)
        .build();
  }

  /** The digests that a consumer's copy must have at a position. */
  @GET
  @Path("{service}/digest")
  @PermitAll
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  public FeedDigest digestChanges(
      @PathParam("service") String name,
      @QueryParam("at") @Nullable String at,
      @BeanParam ScopeQuery part)
      throws SQLException, IOException, InterruptedException {
    if (!name.equals(service)) {
      throw Problem.notFound(name);
    }
    var refusals = new Refusals();
    var wanted = refusals.number("at", at, 0, Long.MAX_VALUE, 0);
    var scope = part.scope(refusals, types.names());
    refusals.throwIfAny();
    var snapshotPosition = snapshots.position(at == null ? null : wanted);
    return new FeedDigest(
        service,
        snapshotPosition.feedEpoch(),
        snapshotPosition.position(),
        snapshotPosition.chain(),
        snapshotPosition.time(),
        digests.of(snapshotPosition, scope, caller.audiences()));
  }

  /**
   * Logs the read if it returned states that are not public. Callers without a role read public
   * states only.
   */
  private void note(FeedStretch stretch, Audiences readable) {
    if (!readable.equals(Audiences.PUBLIC)) {
      reads.note(stretch.items().notPublic());
    }
  }
}

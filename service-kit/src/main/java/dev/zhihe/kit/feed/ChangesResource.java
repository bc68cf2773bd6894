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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The change feed over HTTP: positions are fixed, and never have a gap. */
@Path("/v1/changes")
@Tag(
    name = "changes",
    description =
        "变更流：全部变更，含删除，按固定位置排列 / The feed of all changes, deletions included, at fixed positions")
public class ChangesResource {
  private static final int MAX_SIZE = 1_000;
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

  /** The changes after a position; with {@code wait}, answers as soon as there is one. */
  @GET
  @Path("{service}")
  @PermitAll
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread // a caller who waits holds no platform thread
  @Operation(
      operationId = "listChanges",
      summary = "某一位置之后的变更 / Changes after a position",
      description =
          "每次已提交的变更恰好出现一次，位置固定；顺序不拆分事务，也不颠倒同一实体的先后。从 after=0 开始，以 after=next 继续；全量装载可用 /v1/snapshots。无权阅读的变更只有位置与散列（withheld）；带筛选时不出现。"
              + "若某实体不再可见（或离开所筛选的区划），该变更的 action 为 withdrawn：请删除副本。带 feedEpoch 的满页永不改变，可长期缓存。请总是附上所存的 chain：数据库若被旧副本替换，只有它能看出。"
              + " / Every committed change appears exactly once, at a fixed position, in an order that never splits a transaction nor inverts an entity. "
              + "Begin with after=0, or with the position of a snapshot, and go on with after=next. What you may not read is there with its position and hash alone (withheld); with filters it is left out. "
              + "A change that takes an entity out of your sight, or out of the filtered area, has the action withdrawn: drop your copy. "
              + "With wait, an empty answer is delayed until something happens or the seconds are over. A full page asked for with feedEpoch never changes and may be cached for ever. "
              + "Always send the chain value that you hold at after: where the database was replaced by an older copy, it alone can tell.")
  @APIResponseSchema(value = FeedPage.class, responseDescription = "A stretch of the feed")
  @APIResponse(
      responseCode = "304",
      description = "未变 / Unchanged since the ETag sent as If-None-Match")
  @APIResponse(
      responseCode = "410",
      description =
          "变更流已进入新纪元，或 after 处的 chain 不同，或 after 超过末位（如恢复备份），见 feed-restarted / The feed began another epoch, has another chain at after, or ends before it, as after a restore: see the problem feed-restarted")
  public Response changes(
      @PathParam("service")
          @Parameter(description = "indicators, projects or platforms", example = "indicators")
          String name,
      @QueryParam("after")
          @Parameter(
              description = "已有的位置，起初为 0 / Position already known; 0 at first",
              example = "0",
              schema = @Schema(implementation = Long.class))
          @Nullable String after,
      @QueryParam("limit")
          @Parameter(
              description =
                  "每页条数，默认亦至多 1000 / Changes per answer: 1,000 by default and at most, refused below 1",
              example = "100",
              schema = @Schema(implementation = Integer.class, defaultValue = "1000"))
          @Nullable String limit,
      @QueryParam("wait")
          @Parameter(
              description = "等待变更的秒数 / Seconds to wait for a change, 0 to 25; 0 by default",
              example = "0",
              schema = @Schema(implementation = Integer.class, defaultValue = "0"))
          @Nullable String wait,
      @BeanParam ScopeQuery part,
      @QueryParam("feedEpoch")
          @Parameter(
              description = "所知的纪元；若已不是，则为 410 / The epoch you know: 410 if it is another now",
              schema = @Schema(implementation = Integer.class))
          @Nullable String feedEpoch,
      @QueryParam("chain")
          @Parameter(
              description =
                  "所存的 after 处的链值；若此处不同，则为 410 / The chain value you hold at after: 410 if it is another here",
              schema = @Schema(implementation = String.class, pattern = "[0-9a-f]{64}"))
          @Nullable String chain)
      throws SQLException, InterruptedException {
    if (!name.equals(service)) {
      throw Problem.notFound(name);
    }
    var refusals = new Refusals();
    var position = refusals.number("after", after, 0, Long.MAX_VALUE / 2, 0);
    var size =
        (int) Math.min(MAX_SIZE, refusals.number("limit", limit, 1, Long.MAX_VALUE, MAX_SIZE));
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
    known.requireSame(stretch.page(), log);
    if (seconds > 0) {
      stretch = feed.await(stretch, size, readable, scope, Duration.ofSeconds(seconds));
      known.requireSame(stretch.page(), log);
    }
    return answer(stretch, epoch, readable);
  }

  /** A page that is full is so for ever, as long as the epoch stands in its address. */
  private Response answer(Feed.Stretch stretch, long epoch, Audiences readable) {
    var page = stretch.page();
    if (!stretch.closed() || epoch == 0) {
      note(page, readable);
      return Response.ok(page)
          .header(HttpHeaders.CACHE_CONTROL, "no-cache")
          .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION)
          .build();
    }
    // Weak: the head that it tells is of the time it was answered. The chain tells this log from
    // one that was put back and gave the same positions again.
    var tag =
        new EntityTag(
            epoch + "." + page.next() + "." + page.chain().substring(0, 16) + readable.tag(), true);
    var unchanged = tags.unchanged(tag);
    if (unchanged.isEmpty()) {
      note(page, readable);
    }
    return unchanged
        .orElseGet(() -> Response.ok(page))
        .tag(tag)
        .header(
            HttpHeaders.CACHE_CONTROL,
            (readable.equals(Audiences.PUBLIC) ? "public, " : "private, ") + FOR_EVER)
        .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION)
        .build();
  }

  /** What a copy that has followed the feed up to a position must come to. */
  @GET
  @Path("{service}/digest")
  @PermitAll
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  @Operation(
      operationId = "digestChanges",
      summary = "某一位置的内容摘要 / Digest of the content at a position",
      description =
          "副本以此自证：与自己按同样方法算得的相同，即与来源逐字节一致。只计调用者可读的内容。"
              + " / What a consumer proves its copy by: computed from the copy in the same way, it is equal if and only if the copy is, byte for byte. It covers what the caller may read. "
              + "Per type, SHA-256 over one line per entity in order of the bytes of its id: `{entityId} {version} {SHA-256 of data, hexadecimal}` and a line feed.")
  @APIResponse(responseCode = "200", description = "Chain and content digests at the position")
  public FeedDigest digest(
      @PathParam("service")
          @Parameter(description = "indicators, projects or platforms", example = "indicators")
          String name,
      @QueryParam("at")
          @Parameter(
              description = "事务末位，默认为当前末位 / Position where a transaction ends; the head by default",
              schema = @Schema(implementation = Long.class))
          @Nullable String at,
      @BeanParam ScopeQuery part)
      throws SQLException, IOException, InterruptedException {
    if (!name.equals(service)) {
      throw Problem.notFound(name);
    }
    var refusals = new Refusals();
    var wanted = refusals.number("at", at, 0, Long.MAX_VALUE, 0);
    var scope = part.scope(refusals, types.names());
    refusals.throwIfAny();
    var standing = snapshots.position(at == null ? null : wanted);
    return new FeedDigest(
        service,
        standing.feedEpoch(),
        standing.position(),
        standing.chain(),
        standing.time(),
        digests.of(standing, scope, caller.audiences()));
  }

  /** Whoever has no role reads public states alone. */
  private void note(FeedPage page, Audiences readable) {
    if (!readable.equals(Audiences.PUBLIC)) {
      reads.notePositions(
          page.items().stream()
              .filter(change -> change.withheld() == null)
              .map(FeedItem::position)
              .toArray(Long[]::new));
    }
  }
}

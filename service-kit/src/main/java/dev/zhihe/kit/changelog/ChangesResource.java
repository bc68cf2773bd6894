package dev.zhihe.kit.changelog;

import dev.zhihe.kit.http.Problem;
import dev.zhihe.kit.security.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The change feed over HTTP. Source: CONTRACT, "The log, the feed, the events". */
@Path("/v1/changes")
@Tag(
    name = "changes",
    description =
        "变更流：全部变更，含删除，按固定位置排列 / The feed of all changes, deletions included, at fixed positions")
public class ChangesResource {
  private static final int MOST = 1_000;
  private static final int LONGEST_WAIT = 25;

  private final Feed feed;
  private final ReadLog reads;
  private final Caller caller;
  private final String service;

  ChangesResource(
      Feed feed,
      ReadLog reads,
      Caller caller,
      @ConfigProperty(name = "zhihe.service") String service) {
    this.feed = feed;
    this.reads = reads;
    this.caller = caller;
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
          "Every committed change appears exactly once, at a fixed position, in an order that never splits a transaction nor inverts an entity. "
              + "Begin with after=0, go on with after=next. What you may not read is there with its position and hash alone (withheld). "
              + "With wait, an empty answer is delayed until something happens or the seconds are over.")
  @APIResponse(responseCode = "200", description = "A stretch of the feed")
  public FeedPage changes(
      @PathParam("service")
          @Parameter(description = "indicators, projects or platforms", example = "indicators")
          String name,
      @QueryParam("after")
          @Parameter(
              description = "Position already known; 0 at first",
              example = "0",
              schema = @Schema(implementation = Long.class))
          @Nullable String after,
      @QueryParam("limit")
          @Parameter(
              description = "Changes per answer: 1,000 by default and at most, refused below 1",
              example = "100",
              schema = @Schema(implementation = Integer.class, defaultValue = "1000"))
          @Nullable String limit,
      @QueryParam("wait")
          @Parameter(
              description = "Seconds to wait for a change, 0 to 25; 0 by default",
              example = "0",
              schema = @Schema(implementation = Integer.class, defaultValue = "0"))
          @Nullable String wait)
      throws SQLException, InterruptedException {
    if (!name.equals(service)) {
      throw Problem.notFound(name);
    }
    var position = number("after", after, 0, Long.MAX_VALUE, 0);
    var size = (int) Math.min(MOST, number("limit", limit, 1, Long.MAX_VALUE, MOST));
    var seconds = number("wait", wait, 0, LONGEST_WAIT, 0);
    var readable = caller.audiences();
    var page = feed.page(position, size, readable);
    if (page.head() < position) {
      throw Problem.parameter(
          "after",
          after,
          "after 超过当前末位 %d：位置曾被重置（如恢复备份），请从 0 起重新装载",
          "after is beyond the head, %d: positions were rewound, as by a restore; load everything afresh from 0",
          page.head());
    }
    if (page.items().isEmpty() && seconds > 0) {
      feed.awaitBeyond(position, Duration.ofSeconds(seconds));
      page = feed.page(position, size, readable);
    }
    reads.note(page.items(), readable);
    return page;
  }

  private static long number(
      String name, @Nullable String text, long least, long most, long usual) {
    if (text == null) {
      return usual;
    }
    try {
      var number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // refused below, like a number out of range
    }
    throw Problem.parameter(
        name, text, "%s 应为 %d 至 %d 的整数", "%s is a whole number from %d to %d", name, least, most);
  }
}

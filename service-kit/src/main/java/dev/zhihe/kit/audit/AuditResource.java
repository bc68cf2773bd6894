package dev.zhihe.kit.audit;

import dev.zhihe.kit.http.LineStream;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.kit.readlog.ReadEntry;
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
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What auditors read: the trail, verification, daily heads, exports and the access log. */
@Path("/v1/audit/{service}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
    name = "audit",
    description =
        "审计：谁做了什么、是否被改动、每日链值、谁读了非公开内容 / Audit: who did what, whether anything was altered, daily heads, who read what is not for everybody")
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
  @Operation(
      operationId = "listAudit",
      summary = "审计轨迹 / Who did what, with the state before and after",
      description =
          "In order of position; filters narrow it together. Reading it is itself noted in the log of reads.")
  @APIResponse(responseCode = "200", description = "A stretch of the trail")
  public AuditEntry.Page trail(
      @PathParam("service") String name,
      @QueryParam("entityType") @Parameter(description = "实体类型 / Type", example = "target")
          @Nullable String entityType,
      @QueryParam("entityId")
          @Parameter(
              description = "业务编码，与 entityType 一起使用 / Code; goes with entityType",
              example = "500106-145-t02")
          @Nullable String entityId,
      @QueryParam("actor")
          @Parameter(description = "操作人或客户端 / User or client", example = "editor-demo")
          @Nullable String actor,
      @QueryParam("requestId")
          @Parameter(description = "请求号 / The request, as X-Request-Id answered it")
          @Nullable String requestId,
      @QueryParam("from")
          @Parameter(
              description = "排定位置的时刻不早于 / Sealed at this instant or later",
              example = "2026-11-23T00:00:00+08:00",
              schema = @Schema(implementation = String.class, format = "date-time"))
          @Nullable String from,
      @QueryParam("to")
          @Parameter(
              description = "早于 / Sealed before this instant",
              example = "2026-11-24T00:00:00+08:00",
              schema = @Schema(implementation = String.class, format = "date-time"))
          @Nullable String to,
      @QueryParam("after")
          @Parameter(
              description = "已知位置；起初为 0 / Position already known; 0 at first",
              example = "0",
              schema = @Schema(implementation = Long.class, defaultValue = "0"))
          @Nullable String after,
      @QueryParam("limit")
          @Parameter(
              description =
                  "每页条数，默认 100，最多 1000 / Entries per page: 100 by default, lowered to 1,000, refused below 1",
              example = "100",
              schema = @Schema(implementation = Integer.class, defaultValue = "100"))
          @Nullable String limit)
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
                new Trail.Question(entityType, entityId, actor, requestId, first, beyond),
                position,
                size);
    reads.note(page.items().size()); // who did it and why is for nobody outside the bureau
    return page;
  }

  /** Verifies that nothing was altered. */
  @GET
  @Path("verify")
  @RolesAllowed({"editor", "reviewer", "admin"})
  @Operation(
      operationId = "verifyAudit",
      summary = "核验一段变更流水是否被改动 / Whether anything of a stretch was altered",
      description =
          "Computes row hashes and chain anew and compares the log with the order, the history, the published tables, the daily heads, the epochs, the head and the relay. A log that stands still while changes wait is not sound either. "
              + "Names the first altered position and what of it was altered. An answer looks at 20,000 positions at most, for some seconds: while complete is false, ask again with from=next.")
  @APIResponse(
      responseCode = "200",
      description = "What it came to; sound or not, the answer is 200")
  public Verdict verify(
      @PathParam("service") String name,
      @QueryParam("from")
          @Parameter(
              description = "起始位置 / First position",
              example = "1",
              schema = @Schema(implementation = Long.class, defaultValue = "1"))
          @Nullable String from,
      @QueryParam("to")
          @Parameter(
              description =
                  "末位；不给则至当前末位，并核验不属于任何位置的内容 / Last position; without it the head, and what belongs to no position is looked at too",
              schema = @Schema(implementation = Long.class))
          @Nullable String to)
      throws SQLException {
    requireOurs(name);
    var refusals = new Refusals();
    var first = refusals.number("from", from, 1, Long.MAX_VALUE, 1);
    var last = refusals.number("to", to, 1, Long.MAX_VALUE, Long.MAX_VALUE);
    if (last < first) {
      refusals.add("to", to, "to 应不小于 from", "to is not less than from");
    }
    refusals.throwIfAny();
    return new Verification(service, source, log::standstill).verify(first, last);
  }

  /** The chain value at the end of each day. */
  @GET
  @Path("daily-heads")
  @PermitAll
  @Operation(
      operationId = "listDailyHeads",
      summary = "每日链值 / The chain value at the end of each day",
      description =
          "Public, so that anybody may note them: with one noted value it can be proved years later that nothing up to its position was altered. A day's head is kept with the first change of a later day; days without a change have none.")
  @APIResponse(responseCode = "200", description = "Daily heads, in order of day")
  public DailyHead.Page dailyHeads(
      @PathParam("service") String name,
      @QueryParam("after")
          @Parameter(
              description = "此日之后 / Days after this one",
              example = "2026-11-22",
              schema = @Schema(implementation = String.class, format = "date"))
          @Nullable String after,
      @QueryParam("limit")
          @Parameter(
              description =
                  "每页条数，默认 100，最多 1000 / Days per page: 100 by default, lowered to 1,000, refused below 1",
              example = "100",
              schema = @Schema(implementation = Integer.class, defaultValue = "100"))
          @Nullable String limit)
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
  @Operation(
      operationId = "exportAudit",
      summary = "导出供离线核验的流水 / The log as a file for an independent verifier",
      description =
          "NDJSON: a line {\"export\":…} that says what the file is, a line per position with all that its hash was made of, a line {\"end\":…}. Without the last line the file is not whole; go on from the last whole line with after. "
              + "java -jar zhihe-verifier.jar FILE recomputes everything. It holds who and why, and the salts that keep these secret: keep it as such.")
  @APIResponse(
      responseCode = "200",
      description = "The file",
      headers = @Header(name = HttpHeaders.CONTENT_DISPOSITION, ref = "Content-Disposition"),
      content =
          @Content(
              mediaType = MediaTypes.NDJSON,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public Response export(
      @PathParam("service") String name,
      @QueryParam("after")
          @Parameter(
              description = "此位置之后；起初为 0 / Positions after this one; 0 for all",
              example = "0",
              schema = @Schema(implementation = Long.class, defaultValue = "0"))
          @Nullable String after,
      @QueryParam("to")
          @Parameter(
              description = "末位；不给则至当前末位 / Last position; without it the head as it stands",
              schema = @Schema(implementation = Long.class))
          @Nullable String to)
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

  /** The access log: who read data that are not public. */
  @GET
  @Path("reads")
  @RolesAllowed({"editor", "reviewer", "admin"})
  @Operation(
      operationId = "listReads",
      summary = "谁读取了非公开内容 / Who read what is not for everybody",
      description =
          "In order of time; kept for ten years. Answers that held only what is public are not in it.")
  @APIResponse(responseCode = "200", description = "A stretch of the log of reads")
  public ReadEntry.Page reads(
      @PathParam("service") String name,
      @QueryParam("client")
          @Parameter(description = "用户或客户端 / User or client", example = "operator-demo")
          @Nullable String client,
      @QueryParam("from")
          @Parameter(
              description = "不早于此刻 / At this instant or later",
              example = "2026-11-23T00:00:00+08:00",
              schema = @Schema(implementation = String.class, format = "date-time"))
          @Nullable String from,
      @QueryParam("to")
          @Parameter(
              description = "早于此刻 / Before this instant",
              schema = @Schema(implementation = String.class, format = "date-time"))
          @Nullable String to,
      @QueryParam("after") @Parameter(description = "上一页的 next / The previous page's next")
          @Nullable String after,
      @QueryParam("limit")
          @Parameter(
              description =
                  "每页条数，默认 100，最多 1000 / Entries per page: 100 by default, lowered to 1,000, refused below 1",
              example = "100",
              schema = @Schema(implementation = Integer.class, defaultValue = "100"))
          @Nullable String limit)
      throws SQLException {
    requireOurs(name);
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

  private static ReadLog.Place place(Refusals refusals, @Nullable String after, Instant from) {
    if (after == null) {
      return ReadLog.Place.before(from);
    }
    var slash = after.indexOf('/');
    try {
      var place =
          new ReadLog.Place(
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
    return ReadLog.Place.before(from);
  }

  private void requireOurs(String name) {
    if (!name.equals(service)) {
      throw Problem.notFound(name);
    }
  }
}

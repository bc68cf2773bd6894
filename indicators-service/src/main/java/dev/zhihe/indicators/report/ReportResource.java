package dev.zhihe.indicators.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.IfMatch;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Reports: an editor freezes one, another person approves and publishes it, everybody reads it. Its
 * files are {@link ReportFileResource}'s.
 */
@Path("/v1/reports")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "reports", description = "评估报告 / Reports on plans")
public class ReportResource {
  private final Reports reports;
  private final Freezing freezing;
  private final ChangeLog log;
  private final Reads reads;

  ReportResource(Reports reports, Freezing freezing, ChangeLog log, Reads reads) {
    this.reports = reports;
    this.freezing = freezing;
    this.log = log;
    this.reads = reads;
  }

  /** A page of the reports that the caller may see. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(
      operationId = "listReports",
      summary = "报告列表 / List of reports",
      description =
          "已发布的人人可见，其余仅主管部门可见。 / Published ones for everybody, all others for the bureau alone.")
  @APIResponseSchema(
      value = ReportView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("plan") @Parameter(description = "规划 / Code of the plan", example = "500106-145")
          @Nullable String plan,
      @QueryParam("kind")
          @Parameter(
              description = "报告种类 / Kind",
              example = "mid_term",
              schema = @Schema(implementation = ReportKind.class))
          @Nullable String kind,
      @QueryParam("status")
          @Parameter(
              description = "状态 / How far it is",
              example = "published",
              schema = @Schema(implementation = ReportStatus.class))
          @Nullable String status,
      @BeanParam ListQuery query) {
    return reads.list(
        Report.class,
        ReportView.class,
        Filters.none()
            .equal("plan", plan)
            .word("kind", kind, ReportKind.class)
            .word("status", status, ReportStatus.class),
        query);
  }

  /** One report. */
  @GET
  @Path("{code}")
  @PermitAll
  @Operation(
      operationId = "getReport",
      summary = "一份报告 / One report",
      description =
          "未发布的，对主管部门以外的人为 404，与不存在相同。 / 404 for one that is not published, as for an absent one, unless you are the bureau.")
  @APIResponseSchema(
      value = ReportView.class,
      responseDescription = "The report; its ETag is its version")
  public Response get(
      @PathParam("code") @Parameter(description = "如 / Such as 500106-145-mid-term-1")
          String code) {
    return reads.item(Report.class, code);
  }

  /** Makes a report. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("editor")
  @Write
  @Operation(
      operationId = "freezeReport",
      summary = "编制并冻结报告 / Make a report and freeze it",
      description =
          "内容取自变更日志的一个截面（asOf，缺省为此刻），连同其工作簿、网页和 PDF 一次生成，此后不变；代码由系统给出：{规划}-{mid-term|final}-{序号}。asOf 不存在为 400；规划不存在、在该截面未采纳，评估日晚于今日、早于规划期、中期报告晚于规划期，该规划的指标还有至评估日已结束统计期的填报未公布，均为 422，一次列全。"
              + " / The content is of one cut of the log (asOf; all that is known now unless given), made once with its workbook, page and PDF, and stays as it is. The system gives the code: {plan}-{mid-term|final}-{number}. 400 for an asOf that is none; 422, all at once, for a plan that is not there (unknown-reference) or was not adopted at the cut (not-adopted), for a day after today (future), before the plan (before-plan) or, of a mid-term report, after it (outside-plan), and for figures of the plan's indicators that are handed in and not published, of periods that had ended by the day (unpublished-data).")
  @APIResponse(
      responseCode = "201",
      description = "已冻结 / Frozen",
      headers = {
        @Header(
            name = "Location",
            schema = @Schema(implementation = String.class),
            description = "Path of the report"),
        @Header(
            name = "ETag",
            schema = @Schema(implementation = String.class),
            description = "Its version")
      },
      content = @Content(schema = @Schema(implementation = ReportView.class)))
  public Response freeze(@Valid @NotNull(message = "必填 / required") NewReport asked) {
    reports.allowTimeForRendering();
    var report = freezing.freeze(asked);
    return Written.created(report)
        .header(HttpHeaders.LOCATION, "/v1/reports/" + report.code())
        .build();
  }

  /** Finds a report right. */
  @POST
  @Path("{code}/approval")
  @RolesAllowed("reviewer")
  @Write
  @Operation(
      operationId = "approveReport",
      summary = "批准报告 / Approve a report",
      description =
          "编制人不得审核（403）；非已冻结状态为 409，并说明可行的步骤。 / 403 for whoever made it, 409 with the legal steps unless it is frozen, 412 and 428 as If-Match asks.")
  @APIResponseSchema(
      value = ReportView.class,
      responseDescription = "The approved report; its ETag is its version")
  public Response approve(
      @PathParam("code") @Parameter(description = "如 / Such as 500106-145-mid-term-1") String code,
      @HeaderParam("If-Match") @Parameter(description = "The report's ETag", example = "\"v1\"")
          @Nullable String ifMatch) {
    var report = toReview(code, ifMatch);
    report.approve();
    log.updated(report, null);
    return Written.ok(report);
  }

  /** Finds a report wrong. */
  @POST
  @Path("{code}/return")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @Operation(
      operationId = "returnReport",
      summary = "退回报告 / Return a report",
      description =
          "须说明理由；退回即终局，须另行编制。编制人不得审核（403）；非已冻结状态为 409。 / With a reason, and for good: another is made in its place. 403 for whoever made it, 409 unless it is frozen, 412 and 428 as If-Match asks.")
  @APIResponseSchema(
      value = ReportView.class,
      responseDescription = "The returned report; its ETag is its version")
  public Response sendBack(
      @PathParam("code") @Parameter(description = "如 / Such as 500106-145-mid-term-1") String code,
      @HeaderParam("If-Match") @Parameter(description = "The report's ETag", example = "\"v1\"")
          @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") ReportReturn answer) {
    var report = toReview(code, ifMatch);
    report.returnWith(answer.reason());
    log.updated(report, answer.reason().strip());
    return Written.ok(report);
  }

  /** Makes a report everybody's. */
  @POST
  @Path("{code}/publication")
  @RolesAllowed("reviewer")
  @Write
  @Operation(
      operationId = "publishReport",
      summary = "发布报告 / Publish a report",
      description =
          "编制人不得发布（403）；非已批准状态为 409。 / Makes it readable for everybody. 403 for whoever made it, 409 unless it is approved, 412 and 428 as If-Match asks.")
  @APIResponseSchema(
      value = ReportView.class,
      responseDescription = "The published report; its ETag is its version")
  public Response publish(
      @PathParam("code") @Parameter(description = "如 / Such as 500106-145-mid-term-1") String code,
      @HeaderParam("If-Match") @Parameter(description = "The report's ETag", example = "\"v2\"")
          @Nullable String ifMatch) {
    var report = toReview(code, ifMatch);
    report.publish();
    log.updated(report, null);
    return Written.ok(report);
  }

  /** The report, locked, for somebody to judge who has not made it. */
  private Report toReview(String code, @Nullable String ifMatch) {
    var report = reports.locked(code);
    IfMatch.require(ifMatch, report);
    if (log.callerBrought(Report.class, code, ReportResource::isFrozen)) {
      throw Problem.forbidden(
          "编制和审核须由不同的人完成", "Whoever made a report cannot review it: another reviewer must");
    }
    return report;
  }

  private static boolean isFrozen(JsonNode state) {
    return state.path("status").asText().equals(Views.word(ReportStatus.FROZEN));
  }
}

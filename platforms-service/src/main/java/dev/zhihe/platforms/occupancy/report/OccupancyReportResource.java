package dev.zhihe.platforms.occupancy.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.ImportResult;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.kit.writes.IfMatch;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import dev.zhihe.platforms.registry.platform.Platform;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
 * Occupancy reports: an operator submits, a reviewer accepts or returns, everybody reads what is
 * accepted.
 */
@Path("/v1/occupancy-reports")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "occupancy-reports", description = "入驻情况填报 / Occupancy reports")
public class OccupancyReportResource {
  private static final String ADDRESS = "/v1/occupancy-reports/";

  private final OccupancyReports reports;
  private final Submissions submissions;
  private final ChangeLog log;
  private final OccupancyReportImport family;
  private final Imports imports;
  private final Reads reads;

  OccupancyReportResource(
      OccupancyReports reports,
      Submissions submissions,
      ChangeLog log,
      OccupancyReportImport family,
      Imports imports,
      Reads reads) {
    this.reports = reports;
    this.submissions = submissions;
    this.log = log;
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of the occupancy reports that the caller may see. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(
      operationId = "listOccupancyReports",
      summary = "入驻情况填报列表 / List of occupancy reports",
      description =
          "已采纳的人人可见；已提交和已退回的仅其运营单位和主管部门可见。"
              + " / Accepted ones for everybody; submitted and returned ones for their operator and the bureau alone.")
  @APIResponseSchema(
      value = OccupancyReportView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("platform")
          @Parameter(description = "平台 / Code of the platform", example = "000000-pf-001")
          @Nullable String platform,
      @QueryParam("period")
          @Parameter(
              description = "填报期 / Code of the reporting period",
              example = "000000-2026-m10")
          @Nullable String period,
      @QueryParam("status")
          @Parameter(
              description = "审核状态 / Where the review stands",
              example = "accepted",
              schema = @Schema(implementation = ReviewStatus.class))
          @Nullable String status,
      @BeanParam ListQuery query) {
    return reads.list(
        OccupancyReport.class,
        OccupancyReportView.class,
        Filters.none()
            .equal("platform", platform)
            .equal("period", period)
            .word("status", status, ReviewStatus.class),
        query);
  }

  /** One occupancy report. */
  @GET
  @Path("{code}")
  @PermitAll
  @Operation(
      operationId = "getOccupancyReport",
      summary = "一份入驻情况填报 / One occupancy report",
      description =
          "未采纳的，对其运营单位和主管部门以外的人为 404，与不存在相同。"
              + " / 404 for a report that is not accepted, as for an absent one, unless you are its operator or the bureau.")
  @APIResponseSchema(
      value = OccupancyReportView.class,
      responseDescription = "The report; its ETag is its version")
  public Response get(
      @PathParam("code") @Parameter(example = "000000-pf-001-o-2026-m10") String code) {
    return reads.item(OccupancyReport.class, code);
  }

  /** Hands in a report. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("operator")
  @Write
  @Operation(
      operationId = "submitOccupancyReport",
      summary = "提交入驻情况填报 / Submit an occupancy report",
      description =
          "代码由系统给出：{平台}-o-{填报期去掉行政区划前缀}，如 000000-pf-001-o-2026-m10。平台须由令牌 org 所示单位运营，否则与不存在一样为 404；已有该平台该期填报为 409，并说明下一步；违反校验为 422，一次列全。dryRun=true 只检查。"
              + " / The system gives the code: {platform}-o-{period without its area}, as in 000000-pf-001-o-2026-m10. The platform must be run by the organisation that the token's org names: else 404, as for an absent one. 409 if the platform has a report for the period, with the steps there are; 422 with every broken rule at once. dryRun=true checks alone.")
  @APIResponse(
      responseCode = "201",
      description = "已提交 / Submitted",
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
      content = @Content(schema = @Schema(implementation = OccupancyReportView.class)))
  @APIResponse(
      responseCode = "200",
      description = "dryRun：可以提交，内容如此 / dryRun: it may be submitted, and would read so",
      content = @Content(schema = @Schema(implementation = OccupancyReportView.class)))
  public Response submit(
      @Valid @NotNull(message = "必填 / required") NewOccupancyReport given,
      @QueryParam("dryRun")
          @Parameter(
              description = "true：只检查不提交 / true: check everything, submit nothing",
              schema = @Schema(implementation = Boolean.class, defaultValue = "false"))
          @Nullable String dryRun) {
    var checksOnly = checksOnly(dryRun);
    var platform = own(given.platform(), given.platform());
    var code = checked(given, platform, List.of());
    var existing = reports.findById(code);
    if (existing != null) {
      var steps = existing.status().steps(code);
      throw new Problem(
          Problem.Type.CONFLICT,
          new Text(
              "该平台该填报期已有填报：" + steps.zh(),
              "That platform has a report for that period already: " + steps.en()));
    }
    var report =
        new OccupancyReport(
            code, given, submissions.lastDay(given.period()), submissions.organisation());
    if (checksOnly) {
      return Response.ok(Views.write(report.view())).build();
    }
    log.created(report);
    return Written.created(report).header(HttpHeaders.LOCATION, ADDRESS + code).build();
  }

  /** Hands in a report again, corrected. */
  @PUT
  @Path("{code}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("operator")
  @Write
  @Operation(
      operationId = "correctOccupancyReport",
      summary = "更正并重新提交 / Correct a report and submit it again",
      description =
          "已提交或已退回的填报以全部内容替换，状态为已提交；已采纳的为 409。平台和填报期不可更改。"
              + " / Replaces all of a submitted or returned report, which is submitted then; 409 for an accepted one. Platform and period stay. 404 for another's as for an absent one, 412 and 428 as If-Match asks, 422 with every broken rule at once.")
  @APIResponseSchema(
      value = OccupancyReportView.class,
      responseDescription = "The report as submitted; its ETag is its version")
  public Response correct(
      @PathParam("code") @Parameter(example = "000000-pf-001-o-2026-m10") String code,
      @HeaderParam("If-Match") @Parameter(description = "The report's ETag", example = "\"v2\"")
          @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") NewOccupancyReport given) {
    var report = reports.locked(code);
    var platform = own(report.platform(), code);
    IfMatch.require(ifMatch, report);
    report.requireOpen();
    checked(given, platform, moved(given, report));
    report.correct(given, submissions.organisation());
    log.updated(report, null);
    return Written.ok(report);
  }

  /** Accepts a report. */
  @POST
  @Path("{code}/acceptance")
  @RolesAllowed("reviewer")
  @Write
  @Operation(
      operationId = "acceptOccupancyReport",
      summary = "采纳填报 / Accept a report",
      description =
          "采纳后公开并定稿。提交过任一版本的人不得审核（403）；非已提交状态为 409。"
              + " / Makes the report public and final. 403 for whoever submitted any version of it, 409 unless it is submitted, 412 and 428 as If-Match asks.")
  @APIResponseSchema(
      value = OccupancyReportView.class,
      responseDescription = "The accepted report; its ETag is its version")
  public Response accept(
      @PathParam("code") @Parameter(example = "000000-pf-001-o-2026-m10") String code,
      @HeaderParam("If-Match") @Parameter(description = "The report's ETag", example = "\"v2\"")
          @Nullable String ifMatch) {
    var report = toReview(code, ifMatch);
    report.accept();
    log.updated(report, null);
    return Written.ok(report);
  }

  /** Returns a report to its operator. */
  @POST
  @Path("{code}/return")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @Operation(
      operationId = "returnOccupancyReport",
      summary = "退回填报 / Return a report",
      description =
          "退回须说明理由，可逐字段说明；由运营单位更正后重新提交。提交过任一版本的人不得审核（403）；非已提交状态为 409。"
              + " / Gives the report back to its operator with a reason, by field where that helps. 403 for whoever submitted any version of it, 409 unless it is submitted, 412 and 428 as If-Match asks.")
  @APIResponseSchema(
      value = OccupancyReportView.class,
      responseDescription = "The returned report; its ETag is its version")
  public Response sendBack(
      @PathParam("code") @Parameter(example = "000000-pf-001-o-2026-m10") String code,
      @HeaderParam("If-Match") @Parameter(description = "The report's ETag", example = "\"v2\"")
          @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") OccupancyReturn answer) {
    var report = toReview(code, ifMatch);
    report.returnWith(answer.reason(), answer.fields() == null ? List.of() : answer.fields());
    log.updated(report, answer.reason().strip());
    return Written.ok(report);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("operator")
  @Operation(
      operationId = "importOccupancyReports",
      summary = "导入入驻情况填报 / Import occupancy reports",
      description =
          "每行即一次提交，代码可不填；填写则须为 {平台}-o-{填报期去掉行政区划前缀}。他人的平台与不存在的平台一样被拒绝；onExisting=update 更正已提交或已退回的填报并重新提交（已退回的即使数据未改也重新提交），已采纳的不再更改。"
              + " / Each row is a submission; its code may be left out, and else is {platform}-o-{period without its area}. Another's platform is refused as one that is not there. onExisting=update corrects submitted and returned reports and submits them again, returned ones even with the same figures; accepted ones change no more.")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }

  /** The platform, if the caller's organisation runs it; else what was asked for is not there. */
  private Platform own(String platform, String asked) {
    var own = submissions.ownPlatform(platform);
    if (own == null) {
      throw Problem.notFound(asked);
    }
    return own;
  }

  /** The report, locked, for somebody to review who has not handed in any version of it. */
  private OccupancyReport toReview(String code, @Nullable String ifMatch) {
    var report = reports.locked(code);
    IfMatch.require(ifMatch, report);
    if (log.callerBrought(OccupancyReport.class, code, OccupancyReportResource::isSubmitted)) {
      throw Problem.forbidden(
          "提交和审核须由不同的人完成", "Whoever submitted a report cannot review it: another reviewer must");
    }
    return report;
  }

  private static boolean isSubmitted(JsonNode state) {
    return state.path("status").asText().equals(Views.word(ReviewStatus.SUBMITTED));
  }

  /** What a correction may not change. */
  private static List<Violation> moved(NewOccupancyReport given, OccupancyReport report) {
    var moved = new ArrayList<Violation>();
    unmoved("platform", given.platform(), report.platform(), moved);
    unmoved("period", given.period(), report.period(), moved);
    return moved;
  }

  private static void unmoved(
      String field, String given, String stored, List<Violation> violations) {
    if (!given.equals(stored)) {
      violations.add(
          new Violation(
              "fixed",
              "/" + field,
              null,
              null,
              given,
              Text.of("不可更改，应为 %s", "it stays as it is: %s", stored)));
    }
  }

  /** The code of the report; 422 with everything that is wrong. */
  private String checked(NewOccupancyReport given, Platform platform, List<Violation> moved) {
    var violations = new ArrayList<>(moved);
    var values = Csv.cells(given);
    var period = submissions.period(given.period());
    submissions.check(
        given,
        platform,
        period,
        (field, code, zh, en, arguments) ->
            violations.add(
                new Violation(
                    code, "/" + field, null, null, values.get(field), Text.of(zh, en, arguments))));
    if (!violations.isEmpty()) {
      throw new Problem(
          Problem.Type.RULE_BROKEN,
          Text.of("有 %d 处不符合校验规则", "%d rules are broken", violations.size()),
          violations);
    }
    return OccupancyReport.code(platform.code(), Objects.requireNonNull(period));
  }

  private static boolean checksOnly(@Nullable String dryRun) {
    if (dryRun == null || dryRun.equals("false")) {
      return false;
    }
    if (dryRun.equals("true")) {
      return true;
    }
    throw Problem.parameter("dryRun", dryRun, "dryRun 应为 true 或 false", "dryRun is true or false");
  }
}

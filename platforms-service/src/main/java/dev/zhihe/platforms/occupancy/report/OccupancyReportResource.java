package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.Act;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.kit.writes.DryRun;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import dev.zhihe.platforms.PlatformsAct;
import dev.zhihe.platforms.registry.platform.Platform;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/**
 * Occupancy reports: an operator submits, a reviewer accepts or returns. Accepted reports are
 * public.
 */
@Path("/v1/occupancy-reports")
@Produces(MediaType.APPLICATION_JSON)
public class OccupancyReportResource {
  private static final String ADDRESS = "/v1/occupancy-reports/";

  private final OccupancyReports reports;
  private final OccupancySubmissions submissions;
  private final OccupancyAcceptance acceptance;
  private final Review review;
  private final ChangeLog log;
  private final OccupancyReportImport family;
  private final Imports imports;
  private final Reads reads;

  OccupancyReportResource(
      OccupancyReports reports,
      OccupancySubmissions submissions,
      OccupancyAcceptance acceptance,
      Review review,
      ChangeLog log,
      OccupancyReportImport family,
      Imports imports,
      Reads reads) {
    this.reports = reports;
    this.submissions = submissions;
    this.acceptance = acceptance;
    this.review = review;
    this.log = log;
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of the occupancy reports that the caller may see. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listOccupancyReports(
      @QueryParam("platform") @Nullable String platform,
      @QueryParam("period") @Nullable String period,
      @QueryParam("operator") @Nullable String operator,
      @QueryParam("amends") @Nullable String amends,
      @QueryParam("status") @Nullable String status,
      @BeanParam ListQuery query) {
    return reads.list(
        OccupancyReport.class,
        OccupancyReportView.class,
        Filters.none()
            .equal("platform", platform)
            .equal("period", period)
            .equal("operator", operator)
            .equal("amends", amends)
            .word("status", status, ReviewStatus.class),
        query);
  }

  /** One occupancy report. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(OccupancyReportView.class)
  public Response getOccupancyReport(String code) {
    return reads.item(OccupancyReport.class, code);
  }

  /** Submits a report. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("operator")
  @Write
  @APIResponseSchema(value = OccupancyReportView.class, responseCode = "201")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = OccupancyReportView.class)))
  public Response submitOccupancyReport(
      @Valid @NotNull(message = "必填 / required") NewOccupancyReport given,
      @QueryParam("dryRun") @Nullable String dryRun) {
    var checksOnly = DryRun.requested(dryRun);
    var platform = own(given.platform(), given.platform());
    var period = submissions.period(given.period());
    var rules = new BrokenRules(Csv.cells(given));
    submissions.check(given, platform, period, rules::add);
    rules.throwIfAny();
    var code =
        freeCode(given, OccupancyReport.code(platform.code(), Objects.requireNonNull(period)));
    OccupancySubmissions.checkReadOnly(given, Map.of("code", code), rules);
    rules.throwIfAny();
    var report = new OccupancyReport(code, given, submissions.submission(platform, period));
    if (checksOnly) {
      return Response.ok(Views.write(report.view())).build();
    }
    log.created(report);
    return Written.created(report).header(HttpHeaders.LOCATION, ADDRESS + code).build();
  }

  /** Submits a corrected report. */
  @PUT
  @Path("{code}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("operator")
  @Write
  @APIResponseSchema(OccupancyReportView.class)
  public Response correctOccupancyReport(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") NewOccupancyReport given) {
    var report = reports.locked(code);
    var platform = own(report, code);
    review.begin(PlatformsAct.CORRECT_OCCUPANCY_REPORT, report, ifMatch).requireChangeable();
    var rules = new BrokenRules(Csv.cells(given));
    rules.requireUnchanged("platform", report.platform());
    rules.requireUnchanged("period", report.view().period());
    rules.requireUnchanged("amends", Objects.requireNonNullElse(report.amends(), ""));
    OccupancySubmissions.checkReadOnly(given, Csv.cells(report.view()), rules);
    var period = submissions.period(report.view().period());
    submissions.check(given, platform, period, rules::add);
    rules.throwIfAny();
    report.correct(given, submissions.submission(platform, Objects.requireNonNull(period)));
    log.updated(report, null);
    return Written.ok(report);
  }

  /** Withdraws a report that is not accepted. */
  @DELETE
  @Path("{code}")
  @RolesAllowed("operator")
  @Write
  public Response withdrawOccupancyReport(
      String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var report = reports.locked(code);
    own(report, code);
    review.begin(PlatformsAct.WITHDRAW_OCCUPANCY_REPORT, report, ifMatch).requireWithdrawable();
    review.withdraw(report);
    return Response.noContent().build();
  }

  /** Accepts a report. */
  @POST
  @Path("{code}/acceptance")
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(OccupancyReportView.class)
  public Response acceptOccupancyReport(
      String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var report = begin(PlatformsAct.ACCEPT_OCCUPANCY_REPORT, code, ifMatch);
    acceptance.accept(report);
    return Written.ok(report);
  }

  /** Returns a report to its operator. */
  @POST
  @Path("{code}/return")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(OccupancyReportView.class)
  public Response returnOccupancyReport(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") OccupancyReturn answer) {
    var report = begin(PlatformsAct.RETURN_OCCUPANCY_REPORT, code, ifMatch);
    var fields = answer.fields() == null ? List.<FieldReason>of() : answer.fields();
    review.sendBack(
        List.of(report), answer.reason(), (one, reason) -> one.sendBack(reason, fields));
    return Written.ok(report);
  }

  /** Imports a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("operator")
  public Response importOccupancyReports(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }

  /**
   * The platform, if the caller's organisation operates it. Otherwise 404 for the requested code.
   */
  private Platform own(String platform, String asked) {
    var own = submissions.ownPlatform(platform);
    if (own == null) {
      throw Problem.notFound(asked);
    }
    return own;
  }

  /**
   * The platform of a report, as {@link #own(String, String)}. A report under review that another
   * organisation submitted stays that organisation's when the platform gets another operator.
   */
  private Platform own(OccupancyReport report, String asked) {
    var own = own(report.platform(), asked);
    if (!submissions.mayRead(report)) {
      throw Problem.notFound(asked);
    }
    return own;
  }

  private OccupancyReport begin(Act act, String code, @Nullable String ifMatch) {
    return review.begin(act, reports.locked(code), ifMatch);
  }

  /**
   * The code of a new report or amendment. 409 if the period has its report, if what is to be
   * amended is not accepted, or if it has an amendment under review.
   */
  private String freeCode(NewOccupancyReport given, String report) {
    if (given.amends() == null) {
      var existing = reports.findById(report);
      if (existing != null) {
        throw existing.alreadyThere();
      }
      return report;
    }
    var rules = new BrokenRules(Csv.cells(given));
    var amended = given.amends().equals(report) ? reports.lockedIfThere(report) : null;
    if (amended == null) {
      rules.add(
          "amends",
          "unknown-reference",
          "该平台该填报期没有填报 %s",
          "that platform and period have no report %s",
          given.amends());
      throw rules.problem();
    }
    amended.requireAmendable();
    var open = reports.openAmendment(report);
    if (open != null) {
      throw open.alreadyThere();
    }
    if (new StoredReport(amended.view(), amended.audience()).says(given)) {
      rules.add("amends", "nothing-to-amend", "与已通过的内容相同，无须更正", "it says what is accepted already");
      throw rules.problem();
    }
    return reports.nextAmendment(report);
  }
}

package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.Act;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.DryRun;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import dev.zhihe.platforms.PlatformsAct;
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
  private final OccupancyFiling filing;
  private final OccupancyAcceptance acceptance;
  private final BulkAcceptance bulk;
  private final Review review;
  private final OccupancyReportImport family;
  private final Imports imports;
  private final Reads reads;

  OccupancyReportResource(
      OccupancyReports reports,
      OccupancySubmissions submissions,
      OccupancyFiling filing,
      OccupancyAcceptance acceptance,
      BulkAcceptance bulk,
      Review review,
      OccupancyReportImport family,
      Imports imports,
      Reads reads) {
    this.reports = reports;
    this.submissions = submissions;
    this.filing = filing;
    this.acceptance = acceptance;
    this.bulk = bulk;
    this.review = review;
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
    var report = filing.submit(given, checksOnly);
    if (checksOnly) {
      return Response.ok(Views.write(report.view())).build();
    }
    return Written.created(report).header(HttpHeaders.LOCATION, ADDRESS + report.code()).build();
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
    var report = filing.ownLocked(code);
    review.begin(PlatformsAct.CORRECT_OCCUPANCY_REPORT, report, ifMatch).requireChangeable();
    filing.correct(report, given);
    return Written.ok(report);
  }

  /** Withdraws a report that is not accepted. */
  @DELETE
  @Path("{code}")
  @RolesAllowed("operator")
  @Write
  public Response withdrawOccupancyReport(
      String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var report = filing.ownLocked(code);
    filing.withdraw(review.begin(PlatformsAct.WITHDRAW_OCCUPANCY_REPORT, report, ifMatch));
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
    var locked = reports.lockedForAcceptance(code);
    var report = review.begin(PlatformsAct.ACCEPT_OCCUPANCY_REPORT, locked, ifMatch);
    acceptance.accept(report);
    return Written.ok(report);
  }

  /** Accepts many reports. */
  @POST
  @Path("acceptances")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(OccupancyAcceptances.class)
  public Response acceptOccupancyReports(
      @Valid @NotNull(message = "必填 / required") OccupancyReportSelection asked) {
    return Response.ok(Views.write(bulk.accept(asked))).build();
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
    var until = submissions.resubmitBy(report);
    review.sendBack(
        List.of(report), answer.reason(), (one, reason) -> one.sendBack(reason, fields, until));
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

  private OccupancyReport begin(Act act, String code, @Nullable String ifMatch) {
    return review.begin(act, reports.locked(code), ifMatch);
  }
}

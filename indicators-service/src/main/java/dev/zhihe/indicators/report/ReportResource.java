package dev.zhihe.indicators.report;

import dev.zhihe.indicators.IndicatorsAct;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.Act;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.sql.Filters;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/**
 * Reports: an editor freezes one; another person approves and publishes it. {@link
 * ReportFileResource} answers its files.
 */
@Path("/v1/reports")
@Produces(MediaType.APPLICATION_JSON)
public class ReportResource {
  private final Reports reports;
  private final Freezing freezing;
  private final Review review;
  private final ChangeLog log;
  private final Reads reads;

  ReportResource(Reports reports, Freezing freezing, Review review, ChangeLog log, Reads reads) {
    this.reports = reports;
    this.freezing = freezing;
    this.review = review;
    this.log = log;
    this.reads = reads;
  }

  /** A page of the reports that the caller may see. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listReports(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("status") @Nullable String status,
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
  @APIResponseSchema(ReportView.class)
  public Response getReport(String code) {
    return reads.item(Report.class, code);
  }

  /** Makes a report. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("editor")
  @Write
  @APIResponseSchema(value = ReportView.class, responseCode = "201")
  public Response freezeReport(@Valid @NotNull(message = "必填 / required") NewReport asked) {
    reports.allowTimeForRendering();
    var report = freezing.freeze(asked);
    return Written.created(report)
        .header(HttpHeaders.LOCATION, "/v1/reports/" + report.code())
        .build();
  }

  /** Approves a report. */
  @POST
  @Path("{code}/approval")
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(ReportView.class)
  public Response approveReport(String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var report = begin(IndicatorsAct.APPROVE_REPORT, code, ifMatch);
    report.approve();
    log.updated(report, null);
    return Written.ok(report);
  }

  /** Returns a report. */
  @POST
  @Path("{code}/return")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(ReportView.class)
  public Response returnReport(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") ReportReturn answer) {
    var report = begin(IndicatorsAct.RETURN_REPORT, code, ifMatch);
    review.sendBack(List.of(report), answer.reason(), Report::sendBack);
    return Written.ok(report);
  }

  /** Makes a report public. */
  @POST
  @Path("{code}/publication")
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(ReportView.class)
  public Response publishReport(String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var report = begin(IndicatorsAct.PUBLISH_REPORT, code, ifMatch);
    report.publish();
    log.updated(report, null);
    return Written.ok(report);
  }

  private Report begin(Act act, String code, @Nullable String ifMatch) {
    return review.begin(act, reports.locked(code), ifMatch);
  }
}

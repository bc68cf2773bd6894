package dev.zhihe.indicators.report;

import dev.zhihe.indicators.IndicatorsAct;
import dev.zhihe.indicators.changerequest.ChangeRequest;
import dev.zhihe.indicators.changerequest.ChangeRequestView;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.Act;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Event;
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
  private final ReportJobs jobs;
  private final Event<ReportJobs.Submitted> submitted;
  private final HttpHeaders headers;
  private final ReportEndings endings;
  private final ReportFigures figures;
  private final Review review;
  private final ChangeLog log;
  private final Reads reads;

  ReportResource(
      Reports reports,
      Freezing freezing,
      ReportJobs jobs,
      Event<ReportJobs.Submitted> submitted,
      HttpHeaders headers,
      ReportEndings endings,
      ReportFigures figures,
      Review review,
      ChangeLog log,
      Reads reads) {
    this.reports = reports;
    this.freezing = freezing;
    this.jobs = jobs;
    this.submitted = submitted;
    this.headers = headers;
    this.endings = endings;
    this.figures = figures;
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
  @APIResponseSchema(value = ReportJob.class, responseCode = "202")
  public Response freezeReport(@Valid @NotNull(message = "必填 / required") NewReport asked) {
    var job = jobs.submit(asked, freezing.check(asked), Text.language(headers));
    submitted.fire(new ReportJobs.Submitted(job.id()));
    return Response.accepted(job)
        .header(HttpHeaders.LOCATION, "/v1/report-jobs/" + job.id())
        .header(HttpHeaders.RETRY_AFTER, 1)
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
    report.correct(figures.corrected(code));
    log.updated(report, null);
    return Written.ok(report);
  }

  /** Requests that another report takes its place. */
  @POST
  @Path("{code}/supersession")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"editor", "reviewer"})
  @Write
  @APIResponseSchema(value = ChangeRequestView.class, responseCode = "201")
  public Response supersedeReport(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") NewReportSupersession given) {
    var report = begin(IndicatorsAct.SUPERSEDE_REPORT, code, ifMatch);
    return requested(endings.supersede(report, given));
  }

  /** Requests that a published report is withdrawn. */
  @POST
  @Path("{code}/withdrawal")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"editor", "reviewer"})
  @Write
  @APIResponseSchema(value = ChangeRequestView.class, responseCode = "201")
  public Response withdrawReport(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") NewReportWithdrawal given) {
    var report = begin(IndicatorsAct.WITHDRAW_REPORT, code, ifMatch);
    return requested(endings.withdraw(report, given.reason().strip()));
  }

  private static Response requested(ChangeRequest request) {
    return Written.created(request)
        .header(HttpHeaders.LOCATION, "/v1/change-requests/" + request.code())
        .build();
  }

  private Report begin(Act act, String code, @Nullable String ifMatch) {
    return review.begin(act, reports.locked(code), ifMatch);
  }
}

package dev.zhihe.projects.ledger.report;

import dev.zhihe.kit.changelog.ChangeLog;
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
import dev.zhihe.projects.ProjectsAct;
import dev.zhihe.projects.ledger.entry.LedgerMonth;
import dev.zhihe.projects.project.Projects;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/**
 * Monthly reports: a project's lead unit or an editor submits, a reviewer accepts or returns. The
 * project of another unit is answered as if it did not exist.
 */
@Path("/v1/project-reports")
@Produces(MediaType.APPLICATION_JSON)
public class ProjectReportResource {
  private static final String ADDRESS = "/v1/project-reports/";

  private final ProjectReports reports;
  private final Projects projects;
  private final LeadUnits units;
  private final ReportChecks checks;
  private final ReportAcceptance acceptance;
  private final Review review;
  private final ChangeLog log;
  private final Reads reads;

  ProjectReportResource(
      ProjectReports reports,
      Projects projects,
      LeadUnits units,
      ReportChecks checks,
      ReportAcceptance acceptance,
      Review review,
      ChangeLog log,
      Reads reads) {
    this.reports = reports;
    this.projects = projects;
    this.units = units;
    this.checks = checks;
    this.acceptance = acceptance;
    this.review = review;
    this.log = log;
    this.reads = reads;
  }

  /** A page of the reports that the caller may see. */
  @GET
  @RolesAllowed({"consumer", "operator", "editor", "reviewer", "admin"})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listProjectReports(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("project") @Nullable String project,
      @QueryParam("month") @Nullable String month,
      @QueryParam("status") @Nullable String status,
      @BeanParam ListQuery query) {
    return reads.list(
        ProjectReport.class,
        ProjectReportView.class,
        Filters.none()
            .equal("plan", plan)
            .equal("project", project)
            .equal("month", LedgerMonth.filter(month))
            .word("status", status, ProjectReportStatus.class),
        query);
  }

  /** One report. */
  @GET
  @Path("{code}")
  @RolesAllowed({"consumer", "operator", "editor", "reviewer", "admin"})
  @APIResponseSchema(ProjectReportView.class)
  public Response getProjectReport(String code) {
    return reads.item(ProjectReport.class, code);
  }

  /** Submits a report. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"operator", "editor"})
  @Write
  @APIResponseSchema(value = ProjectReportView.class, responseCode = "201")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ProjectReportView.class)))
  public Response submitProjectReport(
      @Valid @NotNull(message = "必填 / required") NewProjectReport given,
      @QueryParam("dryRun") @Nullable String dryRun) {
    var checksOnly = DryRun.requested(dryRun);
    var code = given.project();
    var unit = projects.leadOrganisationOf(code);
    if (!units.mayReport(unit)) {
      throw Problem.notFound(code);
    }
    // Locked, so that no other report of it takes the same code.
    var project = checksOnly ? projects.findById(code) : projects.locked(code);
    if (project == null) {
      throw Problem.notFound(code);
    }
    var rules = new BrokenRules(Csv.cells(given));
    checks.check(given, project.plan(), checksOnly, rules::add);
    rules.throwIfAny();
    var report = new ProjectReport(freeCode(given), project.plan(), given, unit);
    if (checksOnly) {
      return Response.ok(Views.write(report.view())).build();
    }
    log.created(report);
    return Written.created(report).header(HttpHeaders.LOCATION, ADDRESS + report.code()).build();
  }

  /** Submits a corrected report. */
  @PUT
  @Path("{code}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"operator", "editor"})
  @Write
  @APIResponseSchema(ProjectReportView.class)
  public Response correctProjectReport(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") NewProjectReport given) {
    var report = own(ProjectsAct.CORRECT_PROJECT_REPORT, code, ifMatch);
    report.requireChangeable();
    var stored = report.view();
    var rules = new BrokenRules(Csv.cells(given));
    rules.requireUnchanged("project", stored.project());
    rules.requireUnchanged("month", stored.month());
    if (given.givenKind() != stored.kind()) {
      rules.add("kind", "fixed", "不可更改，应为 %s", "it stays as it is: %s", Views.word(stored.kind()));
    }
    checks.check(given, stored.plan(), false, rules::add);
    rules.throwIfAny();
    report.correct(given, projects.leadOrganisationOf(stored.project()));
    log.updated(report, null);
    return Written.ok(report);
  }

  /** Withdraws a report that is not accepted. */
  @DELETE
  @Path("{code}")
  @RolesAllowed({"operator", "editor"})
  @Write
  public Response withdrawProjectReport(
      String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var report = own(ProjectsAct.WITHDRAW_PROJECT_REPORT, code, ifMatch);
    report.requireWithdrawable();
    review.withdraw(report);
    return Response.noContent().build();
  }

  /** Accepts a report. */
  @POST
  @Path("{code}/acceptance")
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(ProjectReportView.class)
  public Response acceptProjectReport(
      String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var project = reports.projectOf(code);
    if (project == null) {
      throw Problem.notFound(code);
    }
    projects.locked(project); // no other reversal of its entries comes between
    var report = review.begin(ProjectsAct.ACCEPT_PROJECT_REPORT, reports.locked(code), ifMatch);
    acceptance.accept(List.of(report));
    return Written.ok(report);
  }

  /** Accepts many reports. */
  @POST
  @Path("acceptances")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(ProjectReportDecision.class)
  public Response acceptProjectReports(
      @Valid @NotNull(message = "必填 / required") ProjectReportSelection asked) {
    var chosen =
        review.begin(ProjectsAct.ACCEPT_PROJECT_REPORTS, most -> lockedSubmitted(asked, most));
    acceptance.accept(chosen.items());
    // Another reviewer may have decided on some of those chosen: what still waits is asked anew.
    var more = reports.isWaiting(asked);
    return Response.ok(new ProjectReportDecision(chosen.items().size(), more)).build();
  }

  /** Returns a report. */
  @POST
  @Path("{code}/return")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(ProjectReportView.class)
  public Response returnProjectReport(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") ProjectReportReturn answer) {
    var report = review.begin(ProjectsAct.RETURN_PROJECT_REPORT, reports.locked(code), ifMatch);
    var fields = answer.fields() == null ? List.<ReportFieldReason>of() : answer.fields();
    review.sendBack(
        List.of(report), answer.reason(), (one, reason) -> one.sendBack(reason, fields));
    return Written.ok(report);
  }

  /** The code of a new report. 409 if the month has its regular report already. */
  private String freeCode(NewProjectReport given) {
    if (given.givenKind() == ProjectReportKind.CORRECTION) {
      return reports.nextCorrection(given.project(), given.month());
    }
    var existing = reports.regular(given.project(), given.month());
    if (existing != null) {
      throw existing.alreadyThere();
    }
    return ProjectReports.code(given.project(), given.month());
  }

  /** The first selected reports that wait for a reviewer, locked after their projects. */
  private List<ProjectReport> lockedSubmitted(ProjectReportSelection asked, int most) {
    var selected = reports.selected(asked, most);
    if (!selected.isEmpty()) {
      projects.locked(selected.values());
    }
    return reports.lockedSubmitted(selected.keySet());
  }

  /** The locked report, if the caller may change it. Otherwise 404. */
  private ProjectReport own(Act act, String code, @Nullable String ifMatch) {
    var report = reports.locked(code);
    if (!units.mayChange(report, projects.leadOrganisationOf(report.view().project()))) {
      throw Problem.notFound(code);
    }
    return review.begin(act, report, ifMatch);
  }
}

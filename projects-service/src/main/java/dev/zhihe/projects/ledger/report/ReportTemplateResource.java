package dev.zhihe.projects.ledger.report;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.projects.ledger.close.LedgerCloses;
import dev.zhihe.projects.ledger.entry.LedgerMonth;
import dev.zhihe.projects.ledger.report.ReportsDue.Due;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The workbook in which a unit fills in the monthly reports of its projects. */
@Path("/v1/project-reports/template")
public class ReportTemplateResource {
  private final ReportsDue due;
  private final LedgerCloses closes;
  private final InstantSource time;

  ReportTemplateResource(ReportsDue due, LedgerCloses closes, InstantSource time) {
    this.due = due;
    this.closes = closes;
    this.time = time;
  }

  /** A row for each project that has no report of the month. */
  @GET
  @RolesAllowed({"operator", "editor", "reviewer", "admin"})
  @Produces(MediaTypes.XLSX)
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaTypes.XLSX,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public Response getProjectReportTemplate(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("month") @Nullable String month,
      @Context HttpHeaders headers) {
    var refusals = new Refusals();
    var code = refusals.requiredCode("plan", plan, "500106-145");
    if (month == null) {
      refusals.add("month", null, "须给出 month，如 2023-06", "month is required, such as 2023-06");
    }
    refusals.throwIfAny();
    var asked = requireOpen(code, String.valueOf(LedgerMonth.filter(month)));
    var projects = due.of(code, asked);
    if (projects.isEmpty()) {
      refusals.add(
          "plan", code, "该规划没有您可以填报的项目", "that plan has no project on which you may report");
      refusals.throwIfAny();
    }
    var rows = projects.stream().filter(project -> !project.reported()).toList();
    return sent(rows, asked, headers);
  }

  /** The month, which has begun and is not closed; else 400. */
  private String requireOpen(String plan, String month) {
    var refusals = new Refusals();
    LedgerMonth.requireBegun(
        month,
        time.instant(),
        (field, code, zh, en, arguments) -> refusals.add(field, month, zh, en, arguments));
    var close = closes.known(List.of(plan)).closeOf(plan, month);
    if (close != null) {
      refusals.add("month", month, "该月已关账（%s）", "that month is closed (%s)", close);
    }
    refusals.throwIfAny();
    return month;
  }

  private static Response sent(List<Due> rows, String month, HttpHeaders headers) {
    var body = ReportTemplate.of(rows, month, Text.language(headers));
    return Response.ok(body, MediaTypes.XLSX)
        .header(HttpHeaders.CONTENT_LENGTH, body.length)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"project-reports-" + month + ".xlsx\"")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}

package dev.zhihe.platforms.occupancy.workbook;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.readlog.ReadLog;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.platforms.period.ReportingPeriodView;
import dev.zhihe.platforms.period.ReportingPeriods;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The workbook in which an operator fills in the reports of its platforms. */
@Path("/v1/occupancy-reports/template")
public class OccupancyTemplateResource {
  private final TemplateRows rows;
  private final ReportingPeriods periods;
  private final Caller caller;
  private final ReadLog readLog;

  OccupancyTemplateResource(
      TemplateRows rows, ReportingPeriods periods, Caller caller, ReadLog readLog) {
    this.rows = rows;
    this.periods = periods;
    this.caller = caller;
    this.readLog = readLog;
  }

  /** A row for each platform of which a report of the period may be submitted. */
  @GET
  @RolesAllowed({"operator", "editor", "reviewer", "admin"})
  @Produces(MediaTypes.XLSX)
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaTypes.XLSX,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public Response getOccupancyTemplate(
      @QueryParam("period") @Nullable String period,
      @QueryParam("platform") @Nullable String platform,
      @QueryParam("operator") @Nullable String operator,
      @Context HttpHeaders headers) {
    var asked = required(period, platform, operator);
    var platforms = rows.of(asked, platform, operator);
    if (platforms.isEmpty()) {
      refuse(asked, platform, operator);
    }
    var open = platforms.stream().filter(row -> !row.isReported()).toList();
    readLog.note(open.stream().filter(row -> row.returned() != null).count());
    return sent(open, asked, headers);
  }

  /** The period; 400 if there is none, or if it is not said of whom the template is to be. */
  private ReportingPeriodView required(
      @Nullable String period, @Nullable String platform, @Nullable String operator) {
    var refusals = new Refusals();
    var code = refusals.requiredCode("period", period, "000000-2026-m10");
    var found = code.isEmpty() ? null : periods.byCode(List.of(code)).get(code);
    if (!code.isEmpty() && found == null) {
      refusals.add("period", code, "没有此填报期", "there is no such reporting period");
    }
    if (caller.inBureau() && platform == null && operator == null) {
      refusals.add(
          "operator",
          null,
          "主管部门须给出 operator（运营单位代码）或 platform（平台代码）",
          "the bureau gives operator, the code of an operator, or platform");
    }
    refusals.throwIfAny();
    return Objects.requireNonNull(found);
  }

  /** Answers 400, the same for another's platform as for one that does not exist. */
  private static void refuse(
      ReportingPeriodView period, @Nullable String platform, @Nullable String operator) {
    var refusals = new Refusals();
    if (platform == null && operator == null) {
      refusals.add(
          "period",
          period.code(),
          "%1$s 没有您可以填报的平台",
          "%1$s has no platform on which you may report",
          period.area());
    } else {
      refusals.add(
          platform == null ? "operator" : "platform",
          platform == null ? operator : platform,
          "%1$s 没有您可以填报的这一平台或运营单位",
          "%1$s has no such platform or operator on which you may report",
          period.area());
    }
    refusals.throwIfAny();
  }

  private static Response sent(
      List<TemplateRow> rows, ReportingPeriodView period, HttpHeaders headers) {
    var body = OccupancyTemplate.of(period, rows, Text.language(headers));
    return Response.ok(body, MediaTypes.XLSX)
        .header(HttpHeaders.CONTENT_LENGTH, body.length)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"occupancy-" + period.code() + ".xlsx\"")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}

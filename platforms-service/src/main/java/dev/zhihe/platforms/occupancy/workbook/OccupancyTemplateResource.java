package dev.zhihe.platforms.occupancy.workbook;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.readlog.ReadLog;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.platforms.form.Forms;
import dev.zhihe.platforms.occupancy.report.ReportHeadings;
import dev.zhihe.platforms.period.NamedSpan;
import dev.zhihe.platforms.period.ReportingPeriodView;
import dev.zhihe.platforms.period.ReportingPeriods;
import dev.zhihe.platforms.period.extension.DueDays;
import dev.zhihe.platforms.supervision.obligation.Obligations;
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
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The workbook in which an operator fills in the reports of its platforms. */
@Path("/v1/occupancy-reports/template")
public class OccupancyTemplateResource {
  private static final int MAX_CANDIDATES = 5;

  private final TemplateRows rows;
  private final ReportingPeriods periods;
  private final Forms forms;
  private final Obligations obligations;
  private final DueDays dueDays;
  private final Caller caller;
  private final ReadLog readLog;

  OccupancyTemplateResource(
      TemplateRows rows,
      ReportingPeriods periods,
      Forms forms,
      Obligations obligations,
      DueDays dueDays,
      Caller caller,
      ReadLog readLog) {
    this.rows = rows;
    this.periods = periods;
    this.forms = forms;
    this.obligations = obligations;
    this.dueDays = dueDays;
    this.caller = caller;
    this.readLog = readLog;
  }

  /** A row for each platform of which a report of the period is to be submitted. */
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
    var open = open(platforms, asked, platform != null);
    readLog.note(open.stream().filter(row -> row.returned() != null).count());
    return sent(open, asked, headers);
  }

  /**
   * What is to be filled in: what was returned, and what is owed. A single platform that is asked
   * for may report without owing it.
   */
  private List<TemplateRow> open(
      List<TemplateRow> platforms, ReportingPeriodView period, boolean isAskedFor) {
    var open = platforms.stream().filter(row -> !row.isReported()).toList();
    if (isAskedFor) {
      return open;
    }
    var unreported = open.stream().filter(row -> row.returned() == null);
    var owing = obligations.owing(unreported.map(TemplateRow::platform).toList(), period);
    return open.stream()
        .filter(row -> row.returned() != null || owing.contains(row.platform()))
        .toList();
  }

  /** The period; 400 if there is none, or if it is not said of whom the template is to be. */
  private ReportingPeriodView required(
      @Nullable String period, @Nullable String platform, @Nullable String operator) {
    var refusals = new Refusals();
    var isOpen = caller.inBureau() && platform == null && operator == null;
    var found = period(period, isOpen ? List.of() : rows.areas(platform, operator), refusals);
    if (isOpen) {
      refusals.add(
          "operator",
          null,
          "主管部门须给出 operator（运营单位代码）或 platform（平台代码）",
          "the bureau gives operator, the code of an operator, or platform");
    }
    refusals.throwIfAny();
    return Objects.requireNonNull(found);
  }

  /**
   * The period with this code, or with the days that people call so; null if it is refused.
   *
   * @param areas those whose periods a name may mean
   */
  private @Nullable ReportingPeriodView period(
      @Nullable String text, List<String> areas, Refusals refusals) {
    var given = text == null ? "" : Characters.halfWidth(Characters.strip(text));
    var ofCode = given.isEmpty() ? null : periods.byCode(List.of(given)).get(given);
    if (ofCode != null) {
      return ofCode;
    }
    var span = NamedSpan.parse(given);
    if (span == null) {
      refusals.add(
          "period",
          text,
          "没有此填报期；period 必填，为填报期代码，或如 2026年10月、2026年第三季度、2026年上半年、2026年",
          "there is no such reporting period; period is required: its code, such as 000000-2026-m10, or such as 2026-10, 2026Q3, 2026H1 or 2026");
      return null;
    }
    var ofAreas = periods.of(areas);
    var meant = ofAreas.stream().filter(span::isOf).toList();
    if (meant.size() == 1) {
      return meant.getFirst();
    }
    var like = meant.isEmpty() ? ofAreas.stream().filter(span::meets).toList() : meant;
    var codes =
        like.stream()
            .limit(MAX_CANDIDATES)
            .map(ReportingPeriodView::code)
            .collect(Collectors.joining("、"));
    if (codes.isEmpty()) {
      refusals.add(
          "period",
          text,
          "您可以填报的平台所在区划没有这样起止的填报期",
          "no area of a platform on which you may report has a reporting period of these days");
    } else if (meant.isEmpty()) {
      refusals.add(
          "period",
          text,
          "没有这样起止的填报期；相近的有：%s",
          "there is no reporting period of these days; like it: %s",
          codes);
    } else {
      refusals.add(
          "period",
          text,
          "有多个这样的填报期，请填代码：%s",
          "there are several such reporting periods, give the code: %s",
          codes);
    }
    return null;
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

  private Response sent(List<TemplateRow> rows, ReportingPeriodView period, HttpHeaders headers) {
    var ofArea = forms.adoptedOf(List.of(period.area())).getOrDefault(period.area(), List.of());
    var organisation = caller.organisation();
    var headings =
        new ReportHeadings(organisation == null ? ofArea : forms.adoptedFor(organisation));
    var template =
        new OccupancyTemplate(
            period,
            TemplateGroup.of(rows, period, ofArea),
            headings,
            dueDays.of(period),
            Text.language(headers));
    var body = template.workbook();
    return Response.ok(body, MediaTypes.XLSX)
        .header(HttpHeaders.CONTENT_LENGTH, body.length)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"occupancy-" + period.code() + ".xlsx\"")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}

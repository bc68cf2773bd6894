package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import dev.zhihe.platforms.occupancy.tenant.ReportTenants;
import dev.zhihe.platforms.occupancy.tenant.TenantLine;
import dev.zhihe.platforms.period.ReportingPeriodView;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What drafts need of reports: what they begin with, what would be refused, and their end. */
@ApplicationScoped
public class DraftedReports {
  private static final String BEFORE_THE_PERIOD = "-o-";

  private static final Set<OccupancyFigure> AREAS =
      Set.of(
          OccupancyFigure.USABLE_AREA,
          OccupancyFigure.INCUBATION_AREA,
          OccupancyFigure.PUBLIC_SERVICE_AREA);

  private final OccupancyReports reports;
  private final OccupancySubmissions submissions;
  private final OccupancyFiling filing;
  private final ReportTenants tenants;

  DraftedReports(
      OccupancyReports reports,
      OccupancySubmissions submissions,
      OccupancyFiling filing,
      ReportTenants tenants) {
    this.reports = reports;
    this.submissions = submissions;
    this.filing = filing;
    this.tenants = tenants;
  }

  /**
   * What a draft with this code is for. 404 unless the caller's organisation runs the platform or
   * has the report under review; 409 for an amendment that is accepted.
   */
  public DraftedReport of(String code) {
    return of(code, false);
  }

  /** As {@link #of}. The stored report, its platform and its period stay as they are. */
  public DraftedReport locked(String code) {
    return of(code, true);
  }

  private DraftedReport of(String code, boolean locks) {
    var stored = locks ? reports.lockedOrNull(code) : reports.findById(code);
    if (stored == null || submissions.hides(stored)) {
      return firstSubmission(code, locks);
    }
    var platform = locks ? submissions.platformOfLocked(stored) : submissions.platformOf(stored);
    var period = period(stored.view().period(), locks);
    if (platform == null || period == null) {
      throw Problem.notFound(code);
    }
    if (stored.amends() != null) {
      stored.requireChangeable();
    }
    return new DraftedReport(code, platform, period, stored);
  }

  /** Finds platform and period, each of which may have the separator in its code. */
  private DraftedReport firstSubmission(String code, boolean locks) {
    for (int at = code.indexOf(BEFORE_THE_PERIOD);
        at > 0;
        at = code.indexOf(BEFORE_THE_PERIOD, at + 1)) {
      var own = code.substring(0, at);
      var platform = locks ? submissions.ownPlatformLocked(own) : submissions.ownPlatform(own);
      if (platform != null) {
        var period =
            period(platform.area() + "-" + code.substring(at + BEFORE_THE_PERIOD.length()), locks);
        if (period != null) {
          return new DraftedReport(code, platform, period, null);
        }
      }
    }
    throw Problem.notFound(code);
  }

  private @Nullable ReportingPeriodView period(String code, boolean locks) {
    return locks ? submissions.heldPeriod(code) : submissions.period(code);
  }

  /**
   * What a draft begins with. A correction and an amendment begin with what is stored. A first
   * submission has the areas of the last accepted report of an earlier period. If that period ended
   * the day before, it also has its tenants, and as many at the start as that one had at its end.
   */
  public NewOccupancyReport prefilled(DraftedReport drafted) {
    var stored = drafted.stored();
    if (stored != null) {
      var view = stored.view();
      return NewOccupancyReport.of(
          drafted.platform().code(),
          drafted.period().code(),
          view.kind(),
          drafted.amends(),
          stored.figures()::value,
          drafted.corrects() ? view.comment() : null, // an amendment says why
          view.attachment(),
          null);
    }
    var last = reports.lastAccepted(drafted.platform().code(), drafted.period().startDate());
    var isConsecutive =
        last != null && drafted.period().startDate().minusDays(1).equals(last.periodEnd());
    return NewOccupancyReport.of(
        drafted.platform().code(),
        drafted.period().code(),
        OccupancyKind.REGULAR,
        null,
        figure -> last == null ? null : carriedOver(last, isConsecutive, figure),
        null,
        null,
        last == null || !isConsecutive ? null : stillThere(last.code()));
  }

  private static @Nullable BigDecimal carriedOver(
      OccupancyReport last, boolean isConsecutive, OccupancyFigure figure) {
    if (figure == OccupancyFigure.TENANTS_AT_START) {
      return isConsecutive ? last.figures().value(OccupancyFigure.TENANTS) : null;
    }
    return AREAS.contains(figure) ? last.figures().value(figure) : null;
  }

  private @Nullable List<TenantLine> stillThere(String report) {
    var there = tenants.of(report).stream().filter(line -> line.leftOn() == null).toList();
    return there.isEmpty() ? null : there;
  }

  /** The content with the platform, period and amended report that the draft is for. */
  public NewOccupancyReport placed(DraftedReport drafted, NewOccupancyReport given) {
    var rules = new BrokenRules(Csv.cells(given));
    requireUnchanged(rules, "platform", given.platform(), drafted.platform().code());
    requireUnchanged(rules, "period", given.period(), drafted.period().code());
    requireUnchanged(rules, "amends", given.amends(), drafted.amends());
    rules.throwIfAny();
    return NewOccupancyReport.of(
        drafted.platform().code(),
        drafted.period().code(),
        given.kind(),
        drafted.amends(),
        given::figure,
        given.comment(),
        given.attachment(),
        given.tenantLines());
  }

  private static void requireUnchanged(
      BrokenRules rules, String field, @Nullable String given, @Nullable String expected) {
    if (given != null && !given.equals(expected)) {
      rules.add(
          "report/" + field,
          "fixed",
          "不可更改，应为 %s",
          "it stays as it is: %s",
          expected == null ? "空" : expected);
    }
  }

  /** The content with other tenant lines. */
  public NewOccupancyReport withTenants(NewOccupancyReport report, List<TenantLine> lines) {
    return NewOccupancyReport.of(
        report.platform(),
        report.period(),
        report.kind(),
        report.amends(),
        report::figure,
        report.comment(),
        report.attachment(),
        lines);
  }

  /** What the rules would refuse if the content were submitted now. */
  public List<Violation> findings(DraftedReport drafted, NewOccupancyReport given) {
    var rules = new BrokenRules(Csv.cells(given));
    submissions.check(given, drafted.platform(), drafted.period(), rules::add);
    TenantChecks.check(
        given,
        filing.keptBy(drafted.corrects() ? drafted.code() : null, drafted.amends()),
        drafted.period(),
        rules::add);
    try {
      rules.throwIfAny();
      return List.of();
    } catch (Problem refused) {
      return refused.violations();
    }
  }

  /** Submits the content, exactly as a body that is sent to the report. */
  public OccupancyReport submit(DraftedReport locked, NewOccupancyReport given) {
    if (locked.corrects()) {
      var report = filing.ownLocked(locked.code());
      filing.correct(report, given);
      return report;
    }
    return filing.submit(given, false);
  }
}

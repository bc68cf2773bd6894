package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.platforms.occupancy.tenant.ReportTenants;
import dev.zhihe.platforms.occupancy.tenant.TenantLine;
import dev.zhihe.platforms.registry.platform.Platform;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Submits, corrects and withdraws reports of the caller's organisation, with their tenant lines. A
 * body and a draft go the same way.
 */
@ApplicationScoped
class OccupancyFiling {
  private final OccupancyReports reports;
  private final OccupancySubmissions submissions;
  private final ReportTenants tenants;
  private final Review review;
  private final ChangeLog log;

  OccupancyFiling(
      OccupancyReports reports,
      OccupancySubmissions submissions,
      ReportTenants tenants,
      Review review,
      ChangeLog log) {
    this.reports = reports;
    this.submissions = submissions;
    this.tenants = tenants;
    this.review = review;
    this.log = log;
  }

  /**
   * A report that the caller's organisation may change, locked; 404 for any other. A report under
   * review stays that of the organisation that submitted it when the platform gets another
   * operator, until that one submits its own.
   */
  OccupancyReport ownLocked(String code) {
    var report = reports.locked(code);
    platformOf(report);
    return report;
  }

  /** The platform of a report that the caller's organisation may change; 404 for any other. */
  private Platform platformOf(OccupancyReport report) {
    var platform = submissions.hides(report) ? null : submissions.platformOfLocked(report);
    if (platform == null) {
      throw Problem.notFound(report.code());
    }
    return platform;
  }

  /**
   * Submits a new report or an amendment. 404, 409 or 422 if that is not possible.
   *
   * @param checksOnly whether nothing is stored
   */
  OccupancyReport submit(NewOccupancyReport given, boolean checksOnly) {
    var platform = own(given.platform(), given.platform());
    var period = submissions.heldPeriod(given.period());
    var rules = new BrokenRules(Csv.cells(given));
    submissions.check(given, platform, period, rules::add);
    if (period == null) {
      OccupancySubmissions.checkReadOnly(given, unnumbered(given), Map.of(), rules);
      throw rules.problem();
    }
    var own = OccupancyReport.code(platform.code(), period);
    // What is amended is looked at only if it is this platform's report: errors would tell another
    // organisation's totals.
    var amended = own.equals(given.amends()) ? own : null;
    TenantChecks.check(given, keptBy(null, amended), period, rules::add);
    if (given.amends() != null && amended == null) {
      refuseAmended(given, rules);
    }
    OccupancySubmissions.checkReadOnly(
        given,
        given.amends() == null ? Map.of("code", own) : unnumbered(given),
        amended(amended),
        rules);
    rules.throwIfAny();
    var code = freeCode(given, own);
    OccupancySubmissions.checkReadOnly(given, Map.of("code", code), amended(amended), rules);
    rules.throwIfAny();
    var submission = submissions.submission(platform, period);
    var report = new OccupancyReport(code, given, submission);
    if (!checksOnly) {
      supersede(reports.lockedOrNull(code));
      log.created(report);
      tenants.submitted(
          code,
          platform.code(),
          period,
          submission.organisation(),
          given.amends() != null,
          given.tenantLines());
    }
    return report;
  }

  /**
   * Replaces the content of a locked report, and submits it. 409 or 422 if that is not possible.
   */
  void correct(OccupancyReport report, NewOccupancyReport given) {
    var platform = platformOf(report);
    var stored = report.view();
    var rules = new BrokenRules(Csv.cells(given));
    rules.requireUnchanged("platform", report.platform());
    rules.requireUnchanged("period", stored.period());
    rules.requireUnchanged("amends", Objects.requireNonNullElse(report.amends(), ""));
    OccupancySubmissions.checkReadOnly(given, Csv.cells(stored), amended(report.amends()), rules);
    var period = Objects.requireNonNull(submissions.heldPeriod(stored.period()));
    submissions.check(given, platform, period, rules::add);
    TenantChecks.check(given, keptBy(report.code(), report.amends()), period, rules::add);
    rules.throwIfAny();
    var submission = submissions.submission(platform, period);
    report.correct(given, submission);
    if (given.tenantLines() == null || given.tenantLines().equals(tenants.of(report.code()))) {
      log.updated(report, null);
    } else {
      log.renewed(report, null); // a reviewer who saw other lines does not accept these
    }
    tenants.submitted(
        report.code(),
        platform.code(),
        period,
        submission.organisation(),
        report.amends() != null,
        given.tenantLines());
  }

  /** Withdraws a locked report. 409 if it is accepted. */
  void withdraw(OccupancyReport report) {
    report.requireWithdrawable();
    tenants.withdrawn(List.of(report.code()), Review.WITHDRAWN);
    review.withdraw(report);
  }

  /** Deletes what another organisation has under review, as the caller's takes its place. */
  private void supersede(@Nullable OccupancyReport former) {
    if (former != null) {
      tenants.withdrawn(List.of(former.code()), OccupancyReport.SUPERSEDED);
      log.deleted(former, OccupancyReport.SUPERSEDED);
    }
  }

  /** What the system set in the report that is amended: an amendment may be made of its content. */
  private Map<String, String> amended(@Nullable String code) {
    var amended = code == null ? null : reports.findById(code);
    return amended == null || submissions.hides(amended) ? Map.of() : Csv.cells(amended.view());
  }

  /** The lines that a report without lines keeps: its own, else those of the report it amends. */
  List<TenantLine> keptBy(@Nullable String code, @Nullable String amends) {
    var codes = new ArrayList<String>();
    if (code != null) {
      codes.add(code);
    }
    if (amends != null) {
      codes.add(amends);
    }
    return TenantChecks.kept(tenants.kept(codes), code, amends);
  }

  /**
   * The platform, if the caller's organisation operates it. Otherwise 404 for the requested code.
   */
  private Platform own(String platform, String asked) {
    var own = submissions.ownPlatformLocked(platform);
    if (own == null) {
      throw Problem.notFound(asked);
    }
    return own;
  }

  /**
   * The code of a new report or amendment. 409 if the period has its report, if what is to be
   * amended is not accepted, or if it has an amendment under review. What another organisation has
   * under review does not count.
   */
  private String freeCode(NewOccupancyReport given, String report) {
    if (given.amends() == null) {
      var existing = reports.lockedOrNull(report);
      if (existing != null && !submissions.hides(existing)) {
        throw existing.alreadyThere();
      }
      return report;
    }
    var rules = new BrokenRules(Csv.cells(given));
    var amended = reports.lockedOrNull(report);
    if (amended == null || submissions.hides(amended)) {
      refuseAmended(given, rules);
      throw rules.problem();
    }
    amended.requireAmendable();
    var open = reports.openAmendment(report);
    if (open != null && !submissions.hides(open)) {
      throw open.alreadyThere();
    }
    if (new StoredReport(amended.view(), amended.audience()).says(given)
        && (given.tenantLines() == null || given.tenantLines().equals(tenants.of(report)))) {
      rules.add("amends", "nothing-to-amend", "与已通过的内容相同，无须更正", "it says what is accepted already");
      throw rules.problem();
    }
    return open == null ? reports.amendmentCode(report) : open.code();
  }

  private static void refuseAmended(NewOccupancyReport given, BrokenRules rules) {
    rules.add(
        "amends",
        "unknown-reference",
        "该平台该填报期没有填报 %s",
        "that platform and period have no report %s",
        String.valueOf(given.amends()));
  }

  /** Of what the system sets, the code as it is sent, because it is not known yet. */
  private static Map<String, String> unnumbered(NewOccupancyReport given) {
    return given.code() == null ? Map.of() : Map.of("code", given.code());
  }
}

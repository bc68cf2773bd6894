package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.platforms.occupancy.attachment.OccupancyAttachments;
import dev.zhihe.platforms.occupancy.report.ReportPlaces.Place;
import dev.zhihe.platforms.occupancy.rule.FigureChecks;
import dev.zhihe.platforms.period.ReportingPeriodView;
import dev.zhihe.platforms.period.ReportingPeriods;
import dev.zhihe.platforms.period.extension.DueDays;
import dev.zhihe.platforms.registry.platform.Platform;
import dev.zhihe.platforms.registry.platform.Platforms;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what the caller may submit. The platform must be operated by the caller's organisation,
 * the period must be over, and the figures must keep the rules. The platform of another
 * organisation is answered as if it did not exist.
 */
@ApplicationScoped
class OccupancySubmissions {
  /** A code has at most 100 characters. An amendment's has up to five more than its report's. */
  private static final int MAX_CODE_LENGTH = 95;

  private final OccupancyReports reports;
  private final Platforms platforms;
  private final ReportingPeriods periods;
  private final DueDays dueDays;
  private final OccupancyAttachments attachments;
  private final Caller caller;
  private final FigureChecks figures;
  private final InstantSource time;

  OccupancySubmissions(
      OccupancyReports reports,
      Platforms platforms,
      ReportingPeriods periods,
      DueDays dueDays,
      OccupancyAttachments attachments,
      Caller caller,
      FigureChecks figures,
      InstantSource time) {
    this.reports = reports;
    this.platforms = platforms;
    this.periods = periods;
    this.dueDays = dueDays;
    this.attachments = attachments;
    this.caller = caller;
    this.figures = figures;
    this.time = time;
  }

  /** The platform, if the caller's organisation operates it; else null. */
  @Nullable Platform ownPlatform(String code) {
    return platforms.runBy(caller.organisation(), code);
  }

  /** As {@link #ownPlatform}, and no act of the registry changes it until the submission ends. */
  @Nullable Platform ownPlatformLocked(String code) {
    return platforms.lockedRunBy(caller.organisation(), code);
  }

  /**
   * The platform of a report that is not hidden from the caller's organisation, if that operates
   * the platform or has the report under review; else null.
   */
  @Nullable Platform platformOf(OccupancyReport report) {
    return report.accepted()
        ? ownPlatform(report.platform())
        : platforms.findById(report.platform());
  }

  /** As {@link #platformOf}, and no act of the registry changes it until the submission ends. */
  @Nullable Platform platformOfLocked(OccupancyReport report) {
    return report.accepted()
        ? ownPlatformLocked(report.platform())
        : platforms.lockedAsItIs(report.platform());
  }

  /** Whether the caller's organisation is told nothing of a report. */
  boolean hides(OccupancyReport report) {
    return report.isHiddenFrom(caller.organisation());
  }

  /** The period; null if there is none. */
  @Nullable ReportingPeriodView period(String code) {
    var period = periods.findById(code);
    return period == null ? null : period.view();
  }

  /** As {@link #period}, and its days do not change until the submission ends. */
  @Nullable ReportingPeriodView heldPeriod(String code) {
    return periods.heldByCode(List.of(code)).get(code);
  }

  /**
   * What the system adds to figures that are submitted now. Called only for a platform that the
   * caller's organisation operates, and for an existing period.
   */
  Submission submission(Platform platform, ReportingPeriodView period) {
    var organisation = caller.organisation();
    if (organisation == null) {
      throw new IllegalStateException("an organisation that runs nothing submits nothing");
    }
    return new Submission(
        organisation,
        platform.operator(),
        period.endDate(),
        dueDays.of(platform.code(), period),
        platform.hadItsOperatorOn(period.endDate()),
        today());
  }

  /**
   * Last day to resubmit a report that is returned today: as many days later as the period gave for
   * its submission.
   */
  LocalDate resubmitBy(OccupancyReport report) {
    return today().plusDays(periods.findById(report.view().period()).view().daysToSubmit());
  }

  /** Reports every error of a submission. */
  void check(
      NewOccupancyReport given,
      Platform platform,
      @Nullable ReportingPeriodView period,
      Refusal refusal) {
    if (period == null) {
      refusal.refuse("period", "unknown-reference", "没有此填报期", "there is no such reporting period");
      checkAttachment(given, attachable(given), refusal);
      figures.alone(given.reported(), platform.floorAreaM2()).forEach(one -> one.tell(refusal));
    } else {
      var place = new Place(platform, period);
      check(given, place, known(List.of(place)), attachable(given), refusal);
    }
  }

  /** What some submissions are checked against, read at once. */
  FigureChecks.Known known(Collection<Place> places) {
    return figures.known(
        places.stream().map(Place::forRules).distinct().toList(), caller.organisation());
  }

  /**
   * Reports every error of a submission. One without errors counts as the earlier report of those
   * that are checked after it.
   *
   * @param attachable SHA-256 of files that it may name
   */
  void check(
      NewOccupancyReport given,
      Place place,
      FigureChecks.Known known,
      Set<String> attachable,
      Refusal refusal) {
    PeriodRules.check(place.period(), place.platform().area(), today(), refusal);
    checkRegistered(place.platform(), place.period(), refusal);
    if (place.report().length() > MAX_CODE_LENGTH) {
      refusal.refuse(
          "platform",
          "too-long",
          "填报代码将超过 %d 个字符，请改用较短的填报期代码",
          "the report's code would be longer than %d characters: use a period with a shorter code",
          MAX_CODE_LENGTH);
    }
    checkAttachment(given, attachable, refusal);
    var reported = given.reported();
    var findings = known.findings(reported, place.forRules());
    findings.forEach(one -> one.tell(refusal));
    if (findings.isEmpty()) {
      known.add(reported, place.forRules());
    }
  }

  /** Those of the files that the caller's organisation uploaded. They stay until it submitted. */
  Set<String> uploaded(Collection<String> hashes) {
    return attachments.of(caller.organisation(), hashes);
  }

  /**
   * The files that a report may name: its organisation's own, and that of the accepted report that
   * it amends, which another organisation may have uploaded.
   */
  private Set<String> attachable(NewOccupancyReport given) {
    if (given.attachment() == null) {
      return Set.of();
    }
    var amended = given.amends() == null ? null : reports.findById(given.amends());
    return amended != null
            && amended.accepted()
            && given.attachment().equals(amended.attachment())
            && given.platform().equals(amended.platform())
        ? Set.of(given.attachment())
        : uploaded(List.of(given.attachment()));
  }

  private static void checkAttachment(
      NewOccupancyReport given, Set<String> attachable, Refusal refusal) {
    if (given.attachment() != null && !attachable.contains(given.attachment())) {
      refusal.refuse(
          "attachment",
          "unknown-reference",
          "本单位没有上传过此文件：请先上传附件",
          "your organisation uploaded no such file: upload it first");
    }
  }

  /**
   * Reports what the system sets and the caller gives otherwise.
   *
   * @param set cells of what the system sets, by field
   * @param amended those of the report that it amends, which may stand there as well
   */
  static void checkReadOnly(
      NewOccupancyReport given,
      Map<String, String> set,
      Map<String, String> amended,
      BrokenRules rules) {
    var cells = Csv.cells(given);
    for (var field : NewOccupancyReport.READ_ONLY) {
      var sent = cells.getOrDefault(field, "");
      var expected = set.getOrDefault(field, "");
      if (!sent.isEmpty() && !sent.equals(expected) && !sent.equals(amended.get(field))) {
        if (expected.isEmpty()) {
          rules.add(field, "read-only", "由系统填写，应为空", "the system sets it: leave it out");
        } else {
          rules.add(
              field,
              "read-only",
              "由系统填写，应为 %s 或空",
              "the system sets it: %s, or leave it out",
              expected);
        }
      }
    }
  }

  private LocalDate today() {
    return Days.of(time.instant());
  }

  /**
   * A period that ends after the platform left the registry is not its own any more. A report that
   * is there may still be corrected and amended.
   */
  private void checkRegistered(Platform platform, ReportingPeriodView period, Refusal refusal) {
    var left = platforms.departureOf(platform);
    if (left != null
        && left.isBefore(period.endDate())
        && reports.findById(OccupancyReport.code(platform.code(), period)) == null) {
      var text = left.text();
      refusal.refuse("platform", "withdrawn", "%1$s", "%2$s", text.zh(), text.en());
    }
  }
}

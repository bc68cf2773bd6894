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

  /** Whether the caller may read a report. */
  boolean mayRead(OccupancyReport report) {
    return caller.audiences().include(report.audience());
  }

  /** The period; null if there is none. */
  @Nullable ReportingPeriodView period(String code) {
    var period = periods.findById(code);
    return period == null ? null : period.view();
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
      checkAttachment(given, refusal);
      figures.alone(given.reported(), platform.floorAreaM2()).forEach(one -> one.tell(refusal));
    } else {
      var place = new Place(platform, period);
      check(given, place, known(List.of(place)), refusal);
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
   */
  void check(NewOccupancyReport given, Place place, FigureChecks.Known known, Refusal refusal) {
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
    checkAttachment(given, refusal);
    var reported = given.reported();
    var findings = known.findings(reported, place.forRules());
    findings.forEach(one -> one.tell(refusal));
    if (findings.isEmpty()) {
      known.add(reported, place.forRules());
    }
  }

  private void checkAttachment(NewOccupancyReport given, Refusal refusal) {
    if (given.attachment() != null && !attachments.has(caller.organisation(), given.attachment())) {
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
   */
  static void checkReadOnly(NewOccupancyReport given, Map<String, String> set, BrokenRules rules) {
    var cells = Csv.cells(given);
    for (var field : NewOccupancyReport.READ_ONLY) {
      var sent = cells.getOrDefault(field, "");
      var expected = set.getOrDefault(field, "");
      if (!sent.isEmpty() && !sent.equals(expected)) {
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

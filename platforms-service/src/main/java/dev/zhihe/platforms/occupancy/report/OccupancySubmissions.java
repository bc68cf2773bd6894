package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.platforms.period.ReportingPeriodView;
import dev.zhihe.platforms.period.ReportingPeriods;
import dev.zhihe.platforms.registry.platform.Platform;
import dev.zhihe.platforms.registry.platform.Platforms;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Checks what the caller may submit. The platform must be operated by the caller's organisation,
 * the period must be over, and the figures must keep the rules. The platform of another
 * organisation is answered as if it did not exist.
 */
@ApplicationScoped
class OccupancySubmissions {
  /** A code is part of the report's URL, so its length is limited. */
  private static final int MAX_CODE_LENGTH = 100;

  private final Platforms platforms;
  private final ReportingPeriods periods;
  private final Caller caller;
  private final InstantSource time;

  OccupancySubmissions(
      Platforms platforms, ReportingPeriods periods, Caller caller, InstantSource time) {
    this.platforms = platforms;
    this.periods = periods;
    this.caller = caller;
    this.time = time;
  }

  /** The platform, if the caller's organisation operates it; else null. */
  @Nullable Platform ownPlatform(String code) {
    return platforms.runBy(caller.organisation(), code);
  }

  /** The period; null if there is none. */
  @Nullable ReportingPeriodView period(String code) {
    var period = periods.findById(code);
    return period == null ? null : period.view();
  }

  /** Last day of an existing period. */
  LocalDate lastDay(String period) {
    return periods.findById(period).endDate();
  }

  /** Credit code of the submitting organisation. Called only for a platform that it operates. */
  String organisation() {
    var organisation = caller.organisation();
    if (organisation == null) {
      throw new IllegalStateException("an organisation that runs nothing hands in nothing");
    }
    return organisation;
  }

  /** Reports every error of a submission. */
  void check(
      NewOccupancyReport given,
      Platform platform,
      @Nullable ReportingPeriodView period,
      Refusal refusal) {
    var rules = new OccupancyRules(refusal);
    if (period == null) {
      refusal.refuse("period", "unknown-reference", "没有此填报期", "there is no such reporting period");
    } else {
      rules.check(period, platform.area(), Days.of(time.instant()));
      checkRegistered(platform, period.endDate(), refusal);
      if (OccupancyReport.code(platform.code(), period).length() > MAX_CODE_LENGTH) {
        refusal.refuse(
            "platform",
            "too-long",
            "填报代码将超过 %d 个字符，请改用较短的填报期代码",
            "the report's code would be longer than %d characters: use a period with a shorter code",
            MAX_CODE_LENGTH);
      }
    }
    rules.check(given);
  }

  /** Periods that end after the platform left the registry are not its own any more. */
  private void checkRegistered(Platform platform, LocalDate periodEnd, Refusal refusal) {
    var left = platforms.departureOf(platform);
    if (left != null && left.isBefore(periodEnd)) {
      var text = left.text();
      refusal.refuse("platform", "withdrawn", "%1$s", "%2$s", text.zh(), text.en());
    }
  }
}

package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.platforms.period.ReportingPeriodView;
import java.time.LocalDate;

/** The mandatory rules of a report's period. */
final class PeriodRules {
  private PeriodRules() {}

  /** Compares a period with the platform's area, and with today in the plan's time zone. */
  static void check(
      ReportingPeriodView period, String platformArea, LocalDate today, Refusal refusal) {
    if (!period.area().equals(platformArea)) {
      refusal.refuse(
          "period",
          "elsewhere",
          "填报期属于 %s，而平台属于 %s",
          "the period belongs to %s, but the platform to %s",
          period.area(),
          platformArea);
    }
    if (!period.endDate().isBefore(today)) {
      refusal.refuse(
          "period",
          "not-over",
          "填报期至 %s 结束，次日起方可填报（今天是 %s）",
          "the period ends on %s and is reported from the day after on (today is %s)",
          period.endDate(),
          today);
    }
  }
}

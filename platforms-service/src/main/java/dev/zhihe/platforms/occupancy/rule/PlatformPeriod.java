package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.platforms.period.ReportingPeriodView;
import dev.zhihe.platforms.registry.platform.PlatformType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a report is about, as far as its rules need it.
 *
 * @param platform code of the platform
 * @param floorAreaM2 floor area of the platform in the registry; null if it is not known
 */
public record PlatformPeriod(
    String platform,
    PlatformType type,
    String area,
    @Nullable BigDecimal floorAreaM2,
    ReportingPeriodView period) {

  /** How many months a period has: only those of one length are compared. */
  static long months(LocalDate start, LocalDate end) {
    return ChronoUnit.MONTHS.between(start, end.plusDays(1));
  }

  /** Whether a period is as long as this one. */
  boolean isAsLongAs(EarlierReport report) {
    return months(report.start(), report.end()) == months(period.startDate(), period.endDate());
  }
}

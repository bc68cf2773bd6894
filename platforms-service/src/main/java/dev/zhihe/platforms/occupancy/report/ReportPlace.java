package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.platforms.occupancy.rule.PlatformPeriod;
import dev.zhihe.platforms.period.ReportingPeriodView;
import dev.zhihe.platforms.registry.platform.Platform;

/** What a report is about: a platform of the caller's organisation, and a period. */
record ReportPlace(Platform platform, ReportingPeriodView period) {

  /** Code of the report. */
  String report() {
    return OccupancyReport.code(platform.code(), period);
  }

  /** What the rules need of it. */
  PlatformPeriod forRules() {
    return new PlatformPeriod(
        platform.code(), platform.view().type(), platform.area(), platform.floorAreaM2(), period);
  }
}

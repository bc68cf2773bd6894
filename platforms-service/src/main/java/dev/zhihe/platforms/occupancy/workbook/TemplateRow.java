package dev.zhihe.platforms.occupancy.workbook;

import dev.zhihe.platforms.occupancy.report.OccupancyReportView;
import dev.zhihe.platforms.registry.platform.PlatformType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A platform of which a report of the period may be submitted.
 *
 * @param platform its code
 * @param floorAreaM2 its floor area in the registry
 * @param isReported whether a report of the period is submitted or accepted, so that there is
 *     nothing to fill in
 * @param returned its report of the period, or the amendment of that, if it was returned
 * @param last its last accepted report of an earlier period that has figures
 * @param isConsecutive whether the period follows that of the last report directly
 */
record TemplateRow(
    String platform,
    String name,
    PlatformType type,
    @Nullable BigDecimal floorAreaM2,
    boolean isReported,
    @Nullable OccupancyReportView returned,
    @Nullable OccupancyReportView last,
    boolean isConsecutive) {
  /** Whether it is for an amendment that was returned. */
  boolean isAmendment() {
    return returned != null && returned.amends() != null;
  }
}

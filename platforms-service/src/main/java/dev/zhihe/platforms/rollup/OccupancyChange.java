package dev.zhihe.platforms.rollup;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How a group's figures of a period differ from those of the period before and of the same one a
 * year before.
 */
record OccupancyChange(Against before, Against yearBefore) {
  static final OccupancyChange NONE = new OccupancyChange(Against.NOTHING, Against.NOTHING);

  /**
   * Against one other period, of the platforms that have reported both. A change is null where no
   * such platform has the figure in both.
   *
   * @param compared number of these platforms; null if nobody reported the other period
   * @param missing number of platforms that reported the other period, and not this one
   * @param ratePoints of the occupancy rate, in percentage points
   */
  record Against(
      @Nullable Long compared,
      @Nullable Long missing,
      @Nullable BigDecimal ratePoints,
      @Nullable Long tenants,
      @Nullable Long highTechFirms,
      @Nullable BigDecimal outputYuan) {
    static final Against NOTHING = new Against(null, null, null, null, null, null);
    static final Against OF_NONE = new Against(0L, 0L, null, null, null, null);

    /** The same where so many platforms reported the other period. */
    Against withMissing(long then) {
      return new Against(
          compared,
          Math.max(0, then - (compared == null ? 0 : compared)),
          ratePoints,
          tenants,
          highTechFirms,
          outputYuan);
    }
  }
}

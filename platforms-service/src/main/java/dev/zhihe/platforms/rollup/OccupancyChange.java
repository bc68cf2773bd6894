package dev.zhihe.platforms.rollup;

import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a group's figures of a period differ from those of the period before and of the same one a
 * year before.
 */
record OccupancyChange(Against before, Against yearBefore) {
  static final OccupancyChange NONE = new OccupancyChange(Against.NOTHING, Against.NOTHING);

  /**
   * Against one other period. A change is null where one of the figures is not known.
   *
   * @param ratePoints of the occupancy rate, in percentage points
   */
  record Against(
      @Nullable BigDecimal ratePoints,
      @Nullable Long tenants,
      @Nullable Long highTechFirms,
      @Nullable BigDecimal outputYuan) {
    static final Against NOTHING = new Against(null, null, null, null);

    private static Against of(OccupancySum now, @Nullable OccupancySum then) {
      return then == null
          ? NOTHING
          : new Against(
              minus(OccupancyLine.rate(now), OccupancyLine.rate(then)),
              count(now, then, OccupancyFigure.TENANTS),
              count(now, then, OccupancyFigure.HIGH_TECH_FIRMS),
              minus(now.value(OccupancyFigure.OUTPUT), then.value(OccupancyFigure.OUTPUT)));
    }

    private static @Nullable Long count(
        OccupancySum now, OccupancySum then, OccupancyFigure figure) {
      var change = minus(now.value(figure), then.value(figure));
      return change == null ? null : change.longValueExact();
    }

    private static @Nullable BigDecimal minus(@Nullable BigDecimal now, @Nullable BigDecimal then) {
      return now == null || then == null ? null : now.subtract(then);
    }
  }

  /** The changes of a group; none if it has no period that is a part of the calendar. */
  static OccupancyChange of(RollupGroup group, Map<RollupKey, OccupancySum> sums) {
    var now = sums.get(group.key());
    var start = group.start();
    var end = group.end();
    if (now == null || start == null || end == null) {
      return NONE;
    }
    var months = (int) Period.between(start, end.plusDays(1)).toTotalMonths();
    if (start.getDayOfMonth() != 1 || !end.equals(last(start, months))) {
      return NONE;
    }
    return new OccupancyChange(
        against(now, group, start.minusMonths(months), months, sums),
        against(now, group, start.minusYears(1), months, sums));
  }

  private static Against against(
      OccupancySum now,
      RollupGroup group,
      LocalDate start,
      int months,
      Map<RollupKey, OccupancySum> sums) {
    return Against.of(now, sums.get(group.in(start, last(start, months))));
  }

  /** The last day of so many months. */
  private static LocalDate last(LocalDate start, int months) {
    return YearMonth.from(start).plusMonths(months - 1L).atEndOfMonth();
  }
}

package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An earlier report of the same platform.
 *
 * @param period code of its period
 */
record EarlierReport(
    String period, LocalDate start, LocalDate end, Map<OccupancyFigure, BigDecimal> values) {

  EarlierReport {
    values = Map.copyOf(values);
  }

  /** The value of a figure; null if it is not given. */
  @Nullable BigDecimal value(OccupancyFigure figure) {
    return values.get(figure);
  }
}

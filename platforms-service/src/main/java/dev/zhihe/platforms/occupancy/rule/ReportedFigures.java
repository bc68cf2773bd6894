package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The content of a report that the rules are about.
 *
 * @param nil whether it says that there is nothing to report
 * @param amends whether it amends an accepted report
 * @param commented whether it has a comment
 * @param values the figures that are given
 */
public record ReportedFigures(
    boolean nil, boolean amends, boolean commented, Map<OccupancyFigure, BigDecimal> values) {

  public ReportedFigures {
    values = Map.copyOf(values);
  }

  /** The content of a report. */
  public static ReportedFigures of(
      boolean nil,
      boolean amends,
      boolean commented,
      Function<OccupancyFigure, @Nullable BigDecimal> given) {
    return new ReportedFigures(nil, amends, commented, values(given));
  }

  /** The figures that are there. */
  static Map<OccupancyFigure, BigDecimal> values(
      Function<OccupancyFigure, @Nullable BigDecimal> given) {
    var values = new EnumMap<OccupancyFigure, BigDecimal>(OccupancyFigure.class);
    for (var figure : OccupancyFigure.values()) {
      var value = given.apply(figure);
      if (value != null) {
        values.put(figure, value);
      }
    }
    return values;
  }

  /** The value of a figure; null if it is not given. */
  public @Nullable BigDecimal value(OccupancyFigure figure) {
    return values.get(figure);
  }
}

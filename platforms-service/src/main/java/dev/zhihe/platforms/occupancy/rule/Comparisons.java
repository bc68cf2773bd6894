package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a report can be compared with.
 *
 * @param floorAreaM2 floor area of the platform in the registry; null if it is not known
 * @param last the platform's last report of a period of this length; null without one
 * @param adjacent whether its period ended the day before this one began
 * @param beforeLast the one before that; null without one
 * @param yearBefore its report of the same period a year before; null without one
 * @param peers what platforms of the same type have of a figure for each tenant, where they are
 *     enough
 */
record Comparisons(
    @Nullable BigDecimal floorAreaM2,
    @Nullable EarlierReport last,
    boolean adjacent,
    @Nullable EarlierReport beforeLast,
    @Nullable EarlierReport yearBefore,
    Map<OccupancyFigure, Quartiles> peers) {

  Comparisons {
    peers = Map.copyOf(peers);
  }

  /** The platform's own reports, the last one first, each once. */
  List<EarlierReport> own() {
    return Stream.of(last, beforeLast, yearBefore).flatMap(Stream::ofNullable).distinct().toList();
  }

  /** Whether a figure is that of the last report. It was asked about when it first came. */
  boolean isUnchanged(OccupancyFigure figure, BigDecimal value) {
    var before = last == null ? null : last.value(figure);
    return before != null && before.compareTo(value) == 0;
  }
}

package dev.zhihe.platforms.rollup;

import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import dev.zhihe.platforms.registry.goal.PlatformMeasure;
import dev.zhihe.platforms.registry.goal.PlatformTargetComparator;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** By which figure of reports a target is judged, and when a value reaches it. */
final class GoalRule {
  private GoalRule() {}

  /** The figure of reports that a measure counts; null if reports do not say it. */
  static @Nullable OccupancyFigure figure(PlatformMeasure measure) {
    return switch (measure) {
      case NEW_TENANTS -> OccupancyFigure.NEW_TENANTS;
      // Reports do not say how many of the new tenants are technology-based.
      case NEW_TECH_FIRMS -> null;
      case GRADUATED_TENANTS -> OccupancyFigure.GRADUATED_TENANTS;
      case OUTPUT_YUAN -> OccupancyFigure.OUTPUT;
      case REVENUE_YUAN -> OccupancyFigure.REVENUE;
      case TENANTS -> OccupancyFigure.TENANTS;
      case TECH_FIRMS -> OccupancyFigure.TECH_FIRMS;
      case HIGH_TECH_FIRMS -> OccupancyFigure.HIGH_TECH_FIRMS;
      case EMPLOYEES -> OccupancyFigure.EMPLOYEES;
      // Usable area is never above floor area, so it reaches no target that floor area does not.
      case FLOOR_AREA_M2 -> OccupancyFigure.USABLE_AREA;
    };
  }

  /** Whether a value reaches a target. A bare number, and one that is about so, is a least one. */
  static boolean reached(PlatformTargetComparator comparator, BigDecimal value, BigDecimal target) {
    var compared = value.compareTo(target);
    return switch (comparator) {
      case GE, EQ, APPROX -> compared >= 0;
      case GT -> compared > 0;
      case LE -> compared <= 0;
    };
  }
}

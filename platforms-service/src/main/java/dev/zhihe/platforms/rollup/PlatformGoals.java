package dev.zhihe.platforms.rollup;

import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.platforms.registry.platform.Platform;
import dev.zhihe.platforms.registry.platform.PlatformView;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the targets of platforms come from. */
final class PlatformGoals {
  private PlatformGoals() {}

  /** The targets of the platforms that count, by platform. The last year is the deadline's. */
  static List<PlatformGoal> of(OccupancyQuestion.PlatformFilter filter, States states) {
    var goals = new ArrayList<PlatformGoal>();
    for (var platform :
        states.publicStates(
            Platform.class,
            PlatformView.class,
            Filters.none().equal("area", filter.area()).equal("code", filter.platform()))) {
      var year = platform.endYear();
      if (year != null) {
        add(goals, platform, GoalMeasure.NEW_TECH_FIRMS, number(platform.targetTechFirms()), year);
        add(
            goals,
            platform,
            GoalMeasure.HIGH_TECH_FIRMS,
            number(platform.targetHighTechFirms()),
            year);
        add(goals, platform, GoalMeasure.OUTPUT_YUAN, platform.targetOutputYuan(), year);
      }
    }
    return goals;
  }

  private static void add(
      List<PlatformGoal> goals,
      PlatformView platform,
      GoalMeasure measure,
      @Nullable BigDecimal value,
      int year) {
    if (value != null) {
      goals.add(
          new PlatformGoal(
              null,
              platform.code(),
              measure,
              GoalComparator.GE,
              value,
              measure == GoalMeasure.HIGH_TECH_FIRMS ? null : LocalDate.of(year, 1, 1),
              LocalDate.of(year, 12, 31)));
    }
  }

  private static @Nullable BigDecimal number(@Nullable Integer count) {
    return count == null ? null : BigDecimal.valueOf(count);
  }
}

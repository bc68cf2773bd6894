package dev.zhihe.platforms.rollup;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a platform is to reach.
 *
 * @param code of the target; null if the registry states it without one
 * @param countedFrom first day from which figures are added up; null if the figure at the end
 *     counts
 */
record PlatformGoal(
    @Nullable String code,
    String platform,
    GoalMeasure measure,
    GoalComparator comparator,
    BigDecimal value,
    @Nullable LocalDate countedFrom,
    LocalDate deadline) {}

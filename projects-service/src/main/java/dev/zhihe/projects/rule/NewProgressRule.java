package dev.zhihe.projects.rule;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The content of an imported rule. Files cannot set its status. */
record NewProgressRule(
    String code,
    String plan,
    LocalDate effectiveOn,
    int behindBelowPercent,
    int warningBelowPercent,
    int silentMonths,
    int stalledMonths,
    int overPlanPercent,
    String reason,
    @Nullable String document) {}

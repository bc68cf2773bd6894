package dev.zhihe.projects.investment.plan;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The content of an imported investment plan. Files cannot set its status.
 *
 * @param validFrom the day that a downloaded row repeats; null for every row that is new
 */
record NewInvestmentPlan(
    String code,
    String plan,
    String project,
    PlannedInvestment planned,
    @Nullable String document,
    @Nullable Integer sourceLine,
    @Nullable LocalDate validFrom) {}

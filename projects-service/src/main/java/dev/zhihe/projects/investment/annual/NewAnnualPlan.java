package dev.zhihe.projects.investment.annual;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The content of an imported annual plan. Files cannot set its status. */
record NewAnnualPlan(
    String code,
    String plan,
    String project,
    int year,
    BigDecimal amountYuan,
    @Nullable String comment,
    @Nullable String document,
    @Nullable Integer sourceLine,
    @Nullable LocalDate validFrom) {}

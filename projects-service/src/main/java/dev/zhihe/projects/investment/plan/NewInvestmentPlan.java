package dev.zhihe.projects.investment.plan;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of an imported investment plan. Files cannot set its status. */
record NewInvestmentPlan(
    String code,
    String plan,
    String project,
    BigDecimal totalYuan,
    BigDecimal periodYuan,
    List<Phase> phases,
    @Nullable String document,
    @Nullable Integer sourceLine) {}

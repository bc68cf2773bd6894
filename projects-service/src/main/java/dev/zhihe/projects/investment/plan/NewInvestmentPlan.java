package dev.zhihe.projects.investment.plan;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of an investment plan when it is taken in; its status is not for files to say. */
record NewInvestmentPlan(
    String code,
    String plan,
    String project,
    BigDecimal totalYuan,
    BigDecimal periodYuan,
    List<Phase> phases,
    @Nullable String document,
    @Nullable Integer sourceLine) {}

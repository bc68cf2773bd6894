package dev.zhihe.indicators.plan;

import org.jspecify.annotations.Nullable;

/** What is said of a plan when it is taken in. */
public record NewPlan(
    String code,
    String area,
    String nameZh,
    @Nullable String nameEn,
    int startYear,
    int endYear,
    @Nullable Integer horizonYear,
    @Nullable String document,
    @Nullable Integer sourceLine) {}

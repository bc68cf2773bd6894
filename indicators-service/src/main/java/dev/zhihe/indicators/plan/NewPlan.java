package dev.zhihe.indicators.plan;

import org.jspecify.annotations.Nullable;

/** A plan as it is imported. */
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

package dev.zhihe.indicators.target;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What is said of a target when it is taken in. */
public record NewTarget(
    String code,
    String plan,
    String indicator,
    String area,
    @Nullable String board,
    @Nullable String scope,
    int year,
    Comparator comparator,
    @Nullable BigDecimal value,
    @Nullable BigDecimal valueMax,
    @Nullable BigDecimal baselineValue,
    @Nullable Integer baselineYear,
    @Nullable String valuePrinted,
    @Nullable String document,
    @Nullable Integer sourceLine) {}

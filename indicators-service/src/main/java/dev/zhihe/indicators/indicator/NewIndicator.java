package dev.zhihe.indicators.indicator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of an indicator when it is taken in. */
public record NewIndicator(
    String code,
    String nameZh,
    @Nullable String nameEn,
    List<String> aliases,
    @Nullable String unit,
    Direction direction,
    Nature nature,
    @Nullable Attribute attribute,
    @Nullable String category,
    List<String> plans,
    @Nullable String document,
    @Nullable Integer sourceLine) {}

package dev.zhihe.indicators.figures.observation;

import org.jspecify.annotations.Nullable;

/** A published figure is being taken back in this transaction. Observers may refuse it. */
public record Retraction(String code, @Nullable String reason) {}

package dev.zhihe.indicators.figures.observation;

import org.jspecify.annotations.Nullable;

/** That an observation is being deleted, in this transaction; whoever must may refuse it. */
public record ObservationRemoval(String code, @Nullable String reason) {}

package dev.zhihe.indicators.figures.observation;

import org.jspecify.annotations.Nullable;

/** An observation is being deleted in this transaction. Observers may refuse the deletion. */
public record ObservationRemoval(String code, @Nullable String reason) {}

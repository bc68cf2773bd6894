package dev.zhihe.indicators.figures.submission;

import dev.zhihe.indicators.figures.observation.ObservationView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A figure as it is handed in.
 *
 * @param figure the observation as it would be published
 * @param comment why it is as unusual as it looks
 * @param publishAt when it may be published at the earliest; null for as soon as it is approved
 */
public record NewSubmission(
    ObservationView figure, @Nullable String comment, @Nullable Instant publishAt) {}

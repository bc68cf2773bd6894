package dev.zhihe.indicators.figures.submission;

import dev.zhihe.indicators.figures.observation.ObservationView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A figure as it is submitted.
 *
 * @param figure the observation as it would be published
 * @param comment explanation of an implausible value
 * @param publishAt earliest time of publication; null for immediately after approval
 */
public record NewSubmission(
    ObservationView figure, @Nullable String comment, @Nullable Instant publishAt) {}

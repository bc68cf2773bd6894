package dev.zhihe.indicators.figures.plausibility;

import dev.zhihe.indicators.figures.observation.ObservationView;
import org.jspecify.annotations.Nullable;

/** Figures that are compared with one another: their periods have the same length. */
record Series(
    String indicator, String area, @Nullable String board, @Nullable String scope, int months) {

  static Series of(ObservationView observation) {
    return new Series(
        observation.indicator(),
        observation.area(),
        observation.board(),
        observation.scope(),
        observation.period().months());
  }

  /** The form of its periods. Periods of equal length have the same form. */
  String form() {
    return switch (months) {
      case 12 -> "^....$";
      case 6 -> "-H";
      case 3 -> "-Q";
      default -> "-[01]";
    };
  }
}

package dev.zhihe.platforms.rollup;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The sum of a figure.
 *
 * @param value null if nobody reported the figure
 * @param known how many reports have it
 */
record FigureSum(@Nullable BigDecimal value, long known) {
  static final FigureSum NOTHING = new FigureSum(null, 0);

  FigureSum plus(FigureSum other) {
    return new FigureSum(sum(value, other.value), known + other.known);
  }

  /** The sum; null if both are missing. */
  static @Nullable BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null ? other : other == null ? one : one.add(other);
  }
}

package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.platforms.occupancy.figure.FigureUnit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Comparisons by factors, and how figures are written. */
final class Factors {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Factors() {}

  /** Whether neither of two figures is more than so many times the other. */
  static boolean isWithin(BigDecimal factor, BigDecimal one, BigDecimal other) {
    return one.multiply(factor).compareTo(other) >= 0 && one.compareTo(other.multiply(factor)) <= 0;
  }

  /** How many times the greater of two figures is the smaller one. */
  static BigDecimal between(BigDecimal one, BigDecimal other) {
    return one.max(other).divide(one.min(other), MathContext.DECIMAL64);
  }

  static BigDecimal ofPercent(int percent) {
    return BigDecimal.valueOf(percent).divide(HUNDRED);
  }

  /** A figure without needless zeros, in at most two decimals. */
  static String plain(BigDecimal figure) {
    var rounded = figure.setScale(Math.min(figure.scale(), 2), RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** A figure with its unit, in Chinese. */
  static String zh(BigDecimal figure, FigureUnit unit) {
    return switch (unit) {
      case SQUARE_METRES -> plain(figure) + " m²";
      case NUMBER -> plain(figure);
      case YUAN -> plain(figure) + " 元";
    };
  }

  /** A figure with its unit, in English. */
  static String en(BigDecimal figure, FigureUnit unit) {
    return unit == FigureUnit.YUAN ? plain(figure) + " yuan" : zh(figure, unit);
  }
}

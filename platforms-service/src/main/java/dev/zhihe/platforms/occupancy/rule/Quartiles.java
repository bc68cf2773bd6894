package dev.zhihe.platforms.occupancy.rule;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * What the peers of a platform have of a figure for each tenant.
 *
 * @param first the first quartile, above 0
 * @param peers how many have it
 */
record Quartiles(BigDecimal first, BigDecimal median, BigDecimal third, int peers) {

  /**
   * How far beyond the quartiles a figure may be. Factors and not differences, because these
   * figures differ by factors: the usual differences would never find one that is too small.
   *
   * @param spreads how many times the spread of the middle half
   */
  BigDecimal allowance(int spreads) {
    return third.divide(first, MathContext.DECIMAL64).pow(spreads, MathContext.DECIMAL64);
  }
}

package dev.zhihe.indicators.dictionary.indicator;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an indicator is computed from two others; all null if its figures are entered.
 *
 * @param until first day of the periods for which nothing is computed; null if there is no end
 */
record Formula(
    @Nullable String numerator,
    @Nullable String denominator,
    @Nullable BigDecimal factor,
    @Nullable LocalDate until) {
  /** No formula. */
  static final Formula NONE = new Formula(null, null, null, null);

  /** Whether it makes the same figures as another, or only those of earlier periods. */
  boolean within(Formula other) {
    return Objects.equals(numerator, other.numerator)
        && Objects.equals(denominator, other.denominator)
        && multiplier().compareTo(other.multiplier()) == 0
        && !endsAfter(other);
  }

  /** Whether it makes figures of later periods than another that has an end. */
  boolean endsAfter(Formula other) {
    return other.until != null && (until == null || until.isAfter(other.until));
  }

  private BigDecimal multiplier() {
    return factor == null ? BigDecimal.ONE : factor;
  }
}

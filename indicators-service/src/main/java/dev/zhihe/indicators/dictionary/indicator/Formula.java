package dev.zhihe.indicators.dictionary.indicator;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How an indicator is computed from two others; all null if its figures are entered. */
record Formula(
    @Nullable String numerator, @Nullable String denominator, @Nullable BigDecimal factor) {
  /** No formula. */
  static final Formula NONE = new Formula(null, null, null);

  /** Whether both give the same figures. */
  boolean sameAs(Formula other) {
    return Objects.equals(numerator, other.numerator)
        && Objects.equals(denominator, other.denominator)
        && multiplier().compareTo(other.multiplier()) == 0;
  }

  private BigDecimal multiplier() {
    return factor == null ? BigDecimal.ONE : factor;
  }
}

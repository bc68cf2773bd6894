package dev.zhihe.indicators.assessment;

import dev.zhihe.indicators.dictionary.indicator.Direction;
import dev.zhihe.indicators.goals.TargetComparator;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The values that reach a target: at least {@code least}, at most {@code most}, or between the two.
 * The ends are included unless {@code beyond}.
 *
 * @param least null if there is no lower end
 * @param most null if there is no upper end
 * @param beyond whether the ends are excluded
 */
record Aim(@Nullable BigDecimal least, @Nullable BigDecimal most, boolean beyond) {
  /**
   * 左右: a value that misses an approximate target by up to 5 % reaches it. This is a convention of
   * this product.
   */
  private static final BigDecimal SLACK = new BigDecimal("0.05");

  /**
   * The aim of a target; null if it has no number. The indicator's direction decides how a plain
   * number or a range is reached. A target of 4,500 patents is reached by 5,297; three to five
   * parks are reached by six.
   */
  static @Nullable Aim of(
      TargetComparator comparator,
      @Nullable BigDecimal value,
      @Nullable BigDecimal valueMax,
      Direction direction) {
    if (value == null) {
      return null;
    }
    return switch (comparator) {
      case QUALITATIVE -> null;
      case GE -> new Aim(value, null, false);
      case GT -> new Aim(value, null, true);
      case LE -> new Aim(null, value, false);
      case EQ -> towards(direction, value, value);
      case RANGE -> towards(direction, value, valueMax == null ? value : valueMax);
      case APPROX -> {
        var slack = value.abs().multiply(SLACK);
        yield towards(direction, value.subtract(slack), value.add(slack));
      }
    };
  }

  private static Aim towards(Direction direction, BigDecimal least, BigDecimal most) {
    return switch (direction) {
      case INCREASE -> new Aim(least, null, false);
      case DECREASE -> new Aim(null, most, false);
      case STAY_WITHIN -> new Aim(least, most, false);
    };
  }

  /** The values that reach a milestone on the way to this aim. */
  Aim onTheWay(BigDecimal milestone) {
    if (most == null || (least != null && milestone.compareTo(least) < 0)) {
      return new Aim(milestone, most, false);
    }
    if (least == null || milestone.compareTo(most) > 0) {
      return new Aim(least, milestone, false);
    }
    return this;
  }

  boolean metBy(BigDecimal value) {
    var enough = beyond ? 1 : 0;
    return (least == null || value.compareTo(least) >= enough)
        && (most == null || most.compareTo(value) >= enough);
  }

  /** The end of the aim in whose direction a value must move. */
  BigDecimal boundAhead(BigDecimal value) {
    if (least == null || (most != null && value.compareTo(most) > 0)) {
      return java.util.Objects.requireNonNull(most);
    }
    return least;
  }
}

package dev.zhihe.indicators.assessment;

import dev.zhihe.indicators.dictionary.indicator.Direction;
import dev.zhihe.indicators.goals.Comparator;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What counts as having reached a target: from {@code least} up, {@code most} down, or between the
 * two, both included unless {@code beyond}.
 *
 * @param least null if there is no lower end
 * @param most null if there is no upper end
 * @param beyond whether an end itself is not enough
 */
record Aim(@Nullable BigDecimal least, @Nullable BigDecimal most, boolean beyond) {
  /** 左右: a twentieth short of "about" is still about it. A convention of this product. */
  private static final BigDecimal SLACK = new BigDecimal("0.05");

  /**
   * The aim of a target; null if it names no number. A bare number and a range are reached in the
   * indicator's direction: 4,500 patents by 5,297, three to five parks by six.
   */
  static @Nullable Aim of(
      Comparator comparator,
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

  boolean metBy(BigDecimal value) {
    var enough = beyond ? 1 : 0;
    return (least == null || value.compareTo(least) >= enough)
        && (most == null || most.compareTo(value) >= enough);
  }

  /** The end that lies ahead of a value: where the way from it leads. */
  BigDecimal boundAhead(BigDecimal value) {
    if (least == null || (most != null && value.compareTo(most) > 0)) {
      return java.util.Objects.requireNonNull(most);
    }
    return least;
  }
}

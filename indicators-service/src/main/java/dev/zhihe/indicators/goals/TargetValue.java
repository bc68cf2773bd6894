package dev.zhihe.indicators.goals;

import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.kit.problem.Refusal;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The value of a target, in the indicator's unit: one number, two, or none.
 *
 * @param value null if and only if the target is qualitative
 * @param valueMax upper end of a range; null otherwise
 */
public record TargetValue(
    TargetComparator comparator, @Nullable BigDecimal value, @Nullable BigDecimal valueMax) {

  /** Checks that comparator and values agree. The fields are named as in this record. */
  public void check(Refusal refusal) {
    if ((value == null) != (comparator == TargetComparator.QUALITATIVE)) {
      refusal.refuse(
          "value",
          "value-and-comparator",
          "除 qualitative 外均须有目标值，qualitative 不得有",
          "every target has a value, except a qualitative one");
    }
    if ((valueMax == null) == (comparator == TargetComparator.RANGE)) {
      refusal.refuse(
          "valueMax",
          "value-and-comparator",
          "range 须有上限，其余不得有",
          "a range has an upper end, nothing else has");
    } else if (value != null && valueMax != null && valueMax.compareTo(value) <= 0) {
      refusal.refuse("valueMax", "order", "应大于目标值 %s", "above the value %s", value.toPlainString());
    }
  }

  /**
   * Refuses what can never be judged: more than the baseline, without a number that it leads to.
   *
   * @param measure of the target. An increment is not compared with its baseline
   */
  public void checkAgainst(
      @Nullable BigDecimal baseline, @Nullable Measure measure, Refusal refusal) {
    if (comparator == TargetComparator.GT
        && measure != Measure.INCREMENT
        && same(value, baseline)
        && baseline != null) {
      refusal.refuse(
          "value",
          "beyond-baseline",
          "不得为“超过基期值 %s”：没有可计量的进度；应写明要达到的数值",
          "not just more than the baseline, %s: no progress could be measured; the number to reach is named",
          baseline.toPlainString());
    }
  }

  /** Whether the other value is equal, regardless of trailing zeros. */
  public boolean sameAs(TargetValue other) {
    return comparator == other.comparator
        && same(value, other.value)
        && same(valueMax, other.valueMax);
  }

  private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.compareTo(other) == 0;
  }
}

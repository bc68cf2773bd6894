package dev.zhihe.indicators.figures.plausibility;

import dev.zhihe.indicators.dictionary.indicator.IndicatorSummary;
import dev.zhihe.kit.problem.Text;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of an indicator's values, both included. Those that the indicator states are final.
 * Where it states none, those of its unit are usual.
 *
 * @param kind of the unit
 * @param minimum stated by the indicator; null if none is
 * @param maximum stated by the indicator; null if none is
 */
record ValueBounds(UnitKind kind, @Nullable BigDecimal minimum, @Nullable BigDecimal maximum) {

  static ValueBounds of(IndicatorSummary indicator) {
    return new ValueBounds(UnitKind.of(indicator.unit()), indicator.minimum(), indicator.maximum());
  }

  /** Of a value beyond a stated bound, which no comment explains; null if it is within them. */
  Plausibility.@Nullable Finding broken(BigDecimal value) {
    if (minimum != null && value.compareTo(minimum) < 0) {
      return new Plausibility.Finding(
          "out-of-bounds",
          Text.of(
              "低于该指标的下限 %1$s；下限有误的，先更正指标",
              "less than the indicator's minimum, %1$s: if that is wrong, correct the indicator first",
              minimum.toPlainString()));
    }
    if (maximum != null && value.compareTo(maximum) > 0) {
      return new Plausibility.Finding(
          "out-of-bounds",
          Text.of(
              "高于该指标的上限 %1$s；上限有误的，先更正指标",
              "more than the indicator's maximum, %1$s: if that is wrong, correct the indicator first",
              maximum.toPlainString()));
    }
    return null;
  }

  /** Of a value beyond a usual bound, which needs a comment; null if it is within them. */
  Plausibility.@Nullable Finding unusual(BigDecimal value) {
    var least = usualMinimum();
    var greatest = usualMaximum();
    if (least != null && value.compareTo(least) < 0) {
      return unusual(
          Text.of(
              "低于 %1$s，即此单位通常的下限",
              "less than %1$s, the usual minimum of this unit", least.toPlainString()));
    }
    if (greatest != null && value.compareTo(greatest) > 0) {
      return unusual(
          Text.of(
              "高于 %1$s，即此单位通常的上限",
              "more than %1$s, the usual maximum of this unit", greatest.toPlainString()));
    }
    return null;
  }

  private static Plausibility.Finding unusual(Text what) {
    return new Plausibility.Finding(
        "comment-required",
        new Text(
            what.zh() + "；确无误的，请在 comment（说明）中写明原因；该指标常有此值的，可设定其 minimum（下限）、maximum（上限）",
            what.en()
                + ": if it is right, say why in comment; if this is common, state minimum and maximum of the indicator"));
  }

  /** None if the indicator states another, or only lower values. */
  private @Nullable BigDecimal usualMinimum() {
    var usual = kind.minimum();
    return usual == null || minimum != null || (maximum != null && maximum.compareTo(usual) <= 0)
        ? null
        : usual;
  }

  /** None if the indicator states another, or only higher values. */
  private @Nullable BigDecimal usualMaximum() {
    var usual = kind.maximum();
    return usual == null || maximum != null || (minimum != null && minimum.compareTo(usual) >= 0)
        ? null
        : usual;
  }
}

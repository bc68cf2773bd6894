package dev.zhihe.indicators.figures.plausibility;

import dev.zhihe.kit.problem.Characters;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kind of an indicator's unit: by which factors its values are often mistaken, and between
 * which bounds they usually lie. The bounds are choices of this product.
 */
enum UnitKind {
  /** A count, sum or measure. It has no usual bounds. */
  AMOUNT(
      null,
      null,
      new UnitSlip("1000", "元/千元、千克/吨", "yuan/thousand yuan, kg/t"),
      new UnitSlip(
          "10000",
          "元/万元、万元/亿元、m²/万m²",
          "yuan/ten thousand yuan, ten thousand yuan/hundred million yuan, m²/ten thousand m²"),
      new UnitSlip("100000000", "元/亿元", "yuan/hundred million yuan")),
  /** 百分数: a share in hundredths. */
  PERCENT("0", "100", UnitSlip.OF_SHARES),
  /** 千分数: a share in thousandths. */
  PER_MILLE("0", "1000", UnitSlip.OF_SHARES),
  /** 百分点: a difference of two percentages. */
  PERCENTAGE_POINT("-100", "100", UnitSlip.OF_SHARES);

  private final @Nullable BigDecimal minimum;
  private final @Nullable BigDecimal maximum;
  private final List<UnitSlip> slips;

  UnitKind(@Nullable String minimum, @Nullable String maximum, UnitSlip... slips) {
    this.minimum = minimum == null ? null : new BigDecimal(minimum);
    this.maximum = maximum == null ? null : new BigDecimal(maximum);
    this.slips = List.of(slips);
  }

  /** The kind of a unit as printed; empty if the indicator has none. */
  static UnitKind of(String unit) {
    return switch (Characters.halfWidth(unit).strip()) {
      case "%" -> PERCENT;
      case "‰" -> PER_MILLE;
      case "百分点", "个百分点" -> PERCENTAGE_POINT;
      default -> AMOUNT;
    };
  }

  /** The usual least value; null if there is none. */
  @Nullable BigDecimal minimum() {
    return minimum;
  }

  /** The usual greatest value; null if there is none. */
  @Nullable BigDecimal maximum() {
    return maximum;
  }

  List<UnitSlip> slips() {
    return slips;
  }
}

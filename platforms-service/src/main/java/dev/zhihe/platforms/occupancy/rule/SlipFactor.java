package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.platforms.occupancy.figure.FigureUnit;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A factor by which an area or an amount may be mistaken. */
enum SlipFactor {
  THOUSAND("1000", true, new Text("元/千元", "yuan/thousand yuan")),
  TEN_THOUSAND(
      "10000",
      true,
      new Text("元/万元、万元/亿元", "yuan/ten thousand yuan, or that/hundred million yuan")),
  TEN_MILLION("10000000", true, new Text("换算两次", "converted twice")),
  HUNDRED_MILLION("100000000", true, new Text("元/亿元", "yuan/hundred million yuan")),
  TEN("10", false, new Text("小数点错位", "a misplaced decimal point")),
  HUNDRED("100", false, new Text("小数点错位", "a misplaced decimal point"));

  /** The factor to the middle between two neighbours: the root of 10. */
  static final BigDecimal ABOUT = new BigDecimal("3.163");

  /** A corrected figure is offered if it is within this factor of what it is compared with. */
  private static final BigDecimal OFFERED = BigDecimal.TEN;

  private static final Text OF_AREAS = new Text("m²/万m²", "m²/ten thousand m²");
  private static final Text TWICE = new Text("换算两次", "converted twice");
  private static final Text THOUSANDS = new Text("千倍", "a thousand");

  private final BigDecimal factor;
  private final boolean ofUnits;
  private final Text ofMoney;

  SlipFactor(String factor, boolean ofUnits, Text ofMoney) {
    this.factor = new BigDecimal(factor);
    this.ofUnits = ofUnits;
    this.ofMoney = ofMoney;
  }

  /**
   * The factor that comes nearest to that between two figures; null if none is near.
   *
   * @param ofUnits whether factors between units are meant, or the smaller ones
   */
  static @Nullable SlipFactor between(BigDecimal one, BigDecimal other, boolean ofUnits) {
    var greater = one.max(other);
    var smaller = one.min(other);
    return Arrays.stream(values())
        .filter(slip -> slip.ofUnits == ofUnits)
        .filter(
            slip ->
                Factors.isWithin(ofUnits ? OFFERED : ABOUT, greater, smaller.multiply(slip.factor)))
        .min(Comparator.comparing(slip -> Factors.between(greater, smaller.multiply(slip.factor))))
        .orElse(null);
  }

  BigDecimal factor() {
    return factor;
  }

  boolean ofUnits() {
    return ofUnits;
  }

  /** The units that are mistaken for each other. */
  Text units(FigureUnit unit) {
    if (!ofUnits || unit != FigureUnit.SQUARE_METRES) {
      return ofMoney;
    }
    return switch (this) {
      case TEN_THOUSAND -> OF_AREAS;
      case THOUSAND -> THOUSANDS;
      default -> TWICE;
    };
  }

  /** What is meant, if a figure is mistaken by the factor. */
  BigDecimal corrected(BigDecimal figure, boolean above) {
    return above ? figure.divide(factor) : figure.multiply(factor);
  }
}

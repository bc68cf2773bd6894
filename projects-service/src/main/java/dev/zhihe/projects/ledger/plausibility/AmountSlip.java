package dev.zhihe.projects.ledger.plausibility;

import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A factor by which an amount may be mistaken. Factors between units of money are refused. Smaller
 * ones happen: they ask for a comment.
 */
enum AmountSlip {
  THOUSAND("1000", true, "元/千元", "yuan/thousand yuan"),
  TEN_THOUSAND(
      "10000", true, "元/万元、万元/亿元", "yuan/ten thousand yuan, and that/hundred million yuan"),
  TEN_MILLION("10000000", true, "换算两次", "converted twice"),
  HUNDRED_MILLION("100000000", true, "元/亿元", "yuan/hundred million yuan"),
  TEN("10", false, "小数点错位", "a misplaced decimal point"),
  HUNDRED("100", false, "小数点错位", "a misplaced decimal point");

  private final BigDecimal factor;

  /** Whether no comment explains it. */
  private final boolean refused;

  private final String unitsZh;
  private final String unitsEn;

  AmountSlip(String factor, boolean refused, String unitsZh, String unitsEn) {
    this.factor = new BigDecimal(factor);
    this.refused = refused;
    this.unitsZh = unitsZh;
    this.unitsEn = unitsEn;
  }

  /**
   * The factor by which one of two amounts is about the other; null if none is.
   *
   * @param refused whether factors between units are meant, or the smaller ones
   * @param about the factor within which it is about so
   */
  static @Nullable AmountSlip between(
      BigDecimal one, BigDecimal other, boolean refused, BigDecimal about) {
    var greater = one.max(other);
    var smaller = one.min(other);
    return Arrays.stream(values())
        .filter(slip -> slip.refused == refused)
        .filter(slip -> AmountPlausibility.isWithin(about, greater, smaller.multiply(slip.factor)))
        .findFirst()
        .orElse(null);
  }

  BigDecimal factor() {
    return factor;
  }

  String unitsZh() {
    return unitsZh;
  }

  String unitsEn() {
    return unitsEn;
  }
}

package dev.zhihe.platforms.occupancy.figure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The unit of a figure, and which values it may have. */
public enum FigureUnit {
  /** m² with at most two decimals, below 10¹⁰. */
  SQUARE_METRES(
      "square-metres",
      2,
      new BigDecimal("1e10"),
      "应为面积（平方米），100 亿以下，至多两位小数",
      "square metres, below 10,000,000,000, at most two decimals"),
  /** A whole number up to 999,999,999. */
  NUMBER(
      "whole-number",
      0,
      new BigDecimal(1_000_000_000),
      "应为整数，至多 999999999",
      "a whole number, at most 999,999,999"),
  /** Yuan with at most two decimals, below 10¹³. */
  YUAN(
      "yuan",
      2,
      new BigDecimal("1e13"),
      "应为金额（元），10 万亿以下，至多两位小数",
      "an amount in yuan, below 10,000,000,000,000, at most two decimals");

  private final String code;
  private final int decimals;
  private final BigDecimal bound;
  private final String zh;
  private final String en;

  FigureUnit(String code, int decimals, BigDecimal bound, String zh, String en) {
    this.code = code;
    this.decimals = decimals;
    this.bound = bound;
    this.zh = zh;
    this.en = en;
  }

  /** Code of the error for a value that it may not have. */
  public String code() {
    return code;
  }

  /** What is expected, in Chinese. */
  public String expectedZh() {
    return zh;
  }

  /** What is expected, in English. */
  public String expectedEn() {
    return en;
  }

  /** Whether a figure that is not negative may have this value. */
  public boolean allows(BigDecimal figure) {
    return figure.stripTrailingZeros().scale() <= decimals && figure.compareTo(bound) < 0;
  }

  /** A value with as many decimals as it may have. */
  public BigDecimal rounded(BigDecimal figure) {
    return figure.scale() > decimals ? figure.setScale(decimals, RoundingMode.HALF_UP) : figure;
  }

  /** The value as it is stored. The unit allows it. */
  public BigDecimal stored(BigDecimal figure) {
    return switch (this) {
      case YUAN -> figure.setScale(2);
      case NUMBER -> figure.setScale(0);
      case SQUARE_METRES -> {
        var stripped = figure.stripTrailingZeros();
        yield stripped.scale() < 0 ? stripped.setScale(0) : stripped;
      }
    };
  }

  /** A sum as it is shown: money with two decimals, all else without trailing zeros. */
  public @Nullable BigDecimal normal(@Nullable BigDecimal sum) {
    return sum == null ? null : stored(sum);
  }
}

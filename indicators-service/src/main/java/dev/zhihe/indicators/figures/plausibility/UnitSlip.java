package dev.zhihe.indicators.figures.plausibility;

import java.math.BigDecimal;

/** Two units that are often confused, and the ratio between them. */
record UnitSlip(BigDecimal factor, String unitsZh, String unitsEn) {
  /** Of shares: the decimal point is misplaced, or a share is entered in another unit. */
  static final UnitSlip[] OF_SHARES = {
    new UnitSlip("10", "小数点错位、‰/%", "a misplaced decimal point, ‰/%"),
    new UnitSlip("100", "小数/%", "a fraction/%"),
    new UnitSlip("1000", "小数/‰", "a fraction/‰"),
    new UnitSlip("10000", "小数点错位、两次换算为 %", "a misplaced decimal point, made a percentage twice")
  };

  UnitSlip(String factor, String unitsZh, String unitsEn) {
    this(new BigDecimal(factor), unitsZh, unitsEn);
  }
}

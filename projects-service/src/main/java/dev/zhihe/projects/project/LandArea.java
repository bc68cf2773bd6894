package dev.zhihe.projects.project;

import dev.zhihe.kit.tables.Cells;
import dev.zhihe.kit.tables.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * The land of a project: in square metres, and in mu if a document prints it so. One mu is 1/15 of
 * a hectare. Without square metres in the file they are what the mu come to, unless the stored ones
 * are others.
 *
 * @param minM2 equal to maxM2 unless a range
 */
record LandArea(@Nullable BigDecimal minM2, @Nullable BigDecimal maxM2, @Nullable BigDecimal mu) {
  private static final BigDecimal M2_OF_THREE_MU = BigDecimal.valueOf(2000);
  private static final BigDecimal THREE = BigDecimal.valueOf(3);

  /** Numbers of files have 18 digits at most before the point. */
  private static final BigDecimal LIMIT_M2 = new BigDecimal("1e18");

  /** Documents round: square metres and mu may differ by one per cent. */
  private static final BigDecimal TOLERANCE = new BigDecimal("0.01");

  /** Reads the cells. Refuses those that contradict each other. */
  @NullUnmarked
  static LandArea of(Row row) {
    var derived = isDerived(row.cells());
    var min = derived ? null : row.squareMetres("landAreaMinM2");
    var max = derived ? null : row.squareMetres("landAreaMaxM2");
    var mu = row.decimal("landAreaMu");
    requireOrder(row, "landAreaMaxM2", min, max);
    if (mu != null && (mu.signum() < 0 || squareMetres(mu).compareTo(LIMIT_M2) >= 0)) {
      row.refuse(
          "landAreaMu",
          "mu",
          "应为面积（亩），不为负，折合平方米在 10^18 以下",
          "mu, not negative, and less than 10^18 m²");
      return new LandArea(min, max, mu);
    }
    if (mu != null && row.readable("landAreaMinM2", "landAreaMaxM2")) {
      var ofMu = squareMetres(mu);
      if (min == null && max == null) {
        return new LandArea(ofMu, ofMu, mu);
      }
      var margin = ofMu.multiply(TOLERANCE);
      var above = min != null && min.compareTo(ofMu.add(margin)) > 0;
      var below = max != null && max.compareTo(ofMu.subtract(margin)) < 0;
      if (above || below) {
        row.refuse(
            "landAreaMu",
            "mu",
            "%s 亩为 %s 平方米，与用地面积（平方米）不符；请改正其一，或清空平方米",
            "%s mu are %s m², not the land area in m² of the row: correct one of them, or leave the m² empty",
            mu.toPlainString(),
            ofMu.toPlainString());
      }
    }
    return new LandArea(min, max, mu);
  }

  /**
   * Whether the file gives no square metres, and the stored ones are what the stored mu come to.
   */
  private static boolean isDerived(Cells cells) {
    var min = cells.kept("landAreaMinM2");
    var max = cells.kept("landAreaMaxM2");
    var mu = cells.stored("landAreaMu");
    if (min == null || max == null || mu == null) {
      return false;
    }
    var ofMu = squareMetres(new BigDecimal(mu));
    return ofMu.compareTo(new BigDecimal(min)) == 0 && ofMu.compareTo(new BigDecimal(max)) == 0;
  }

  /** Refuses an upper end of an area below its lower end. */
  static void requireOrder(
      Row row, String maxColumn, @Nullable BigDecimal min, @Nullable BigDecimal max) {
    if (min != null && max != null && max.compareTo(min) < 0) {
      row.refuse(
          maxColumn, "order", "不得小于下限 %s", "not below the lower end %s", min.toPlainString());
    }
  }

  /** With at most two decimals, without trailing zeros. */
  static BigDecimal squareMetres(BigDecimal mu) {
    var area =
        mu.multiply(M2_OF_THREE_MU).divide(THREE, 2, RoundingMode.HALF_UP).stripTrailingZeros();
    return area.setScale(Math.max(0, area.scale()));
  }
}

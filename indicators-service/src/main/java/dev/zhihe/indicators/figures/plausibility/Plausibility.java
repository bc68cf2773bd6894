package dev.zhihe.indicators.figures.plausibility;

import dev.zhihe.kit.problem.Text;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is unusual about a figure, given the earlier ones of the series. Worked examples:
 * docs/methods/plausibility.md.
 */
public final class Plausibility {
  /** With fewer earlier values, median and span are not meaningful. */
  public static final int MIN_VALUES = 5;

  /**
   * Threshold: a value with a larger score is an outlier. Source: Iglewicz and Hoaglin 1993,
   * modified z-score.
   */
  public static final BigDecimal MAX_SCORE = new BigDecimal("3.5");

  /** The ratio of MAD to standard deviation in a normal distribution. Source: the same. */
  private static final BigDecimal PER_MAD = new BigDecimal("0.6745");

  /**
   * The ratio of standard deviation to mean absolute deviation, √(π/2). Used where the MAD is zero.
   * Source: the same.
   */
  private static final BigDecimal PER_MEAN_DEVIATION = new BigDecimal("1.253314");

  /**
   * A value may lie outside the span of earlier values by this share of the span. A choice of this
   * product.
   */
  private static final BigDecimal BEYOND_SPAN = new BigDecimal("0.5");

  /**
   * A factor of two. Corrected for a unit slip, a value must be within this factor of the previous
   * one. Figures rarely double or halve between two periods. With a larger factor, the ranges of
   * neighbouring unit factors would overlap. A choice of this product.
   */
  private static final BigDecimal ABOUT = BigDecimal.TWO;

  private static final MathContext PRECISION = MathContext.DECIMAL64;

  private static final Text LAST = new Text("上期数值", "the last figure");
  private static final Text PUBLISHED = new Text("现已公布的数值", "the figure that is published");

  private Plausibility() {}

  /**
   * An unusual or impossible property.
   *
   * @param code {@code unit-slip} or {@code comment-required}, which a comment explains, or {@code
   *     out-of-bounds}
   */
  public record Finding(String code, Text detail) {}

  /**
   * The unusual property of a value; null if there is none. Only the first is told: a unit slip,
   * then a usual bound, then an outlier.
   *
   * @param earlier values of earlier periods, newest first
   * @param bounds of the indicator's values; null if they do not apply
   */
  static @Nullable Finding of(
      BigDecimal value, List<BigDecimal> earlier, UnitKind kind, @Nullable ValueBounds bounds) {
    var slip = earlier.isEmpty() ? null : slip(value, earlier.getFirst(), kind, LAST);
    if (slip != null) {
      return slip;
    }
    var unusual = bounds == null ? null : bounds.unusual(value);
    return unusual == null ? outlier(value, earlier) : unusual;
  }

  /** A unit slip of a correction against the value that it corrects; null if there is none. */
  static @Nullable Finding ofCorrection(BigDecimal value, BigDecimal published, UnitKind kind) {
    return slip(value, published, kind, PUBLISHED);
  }

  private static @Nullable Finding slip(
      BigDecimal value, BigDecimal last, UnitKind kind, Text named) {
    if (value.signum() == 0 || value.signum() != last.signum()) {
      return null;
    }
    for (var slip : kind.slips()) {
      var greater = isAbout(value, last.multiply(slip.factor()));
      if (greater || isAbout(last, value.multiply(slip.factor()))) {
        return new Finding(
            "unit-slip",
            Text.of(
                "约为%6$s %1$s %2$s %3$s，疑为单位误填（%4$s）；确无误的，请在 comment（说明）中写明原因",
                "about %7$s, %1$s, %2$s %3$s: the unit may be mistaken (%5$s); if it is right, say why in comment",
                last.toPlainString(),
                greater ? "×" : "÷",
                slip.factor().toPlainString(),
                slip.unitsZh(),
                slip.unitsEn(),
                named.zh(),
                named.en()));
      }
    }
    return null;
  }

  /** Whether the values are equal up to the usual change between two periods. */
  private static boolean isAbout(BigDecimal value, BigDecimal other) {
    var size = value.abs();
    return size.multiply(ABOUT).compareTo(other.abs()) >= 0
        && size.compareTo(other.abs().multiply(ABOUT)) <= 0;
  }

  private static @Nullable Finding outlier(BigDecimal value, List<BigDecimal> earlier) {
    var score = score(value, earlier);
    if (score == null) {
      return null;
    }
    if (score.abs().compareTo(MAX_SCORE) > 0) {
      return new Finding(
          "comment-required",
          Text.of(
              "偏离此前 %d 期数值的中位数 %s（修正 Z 分数 %s，界限 ±%s）；请在 comment（说明）中写明原因",
              "far from the median of the %d figures before, %s (modified z-score %s, the limit is ±%s): say why in comment",
              earlier.size(),
              median(earlier).toPlainString(),
              score,
              MAX_SCORE));
    }
    var least = earlier.stream().min(BigDecimal::compareTo).orElseThrow();
    var most = earlier.stream().max(BigDecimal::compareTo).orElseThrow();
    var margin = most.subtract(least).multiply(BEYOND_SPAN);
    if (value.compareTo(least.subtract(margin)) < 0 || value.compareTo(most.add(margin)) > 0) {
      return new Finding(
          "comment-required",
          Text.of(
              "超出此前 %d 期数值的范围 %s 至 %s，超出部分大于其跨度的一半；请在 comment（说明）中写明原因",
              "outside the range of the %d figures before, %s to %s, by more than half of it: say why in comment",
              earlier.size(),
              least.toPlainString(),
              most.toPlainString()));
    }
    return null;
  }

  /**
   * The modified z-score, to two decimals. Null if there are too few values or all are equal:
   * without any spread, the first change does not indicate an error.
   */
  static @Nullable BigDecimal score(BigDecimal value, List<BigDecimal> earlier) {
    if (earlier.size() < MIN_VALUES) {
      return null;
    }
    var median = median(earlier);
    var deviation = value.subtract(median);
    var deviations = earlier.stream().map(one -> one.subtract(median).abs()).toList();
    var mad = median(deviations);
    if (mad.signum() > 0) {
      return rounded(deviation.multiply(PER_MAD).divide(mad, PRECISION));
    }
    var mean =
        deviations.stream()
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .divide(BigDecimal.valueOf(deviations.size()), PRECISION);
    return mean.signum() == 0
        ? null
        : rounded(deviation.divide(mean.multiply(PER_MEAN_DEVIATION), PRECISION));
  }

  private static BigDecimal rounded(BigDecimal score) {
    return score.setScale(2, RoundingMode.HALF_UP);
  }

  static BigDecimal median(List<BigDecimal> values) {
    var sorted = values.stream().sorted().toList();
    var middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : sorted.get(middle - 1).add(sorted.get(middle)).divide(BigDecimal.TWO, PRECISION);
  }
}

package dev.zhihe.projects.ledger.plausibility;

import dev.zhihe.kit.problem.Text;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds amounts that are probably in another unit. An amount is suspect only if it is off by the
 * same factor from everything it can be compared with: so the first large month of a project that
 * has only had small ones is not, if it is about what is planned.
 */
public final class AmountPlausibility {
  /** An amount is about another within this factor. With a larger one, neighbours would overlap. */
  private static final BigDecimal ABOUT = BigDecimal.TWO;

  private AmountPlausibility() {}

  /**
   * What is suspect about an amount.
   *
   * @param code {@code unit-slip}, which is refused, or {@code comment-required}
   */
  public record Finding(String code, Text detail) {}

  /**
   * What an amount can be compared with.
   *
   * @param usual what the project's months usually come to, and what is planned for a month; none
   *     of them 0
   * @param before all that was entered of the kind before
   * @param total what the project costs in all; null if nothing in force says so
   */
  public record Comparison(List<BigDecimal> usual, BigDecimal before, @Nullable BigDecimal total) {

    /** The same, after some of what was entered is reversed. */
    public Comparison without(BigDecimal reversed) {
      return new Comparison(usual, before.subtract(reversed), total);
    }
  }

  /**
   * The first finding; null if there is none.
   *
   * @param partial whether other amounts of the month may come beside it: then it is not too small
   * @param commented whether a comment explains it
   */
  public static @Nullable Finding of(
      BigDecimal amount, Comparison known, boolean partial, boolean commented) {
    if (amount.signum() <= 0) {
      return null;
    }
    for (var slip : AmountSlip.values()) {
      if (known.usual().isEmpty() || (commented && !slip.refused())) {
        continue;
      }
      var factor = slip.factor();
      if (known.usual().stream().allMatch(usual -> isAbout(amount, usual.multiply(factor)))) {
        return finding(slip, known, "×", amount.divide(factor, 2, RoundingMode.HALF_UP));
      }
      if (!partial
          && known.usual().stream().allMatch(usual -> isAbout(amount.multiply(factor), usual))) {
        return finding(slip, known, "÷", amount.multiply(factor).setScale(2, RoundingMode.HALF_UP));
      }
    }
    var sum = known.before().add(amount);
    return commented || known.total() == null || sum.compareTo(known.total()) <= 0
        ? null
        : new Finding(
            "comment-required",
            Text.of(
                "累计 %1$s 元，超过项目总投资 %2$s 元；请在 comment（说明）中写明原因",
                "%1$s yuan in all, more than the project's total of %2$s: say why in comment",
                sum.toPlainString(),
                known.total().toPlainString()));
  }

  private static Finding finding(
      AmountSlip slip, Comparison known, String sign, BigDecimal corrected) {
    var usual = known.usual().getFirst().setScale(2, RoundingMode.HALF_UP).toPlainString();
    var factor = slip.factor().toPlainString();
    return slip.refused()
        ? new Finding(
            "unit-slip",
            Text.of(
                "约为通常每月 %1$s 元 %2$s %3$s，疑为单位误填（%4$s）；以元计应为 %6$s",
                "about the usual month, %1$s yuan, %2$s %3$s: the unit is mistaken (%5$s); in yuan it is %6$s",
                usual,
                sign,
                factor,
                slip.unitsZh(),
                slip.unitsEn(),
                corrected.toPlainString()))
        : new Finding(
            "comment-required",
            Text.of(
                "约为通常每月 %1$s 元 %2$s %3$s（%4$s？）；确无误的，请在 comment（说明）中写明原因",
                "about the usual month, %1$s yuan, %2$s %3$s (%5$s?): if it is right, say why in comment",
                usual,
                sign,
                factor,
                slip.unitsZh(),
                slip.unitsEn()));
  }

  /** Whether two amounts are equal up to a factor of two. */
  private static boolean isAbout(BigDecimal one, BigDecimal other) {
    return one.multiply(ABOUT).compareTo(other) >= 0 && one.compareTo(other.multiply(ABOUT)) <= 0;
  }

  /** The median of some amounts, of which there is at least one. */
  static BigDecimal median(List<BigDecimal> amounts) {
    var sorted = amounts.stream().sorted().toList();
    var middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : sorted
            .get(middle - 1)
            .add(sorted.get(middle))
            .divide(BigDecimal.TWO, MathContext.DECIMAL64);
  }
}

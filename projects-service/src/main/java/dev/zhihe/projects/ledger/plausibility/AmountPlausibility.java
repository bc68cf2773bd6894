package dev.zhihe.projects.ledger.plausibility;

import dev.zhihe.kit.problem.Text;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds amounts that are probably in another unit. An amount is suspect only if it is off from
 * everything it can be compared with: so the first large month of a project that has only had small
 * ones is not, if it is about what is planned.
 */
public final class AmountPlausibility {
  /** Within this factor of one comparison, an amount is plausible. */
  private static final BigDecimal PLAUSIBLE = BigDecimal.valueOf(5);

  /**
   * Up to this factor of a comparison, a comment explains an amount. Beyond it, half of 10³, it is
   * nearer to another unit than to anything that happens.
   */
  private static final BigDecimal EXPLICABLE = BigDecimal.valueOf(500);

  /**
   * A cumulative amount in another unit is off by a factor between units within this factor: it
   * rarely grows by more within a month.
   */
  private static final BigDecimal GROWTH = new BigDecimal("1.5");

  /** An amount is about another within this factor. With a larger one, neighbours would overlap. */
  private static final BigDecimal ABOUT = BigDecimal.valueOf(3);

  private static final String COMMENT_REQUIRED = "comment-required";

  private static final Text USUAL_MONTH = new Text("通常每月", "the usual month");
  private static final Text LAST_POSITION = new Text("上期", "the position before");

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
    var finding = againstUsual(amount, known.usual(), partial);
    if (finding != null && !(commented && finding.code().equals(COMMENT_REQUIRED))) {
      return finding;
    }
    var sum = known.before().add(amount);
    return commented || known.total() == null || sum.compareTo(known.total()) <= 0
        ? null
        : new Finding(
            COMMENT_REQUIRED,
            Text.of(
                "累计 %1$s 元，超过项目总投资 %2$s 元；请在 comment（说明）中写明原因",
                "%1$s yuan in all, more than the project's total of %2$s: say why in comment",
                sum.toPlainString(),
                known.total().toPlainString()));
  }

  /**
   * What is suspect about a cumulative amount, such as what a fund has raised; null if nothing is.
   * An amount of 0 has no unit, so it is not mistaken for another. Between the factors of units, a
   * fund may have grown so.
   *
   * @param last the amount of the position before
   * @param commented whether a comment explains it
   */
  public static @Nullable Finding ofCumulative(
      BigDecimal amount, BigDecimal last, boolean commented) {
    if (last.signum() <= 0 || isWithin(PLAUSIBLE, amount, last)) {
      return null;
    }
    var slip = AmountSlip.between(amount, last, true, GROWTH);
    if (slip != null) {
      return mistakenUnit(amount, last, LAST_POSITION, slip);
    }
    return commented ? null : unexplained(amount, last, LAST_POSITION);
  }

  /** What is suspect about an amount beside what is usual; null if nothing is. */
  private static @Nullable Finding againstUsual(
      BigDecimal amount, List<BigDecimal> usual, boolean partial) {
    var above = usual.stream().allMatch(one -> one.compareTo(amount) < 0);
    var below = usual.stream().allMatch(one -> one.compareTo(amount) > 0);
    if (usual.isEmpty()
        || (partial && !above)
        || usual.stream().anyMatch(one -> isWithin(PLAUSIBLE, amount, one))) {
      return null;
    }
    var explicable =
        usual.stream().filter(one -> isWithin(EXPLICABLE, amount, one)).findFirst().orElse(null);
    if (explicable == null && (above || below)) {
      var slip = AmountSlip.between(amount, usual.getFirst(), true, ABOUT);
      return mistakenUnit(amount, usual.getFirst(), USUAL_MONTH, slip);
    }
    return unexplained(amount, explicable == null ? usual.getFirst() : explicable, USUAL_MONTH);
  }

  /** The correction goes by what is usual of the project itself, if it had months with money. */
  private static Finding mistakenUnit(
      BigDecimal amount, BigDecimal usual, Text beside, @Nullable AmountSlip slip) {
    var above = amount.compareTo(usual) > 0;
    return new Finding(
        "unit-slip",
        slip == null
            ? Text.of(
                "与%3$s %1$s 元相差 %2$s 倍以上，疑为单位误填；请核对单位",
                "more than %2$s times off %4$s, %1$s yuan: the unit is mistaken",
                yuan(usual),
                EXPLICABLE.toPlainString(),
                beside.zh(),
                beside.en())
            : Text.of(
                "约为%7$s %1$s 元 %2$s %3$s，疑为单位误填（%4$s）；以元计应为 %6$s",
                "about %8$s, %1$s yuan, %2$s %3$s: the unit is mistaken (%5$s); in yuan it is %6$s",
                yuan(usual),
                above ? "×" : "÷",
                slip.factor().toPlainString(),
                slip.unitsZh(),
                slip.unitsEn(),
                above
                    ? amount.divide(slip.factor(), 2, RoundingMode.HALF_UP).toPlainString()
                    : yuan(amount.multiply(slip.factor())),
                beside.zh(),
                beside.en()));
  }

  private static Finding unexplained(BigDecimal amount, BigDecimal usual, Text beside) {
    var small = AmountSlip.between(amount, usual, false, ABOUT);
    var slip = small == null ? AmountSlip.between(amount, usual, true, ABOUT) : small;
    return new Finding(
        COMMENT_REQUIRED,
        slip == null
            ? Text.of(
                "与%3$s %1$s 元相差 %2$s 倍以上；确无误的，请在 comment（说明）中写明原因",
                "more than %2$s times off %4$s, %1$s yuan: if it is right, say why in comment",
                yuan(usual),
                PLAUSIBLE.toPlainString(),
                beside.zh(),
                beside.en())
            : Text.of(
                "约为%6$s %1$s 元 %2$s %3$s（%4$s？）；确无误的，请在 comment（说明）中写明原因",
                "about %7$s, %1$s yuan, %2$s %3$s (%5$s?): if it is right, say why in comment",
                yuan(usual),
                amount.compareTo(usual) > 0 ? "×" : "÷",
                slip.factor().toPlainString(),
                slip.unitsZh(),
                slip.unitsEn(),
                beside.zh(),
                beside.en()));
  }

  private static String yuan(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  /** Whether neither of two amounts is more than so many times the other. */
  static boolean isWithin(BigDecimal factor, BigDecimal one, BigDecimal other) {
    return one.multiply(factor).compareTo(other) >= 0 && one.compareTo(other.multiply(factor)) <= 0;
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

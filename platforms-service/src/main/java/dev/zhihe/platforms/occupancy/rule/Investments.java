package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks about investment that is far off earlier ones. Where neither these nor peers say what is
 * usual, wide bounds do: they are choices of this product.
 */
final class Investments {
  private static final OccupancyFigure FIGURE = OccupancyFigure.INVESTMENT_RECEIVED;
  private static final BigDecimal LEAST = BigDecimal.valueOf(10_000);
  private static final BigDecimal MOST_OF_TENANT_AND_MONTH = BigDecimal.valueOf(500_000);

  private final BigDecimal value;
  private final Corrections corrections;

  private Investments(BigDecimal value, Corrections corrections) {
    this.value = value;
    this.corrections = corrections;
  }

  static boolean concerns(OccupancyFigure figure) {
    return figure == FIGURE;
  }

  /**
   * What is unusual about a figure; null if nothing is.
   *
   * @param given the report, in which figures are right themselves
   */
  static @Nullable Finding of(
      OccupancyFigure figure,
      BigDecimal value,
      ReportedFigures given,
      Comparisons known,
      Corrections corrections) {
    if (figure != FIGURE || value.signum() <= 0) {
      return null;
    }
    var investments = new Investments(value, corrections);
    var earlier =
        known.own().stream()
            .filter(
                report ->
                    Objects.requireNonNullElse(report.value(FIGURE), BigDecimal.ZERO).signum() > 0)
            .toList();
    if (!earlier.isEmpty()) {
      return earlier.stream().allMatch(report -> investments.isFarOff(report.value(FIGURE)))
          ? investments.jump(earlier.getFirst())
          : null;
    }
    return known.peers().containsKey(FIGURE)
        ? null
        : investments.unusual(given.value(OccupancyFigure.TENANTS));
  }

  private boolean isFarOff(@Nullable BigDecimal base) {
    return base != null
        && !Factors.isWithin(UnitSlips.PLAUSIBLE, value, base)
        && value.max(base).compareTo(FigureGroup.small(FIGURE.unit())) >= 0;
  }

  private Finding jump(EarlierReport earlier) {
    var base = Objects.requireNonNull(earlier.value(FIGURE));
    var hint = Jumps.hint(FIGURE, value, base, corrections);
    return finding(
        FigureRule.INVESTMENT_JUMP,
        Text.of(
            "往期（%1$s）为 %2$s，与本期相差 %4$s 倍以上%5$s",
            "the report of %1$s has %3$s; this is more than %4$s times off%6$s",
            earlier.period(),
            Factors.zh(base, FIGURE.unit()),
            Factors.en(base, FIGURE.unit()),
            Factors.plain(UnitSlips.PLAUSIBLE),
            hint.zh(),
            hint.en()),
        !hint.zh().isEmpty());
  }

  private @Nullable Finding unusual(@Nullable BigDecimal tenants) {
    var most =
        tenants == null
            ? null
            : MOST_OF_TENANT_AND_MONTH
                .multiply(tenants.max(BigDecimal.ONE))
                .multiply(BigDecimal.valueOf(corrections.form().kind().months()));
    if (value.compareTo(LEAST) < 0) {
      var meant = candidates(false, most);
      return finding(
          FigureRule.INVESTMENT_UNUSUAL,
          Text.of("不足 1 万元%1$s", "less than 10,000 yuan%2$s", meant.zh(), meant.en()),
          !meant.zh().isEmpty());
    }
    if (most == null || value.compareTo(most) <= 0) {
      return null;
    }
    var meant = candidates(true, most);
    return finding(
        FigureRule.INVESTMENT_UNUSUAL,
        Text.of(
            "平均每户每月超过 50 万元%1$s",
            "more than 500,000 yuan for each tenant and month%2$s", meant.zh(), meant.en()),
        !meant.zh().isEmpty());
  }

  /** What may be meant: each factor that makes it usual. Nothing says which it is. */
  private Text candidates(boolean above, @Nullable BigDecimal most) {
    var usual =
        Stream.of(SlipFactor.values())
            .filter(slip -> above || slip.ofUnits())
            .filter(slip -> isUsual(slip.corrected(value, above), most))
            .filter(slip -> corrections.offered(FIGURE, slip.corrected(value, above)) != null)
            .toList();
    if (usual.isEmpty()) {
      return new Text("", "");
    }
    var sign = above ? "÷" : "×";
    return Text.of(
        "（如为单位误填或小数点错位，可能应为：%1$s）",
        " (if the unit or the decimal point is mistaken, it may be %2$s)",
        usual.stream()
            .map(
                slip ->
                    "%s %s = %s".formatted(sign, slip.factor().toPlainString(), zh(slip, above)))
            .collect(Collectors.joining("、")),
        usual.stream()
            .map(
                slip ->
                    "%s %s = %s".formatted(sign, slip.factor().toPlainString(), en(slip, above)))
            .collect(Collectors.joining(", ")));
  }

  private static boolean isUsual(BigDecimal meant, @Nullable BigDecimal most) {
    return meant.compareTo(LEAST) >= 0 && (most == null || meant.compareTo(most) <= 0);
  }

  private String zh(SlipFactor slip, boolean above) {
    return Factors.zh(slip.corrected(value, above), FIGURE.unit());
  }

  private String en(SlipFactor slip, boolean above) {
    return Factors.en(slip.corrected(value, above), FIGURE.unit());
  }

  private static Finding finding(FigureRule rule, Text what, boolean isSlip) {
    return Finding.strange(rule, FIGURE.property(), what, isSlip);
  }
}

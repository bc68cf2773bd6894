package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Compares a figure with those of the platform's earlier reports. */
final class Jumps {
  static final Text LAST = new Text("上期", "the last report");
  static final Text YEAR_BEFORE = new Text("上年同期", "the year before");

  private Jumps() {}

  /** What is unusual about a figure; null if nothing is. */
  static @Nullable Finding of(
      OccupancyFigure figure,
      BigDecimal value,
      Comparisons known,
      RuleLimits limits,
      Corrections corrections) {
    var group = FigureGroup.of(figure);
    if (group == FigureGroup.LUMPY) {
      return null;
    }
    var percent = group == FigureGroup.STOCK ? limits.stockJumpPercent() : limits.flowJumpPercent();
    var jump =
        from(FigureRule.JUMP_FROM_LAST, LAST, figure, value, known.last(), percent, corrections);
    return jump == null
        ? from(
            FigureRule.JUMP_FROM_YEAR_BEFORE,
            YEAR_BEFORE,
            figure,
            value,
            known.yearBefore(),
            limits.yearJumpPercent(),
            corrections)
        : jump;
  }

  private static @Nullable Finding from(
      FigureRule rule,
      Text name,
      OccupancyFigure figure,
      BigDecimal value,
      @Nullable EarlierReport earlier,
      int percent,
      Corrections corrections) {
    var before = earlier == null ? null : earlier.value(figure);
    if (earlier == null
        || before == null
        || before.signum() == 0
        || value.max(before).compareTo(FigureGroup.small(figure.unit())) < 0
        || Factors.isWithin(Factors.ofPercent(percent), value, before)) {
      return null;
    }
    var unit = figure.unit();
    var hint = hint(figure, value, before, corrections);
    return Finding.strange(
        rule,
        figure.property(),
        Text.of(
            "%1$s（%3$s）为 %4$s，本期%6$s%8$s",
            "%2$s (%3$s) has %5$s; this is %7$s%9$s",
            name.zh(),
            name.en(),
            earlier.period(),
            Factors.zh(before, unit),
            Factors.en(before, unit),
            extent(value, before, percent).zh(),
            extent(value, before, percent).en(),
            hint.zh(),
            hint.en()),
        !hint.zh().isEmpty());
  }

  private static Text extent(BigDecimal value, BigDecimal before, int percent) {
    if (value.signum() == 0) {
      return new Text("为 0", "0");
    }
    var times = Factors.plain(Factors.ofPercent(percent));
    return value.compareTo(before) > 0
        ? Text.of("超过其 %s 倍", "more than %s times that", times)
        : Text.of("不足其 1/%s", "less than 1/%s of that", times);
  }

  /** The figure that is meant, if the decimal point is misplaced, in brackets; else empty. */
  static Text hint(
      OccupancyFigure figure, BigDecimal value, BigDecimal before, Corrections corrections) {
    var meant = meant(figure, value, before, corrections);
    return meant == null
        ? new Text("", "")
        : new Text("（" + meant.zh() + "）", " (" + meant.en() + ")");
  }

  /** The same of a figure that is refused, with what it is compared with. */
  static Text hint(
      OccupancyFigure figure,
      BigDecimal value,
      @Nullable BigDecimal base,
      Text name,
      Corrections corrections) {
    var meant = base == null ? null : meant(figure, value, base, corrections);
    return base == null || meant == null
        ? new Text("", "")
        : Text.of(
            "（与%1$s %3$s 相比%5$s）",
            " (beside %2$s, %4$s: %6$s)",
            name.zh(),
            name.en(),
            Factors.zh(base, figure.unit()),
            Factors.en(base, figure.unit()),
            meant.zh(),
            meant.en());
  }

  private static @Nullable Text meant(
      OccupancyFigure figure, BigDecimal value, BigDecimal before, Corrections corrections) {
    var slip =
        UnitSlips.hasUnits(figure) && value.signum() > 0 && before.signum() > 0
            ? SlipFactor.between(value, before, false)
            : null;
    var meant =
        slip == null
            ? null
            : corrections.offered(figure, slip.corrected(value, value.compareTo(before) > 0));
    if (slip == null || meant == null) {
      return null;
    }
    var what = slip.units(figure.unit());
    return Text.of(
        "约差 %1$s 倍，如为%2$s，应为 %4$s",
        "about %1$s times off; if it is %3$s, it should be %5$s",
        slip.factor().toPlainString(),
        what.zh(),
        what.en(),
        Factors.zh(meant, figure.unit()),
        Factors.en(meant, figure.unit()));
  }
}

package dev.zhihe.indicators.assessment;

import dev.zhihe.indicators.edition.Edition;
import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.indicators.goals.TargetComparator;
import dev.zhihe.indicators.goals.TargetView;
import dev.zhihe.kit.problem.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A verdict and its inputs in one sentence.
 *
 * @param unitZh the unit as the indicator has it; empty if it has none
 * @param unitEn the unit's English name, else as the indicator has it
 */
record Explanation(
    TargetView target, AssessmentMethod method, Judgement judged, String unitZh, String unitEn) {

  static Text of(
      TargetView target,
      AssessmentMethod method,
      Judgement judged,
      @Nullable String unit,
      @Nullable String unitEn) {
    var zh = unit == null ? "" : unit;
    var en = unitEn == null ? zh : unitEn;
    return new Explanation(target, method, judged, zh, en.isEmpty() ? "" : " " + en).text();
  }

  private Text text() {
    var zh = new StringBuilder("目标%s（%d年底）".formatted(aimZh(), target.year()));
    var en = new StringBuilder("Target %s by the end of %d".formatted(aimEn(), target.year()));
    var observed = judged.observed();
    if (observed != null) {
      var period = observed.observation().period();
      var value = observed.observation().value();
      if (value == null) {
        zh.append("；%s没有统计".formatted(zh(period)));
        en.append("; not collected in %s".formatted(en(period)));
      } else {
        zh.append("；%s%s".formatted(zh(period), observedZh(observed, value)));
        en.append("; %s in %s".formatted(observedEn(observed, value), en(period)));
      }
    }
    way(zh, en);
    for (var caution : judged.cautions()) {
      zh.append("；%s".formatted(caution.words().zh()));
      en.append("; %s".formatted(caution.words().en()));
    }
    var verdict = judged.verdict().words(Edition.LATEST);
    zh.append("：%s".formatted(verdict.zh()));
    en.append(": %s".formatted(verdict.en()));
    return new Text(zh.toString(), en.toString());
  }

  private void way(StringBuilder zh, StringBuilder en) {
    var expected = judged.expected();
    if (expected != null && method == AssessmentMethod.ANNUAL) {
      zh.append("；年度目标%s".formatted(inZh(expected)));
      en.append("; the milestone is %s".formatted(inEn(expected)));
    } else if (expected != null && judged.timePercent() != null) {
      zh.append("；时间进度%s%%，应达%s".formatted(judged.timePercent(), inZh(expected)));
      en.append(
          "; %s %% of the time gone, %s expected".formatted(judged.timePercent(), inEn(expected)));
    }
    if (judged.achievedPercent() != null) {
      zh.append("，完成率%s%%".formatted(judged.achievedPercent()));
      en.append(", %s %% of the way done".formatted(judged.achievedPercent()));
      var fromZero = fromZero();
      if (fromZero != null) {
        zh.append("（自零计起为%s%%）".formatted(fromZero));
        en.append(" (%s %% counted from zero)".formatted(fromZero));
      }
    }
    if (judged.growthPercent() != null) {
      zh.append("，增速为所需的%s%%".formatted(judged.growthPercent()));
      en.append(", growth %s %% of what is required".formatted(judged.growthPercent()));
    }
  }

  /** The share done, counted from zero; null unless the baseline is in doubt. */
  private @Nullable BigDecimal fromZero() {
    var observed = judged.observed();
    var value = target.value();
    return !judged.cautions().contains(AssessmentCaution.BASELINE_OF_ONE_YEAR)
            || observed == null
            || value == null
            || value.signum() == 0
        ? null
        : observed.value().multiply(BigDecimal.valueOf(100)).divide(value, 2, RoundingMode.HALF_UP);
  }

  private String aimZh() {
    var value = target.value();
    if (value == null) {
      return target.valuePrinted() == null ? "—" : target.valuePrinted();
    }
    return target.comparator() == TargetComparator.APPROX
        ? inZh(value) + "左右"
        : sign(value) + unitZh;
  }

  private String aimEn() {
    var value = target.value();
    if (value == null) {
      return target.valuePrinted() == null ? "—" : target.valuePrinted();
    }
    return target.comparator() == TargetComparator.APPROX
        ? "about " + inEn(value)
        : sign(value) + unitEn;
  }

  /** The target's number as tables print it. */
  private String sign(BigDecimal value) {
    var number = value.toPlainString();
    return switch (target.comparator()) {
      case GE -> "≥" + number;
      case GT -> ">" + number;
      case LE -> "≤" + number;
      case RANGE ->
          number + "–" + Objects.requireNonNullElse(target.valueMax(), value).toPlainString();
      case EQ, APPROX, QUALITATIVE -> number;
    };
  }

  private String observedZh(Observed observed, BigDecimal value) {
    return switch (observed.observation().comparator()) {
          case EQ -> "为";
          case GE -> "不少于";
          case GT -> "超过";
          case LE -> "不超过";
          case APPROX -> "约为";
        }
        + inZh(value);
  }

  private String observedEn(Observed observed, BigDecimal value) {
    return switch (observed.observation().comparator()) {
          case EQ -> "";
          case GE -> "at least ";
          case GT -> "more than ";
          case LE -> "at most ";
          case APPROX -> "about ";
        }
        + inEn(value);
  }

  private String inZh(BigDecimal value) {
    return value.toPlainString() + unitZh;
  }

  private String inEn(BigDecimal value) {
    return value.toPlainString() + unitEn;
  }

  private static String zh(Period period) {
    var month = period.first().getMonthValue();
    var part =
        switch (period.months()) {
          case 12 -> "";
          case 6 -> month == 1 ? "上半年" : "下半年";
          case 3 -> "第%d季度".formatted(month / 3 + 1);
          default -> month + "月";
        };
    return period.first().getYear() + "年" + part;
  }

  private static String en(Period period) {
    var first = period.first();
    return switch (period.months()) {
      case 12 -> String.valueOf(first.getYear());
      case 6 ->
          "the %s half of %d"
              .formatted(first.getMonthValue() == 1 ? "first" : "second", first.getYear());
      case 3 -> "quarter %d of %d".formatted(first.getMonthValue() / 3 + 1, first.getYear());
      default ->
          "%s %d"
              .formatted(
                  first.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH), first.getYear());
    };
  }
}

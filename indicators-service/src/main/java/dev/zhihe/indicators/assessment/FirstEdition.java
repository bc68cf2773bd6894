package dev.zhihe.indicators.assessment;

import dev.zhihe.indicators.assessment.Judgement.Question;
import dev.zhihe.indicators.assessment.Judgement.Way;
import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.edition.Edition;
import dev.zhihe.indicators.goals.TargetView;
import dev.zhihe.kit.problem.Text;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules and sentences of the first edition, for answers about positions before the second.
 * Nothing here may change: the answers keep their bytes.
 */
final class FirstEdition {
  private FirstEdition() {}

  /** Applies version 1 of a method. */
  static Judgement judged(Question asked, AssessmentMethod method) {
    var observed = Observed.latest(asked.observations(), asked.last());
    var aim = asked.aim();
    if (aim == null) {
      return Judgement.without(AssessmentVerdict.NOT_QUANTIFIED, observed, Set.of());
    }
    if (observed == null) {
      return Judgement.without(AssessmentVerdict.NO_DATA, null, Set.of());
    }
    var cautions = Judgement.cautions(asked, observed);
    var baseline = baseline(asked, cautions);
    var value = observed.value();
    if (asked.target().measure() == Measure.INCREMENT
        && observed.observation().measure() != Measure.INCREMENT) {
      if (asked.target().baselineValue() == null) {
        return Judgement.without(AssessmentVerdict.NO_BASELINE, observed, cautions);
      }
      value = value.subtract(asked.target().baselineValue());
      baseline = BigDecimal.ZERO;
      cautions.add(AssessmentCaution.INCREMENT);
    }
    if (method == AssessmentMethod.ATTAINMENT) {
      return attainment(asked, aim, observed, value, baseline, cautions);
    }
    if (baseline == null) {
      return Judgement.without(AssessmentVerdict.NO_BASELINE, observed, cautions);
    }
    if (!observed.day().isAfter(asked.start())) {
      return Judgement.without(AssessmentVerdict.NO_DATA, observed, cautions);
    }
    return new Progress(asked, aim, observed, new Way(value, baseline, null), baseline, cautions)
        .judged(method);
  }

  private static @Nullable BigDecimal baseline(Question asked, Set<AssessmentCaution> cautions) {
    var stated = asked.target().baselineValue();
    var year = asked.target().baselineYear();
    if (stated != null) {
      if (year != null && year != asked.planStart() - 1) {
        cautions.add(AssessmentCaution.BASELINE_YEAR_DIFFERS);
      }
      return stated;
    }
    if (asked.countsUp()) {
      cautions.add(AssessmentCaution.BASELINE_ASSUMED);
      return BigDecimal.ZERO;
    }
    return null;
  }

  private static Judgement attainment(
      Question asked,
      Aim aim,
      Observed observed,
      BigDecimal value,
      @Nullable BigDecimal baseline,
      Set<AssessmentCaution> cautions) {
    var met = observed.meets(aim, value);
    var verdict = AssessmentVerdict.reached(met, !asked.deadline().isAfter(asked.on()));
    var gap = Progress.rounded(Progress.gap(asked.target(), aim, value));
    if (baseline == null || !observed.day().isAfter(asked.start())) {
      return new Judgement(
          verdict,
          observed,
          null,
          baseline,
          null,
          null,
          gap,
          null,
          null,
          null,
          Progress.needed(asked, aim, observed, value),
          null,
          List.of(),
          cautions);
    }
    var aside = EnumSet.noneOf(AssessmentCaution.class);
    return new Progress(asked, aim, observed, new Way(value, baseline, null), baseline, aside)
        .judged(AssessmentMethod.TIME_PROGRESS)
        .with(verdict, gap, cautions);
  }

  /** The verdict and its inputs in a sentence. */
  static Text explanation(TargetView target, @Nullable String unitZh, Judgement judged) {
    var unit = unitZh == null ? "" : unitZh;
    var observed = judged.observed();
    var zh = new StringBuilder();
    var en = new StringBuilder();
    zh.append("目标%s（%d年底）".formatted(aim(target, unit), target.year()));
    en.append("Target %s by the end of %d".formatted(aim(target, unit), target.year()));
    if (observed != null) {
      var value = sign(observed) + observed.value().toPlainString() + unit;
      zh.append("；%s为%s".formatted(observed.observation().period(), value));
      en.append("; %s in %s".formatted(value, observed.observation().period()));
    }
    if (judged.expected() != null && judged.timePercent() != null) {
      var expected = judged.expected().toPlainString();
      zh.append("；时间进度%s%%，应达%s%s".formatted(judged.timePercent(), expected, unit));
      en.append(
          "; %s %% of the time gone, %s%s expected"
              .formatted(judged.timePercent(), expected, unit));
    }
    if (judged.achievedPercent() != null) {
      zh.append("，完成率%s%%".formatted(judged.achievedPercent()));
      en.append(", %s %% of the way done".formatted(judged.achievedPercent()));
    }
    if (judged.growthPercent() != null) {
      zh.append("，增速为所需的%s%%".formatted(judged.growthPercent()));
      en.append(", growth %s %% of what is required".formatted(judged.growthPercent()));
    }
    for (var caution : judged.cautions()) {
      zh.append("；%s".formatted(caution.words().zh()));
      en.append("; %s".formatted(caution.words().en()));
    }
    var verdict = judged.verdict().words(Edition.FIRST);
    zh.append("：%s".formatted(verdict.zh()));
    en.append(": %s".formatted(verdict.en()));
    return new Text(zh.toString(), en.toString());
  }

  private static String aim(TargetView target, String unit) {
    if (target.value() == null) {
      return target.valuePrinted() == null ? "—" : target.valuePrinted();
    }
    var value = target.value().toPlainString() + unit;
    return switch (target.comparator()) {
      case GE -> "≥" + value;
      case GT -> ">" + value;
      case LE -> "≤" + value;
      case APPROX -> "≈" + value;
      case RANGE ->
          target.value().toPlainString()
              + "–"
              + Objects.requireNonNullElse(target.valueMax(), target.value()).toPlainString()
              + unit;
      case EQ, QUALITATIVE -> value;
    };
  }

  private static String sign(Observed observed) {
    return switch (observed.observation().comparator()) {
      case EQ -> "";
      case GE -> "≥";
      case GT -> ">";
      case LE -> "≤";
      case APPROX -> "≈";
    };
  }
}

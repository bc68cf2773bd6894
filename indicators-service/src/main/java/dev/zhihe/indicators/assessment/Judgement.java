package dev.zhihe.indicators.assessment;

import dev.zhihe.indicators.dictionary.indicator.Direction;
import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.dictionary.indicator.Nature;
import dev.zhihe.indicators.figures.observation.ObservationComparator;
import dev.zhihe.indicators.figures.observation.ObservationStatus;
import dev.zhihe.indicators.goals.TargetComparator;
import dev.zhihe.indicators.goals.TargetView;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The verdict of a method on one target on one day, with the intermediate results. Values are in
 * the indicator's unit, shares in percent, paces in the indicator's unit per year. A result is null
 * if the method does not need it or it cannot be computed.
 *
 * @param day the last day of the observation's period. The completed share is compared with the
 *     time elapsed until that day, not until the requested day, so that a late figure does not
 *     count as late progress
 * @param expected the expected value on that day
 * @param gap value minus {@code expected}; value minus target for attainment, or where no value is
 *     expected; zero within a range
 * @param achievedPercent completed share of the way from the baseline to the target
 * @param growthPercent actual annual growth as a percentage of the required growth
 * @param pace change per year since the baseline
 * @param needed required change per year from the observation to the deadline
 * @param projected value at the deadline if the pace continues
 */
record Judgement(
    AssessmentVerdict verdict,
    @Nullable LocalDate day,
    @Nullable BigDecimal baseline,
    @Nullable BigDecimal timePercent,
    @Nullable BigDecimal expected,
    @Nullable BigDecimal gap,
    @Nullable BigDecimal achievedPercent,
    @Nullable BigDecimal growthPercent,
    @Nullable BigDecimal pace,
    @Nullable BigDecimal needed,
    @Nullable BigDecimal projected,
    Set<AssessmentCaution> cautions) {
  /**
   * The input of a judgement.
   *
   * @param planStart first year of the plan
   * @param observations observations of the target's indicator and place
   * @param on the day of the assessment
   */
  record Question(
      TargetView target,
      Direction direction,
      Nature nature,
      int planStart,
      List<Observed> observations,
      LocalDate on) {

    LocalDate deadline() {
      return LocalDate.of(target.year(), 12, 31);
    }

    LocalDate start() {
      var year = target.baselineYear() == null ? planStart - 1 : target.baselineYear();
      return LocalDate.of(year, 12, 31);
    }

    /** Whether the value is counted from zero at the start of the plan. */
    private boolean countsUp() {
      return nature == Nature.CUMULATIVE
          || target.measure() == Measure.CUMULATIVE
          || target.measure() == Measure.INCREMENT;
    }
  }

  /** Applies a method. */
  static Judgement of(Question asked, AssessmentMethod method) {
    var aim =
        Aim.of(
            asked.target.comparator(),
            asked.target.value(),
            asked.target.valueMax(),
            asked.direction);
    if (aim == null) {
      return without(AssessmentVerdict.NOT_QUANTIFIED, EnumSet.noneOf(AssessmentCaution.class));
    }
    var last = asked.deadline().isBefore(asked.on) ? asked.deadline() : asked.on;
    var observed = Observed.latest(asked.observations, last);
    if (observed == null) {
      return without(AssessmentVerdict.NO_DATA, EnumSet.noneOf(AssessmentCaution.class));
    }
    var cautions = cautions(asked, observed, last);
    var baseline = baseline(asked, cautions);
    var value = observed.value();
    if (asked.target.measure() == Measure.INCREMENT
        && observed.observation().measure() != Measure.INCREMENT) {
      if (asked.target.baselineValue() == null) {
        return without(AssessmentVerdict.NO_BASELINE, cautions);
      }
      value = value.subtract(asked.target.baselineValue());
      baseline = BigDecimal.ZERO;
      cautions.add(AssessmentCaution.INCREMENT);
    }
    if (method == AssessmentMethod.ATTAINMENT) {
      return attainment(asked, aim, observed, value, baseline, cautions);
    }
    if (baseline == null) {
      return without(AssessmentVerdict.NO_BASELINE, cautions);
    }
    if (!observed.day().isAfter(asked.start())) {
      return without(
          AssessmentVerdict.NO_DATA, cautions); // the latest value is the baseline itself
    }
    return new Progress(asked, aim, observed, value, baseline, cautions).judged(method);
  }

  private static Judgement without(AssessmentVerdict verdict, Set<AssessmentCaution> cautions) {
    return new Judgement(
        verdict, null, null, null, null, null, null, null, null, null, null, cautions);
  }

  private static EnumSet<AssessmentCaution> cautions(
      Question asked, Observed observed, LocalDate last) {
    var cautions = EnumSet.noneOf(AssessmentCaution.class);
    var observation = observed.observation();
    if (observation.status() == ObservationStatus.ESTIMATED) {
      cautions.add(AssessmentCaution.ESTIMATED);
    }
    if (observation.status() == ObservationStatus.PROVISIONAL) {
      cautions.add(AssessmentCaution.PROVISIONAL);
    }
    if (observation.comparator() == ObservationComparator.APPROX) {
      cautions.add(AssessmentCaution.APPROXIMATE);
    }
    if (!observed.exact()) {
      cautions.add(AssessmentCaution.BOUND);
    }
    if (!observed.day().plusYears(1).isAfter(last)) {
      cautions.add(AssessmentCaution.EARLIER_YEAR);
    }
    if (observed.sourcesDiffer()) {
      cautions.add(AssessmentCaution.SOURCES_DIFFER);
    }
    if (asked.target.comparator() == TargetComparator.APPROX) {
      cautions.add(AssessmentCaution.ABOUT);
    }
    return cautions;
  }

  private static @Nullable BigDecimal baseline(Question asked, Set<AssessmentCaution> cautions) {
    var stated = asked.target.baselineValue();
    var year = asked.target.baselineYear();
    if (stated != null) {
      if (year != null && year != asked.planStart - 1) {
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
    var over = !asked.deadline().isAfter(asked.on);
    AssessmentVerdict verdict;
    if (met == null) {
      verdict = AssessmentVerdict.UNDECIDABLE;
    } else if (met) {
      verdict = over ? AssessmentVerdict.MET : AssessmentVerdict.AHEAD;
    } else {
      verdict = over ? AssessmentVerdict.NOT_MET : AssessmentVerdict.NOT_MET_YET;
    }
    var gap = Progress.rounded(Progress.gap(asked.target, aim, value));
    if (baseline == null || !observed.day().isAfter(asked.start())) {
      var needed = Progress.needed(asked, aim, observed, value);
      return new Judgement(
          verdict,
          observed.day(),
          baseline,
          null,
          null,
          gap,
          null,
          null,
          null,
          needed,
          null,
          cautions);
    }
    // Attainment needs no progress, but it is reported where it can be computed, without its
    // cautions.
    var aside = EnumSet.noneOf(AssessmentCaution.class);
    return new Progress(asked, aim, observed, value, baseline, aside)
        .judged(AssessmentMethod.TIME_PROGRESS)
        .with(verdict, gap, cautions);
  }

  private Judgement with(
      AssessmentVerdict other, @Nullable BigDecimal gap, Set<AssessmentCaution> cautions) {
    return new Judgement(
        other,
        day,
        baseline,
        timePercent,
        expected,
        gap,
        achievedPercent,
        growthPercent,
        pace,
        needed,
        projected,
        cautions);
  }
}

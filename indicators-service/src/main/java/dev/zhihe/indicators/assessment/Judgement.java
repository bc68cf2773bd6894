package dev.zhihe.indicators.assessment;

import dev.zhihe.indicators.dictionary.indicator.Direction;
import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.dictionary.indicator.Nature;
import dev.zhihe.indicators.figures.observation.ObservationComparator;
import dev.zhihe.indicators.figures.observation.ObservationStatus;
import dev.zhihe.indicators.goals.TargetView;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a method came to for one target on one day, with the numbers on the way. Values are in the
 * indicator's unit, shares in percent, paces in the indicator's unit a year; what a method does not
 * need, or cannot be computed, is null.
 *
 * @param day the day that the numbers speak of: the last of the observation's period. Done is held
 *     against the time gone by then, not by the day asked for: a late figure is no late work
 * @param expected where it should have been on that day
 * @param gap value less {@code expected}, or less the target where none is expected or attainment
 *     is asked; zero within a range
 * @param achievedPercent share done of the way from the baseline to the target
 * @param growthPercent actual growth a year as a share of what is required
 * @param pace since the baseline, a year
 * @param needed from the observation to the deadline, a year
 * @param projected at the deadline, at that pace
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
   * A question.
   *
   * @param planStart first year of the plan
   * @param observations of the target's indicator and place
   * @param on the day it is asked of
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

    /** Counted up from nothing, whatever there was before. */
    private boolean countsUp() {
      return nature == Nature.CUMULATIVE
          || target.measure() == Measure.CUMULATIVE
          || target.measure() == Measure.INCREMENT;
    }
  }

  /** What a method says of a question. */
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
        && observed.said().measure() != Measure.INCREMENT) {
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
      return without(AssessmentVerdict.NO_DATA, cautions); // nothing newer than the baseline
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
    var said = observed.said();
    if (said.status() == ObservationStatus.ESTIMATED) {
      cautions.add(AssessmentCaution.ESTIMATED);
    }
    if (said.status() == ObservationStatus.PROVISIONAL) {
      cautions.add(AssessmentCaution.PROVISIONAL);
    }
    if (said.comparator() == ObservationComparator.APPROX) {
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
    if (asked.target.comparator() == dev.zhihe.indicators.goals.Comparator.APPROX) {
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
    // The verdict asks for no way; whoever reads it may, and where there is one it is told.
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

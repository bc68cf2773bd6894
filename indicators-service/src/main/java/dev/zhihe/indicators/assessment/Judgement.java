package dev.zhihe.indicators.assessment;

import dev.zhihe.indicators.dictionary.indicator.Direction;
import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.dictionary.indicator.Nature;
import dev.zhihe.indicators.figures.observation.ObservationComparator;
import dev.zhihe.indicators.figures.observation.ObservationStatus;
import dev.zhihe.indicators.goals.TargetView;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
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

  private static final MathContext EXACT = MathContext.DECIMAL64;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal MONTHS_OF_A_YEAR = BigDecimal.valueOf(12);
  private static final BigDecimal ON_TRACK = BigDecimal.valueOf(95);
  private static final BigDecimal MODERATE = BigDecimal.valueOf(60);

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

    private LocalDate start() {
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
    var gap = rounded(gap(asked.target, aim, value));
    if (baseline == null || !observed.day().isAfter(asked.start())) {
      var needed = needed(asked, aim, observed, value);
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

  /** What is missing, a year; null on the last day. */
  private static @Nullable BigDecimal needed(
      Question asked, Aim aim, Observed observed, BigDecimal value) {
    var left = years(observed.day(), asked.deadline());
    return left.signum() == 0 ? null : rounded(missing(aim, value).divide(left, EXACT));
  }

  /** In whole months, which all periods, baselines and deadlines end with: two of five are 40 %. */
  private static BigDecimal years(LocalDate from, LocalDate to) {
    var months = ChronoUnit.MONTHS.between(YearMonth.from(from), YearMonth.from(to));
    return BigDecimal.valueOf(months).divide(MONTHS_OF_A_YEAR, EXACT);
  }

  /** The way from the baseline to the target, and how far the observation is on it. */
  private static final class Progress {
    private final Question asked;
    private final Aim aim;
    private final Observed observed;
    private final BigDecimal value;
    private final BigDecimal baseline;
    private final Set<AssessmentCaution> cautions;
    private final BigDecimal end;
    private final BigDecimal time;
    private final BigDecimal yearsGone;
    private final BigDecimal yearsInAll;

    Progress(
        Question asked,
        Aim aim,
        Observed observed,
        BigDecimal value,
        BigDecimal baseline,
        Set<AssessmentCaution> cautions) {
      this.asked = asked;
      this.aim = aim;
      this.observed = observed;
      this.value = value;
      this.baseline = baseline;
      this.cautions = cautions;
      end = aim.boundAhead(baseline);
      yearsGone = years(asked.start(), observed.day());
      yearsInAll = years(asked.start(), asked.deadline());
      time = yearsGone.divide(yearsInAll, EXACT);
    }

    Judgement judged(AssessmentMethod method) {
      var met = observed.meets(aim, value);
      if (aim.metBy(baseline)) {
        cautions.add(
            baseline.compareTo(end) == 0
                ? AssessmentCaution.TARGET_EQUALS_BASELINE
                : AssessmentCaution.MET_AT_BASELINE);
        return told(held(met), baseline.compareTo(end) == 0 ? end : null, null, null);
      }
      if (baseline.compareTo(end) == 0) {
        cautions.add(AssessmentCaution.BEYOND_BASELINE);
        return told(beyond(met, method), null, null, null);
      }
      var achieved = value.subtract(baseline).divide(end.subtract(baseline), EXACT);
      if (method == AssessmentMethod.TIME_PROGRESS) {
        var expected = baseline.add(end.subtract(baseline).multiply(time));
        return told(onTime(met, achieved), expected, achieved, null);
      }
      var positive = baseline.signum() > 0 && end.signum() > 0 && value.signum() > 0;
      var required = positive ? growth(baseline, end, yearsInAll) : 0;
      var growthShare = growth(baseline, value, yearsGone) / required;
      if (!positive || !Double.isFinite(growthShare)) {
        cautions.add(
            positive ? AssessmentCaution.GROWTH_OUT_OF_RANGE : AssessmentCaution.BASELINE_IS_ZERO);
        var expected = baseline.add(end.subtract(baseline).multiply(time));
        var share = achieved.divide(time, EXACT);
        return told(grown(met, achieved, share), expected, achieved, share);
      }
      var expected =
          baseline.multiply(
              BigDecimal.valueOf(Math.pow(1 + required, yearsGone.doubleValue())), EXACT);
      var share = BigDecimal.valueOf(growthShare);
      return told(grown(met, achieved, share), expected, achieved, share);
    }

    /** More than the baseline is asked, however little: no share of the way can be done. */
    private AssessmentVerdict beyond(@Nullable Boolean met, AssessmentMethod method) {
      if (met == null) {
        return AssessmentVerdict.UNDECIDABLE;
      }
      if (met) {
        return reached();
      }
      if (value.compareTo(baseline) < 0) {
        return AssessmentVerdict.MOVING_AWAY;
      }
      return !observed.exact()
          ? AssessmentVerdict.UNDECIDABLE
          : method == AssessmentMethod.TIME_PROGRESS
              ? AssessmentVerdict.BEHIND
              : AssessmentVerdict.INSUFFICIENT;
    }

    private static double growth(BigDecimal from, BigDecimal to, BigDecimal years) {
      return Math.pow(to.doubleValue() / from.doubleValue(), 1 / years.doubleValue()) - 1;
    }

    private AssessmentVerdict reached() {
      return observed.day().isBefore(asked.deadline())
          ? AssessmentVerdict.AHEAD
          : AssessmentVerdict.MET;
    }

    /** There is no way to go: what counts is whether it is kept. */
    private AssessmentVerdict held(@Nullable Boolean met) {
      if (met == null) {
        return AssessmentVerdict.UNDECIDABLE;
      }
      if (!met) {
        return AssessmentVerdict.MOVING_AWAY;
      }
      return observed.day().isBefore(asked.deadline())
          ? AssessmentVerdict.ON_TRACK
          : AssessmentVerdict.MET;
    }

    private AssessmentVerdict onTime(@Nullable Boolean met, BigDecimal achieved) {
      if (Boolean.TRUE.equals(met)) {
        return reached();
      }
      if (isPast(achieved)) {
        return bounded(true, AssessmentVerdict.MOVING_AWAY, AssessmentVerdict.MOVING_AWAY);
      }
      return bounded(
          achieved.compareTo(time) >= 0, AssessmentVerdict.ON_TRACK, AssessmentVerdict.BEHIND);
    }

    private AssessmentVerdict grown(@Nullable Boolean met, BigDecimal achieved, BigDecimal share) {
      if (Boolean.TRUE.equals(met)) {
        return reached();
      }
      if (isPast(achieved)) {
        return bounded(true, AssessmentVerdict.MOVING_AWAY, AssessmentVerdict.MOVING_AWAY);
      }
      var percent = share.multiply(HUNDRED);
      if (percent.compareTo(ON_TRACK) >= 0) {
        return bounded(true, AssessmentVerdict.ON_TRACK, AssessmentVerdict.ON_TRACK);
      }
      var below =
          percent.compareTo(MODERATE) >= 0
              ? AssessmentVerdict.MODERATE
              : percent.signum() >= 0
                  ? AssessmentVerdict.INSUFFICIENT
                  : AssessmentVerdict.MOVING_AWAY;
      return bounded(false, below, below);
    }

    /** Of what has not reached the aim: whether it is past the other end of a range. */
    private static boolean isPast(BigDecimal achieved) {
      return achieved.compareTo(BigDecimal.ONE) > 0;
    }

    /** Of a bound only that is known which lies on its side: more than this is on track too. */
    private AssessmentVerdict bounded(boolean enough, AssessmentVerdict yes, AssessmentVerdict no) {
      if (!observed.exact()) {
        var up = end.compareTo(baseline) > 0;
        var atLeast = observed.said().comparator() != ObservationComparator.LE;
        if (enough != (up == atLeast)) {
          return AssessmentVerdict.UNDECIDABLE;
        }
      }
      return enough ? yes : no;
    }

    private Judgement told(
        AssessmentVerdict verdict,
        @Nullable BigDecimal expected,
        @Nullable BigDecimal achieved,
        @Nullable BigDecimal growth) {
      var pace = value.subtract(baseline).divide(yearsGone, EXACT);
      var left = years(observed.day(), asked.deadline());
      return new Judgement(
          verdict,
          observed.day(),
          baseline,
          percent(time),
          rounded(expected),
          rounded(expected == null ? gap(asked.target, aim, value) : value.subtract(expected)),
          percent(achieved),
          percent(growth),
          rounded(pace),
          Judgement.needed(asked, aim, observed, value),
          rounded(value.add(pace.multiply(left))),
          cautions);
    }
  }

  private static BigDecimal missing(Aim aim, BigDecimal value) {
    return aim.metBy(value) ? BigDecimal.ZERO : aim.boundAhead(value).subtract(value);
  }

  /** Value less target; of a range less the end that it lies beyond. */
  private static BigDecimal gap(TargetView target, Aim aim, BigDecimal value) {
    return target.comparator() == dev.zhihe.indicators.goals.Comparator.RANGE
        ? missing(aim, value).negate()
        : value.subtract(Objects.requireNonNull(target.value()));
  }

  private static @Nullable BigDecimal percent(@Nullable BigDecimal share) {
    return share == null ? null : share.multiply(HUNDRED).setScale(2, RoundingMode.HALF_UP);
  }

  /** To four decimals, which is finer than any figure of a plan. */
  private static @Nullable BigDecimal rounded(@Nullable BigDecimal value) {
    if (value == null) {
      return null;
    }
    var rounded = value.setScale(4, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : Objects.requireNonNull(rounded);
  }
}

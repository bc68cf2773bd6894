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

  private static final MathContext EXACT = MathContext.DECIMAL64;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal MONTHS_OF_A_YEAR = BigDecimal.valueOf(12);
  private static final BigDecimal ON_TRACK = BigDecimal.valueOf(95);
  private static final BigDecimal MODERATE = BigDecimal.valueOf(60);

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

    private LocalDate start() {
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
  static Judgement of(Question question, AssessmentMethod method) {
    var aim =
        Aim.of(
            question.target.comparator(),
            question.target.value(),
            question.target.valueMax(),
            question.direction);
    if (aim == null) {
      return without(AssessmentVerdict.NOT_QUANTIFIED, EnumSet.noneOf(AssessmentCaution.class));
    }
    var last = question.deadline().isBefore(question.on) ? question.deadline() : question.on;
    var observed = Observed.latest(question.observations, last);
    if (observed == null) {
      return without(AssessmentVerdict.NO_DATA, EnumSet.noneOf(AssessmentCaution.class));
    }
    var cautions = cautions(question, observed, last);
    var baseline = baseline(question, cautions);
    var value = observed.value();
    if (question.target.measure() == Measure.INCREMENT
        && observed.said().measure() != Measure.INCREMENT) {
      if (question.target.baselineValue() == null) {
        return without(AssessmentVerdict.NO_BASELINE, cautions);
      }
      value = value.subtract(question.target.baselineValue());
      baseline = BigDecimal.ZERO;
      cautions.add(AssessmentCaution.INCREMENT);
    }
    if (method == AssessmentMethod.ATTAINMENT) {
      return attainment(question, aim, observed, value, baseline, cautions);
    }
    if (baseline == null) {
      return without(AssessmentVerdict.NO_BASELINE, cautions);
    }
    if (!observed.day().isAfter(question.start())) {
      return without(
          AssessmentVerdict.NO_DATA, cautions); // the latest value is the baseline itself
    }
    return new Progress(question, aim, observed, value, baseline, cautions).judged(method);
  }

  private static Judgement without(AssessmentVerdict verdict, Set<AssessmentCaution> cautions) {
    return new Judgement(
        verdict, null, null, null, null, null, null, null, null, null, null, cautions);
  }

  private static EnumSet<AssessmentCaution> cautions(
      Question question, Observed observed, LocalDate last) {
    var cautions = EnumSet.noneOf(AssessmentCaution.class);
    var view = observed.said();
    if (view.status() == ObservationStatus.ESTIMATED) {
      cautions.add(AssessmentCaution.ESTIMATED);
    }
    if (view.status() == ObservationStatus.PROVISIONAL) {
      cautions.add(AssessmentCaution.PROVISIONAL);
    }
    if (view.comparator() == ObservationComparator.APPROX) {
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
    if (question.target.comparator() == dev.zhihe.indicators.goals.Comparator.APPROX) {
      cautions.add(AssessmentCaution.ABOUT);
    }
    return cautions;
  }

  private static @Nullable BigDecimal baseline(Question question, Set<AssessmentCaution> cautions) {
    var stated = question.target.baselineValue();
    var year = question.target.baselineYear();
    if (stated != null) {
      if (year != null && year != question.planStart - 1) {
        cautions.add(AssessmentCaution.BASELINE_YEAR_DIFFERS);
      }
      return stated;
    }
    if (question.countsUp()) {
      cautions.add(AssessmentCaution.BASELINE_ASSUMED);
      return BigDecimal.ZERO;
    }
    return null;
  }

  private static Judgement attainment(
      Question question,
      Aim aim,
      Observed observed,
      BigDecimal value,
      @Nullable BigDecimal baseline,
      Set<AssessmentCaution> cautions) {
    var met = observed.meets(aim, value);
    var over = !question.deadline().isAfter(question.on);
    AssessmentVerdict verdict;
    if (met == null) {
      verdict = AssessmentVerdict.UNDECIDABLE;
    } else if (met) {
      verdict = over ? AssessmentVerdict.MET : AssessmentVerdict.AHEAD;
    } else {
      verdict = over ? AssessmentVerdict.NOT_MET : AssessmentVerdict.NOT_MET_YET;
    }
    var gap = rounded(gap(question.target, aim, value));
    if (baseline == null || !observed.day().isAfter(question.start())) {
      var needed = needed(question, aim, observed, value);
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
    var unreported = EnumSet.noneOf(AssessmentCaution.class);
    return new Progress(question, aim, observed, value, baseline, unreported)
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

  /** The required change per year until the deadline; null on the last day. */
  private static @Nullable BigDecimal needed(
      Question question, Aim aim, Observed observed, BigDecimal value) {
    var left = years(observed.day(), question.deadline());
    return left.signum() == 0 ? null : rounded(missing(aim, value).divide(left, EXACT));
  }

  /**
   * Counted in whole months, because all periods, baselines and deadlines end with a month: two of
   * five years are 40 %.
   */
  private static BigDecimal years(LocalDate from, LocalDate to) {
    var months = ChronoUnit.MONTHS.between(YearMonth.from(from), YearMonth.from(to));
    return BigDecimal.valueOf(months).divide(MONTHS_OF_A_YEAR, EXACT);
  }

  /** The way from the baseline to the target, and the position of the observation on it. */
  private static final class Progress {
    private final Question question;
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
        Question question,
        Aim aim,
        Observed observed,
        BigDecimal value,
        BigDecimal baseline,
        Set<AssessmentCaution> cautions) {
      this.question = question;
      this.aim = aim;
      this.observed = observed;
      this.value = value;
      this.baseline = baseline;
      this.cautions = cautions;
      end = aim.boundAhead(baseline);
      yearsGone = years(question.start(), observed.day());
      yearsInAll = years(question.start(), question.deadline());
      time = yearsGone.divide(yearsInAll, EXACT);
    }

    Judgement judged(AssessmentMethod method) {
      var met = observed.meets(aim, value);
      if (aim.metBy(baseline)) {
        cautions.add(
            baseline.compareTo(end) == 0
                ? AssessmentCaution.TARGET_EQUALS_BASELINE
                : AssessmentCaution.MET_AT_BASELINE);
        return result(held(met), baseline.compareTo(end) == 0 ? end : null, null, null);
      }
      if (baseline.compareTo(end) == 0) {
        cautions.add(AssessmentCaution.BEYOND_BASELINE);
        return result(beyond(met, method), null, null, null);
      }
      var achieved = value.subtract(baseline).divide(end.subtract(baseline), EXACT);
      if (method == AssessmentMethod.TIME_PROGRESS) {
        var expected = baseline.add(end.subtract(baseline).multiply(time));
        return result(onTime(met, achieved), expected, achieved, null);
      }
      var positive = baseline.signum() > 0 && end.signum() > 0 && value.signum() > 0;
      var required = positive ? growth(baseline, end, yearsInAll) : 0;
      var growthShare = growth(baseline, value, yearsGone) / required;
      if (!positive || !Double.isFinite(growthShare)) {
        cautions.add(
            positive ? AssessmentCaution.GROWTH_OUT_OF_RANGE : AssessmentCaution.BASELINE_IS_ZERO);
        var expected = baseline.add(end.subtract(baseline).multiply(time));
        var share = achieved.divide(time, EXACT);
        return result(grown(met, achieved, share), expected, achieved, share);
      }
      var expected =
          baseline.multiply(
              BigDecimal.valueOf(Math.pow(1 + required, yearsGone.doubleValue())), EXACT);
      var share = BigDecimal.valueOf(growthShare);
      return result(grown(met, achieved, share), expected, achieved, share);
    }

    /** The target is any value above the baseline, so no share of the way can be computed. */
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
      return observed.day().isBefore(question.deadline())
          ? AssessmentVerdict.AHEAD
          : AssessmentVerdict.MET;
    }

    /** The baseline has already reached the target. The verdict depends on whether that is kept. */
    private AssessmentVerdict held(@Nullable Boolean met) {
      if (met == null) {
        return AssessmentVerdict.UNDECIDABLE;
      }
      if (!met) {
        return AssessmentVerdict.MOVING_AWAY;
      }
      return observed.day().isBefore(question.deadline())
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

    /**
     * For a value that has not reached the target: whether it is beyond the other end of a range.
     */
    private static boolean isPast(BigDecimal achieved) {
      return achieved.compareTo(BigDecimal.ONE) > 0;
    }

    /**
     * Undecidable if the value is only a bound and does not decide the comparison. "At least 80"
     * shows that 70 is reached; it does not show that 90 is missed.
     */
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

    private Judgement result(
        AssessmentVerdict verdict,
        @Nullable BigDecimal expected,
        @Nullable BigDecimal achieved,
        @Nullable BigDecimal growth) {
      var pace = value.subtract(baseline).divide(yearsGone, EXACT);
      var left = years(observed.day(), question.deadline());
      return new Judgement(
          verdict,
          observed.day(),
          baseline,
          percent(time),
          rounded(expected),
          rounded(expected == null ? gap(question.target, aim, value) : value.subtract(expected)),
          percent(achieved),
          percent(growth),
          rounded(pace),
          Judgement.needed(question, aim, observed, value),
          rounded(value.add(pace.multiply(left))),
          cautions);
    }
  }

  private static BigDecimal missing(Aim aim, BigDecimal value) {
    return aim.metBy(value) ? BigDecimal.ZERO : aim.boundAhead(value).subtract(value);
  }

  /** Value minus target. For a range, value minus the end that it lies beyond. */
  private static BigDecimal gap(TargetView target, Aim aim, BigDecimal value) {
    return target.comparator() == dev.zhihe.indicators.goals.Comparator.RANGE
        ? missing(aim, value).negate()
        : value.subtract(Objects.requireNonNull(target.value()));
  }

  private static @Nullable BigDecimal percent(@Nullable BigDecimal share) {
    return share == null ? null : share.multiply(HUNDRED).setScale(2, RoundingMode.HALF_UP);
  }

  /** Rounds to four decimals, more than any figure of a plan has. */
  private static @Nullable BigDecimal rounded(@Nullable BigDecimal value) {
    if (value == null) {
      return null;
    }
    var rounded = value.setScale(4, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : Objects.requireNonNull(rounded);
  }
}

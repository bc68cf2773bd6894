package dev.zhihe.indicators.assessment;

import dev.zhihe.indicators.indicator.Direction;
import dev.zhihe.indicators.indicator.Measure;
import dev.zhihe.indicators.indicator.Nature;
import dev.zhihe.indicators.observation.Comparator;
import dev.zhihe.indicators.observation.Status;
import dev.zhihe.indicators.target.TargetView;
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
    Verdict verdict,
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
    Set<Caution> cautions) {

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
  static Judgement of(Question asked, Method method) {
    var aim =
        Aim.of(
            asked.target.comparator(),
            asked.target.value(),
            asked.target.valueMax(),
            asked.direction);
    if (aim == null) {
      return without(Verdict.NOT_QUANTIFIED, EnumSet.noneOf(Caution.class));
    }
    var last = asked.deadline().isBefore(asked.on) ? asked.deadline() : asked.on;
    var observed = Observed.latest(asked.observations, last);
    if (observed == null) {
      return without(Verdict.NO_DATA, EnumSet.noneOf(Caution.class));
    }
    var cautions = cautions(asked, observed, last);
    var baseline = baseline(asked, cautions);
    var value = observed.value();
    if (asked.target.measure() == Measure.INCREMENT
        && observed.said().measure() != Measure.INCREMENT) {
      if (asked.target.baselineValue() == null) {
        return without(Verdict.NO_BASELINE, cautions);
      }
      value = value.subtract(asked.target.baselineValue());
      baseline = BigDecimal.ZERO;
      cautions.add(Caution.INCREMENT);
    }
    if (method == Method.ATTAINMENT) {
      return attainment(asked, aim, observed, value, baseline, cautions);
    }
    if (baseline == null) {
      return without(Verdict.NO_BASELINE, cautions);
    }
    if (!observed.day().isAfter(asked.start())) {
      return without(Verdict.NO_DATA, cautions); // nothing newer than the baseline
    }
    return new Way(asked, aim, observed, value, baseline, cautions).judged(method);
  }

  private static Judgement without(Verdict verdict, Set<Caution> cautions) {
    return new Judgement(
        verdict, null, null, null, null, null, null, null, null, null, null, cautions);
  }

  private static EnumSet<Caution> cautions(Question asked, Observed observed, LocalDate last) {
    var cautions = EnumSet.noneOf(Caution.class);
    var said = observed.said();
    if (said.status() == Status.ESTIMATED) {
      cautions.add(Caution.ESTIMATED);
    }
    if (said.status() == Status.PROVISIONAL) {
      cautions.add(Caution.PROVISIONAL);
    }
    if (said.comparator() == Comparator.APPROX) {
      cautions.add(Caution.APPROXIMATE);
    }
    if (!observed.exact()) {
      cautions.add(Caution.BOUND);
    }
    if (!observed.day().plusYears(1).isAfter(last)) {
      cautions.add(Caution.EARLIER_YEAR);
    }
    if (observed.sourcesDiffer()) {
      cautions.add(Caution.SOURCES_DIFFER);
    }
    if (asked.target.comparator() == dev.zhihe.indicators.target.Comparator.APPROX) {
      cautions.add(Caution.ABOUT);
    }
    return cautions;
  }

  private static @Nullable BigDecimal baseline(Question asked, Set<Caution> cautions) {
    var stated = asked.target.baselineValue();
    var year = asked.target.baselineYear();
    if (stated != null) {
      if (year != null && year != asked.planStart - 1) {
        cautions.add(Caution.BASELINE_YEAR_DIFFERS);
      }
      return stated;
    }
    if (asked.countsUp()) {
      cautions.add(Caution.BASELINE_ASSUMED);
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
      Set<Caution> cautions) {
    var met = observed.meets(aim, value);
    var over = !asked.deadline().isAfter(asked.on);
    Verdict verdict;
    if (met == null) {
      verdict = Verdict.UNDECIDABLE;
    } else if (met) {
      verdict = over ? Verdict.MET : Verdict.AHEAD;
    } else {
      verdict = over ? Verdict.NOT_MET : Verdict.NOT_MET_YET;
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
    var aside = EnumSet.noneOf(Caution.class);
    return new Way(asked, aim, observed, value, baseline, aside)
        .judged(Method.TIME_PROGRESS)
        .with(verdict, gap, cautions);
  }

  private Judgement with(Verdict other, @Nullable BigDecimal gap, Set<Caution> cautions) {
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
  private static final class Way {
    private final Question asked;
    private final Aim aim;
    private final Observed observed;
    private final BigDecimal value;
    private final BigDecimal baseline;
    private final Set<Caution> cautions;
    private final BigDecimal end;
    private final BigDecimal time;
    private final BigDecimal yearsGone;
    private final BigDecimal yearsInAll;

    Way(
        Question asked,
        Aim aim,
        Observed observed,
        BigDecimal value,
        BigDecimal baseline,
        Set<Caution> cautions) {
      this.asked = asked;
      this.aim = aim;
      this.observed = observed;
      this.value = value;
      this.baseline = baseline;
      this.cautions = cautions;
      end = aim.endFrom(baseline);
      yearsGone = years(asked.start(), observed.day());
      yearsInAll = years(asked.start(), asked.deadline());
      time = yearsGone.divide(yearsInAll, EXACT);
    }

    Judgement judged(Method method) {
      var met = observed.meets(aim, value);
      if (aim.metBy(baseline)) {
        cautions.add(
            baseline.compareTo(end) == 0
                ? Caution.TARGET_EQUALS_BASELINE
                : Caution.MET_AT_BASELINE);
        return told(held(met), baseline.compareTo(end) == 0 ? end : null, null, null);
      }
      if (baseline.compareTo(end) == 0) {
        cautions.add(Caution.BEYOND_BASELINE);
        return told(beyond(met, method), null, null, null);
      }
      var achieved = value.subtract(baseline).divide(end.subtract(baseline), EXACT);
      if (method == Method.TIME_PROGRESS) {
        var expected = baseline.add(end.subtract(baseline).multiply(time));
        return told(onTime(met, achieved), expected, achieved, null);
      }
      var positive = baseline.signum() > 0 && end.signum() > 0 && value.signum() > 0;
      var required = positive ? growth(baseline, end, yearsInAll) : 0;
      var growthShare = growth(baseline, value, yearsGone) / required;
      if (!positive || !Double.isFinite(growthShare)) {
        cautions.add(positive ? Caution.GROWTH_OUT_OF_RANGE : Caution.BASELINE_IS_ZERO);
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
    private Verdict beyond(@Nullable Boolean met, Method method) {
      if (met == null) {
        return Verdict.UNDECIDABLE;
      }
      if (met) {
        return reached();
      }
      if (value.compareTo(baseline) < 0) {
        return Verdict.MOVING_AWAY;
      }
      return !observed.exact()
          ? Verdict.UNDECIDABLE
          : method == Method.TIME_PROGRESS ? Verdict.BEHIND : Verdict.INSUFFICIENT;
    }

    private static double growth(BigDecimal from, BigDecimal to, BigDecimal years) {
      return Math.pow(to.doubleValue() / from.doubleValue(), 1 / years.doubleValue()) - 1;
    }

    private Verdict reached() {
      return observed.day().isBefore(asked.deadline()) ? Verdict.AHEAD : Verdict.MET;
    }

    /** There is no way to go: what counts is whether it is kept. */
    private Verdict held(@Nullable Boolean met) {
      if (met == null) {
        return Verdict.UNDECIDABLE;
      }
      if (!met) {
        return Verdict.MOVING_AWAY;
      }
      return observed.day().isBefore(asked.deadline()) ? Verdict.ON_TRACK : Verdict.MET;
    }

    private Verdict onTime(@Nullable Boolean met, BigDecimal achieved) {
      if (Boolean.TRUE.equals(met)) {
        return reached();
      }
      if (isPast(achieved)) {
        return bounded(true, Verdict.MOVING_AWAY, Verdict.MOVING_AWAY);
      }
      return bounded(achieved.compareTo(time) >= 0, Verdict.ON_TRACK, Verdict.BEHIND);
    }

    private Verdict grown(@Nullable Boolean met, BigDecimal achieved, BigDecimal share) {
      if (Boolean.TRUE.equals(met)) {
        return reached();
      }
      if (isPast(achieved)) {
        return bounded(true, Verdict.MOVING_AWAY, Verdict.MOVING_AWAY);
      }
      var percent = share.multiply(HUNDRED);
      if (percent.compareTo(ON_TRACK) >= 0) {
        return bounded(true, Verdict.ON_TRACK, Verdict.ON_TRACK);
      }
      var below =
          percent.compareTo(MODERATE) >= 0
              ? Verdict.MODERATE
              : percent.signum() >= 0 ? Verdict.INSUFFICIENT : Verdict.MOVING_AWAY;
      return bounded(false, below, below);
    }

    /** Of what has not reached the aim: whether it is past the other end of a range. */
    private static boolean isPast(BigDecimal achieved) {
      return achieved.compareTo(BigDecimal.ONE) > 0;
    }

    /** Of a bound only that is known which lies on its side: more than this is on track too. */
    private Verdict bounded(boolean enough, Verdict yes, Verdict no) {
      if (!observed.exact()) {
        var up = end.compareTo(baseline) > 0;
        var atLeast = observed.said().comparator() != Comparator.LE;
        if (enough != (up == atLeast)) {
          return Verdict.UNDECIDABLE;
        }
      }
      return enough ? yes : no;
    }

    private Judgement told(
        Verdict verdict,
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
    return aim.metBy(value) ? BigDecimal.ZERO : aim.endFrom(value).subtract(value);
  }

  /** Value less target; of a range less the end that it lies beyond. */
  private static BigDecimal gap(TargetView target, Aim aim, BigDecimal value) {
    return target.comparator() == dev.zhihe.indicators.target.Comparator.RANGE
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

package dev.zhihe.indicators.assessment;

import dev.zhihe.indicators.assessment.Judgement.Milestone;
import dev.zhihe.indicators.assessment.Judgement.Question;
import dev.zhihe.indicators.assessment.Judgement.Way;
import dev.zhihe.indicators.figures.observation.ObservationComparator;
import dev.zhihe.indicators.goals.TargetComparator;
import dev.zhihe.indicators.goals.TargetView;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The way from the baseline to the target, and the position of the observation on it. */
final class Progress {
  private static final MathContext EXACT = MathContext.DECIMAL64;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal MONTHS_OF_A_YEAR = BigDecimal.valueOf(12);
  private static final BigDecimal ON_TRACK = BigDecimal.valueOf(95);
  private static final BigDecimal MODERATE = BigDecimal.valueOf(60);

  private final Question asked;
  private final Aim aim;
  private final Observed observed;
  private final BigDecimal value;
  private final BigDecimal baseline;
  private final @Nullable Observed baselineFigure;
  private final Set<AssessmentCaution> cautions;
  private final BigDecimal end;
  private final BigDecimal time;
  private final BigDecimal yearsGone;
  private final BigDecimal yearsInAll;

  Progress(
      Question asked,
      Aim aim,
      Observed observed,
      Way way,
      BigDecimal baseline,
      Set<AssessmentCaution> cautions) {
    this.asked = asked;
    this.aim = aim;
    this.observed = observed;
    this.value = way.value();
    this.baselineFigure = way.baselineFigure();
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
      return judgement(held(met), baseline.compareTo(end) == 0 ? end : null, null, null);
    }
    if (baseline.compareTo(end) == 0) {
      cautions.add(AssessmentCaution.BEYOND_BASELINE);
      return judgement(beyond(met, method), null, null, null);
    }
    var achieved = value.subtract(baseline).divide(end.subtract(baseline), EXACT);
    if (method == AssessmentMethod.TIME_PROGRESS) {
      var section = section();
      if (!section.milestones.isEmpty()) {
        cautions.add(AssessmentCaution.THROUGH_MILESTONES);
      }
      var verdict = onTime(met, achieved, section);
      return judgement(verdict, section.expected, achieved, null, section.milestones);
    }
    var positive = baseline.signum() > 0 && end.signum() > 0 && value.signum() > 0;
    var required = positive ? growth(baseline, end, yearsInAll) : 0;
    var growthShare = growth(baseline, value, yearsGone) / required;
    if (!positive || !Double.isFinite(growthShare)) {
      cautions.add(
          positive ? AssessmentCaution.GROWTH_OUT_OF_RANGE : AssessmentCaution.BASELINE_IS_ZERO);
      var expected = baseline.add(end.subtract(baseline).multiply(time));
      var share = achieved.divide(time, EXACT);
      return judgement(grown(met, achieved, share), expected, achieved, share);
    }
    var expected =
        baseline.multiply(
            BigDecimal.valueOf(Math.pow(1 + required, yearsGone.doubleValue())), EXACT);
    var share = BigDecimal.valueOf(growthShare);
    return judgement(grown(met, achieved, share), expected, achieved, share);
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
    return observed.day().isBefore(asked.deadline())
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
    return observed.day().isBefore(asked.deadline())
        ? AssessmentVerdict.ON_TRACK
        : AssessmentVerdict.MET;
  }

  /**
   * The section of the way on which the observation lies, between the baseline, the milestones and
   * the target.
   *
   * @param expected the value that a steady pace on the section leads to on the observation's day
   * @param milestones the milestones that the expected value depends on
   */
  private record Section(BigDecimal expected, List<Milestone> milestones) {}

  private Section section() {
    var day = observed.day();
    Milestone before = null;
    Milestone after = null;
    for (var one :
        asked.milestones().stream().sorted(Comparator.comparing(Milestone::year)).toList()) {
      if (one.day().isAfter(asked.start()) && one.day().isBefore(asked.deadline())) {
        if (!one.day().isAfter(day)) {
          before = one;
        } else if (after == null) {
          after = one;
        }
      }
    }
    if (before == null && after == null) {
      return new Section(baseline.add(end.subtract(baseline).multiply(time)), List.of());
    }
    if (before != null && before.day().equals(day)) {
      return new Section(before.value(), List.of(before));
    }
    var from = before == null ? baseline : before.value();
    var fromDay = before == null ? asked.start() : before.day();
    var to = after == null ? end : after.value();
    var toDay = after == null ? asked.deadline() : after.day();
    var share = years(fromDay, day).divide(years(fromDay, toDay), EXACT);
    return new Section(
        from.add(to.subtract(from).multiply(share)),
        Stream.of(before, after).filter(Objects::nonNull).toList());
  }

  private AssessmentVerdict onTime(@Nullable Boolean met, BigDecimal achieved, Section section) {
    if (Boolean.TRUE.equals(met)) {
      return reached();
    }
    if (isPast(achieved)) {
      return bounded(true, AssessmentVerdict.MOVING_AWAY, AssessmentVerdict.MOVING_AWAY);
    }
    var surplus = value.subtract(section.expected).signum() * end.subtract(baseline).signum();
    var enough = section.milestones.isEmpty() ? achieved.compareTo(time) >= 0 : surplus >= 0;
    return bounded(enough, AssessmentVerdict.ON_TRACK, AssessmentVerdict.BEHIND);
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

  /** For a value that has not reached the target: whether it is beyond the other end of a range. */
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
      var atLeast = observed.observation().comparator() != ObservationComparator.LE;
      if (enough != (up == atLeast)) {
        return AssessmentVerdict.UNDECIDABLE;
      }
    }
    return enough ? yes : no;
  }

  private Judgement judgement(
      AssessmentVerdict verdict,
      @Nullable BigDecimal expected,
      @Nullable BigDecimal achieved,
      @Nullable BigDecimal growth) {
    return judgement(verdict, expected, achieved, growth, List.of());
  }

  private Judgement judgement(
      AssessmentVerdict verdict,
      @Nullable BigDecimal expected,
      @Nullable BigDecimal achieved,
      @Nullable BigDecimal growth,
      List<Milestone> milestones) {
    var pace = value.subtract(baseline).divide(yearsGone, EXACT);
    var left = years(observed.day(), asked.deadline());
    return new Judgement(
        verdict,
        observed,
        baselineFigure,
        baseline,
        percent(time),
        rounded(expected),
        rounded(expected == null ? gap(asked.target(), aim, value) : value.subtract(expected)),
        percent(achieved),
        percent(growth),
        rounded(pace),
        needed(asked, aim, observed, value),
        rounded(value.add(pace.multiply(left))),
        milestones,
        cautions);
  }

  /** The required change per year until the deadline; null on the last day. */
  static @Nullable BigDecimal needed(Question asked, Aim aim, Observed observed, BigDecimal value) {
    var left = years(observed.day(), asked.deadline());
    return left.signum() == 0 ? null : rounded(missing(aim, value).divide(left, EXACT));
  }

  private static BigDecimal missing(Aim aim, BigDecimal value) {
    return aim.metBy(value) ? BigDecimal.ZERO : aim.boundAhead(value).subtract(value);
  }

  /** Value minus target. For a range, value minus the end that it lies beyond. */
  static BigDecimal gap(TargetView target, Aim aim, BigDecimal value) {
    return target.comparator() == TargetComparator.RANGE
        ? missing(aim, value).negate()
        : value.subtract(Objects.requireNonNull(target.value()));
  }

  /**
   * Counted in whole months, because all periods, baselines and deadlines end with a month: two of
   * five years are 40 %.
   */
  private static BigDecimal years(LocalDate from, LocalDate to) {
    var months = ChronoUnit.MONTHS.between(YearMonth.from(from), YearMonth.from(to));
    return BigDecimal.valueOf(months).divide(MONTHS_OF_A_YEAR, EXACT);
  }

  private static @Nullable BigDecimal percent(@Nullable BigDecimal share) {
    return share == null ? null : share.multiply(HUNDRED).setScale(2, RoundingMode.HALF_UP);
  }

  /** Rounds to four decimals, more than any figure of a plan has. */
  static @Nullable BigDecimal rounded(@Nullable BigDecimal value) {
    if (value == null) {
      return null;
    }
    var rounded = value.setScale(4, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : Objects.requireNonNull(rounded);
  }
}

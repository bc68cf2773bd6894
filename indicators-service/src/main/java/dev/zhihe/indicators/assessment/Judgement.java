package dev.zhihe.indicators.assessment;

import dev.zhihe.indicators.dictionary.indicator.Direction;
import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.dictionary.indicator.Nature;
import dev.zhihe.indicators.edition.Edition;
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
 * @param observed the figure that was judged, or the observation that says that there is none
 * @param baselineFigure the figure that serves as baseline; null if none was needed
 * @param expected the expected value at the end of the figure's period. The completed share is
 *     compared with the time elapsed until then, not until the requested day, so that a late figure
 *     does not count as late progress
 * @param gap value minus {@code expected}; value minus target for attainment, or where no value is
 *     expected; zero within a range
 * @param achievedPercent completed share of the way from the baseline to the target
 * @param growthPercent actual annual growth as a percentage of the required growth
 * @param pace change per year since the baseline
 * @param needed required change per year from the observation to the deadline
 * @param projected value at the deadline if the pace continues
 * @param milestones the milestones that {@code expected} depends on
 */
record Judgement(
    AssessmentVerdict verdict,
    @Nullable Observed observed,
    @Nullable Observed baselineFigure,
    @Nullable BigDecimal baseline,
    @Nullable BigDecimal timePercent,
    @Nullable BigDecimal expected,
    @Nullable BigDecimal gap,
    @Nullable BigDecimal achievedPercent,
    @Nullable BigDecimal growthPercent,
    @Nullable BigDecimal pace,
    @Nullable BigDecimal needed,
    @Nullable BigDecimal projected,
    List<Milestone> milestones,
    Set<AssessmentCaution> cautions) {
  /** The value that the whole shall have reached by the end of a year, in the indicator's unit. */
  record Milestone(String code, long version, int year, BigDecimal value) {
    LocalDate day() {
      return LocalDate.of(year, 12, 31);
    }
  }

  /**
   * The input of a judgement.
   *
   * @param planStart first year of the plan
   * @param observations observations of the target's indicator and place
   * @param milestones milestones of the target
   * @param on the day of the assessment
   */
  record Question(
      Edition edition,
      TargetView target,
      Direction direction,
      Nature nature,
      int planStart,
      List<Observed> observations,
      List<Milestone> milestones,
      LocalDate on) {

    LocalDate deadline() {
      return LocalDate.of(target.year(), 12, 31);
    }

    /** The last day of the baseline's year, or of the year before the plan. */
    LocalDate start() {
      var year = target.baselineYear() == null ? planStart - 1 : target.baselineYear();
      return LocalDate.of(year, 12, 31);
    }

    /** The last day of which a figure can count. */
    LocalDate last() {
      return deadline().isBefore(on) ? deadline() : on;
    }

    @Nullable Aim aim() {
      return Aim.of(target.comparator(), target.value(), target.valueMax(), direction);
    }

    /** Whether the target is a sum since a start. An empty measure means the indicator's nature. */
    boolean isSum() {
      return target.measure() == Measure.CUMULATIVE
          || (target.measure() == null && nature == Nature.CUMULATIVE);
    }

    /** Whether the value is counted from zero at the start of the plan. */
    boolean countsUp() {
      return nature == Nature.CUMULATIVE
          || target.measure() == Measure.CUMULATIVE
          || target.measure() == Measure.INCREMENT;
    }
  }

  /**
   * What is judged: the observed value, or what it adds to the baseline.
   *
   * @param baseline null if there is none
   */
  record Way(BigDecimal value, @Nullable BigDecimal baseline, @Nullable Observed baselineFigure) {}

  /** Applies a method. Every input has an answer. */
  static Judgement of(Question asked, AssessmentMethod method) {
    if (asked.edition == Edition.FIRST) {
      return FirstEdition.judged(asked, method);
    }
    var figures = new Figures(asked.target, asked.observations);
    var observed = figures.latest(asked.start(), asked.last());
    var aim = asked.aim();
    if (aim == null) {
      return without(AssessmentVerdict.NOT_QUANTIFIED, observed, Set.of());
    }
    if (!asked.start().isBefore(asked.deadline())) {
      return without(
          AssessmentVerdict.NOT_ASSESSABLE,
          null,
          EnumSet.of(AssessmentCaution.NO_TIME_TO_DEADLINE));
    }
    if (observed == null) {
      var uncounted = figures.notCollected(asked.start(), asked.last());
      return without(
          uncounted == null ? AssessmentVerdict.NO_DATA : AssessmentVerdict.NOT_COLLECTED,
          uncounted,
          Set.of());
    }
    var cautions = cautions(asked, observed);
    var way = way(asked, figures, observed, cautions);
    if (way == null) {
      return without(AssessmentVerdict.NO_BASELINE, observed, cautions);
    }
    return switch (method) {
      case ATTAINMENT -> attainment(asked, aim, observed, way, cautions);
      case ANNUAL -> annual(asked, aim, observed, way, cautions);
      case TIME_PROGRESS, REQUIRED_GROWTH ->
          way.baseline == null
              ? without(AssessmentVerdict.NO_BASELINE, observed, cautions)
              : new Progress(asked, aim, observed, way, way.baseline, cautions).judged(method);
    };
  }

  static Judgement without(
      AssessmentVerdict verdict, @Nullable Observed observed, Set<AssessmentCaution> cautions) {
    return new Judgement(
        verdict, observed, null, null, null, null, null, null, null, null, null, null, List.of(),
        cautions);
  }

  /** The cautions that follow from the figure alone. */
  static EnumSet<AssessmentCaution> cautions(Question asked, Observed observed) {
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
    if (!observed.day().plusYears(1).isAfter(asked.last())) {
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

  /**
   * The value to judge, and its baseline. Null if an increment is asked for and what it adds to is
   * unknown.
   */
  private static @Nullable Way way(
      Question asked, Figures figures, Observed observed, Set<AssessmentCaution> cautions) {
    var stated = asked.target.baselineValue();
    if (asked.target.measure() == Measure.INCREMENT) {
      if (observed.observation().measure() == Measure.INCREMENT
          || (stated == null && countedUp(asked, observed))) {
        cautions.add(AssessmentCaution.BASELINE_ASSUMED);
        return new Way(observed.value(), BigDecimal.ZERO, null);
      }
      var start = stated == null ? figures.standingAt(asked.start()) : null;
      var from = start == null ? stated : start.value();
      if (from == null) {
        return null;
      }
      noteBaseline(asked, start, cautions);
      cautions.add(AssessmentCaution.INCREMENT);
      return new Way(observed.value().subtract(from), BigDecimal.ZERO, start);
    }
    if (stated == null && asked.countsUp()) {
      cautions.add(AssessmentCaution.BASELINE_ASSUMED);
      return new Way(observed.value(), BigDecimal.ZERO, null);
    }
    var start = stated == null ? figures.standingAt(asked.start()) : null;
    noteBaseline(asked, start, cautions);
    if (stated != null && stated.signum() != 0 && asked.isSum()) {
      cautions.add(AssessmentCaution.BASELINE_OF_ONE_YEAR);
    }
    return new Way(observed.value(), start == null ? stated : start.value(), start);
  }

  private static void noteBaseline(
      Question asked, @Nullable Observed start, Set<AssessmentCaution> cautions) {
    var year = asked.target.baselineYear();
    if (start != null) {
      cautions.add(AssessmentCaution.BASELINE_FROM_FIGURE);
    } else if (year != null && year != asked.planStart - 1) {
      cautions.add(AssessmentCaution.BASELINE_YEAR_DIFFERS);
    }
  }

  /** Whether the observed value is a sum since the plan's start. */
  private static boolean countedUp(Question asked, Observed observed) {
    var measure = observed.observation().measure();
    return measure == Measure.CUMULATIVE || (measure == null && asked.nature == Nature.CUMULATIVE);
  }

  private static Judgement attainment(
      Question asked, Aim aim, Observed observed, Way way, Set<AssessmentCaution> cautions) {
    var met = observed.meets(aim, way.value);
    var verdict = AssessmentVerdict.reached(met, !asked.deadline().isAfter(asked.on));
    var gap = Progress.rounded(Progress.gap(asked.target, aim, way.value));
    var aside = aside(asked, aim, observed, way);
    if (!aside.milestones.isEmpty()) {
      cautions.add(AssessmentCaution.THROUGH_MILESTONES);
    }
    return aside.with(verdict, gap, cautions);
  }

  /** The figure against the milestone of its year. Of the target's own year that is the target. */
  private static Judgement annual(
      Question asked, Aim aim, Observed observed, Way way, Set<AssessmentCaution> cautions) {
    var year = observed.day().getYear();
    if (year == asked.target.year()) {
      var met = observed.meets(aim, way.value);
      var gap = Progress.rounded(Progress.gap(asked.target, aim, way.value));
      return aside(asked, aim, observed, way)
          .with(due(observed, met), due(asked.target, aim, way.value), gap, List.of(), cautions);
    }
    var milestone =
        asked.milestones.stream().filter(one -> one.year() == year).findFirst().orElse(null);
    if (milestone == null) {
      return without(AssessmentVerdict.NO_MILESTONE, observed, cautions);
    }
    var met = observed.meets(aim.onTheWay(milestone.value()), way.value);
    var gap = Progress.rounded(way.value.subtract(milestone.value()));
    return aside(asked, aim, observed, way)
        .with(
            due(observed, met),
            Progress.rounded(milestone.value()),
            gap,
            List.of(milestone),
            cautions);
  }

  /** The target as a value: of a range the end ahead, and null for a value inside. */
  private static @Nullable BigDecimal due(TargetView target, Aim aim, BigDecimal value) {
    if (target.comparator() != TargetComparator.RANGE) {
      return Progress.rounded(target.value());
    }
    var inside = aim.least() != null && aim.most() != null && aim.metBy(value);
    return inside ? null : Progress.rounded(aim.boundAhead(value));
  }

  /** The verdict on what is due by the end of the figure's year. */
  private static AssessmentVerdict due(Observed observed, @Nullable Boolean met) {
    var day = observed.day();
    return AssessmentVerdict.reached(met, day.getDayOfYear() == day.lengthOfYear());
  }

  /** The progress, for methods that do not need it. Its verdict and cautions do not count. */
  private static Judgement aside(Question asked, Aim aim, Observed observed, Way way) {
    if (way.baseline == null) {
      return new Judgement(
          AssessmentVerdict.NO_BASELINE,
          observed,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          Progress.needed(asked, aim, observed, way.value),
          null,
          List.of(),
          Set.of());
    }
    var aside = EnumSet.noneOf(AssessmentCaution.class);
    return new Progress(asked, aim, observed, way, way.baseline, aside)
        .judged(AssessmentMethod.TIME_PROGRESS);
  }

  /**
   * What was judged of an increment: the figure, or what it adds to the baseline. Null for another
   * target, and where nothing was judged.
   */
  @Nullable BigDecimal added(TargetView target) {
    if (target.measure() != Measure.INCREMENT || observed == null) {
      return null;
    }
    if (cautions.contains(AssessmentCaution.BASELINE_ASSUMED)) {
      return observed.value();
    }
    var from = baselineFigure == null ? target.baselineValue() : baselineFigure.value();
    return cautions.contains(AssessmentCaution.INCREMENT) && from != null
        ? observed.value().subtract(from)
        : null;
  }

  /** The same with another verdict, gap and cautions. */
  Judgement with(
      AssessmentVerdict other, @Nullable BigDecimal gap, Set<AssessmentCaution> cautions) {
    return with(other, expected, gap, milestones, cautions);
  }

  private Judgement with(
      AssessmentVerdict other,
      @Nullable BigDecimal expected,
      @Nullable BigDecimal gap,
      List<Milestone> milestones,
      Set<AssessmentCaution> cautions) {
    return new Judgement(
        other,
        observed,
        baselineFigure,
        baseline,
        timePercent,
        expected,
        gap,
        achievedPercent,
        growthPercent,
        pace,
        needed,
        projected,
        milestones,
        cautions);
  }
}

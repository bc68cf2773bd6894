package dev.zhihe.indicators.report;

import dev.zhihe.indicators.assessment.AssessmentCaution;
import dev.zhihe.indicators.assessment.AssessmentLine;
import dev.zhihe.indicators.dictionary.indicator.Indicator;
import dev.zhihe.indicators.dictionary.indicator.IndicatorKind;
import dev.zhihe.indicators.dictionary.indicator.IndicatorView;
import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.dictionary.indicator.Nature;
import dev.zhihe.indicators.edition.Edition;
import dev.zhihe.indicators.figures.observation.Observation;
import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.indicators.goals.StatementPlace;
import dev.zhihe.indicators.goals.Target;
import dev.zhihe.indicators.goals.TargetComparator;
import dev.zhihe.indicators.goals.TargetStatement;
import dev.zhihe.indicators.goals.TargetView;
import dev.zhihe.indicators.goals.breakdown.TargetPart;
import dev.zhihe.indicators.goals.breakdown.TargetPartView;
import dev.zhihe.indicators.plan.PlanView;
import dev.zhihe.indicators.report.ReportHeadline.Figure;
import dev.zhihe.indicators.report.ReportHeadline.PathPoint;
import dev.zhihe.indicators.report.ReportHeadline.PathPointKind;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.reads.Versioned;
import dev.zhihe.kit.sql.Filters;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the main indicators of an assessment, and what their charts show. */
final class ReportHeadlines {
  private final PlanView plan;
  private final LocalDate on;
  private final States states;
  private final Map<String, TargetView> targets;
  private final Map<String, List<TargetPartView>> milestones;
  private final Map<String, IndicatorView> indicators = new HashMap<>();
  private final Map<String, List<Versioned<ObservationView>>> observations = new HashMap<>();

  private ReportHeadlines(PlanView plan, LocalDate on, States states, Edition edition) {
    this.plan = plan;
    this.on = on;
    this.states = states;
    var ofPlan = Filters.none().equal("plan", plan.code());
    targets =
        states.publicStates(Target.class, TargetView.class, ofPlan).stream()
            .collect(Collectors.toMap(TargetView::code, Function.identity()));
    // The first edition of the rules did not lead the path over milestones.
    milestones =
        edition == Edition.FIRST
            ? Map.of()
            : states.publicStates(TargetPart.class, TargetPartView.class, ofPlan).stream()
                .filter(TargetPartView::milestone)
                .sorted(Comparator.comparing(TargetPartView::year))
                .collect(Collectors.groupingBy(TargetPartView::target));
  }

  /**
   * The main indicators, each once, in the order in which the plan's document prints them. Of
   * several targets for one indicator the one that stands for it covers the whole area, ends with
   * the plan, and stands in a table.
   */
  static List<ReportHeadline> of(
      List<AssessmentLine> lines, PlanView plan, LocalDate on, States states, Edition edition) {
    return new ReportHeadlines(plan, on, states, edition).of(lines);
  }

  private List<ReportHeadline> of(List<AssessmentLine> lines) {
    var chosen = new HashMap<String, AssessmentLine>();
    for (var line : lines) {
      if (line.kind() == IndicatorKind.HEADLINE) {
        chosen.merge(
            line.indicator(),
            line,
            (one, other) -> preference().compare(one, other) <= 0 ? one : other);
      }
    }
    return chosen.values().stream()
        .map(this::headline)
        .sorted(
            Comparator.comparing(
                    ReportHeadline::document, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(
                    ReportHeadline::sourceLine, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(ReportHeadline::target))
        .toList();
  }

  private Comparator<AssessmentLine> preference() {
    return Comparator.<AssessmentLine, Boolean>comparing(line -> !line.area().equals(plan.area()))
        .thenComparing(line -> line.board() != null || line.scope() != null)
        .thenComparing(line -> line.deadline().getYear() != plan.endYear())
        .thenComparing(line -> statement(line.target()).place() != StatementPlace.TABLE)
        .thenComparing(
            line -> statement(line.target()).line(),
            Comparator.nullsLast(Comparator.naturalOrder()))
        .thenComparing(AssessmentLine::target);
  }

  /** The target as the plan's document prints it: an adjusted one stands where the first stood. */
  private TargetView printed(String code) {
    var target = target(code);
    for (int i = 0; target.adjusts() != null && i < targets.size(); i++) {
      var before = targets.get(target.adjusts());
      if (before == null) {
        break;
      }
      target = before;
    }
    return target;
  }

  /** Where the document states the target: in a table, if it does. */
  private TargetStatement statement(String code) {
    var statements = printed(code).allStatements();
    return statements.stream()
        .filter(one -> one.place() == StatementPlace.TABLE)
        .findFirst()
        .orElseGet(statements::getFirst);
  }

  private ReportHeadline headline(AssessmentLine line) {
    var stated = statement(line.target());
    var figures = figures(line);
    return new ReportHeadline(
        line.target(),
        indicator(line.indicator()).nameEn(),
        stated.document(),
        stated.line(),
        path(line, figures),
        figures);
  }

  private List<PathPoint> path(AssessmentLine line, List<Figure> figures) {
    var from = LocalDate.of(firstYear(line), 12, 31);
    var onTopOf = isOnTop(line) ? base(line, from, figures) : BigDecimal.ZERO;
    if (onTopOf == null) {
      return List.of();
    }
    var path = new ArrayList<PathPoint>();
    var baseline =
        isOnTop(line) || (isIncrement(line) && line.baselineValue() == null)
            ? onTopOf
            : line.baselineValue();
    if (baseline != null && from.isBefore(line.deadline())) {
      path.add(new PathPoint(PathPointKind.BASELINE, from, baseline, null));
    }
    for (var part : milestones.getOrDefault(line.target(), List.of())) {
      var day = LocalDate.of(part.year(), 12, 31);
      if (day.isAfter(from) && day.isBefore(line.deadline())) {
        path.add(new PathPoint(PathPointKind.MILESTONE, day, part.value().add(onTopOf), null));
      }
    }
    var value = line.targetValue();
    if (value != null) {
      var most = line.comparator() == TargetComparator.RANGE ? line.targetValueMax() : null;
      path.add(
          new PathPoint(
              PathPointKind.TARGET,
              line.deadline(),
              value.add(onTopOf),
              most == null ? null : most.add(onTopOf)));
    }
    return path;
  }

  private boolean isIncrement(AssessmentLine line) {
    return target(line.target()).measure() == Measure.INCREMENT;
  }

  /** Whether the target is an increment, and its figures are levels that include the baseline. */
  private boolean isOnTop(AssessmentLine line) {
    return isIncrement(line)
        && (line.observedValue() == null
            ? target(line.target()).baselineValue() != null
                || indicator(line.indicator()).nature() != Nature.CUMULATIVE
            : !line.cautions().contains(AssessmentCaution.BASELINE_ASSUMED));
  }

  /** Whether the figures of the chart are increments: only if the one judged by is. */
  private boolean ofIncrements(AssessmentLine line) {
    return isIncrement(line)
        && observations(line.area()).stream()
            .map(Versioned::state)
            .anyMatch(
                figure ->
                    figure.code().equals(line.observation())
                        && figure.measure() == Measure.INCREMENT);
  }

  /** What an increment comes on top of; null if nobody knows. */
  private @Nullable BigDecimal base(AssessmentLine line, LocalDate from, List<Figure> figures) {
    var stated = target(line.target()).baselineValue();
    return stated != null
        ? stated
        : figures.stream()
            .filter(figure -> figure.period().lastDay().equals(from))
            .map(Figure::value)
            .findFirst()
            .orElse(null);
  }

  private IndicatorView indicator(String code) {
    return indicators.computeIfAbsent(
        code,
        one ->
            states
                .publicStates(
                    Indicator.class, IndicatorView.class, Filters.none().equal("code", one))
                .getFirst());
  }

  private TargetView target(String code) {
    return Objects.requireNonNull(targets.get(code));
  }

  private int firstYear(AssessmentLine line) {
    return line.baselineYear() == null ? plan.startYear() - 1 : line.baselineYear();
  }

  /** One figure for each period: the one judged by, else the baseline's, else the firmest. */
  private List<Figure> figures(AssessmentLine line) {
    var from = LocalDate.of(Math.min(firstYear(line), plan.startYear() - 1), 1, 1);
    var to = line.deadline().isBefore(on) ? line.deadline() : on;
    var ofIncrements = ofIncrements(line);
    return observations(line.area()).stream()
        .filter(one -> shows(one.state(), line, from, to))
        .filter(one -> (one.state().measure() == Measure.INCREMENT) == ofIncrements)
        .collect(
            Collectors.toMap(
                one -> one.state().period(),
                Function.identity(),
                (one, other) -> preferred(one, other, line)))
        .values()
        .stream()
        .sorted(Comparator.comparing(one -> one.state().period().lastDay()))
        .map(ReportHeadlines::figure)
        .toList();
  }

  private List<Versioned<ObservationView>> observations(String area) {
    return observations.computeIfAbsent(
        area,
        code ->
            states.versioned(
                Observation.class, ObservationView.class, Filters.none().area("area", code)));
  }

  private static boolean shows(
      ObservationView figure, AssessmentLine line, LocalDate from, LocalDate to) {
    return figure.indicator().equals(line.indicator())
        && Objects.equals(figure.board(), line.board())
        && Objects.equals(figure.scope(), line.scope())
        && figure.value() != null
        && (wholeYear(figure.period()) || figure.code().equals(line.observation()))
        && !figure.period().firstDay().isBefore(from)
        && !figure.period().lastDay().isAfter(to);
  }

  private static boolean wholeYear(Period period) {
    return period.firstDay().plusYears(1).minusDays(1).equals(period.lastDay());
  }

  private Versioned<ObservationView> preferred(
      Versioned<ObservationView> one, Versioned<ObservationView> other, AssessmentLine line) {
    return Comparator.<ObservationView, Boolean>comparing(
                    figure -> !figure.code().equals(line.observation()))
                .thenComparing(figure -> !isBaseline(figure, line))
                .thenComparing(ObservationView.FIRMEST)
                .compare(one.state(), other.state())
            <= 0
        ? one
        : other;
  }

  /** Whether a figure is the baseline that the target states. */
  private boolean isBaseline(ObservationView figure, AssessmentLine line) {
    return line.baselineValue() != null
        && figure.value() != null
        && figure.period().lastDay().getYear() == firstYear(line)
        && figure.comparator().exact()
        && figure.value().compareTo(line.baselineValue()) == 0;
  }

  private static Figure figure(Versioned<ObservationView> one) {
    var figure = one.state();
    return new Figure(
        figure.code(),
        one.version(),
        figure.period(),
        figure.comparator(),
        Objects.requireNonNull(figure.value()),
        figure.status());
  }
}

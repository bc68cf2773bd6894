package dev.zhihe.indicators.figures.calendar;

import dev.zhihe.indicators.dictionary.indicator.Indicator;
import dev.zhihe.indicators.dictionary.indicator.IndicatorFrequency;
import dev.zhihe.indicators.dictionary.indicator.IndicatorView;
import dev.zhihe.indicators.dictionary.indicator.SharingClass;
import dev.zhihe.indicators.figures.observation.Observation;
import dev.zhihe.indicators.figures.observation.ObservationStatus;
import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.indicators.figures.submission.ObservationSubmission;
import dev.zhihe.indicators.figures.submission.ObservationSubmissionView;
import dev.zhihe.indicators.goals.Target;
import dev.zhihe.indicators.goals.TargetView;
import dev.zhihe.indicators.plan.Plan;
import dev.zhihe.indicators.plan.PlanView;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.Computed;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.reads.Versioned;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.kit.sql.Filters;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which figures a plan needs for an area and period, which of them are present, and which came in
 * time.
 */
@Schema(
    name = "Completeness",
    description = "完整率和及时率 / What of the figures that a plan needs is there, and came in time")
public record Completeness(
    @Schema(examples = "500106-145") String plan,
    @Schema(description = "行政区划代码 / GB/T 2260 code", examples = "500106") String area,
    @Schema(
            description = "统计期 / A year 2023, half-year 2023-H1, quarter 2023-Q1 or month 2023-07",
            implementation = String.class,
            pattern = "^" + Period.FORM + "$",
            examples = "2023-Q1")
        Period period,
    @Schema(
            description = "截至此日的填报 / What was handed in by this day counts",
            examples = "2023-06-30")
        LocalDate on,
    CompletenessLine total,
    @Schema(description = "各牵头部门，未定的在后 / The lead departments, those not known last")
        List<CompletenessLine> items)
    implements Computed<CompletenessLine> {

  /**
   * @param area null for the plan's area
   */
  static Completeness of(
      String plan, @Nullable String area, Period period, LocalDate on, States states) {
    var place =
        states.publicStates(Plan.class, PlanView.class, Filters.none().equal("code", plan)).stream()
            .findFirst()
            .map(found -> area == null ? found.area() : area)
            .orElseThrow(() -> Problem.notFound(plan));
    var departments =
        new TreeMap<@Nullable String, List<IndicatorView>>(
            Comparator.nullsLast(Comparator.naturalOrder()));
    states
        .publicStates(
            Indicator.class, IndicatorView.class, Filters.none().containing("plans", plan))
        .stream()
        .filter(indicator -> isExpected(indicator, period))
        // Indicators that the caller may not read are not counted.
        .filter(indicator -> states.mayRead(SharingClass.of(indicator.sharing()).audience()))
        .forEach(
            indicator ->
                departments
                    .computeIfAbsent(indicator.leadDepartment(), none -> new ArrayList<>())
                    .add(indicator));
    var areaFigures = AreaFigures.of(place, period, on, inPartsOnly(plan, place, states), states);
    var all = departments.values().stream().flatMap(List::stream).toList();
    var items = new ArrayList<CompletenessLine>();
    departments.forEach((department, needed) -> items.add(areaFigures.line(department, needed)));
    return new Completeness(plan, place, period, on, areaFigures.total(all, items), items);
  }

  /**
   * Indicators for which the plan has targets only for boards (板块) or narrower scopes, none for the
   * whole area.
   */
  private static Set<String> inPartsOnly(String plan, String area, States states) {
    var wholes = new HashSet<String>();
    var parts = new HashSet<String>();
    states.publicStates(Target.class, TargetView.class, Filters.none().equal("plan", plan)).stream()
        .filter(target -> target.area().equals(area))
        .forEach(
            target ->
                (target.board() == null && target.scope() == null ? wholes : parts)
                    .add(target.indicator()));
    parts.removeAll(wholes);
    return parts;
  }

  /**
   * Whether a figure of the period is expected. An indicator without a frequency is expected
   * yearly.
   */
  private static boolean isExpected(IndicatorView indicator, Period period) {
    var months =
        switch (indicator.frequency() == null ? IndicatorFrequency.YEAR : indicator.frequency()) {
          case YEAR -> 12;
          case HALF_YEAR -> 6;
          case QUARTER -> 3;
          case MONTH -> 1;
          case ONCE -> 0;
        };
    return months == period.months()
        && !indicator.computed()
        && indicator.inUseOn(period.firstDay());
  }

  /**
   * The data of an area for a period.
   *
   * @param calendar null if no day is set
   * @param figures figures by indicator: of the area itself or, where the plan needs none of the
   *     whole area, of its parts
   * @param waiting indicators with a figure in review; null if the caller may not know
   */
  private record AreaFigures(
      String area,
      Period period,
      LocalDate on,
      @Nullable CollectionPeriodView calendar,
      Map<String, List<ObservationView>> figures,
      @Nullable Set<String> waiting) {

    static AreaFigures of(
        String area, Period period, LocalDate on, Set<String> parts, States states) {
      var chosen = Filters.none().equal("area", area).equal("period", period.toString());
      var calendar =
          states
              .publicStates(
                  CollectionPeriod.class,
                  CollectionPeriodView.class,
                  Filters.none().equal("code", CollectionPeriodView.codeOf(area, period)))
              .stream()
              .findFirst()
              .orElse(null);
      var figures =
          states.readable(Observation.class, ObservationView.class, chosen).stream()
              .map(Versioned::state)
              .filter(one -> counts(one, parts))
              .filter(one -> one.status() != ObservationStatus.RETRACTED)
              .filter(one -> one.reportedOn() == null || !one.reportedOn().isAfter(on))
              .collect(Collectors.groupingBy(ObservationView::indicator));
      var waiting =
          states.mayRead(Audience.BUREAU)
              ? states
                  .readable(ObservationSubmission.class, ObservationSubmissionView.class, chosen)
                  .stream()
                  .map(Versioned::state)
                  .filter(ObservationSubmissionView::waits)
                  .filter(one -> counts(one.figure(), parts))
                  .map(ObservationSubmissionView::indicator)
                  .collect(Collectors.toSet())
              : null;
      return new AreaFigures(area, period, on, calendar, figures, waiting);
    }

    private static boolean counts(ObservationView figure, Set<String> parts) {
      return (figure.board() == null && figure.scope() == null)
          || parts.contains(figure.indicator());
    }

    CompletenessLine line(@Nullable String department, List<IndicatorView> needed) {
      var dueOn = calendar == null ? null : calendar.lastDay(department);
      var inTime = 0;
      var late = 0;
      var notCollected = 0;
      var missing = new ArrayList<CompletenessLine.Missing>();
      for (var indicator : needed) {
        var known = figures.getOrDefault(indicator.code(), List.of());
        var values = known.stream().filter(one -> one.status().hasValue()).toList();
        if (known.isEmpty()) {
          missing.add(missing(indicator));
        } else if (values.isEmpty()) {
          notCollected++;
        } else if (values.stream().anyMatch(one -> isInTime(one, dueOn))) {
          inTime++;
        } else {
          late++;
        }
      }
      return line(department, needed, inTime, late, notCollected, missing, dueOn);
    }

    CompletenessLine total(List<IndicatorView> needed, List<CompletenessLine> departments) {
      return line(
          null,
          needed,
          departments.stream().mapToInt(CompletenessLine::inTime).sum(),
          departments.stream().mapToInt(CompletenessLine::late).sum(),
          departments.stream().mapToInt(CompletenessLine::notCollected).sum(),
          departments.stream()
              .flatMap(department -> department.missingIndicators().stream())
              .sorted(Comparator.comparing(CompletenessLine.Missing::indicator))
              .toList(),
          calendar == null ? null : calendar.lastDay(null));
    }

    private CompletenessLine line(
        @Nullable String department,
        List<IndicatorView> needed,
        int inTime,
        int late,
        int notCollected,
        List<CompletenessLine.Missing> missing,
        @Nullable LocalDate dueOn) {
      var expected = needed.size();
      var waits =
          waiting == null
              ? null
              : (int) needed.stream().filter(one -> waiting.contains(one.code())).count();
      return new CompletenessLine(
          department,
          expected,
          inTime + late,
          inTime,
          late,
          missing.size(),
          notCollected,
          waits,
          percent(inTime + late + notCollected, expected),
          percent(inTime, expected),
          dueOn,
          dueOn != null && on.isAfter(dueOn) && !missing.isEmpty(),
          missing);
    }

    private CompletenessLine.Missing missing(IndicatorView indicator) {
      return new CompletenessLine.Missing(
          indicator.code(),
          "/v1/observations?indicator=%s&area=%s&period=%s"
              .formatted(indicator.code(), area, period));
    }

    private static boolean isInTime(ObservationView figure, @Nullable LocalDate dueOn) {
      return figure.reportedOn() == null || dueOn == null || !figure.reportedOn().isAfter(dueOn);
    }

    private static @Nullable BigDecimal percent(int part, int whole) {
      return whole == 0
          ? null
          : BigDecimal.valueOf(100L * part)
              .divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP);
    }
  }
}

package dev.zhihe.platforms.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import dev.zhihe.platforms.registry.goal.PlatformMeasure;
import dev.zhihe.platforms.registry.goal.PlatformTargetComparator;
import dev.zhihe.platforms.registry.goal.PlatformTargetView;
import dev.zhihe.platforms.rollup.PlatformReports.PlatformReport;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GoalJudgementTest {
  private static final LocalDate DEADLINE = LocalDate.of(2026, 12, 31);
  private static final LocalDate YEAR = LocalDate.of(2026, 1, 1);

  @Test
  void takesTheFigureOfTheLatestPeriodUntilTheDeadline() {
    var judged =
        judged(
            goal(PlatformMeasure.HIGH_TECH_FIRMS, PlatformTargetComparator.GE, "9", null),
            report("2026-11", 8),
            report("2026-12", 9),
            report("2027-01", 7));
    assertThat(judged.outcome()).isEqualTo(GoalOutcome.REACHED);
    assertThat(judged.value()).isEqualTo("9");
    assertThat(judged.gap()).isEqualTo("0");
    assertThat(judged.report()).isEqualTo("2026-12");
    assertThat(judged.periods()).isNull();
  }

  @Test
  void knowsNothingWhereTheLatestReportIsNilOrThereIsNone() {
    var goal = goal(PlatformMeasure.HIGH_TECH_FIRMS, PlatformTargetComparator.GE, "1", null);
    assertThat(judged(goal, report("2026-11", 8), report("2026-12", null)).outcome())
        .isEqualTo(GoalOutcome.NO_DATA);
    assertThat(judged(goal).outcome()).isEqualTo(GoalOutcome.NO_DATA);
    assertThat(judged(goal, report("2027-01", 8)).report()).isNull();
  }

  @Test
  void addsUpTheYearAndSaysHowMuchOfItIsReported() {
    var judged =
        judged(
            goal(PlatformMeasure.OUTPUT_YUAN, PlatformTargetComparator.GE, "6", YEAR),
            report("2025-12", 100),
            report("2026-01", 2),
            report("2026-02", null),
            report("2026-03", 3));
    assertThat(judged.value()).isEqualTo("5.00");
    assertThat(judged.gap()).isEqualTo("-1.00");
    assertThat(judged.outcome()).isEqualTo(GoalOutcome.NOT_REACHED);
    assertThat(judged.periods()).isEqualTo(3);
    assertThat(judged.periodsExpected()).isEqualTo(12);
  }

  @Test
  void isOpenUntilItsDeadlineIsOver() {
    var goal = goal(PlatformMeasure.HIGH_TECH_FIRMS, PlatformTargetComparator.GE, "9", null);
    assertThat(judged(goal, DEADLINE, report("2026-11", 8)).outcome()).isEqualTo(GoalOutcome.OPEN);
    assertThat(judged(goal, DEADLINE.plusDays(1), report("2026-11", 8)).outcome())
        .isEqualTo(GoalOutcome.NOT_REACHED);
    assertThat(judged(goal, YEAR, report("2026-11", 9)).outcome()).isEqualTo(GoalOutcome.REACHED);
    assertThat(judged(goal, YEAR).outcome()).isEqualTo(GoalOutcome.NO_DATA);
  }

  /** The sum of the latest reports of those that are there; what happened is that of all. */
  @Test
  void sumsTheMembersOfAWhole() {
    var reports =
        new GoalReports(
            new TreeMap<>(
                Map.of(
                    "a", List.of(report("2026-10", 5), report("2026-12", 3)),
                    "b", List.of(report("2026-11", 2)),
                    "c", List.of(report("2026-11", 9)))),
            Set.of("c"),
            List.of("a", "b", "c"));
    var stands =
        GoalJudgement.of(
            goal(PlatformMeasure.HIGH_TECH_FIRMS, PlatformTargetComparator.GE, "5", null),
            reports,
            RollupPeriodKind.MONTH,
            DEADLINE);
    assertThat(stands.value()).isEqualTo("5");
    assertThat(stands.outcome()).isEqualTo(GoalOutcome.REACHED);
    assertThat(stands.members()).containsExactly("a", "b", "c");
    assertThat(stands.periodEnd()).isEqualTo("2026-12-31");
    var happened =
        GoalJudgement.of(
            goal(PlatformMeasure.OUTPUT_YUAN, PlatformTargetComparator.GE, "5", YEAR),
            reports,
            RollupPeriodKind.MONTH,
            DEADLINE);
    assertThat(happened.value()).isEqualTo("19.00");
    assertThat(happened.periods()).isEqualTo(4);
    assertThat(happened.periodsExpected()).isEqualTo(36);
  }

  @Test
  void comparesAsTheComparatorSays() {
    assertThat(reached(PlatformTargetComparator.GE)).containsExactly(false, true, true);
    assertThat(reached(PlatformTargetComparator.EQ)).containsExactly(false, true, true);
    assertThat(reached(PlatformTargetComparator.APPROX)).containsExactly(false, true, true);
    assertThat(reached(PlatformTargetComparator.GT)).containsExactly(false, false, true);
    assertThat(reached(PlatformTargetComparator.LE)).containsExactly(true, true, false);
  }

  @Test
  void countsThePeriodsOfASpan() {
    assertThat(RollupPeriodKind.MONTH.within(YEAR, DEADLINE)).isEqualTo(12);
    assertThat(RollupPeriodKind.MONTH.within(YEAR, DEADLINE.minusDays(1))).isEqualTo(11);
    assertThat(RollupPeriodKind.QUARTER.within(YEAR, DEADLINE)).isEqualTo(4);
    assertThat(RollupPeriodKind.HALF.within(YEAR, DEADLINE)).isEqualTo(2);
    assertThat(RollupPeriodKind.YEAR.within(YEAR, LocalDate.of(2025, 1, 1))).isZero();
  }

  @Test
  void namesTheColumnOfEachFigure() {
    assertThat(FigureTime.column(OccupancyFigure.PUBLIC_SERVICE_AREA))
        .isEqualTo("public_service_area_m2");
    assertThat(FigureTime.column(OccupancyFigure.RD_SPENDING)).isEqualTo("rd_spending_yuan");
    assertThat(FigureTime.column(OccupancyFigure.TENANTS)).isEqualTo("tenants");
  }

  private static List<Boolean> reached(PlatformTargetComparator comparator) {
    return List.of(5, 6, 7).stream()
        .map(
            value ->
                judged(
                            goal(PlatformMeasure.HIGH_TECH_FIRMS, comparator, "6", null),
                            report("2026-01", value))
                        .outcome()
                    == GoalOutcome.REACHED)
        .toList();
  }

  private static GoalJudgement judged(PlatformTargetView goal, PlatformReport... reports) {
    return judged(goal, DEADLINE.plusDays(1), reports);
  }

  private static GoalJudgement judged(
      PlatformTargetView goal, LocalDate day, PlatformReport... reports) {
    return GoalJudgement.of(
        goal,
        new GoalReports(new TreeMap<>(Map.of("p", List.of(reports))), Set.of(), List.of()),
        RollupPeriodKind.MONTH,
        day);
  }

  private static PlatformTargetView goal(
      PlatformMeasure measure,
      PlatformTargetComparator comparator,
      String value,
      @Nullable LocalDate from) {
    return new PlatformTargetView(
        "t",
        "188107",
        "p",
        measure,
        comparator,
        new BigDecimal(value),
        from,
        DEADLINE,
        List.of(),
        null,
        null,
        null,
        null,
        null);
  }

  /** A report whose figures are all the same; a nil report if there is none. */
  private static PlatformReport report(String month, @Nullable Integer figure) {
    var span = YearMonth.parse(month);
    return new PlatformReport(
        month,
        "p",
        span.atDay(1),
        span.atEndOfMonth(),
        figure == null
            ? Map.of()
            : Map.of(
                OccupancyFigure.HIGH_TECH_FIRMS,
                BigDecimal.valueOf(figure),
                OccupancyFigure.OUTPUT,
                BigDecimal.valueOf(figure)));
  }
}

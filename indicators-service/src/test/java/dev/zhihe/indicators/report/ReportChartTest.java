package dev.zhihe.indicators.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.indicators.figures.observation.ObservationComparator;
import dev.zhihe.indicators.figures.observation.ObservationStatus;
import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.indicators.report.ReportChart.Mark;
import dev.zhihe.indicators.report.ReportChart.Tick;
import dev.zhihe.indicators.report.ReportHeadline.Figure;
import dev.zhihe.indicators.report.ReportHeadline.PathPoint;
import dev.zhihe.indicators.report.ReportHeadline.PathPointKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportChartTest {
  private static final PathPoint BASELINE = point(PathPointKind.BASELINE, 2020, "100");
  private static final PathPoint MILESTONE = point(PathPointKind.MILESTONE, 2022, "135");
  private static final PathPoint TARGET = point(PathPointKind.TARGET, 2025, "200");

  private static PathPoint point(PathPointKind kind, int year, String value) {
    return new PathPoint(kind, LocalDate.of(year, 12, 31), new BigDecimal(value), null);
  }

  private static Figure figure(String period, ObservationComparator comparator, String value) {
    return new Figure(
        "o" + period,
        1,
        requireNonNull(Period.parse(period)),
        comparator,
        new BigDecimal(value),
        ObservationStatus.ACTUAL);
  }

  private static @Nullable ReportChart chart(List<PathPoint> path, List<Figure> figures) {
    return ReportChart.of(
        "名",
        "家",
        LocalDate.of(2025, 12, 31),
        new ReportHeadline("t", "name", null, null, path, figures));
  }

  private static List<String> labels(ReportChart chart, String shape) {
    return chart.marks().stream()
        .filter(mark -> mark.shape().equals(shape))
        .map(Mark::label)
        .toList();
  }

  @Test
  void drawsThePathOverItsMilestonesAndTheFiguresWithTheirSigns() {
    var chart =
        requireNonNull(
            chart(
                List.of(BASELINE, MILESTONE, TARGET),
                List.of(
                    figure("2021", ObservationComparator.GT, "110"),
                    figure("2022", ObservationComparator.EQ, "130"))));
    assertThat(chart.path().split(" ")).hasSize(3);
    assertThat(chart.figures().split(" ")).hasSize(2);
    assertThat(labels(chart, "figure")).containsExactly(">110", "130");
    assertThat(labels(chart, "milestone")).containsExactly("135");
    assertThat(labels(chart, "target")).containsExactly("200");
    assertThat(chart.years())
        .extracting(Tick::label)
        .containsExactly("2020", "2021", "2022", "2023", "2024", "2025");
  }

  @Test
  void aHigherValueLiesHigherAndALaterYearFartherRight() {
    var chart = requireNonNull(chart(List.of(BASELINE, TARGET), List.of()));
    var baseline = chart.marks().getFirst();
    var target = chart.marks().getLast();
    assertThat(Double.parseDouble(target.x())).isGreaterThan(Double.parseDouble(baseline.x()));
    assertThat(Double.parseDouble(target.y())).isLessThan(Double.parseDouble(baseline.y()));
  }

  /** Values that lie close together or far apart, equal ones, and one alone. */
  @ParameterizedTest
  @CsvSource({
    "100, 200, 75 100 125 150 175 200",
    "84.9, 85, 84.875 84.9 84.925 84.95 84.975 85",
    "0, 0, 0 0.25",
    "-5, 5, -7.5 -5 -2.5 0 2.5 5",
    "7, 7, 6 8",
    "100000000000000000, 100000000000000001, 99999999999999999.75 100000000000000000 100000000000000000.25 100000000000000000.5 100000000000000000.75 100000000000000001"
  })
  void theAxisHasFewRoundValues(String from, String to, String ticks) {
    var chart =
        requireNonNull(
            chart(
                List.of(
                    point(PathPointKind.BASELINE, 2020, from),
                    point(PathPointKind.TARGET, 2025, to)),
                List.of()));
    assertThat(String.join(" ", chart.values().stream().map(Tick::label).toList()))
        .isEqualTo(ticks);
  }

  @Test
  void nothingStandsOutsideTheDrawing() {
    for (var values :
        List.of(List.of("1", "1000000"), List.of("0.001", "0.002"), List.of("-3", "-3"))) {
      var chart =
          requireNonNull(
              chart(
                  List.of(point(PathPointKind.TARGET, 2025, values.getFirst())),
                  List.of(figure("2019", ObservationComparator.LE, values.getLast()))));
      assertThat(
              chart.marks().stream()
                  .flatMap(mark -> Stream.of(mark.x(), mark.y()))
                  .map(Double::parseDouble))
          .allMatch(length -> length >= 0 && length <= ReportChart.WIDTH);
      assertThat(chart.marks()).allMatch(mark -> Double.parseDouble(mark.y()) <= 33.01);
    }
  }

  @Test
  void isNotDrawnOfNothing() {
    assertThat(chart(List.of(), List.of())).isNull();
  }
}

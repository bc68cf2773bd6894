package dev.zhihe.indicators.report;

import dev.zhihe.indicators.report.ReportHeadline.PathPoint;
import dev.zhihe.indicators.report.ReportHeadline.PathPointKind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The line chart of a main indicator: figures by year, and the path from baseline to target.
 * Lengths are in millimetres of the printed page, from the upper left corner. Lines are drawn as
 * SVG; labels are texts of the page, so that they are searched and embedded like all others.
 *
 * @param path points of the path, as SVG writes them; empty if there are fewer than two
 * @param figures points of the figures, likewise
 */
public record ReportChart(
    String name,
    @Nullable String nameEn,
    @Nullable String unit,
    String path,
    String figures,
    List<Tick> values,
    List<Tick> years,
    List<Mark> marks) {
  /** Width of a chart. */
  static final double WIDTH = 84;

  private static final double LEFT = 13;
  private static final double RIGHT = 78;
  private static final double TOP = 5;
  private static final double BOTTOM = 33;

  /** Distance from a mark to the upper edge of a label above it, and of one below it. */
  private static final double ABOVE = -4.3;

  private static final double BELOW = 0.7;

  /** Height of a label. */
  private static final double LABEL = 2.8;

  /** Maximum number of steps on the axis of values. */
  private static final BigDecimal MAX_STEPS = BigDecimal.valueOf(4);

  private static final List<BigDecimal> STEPS =
      Stream.of("1", "2", "2.5", "5", "10").map(BigDecimal::new).toList();

  /** Share of the values' span that stays free below the least one, for its label. */
  private static final BigDecimal ROOM = new BigDecimal("0.12");

  /** Maximum number of years on the axis that are named. */
  private static final int MAX_YEARS = 8;

  /** A line of the grid, and its label. */
  public record Tick(String at, String label, String labelAt) {}

  /**
   * A marked point.
   *
   * @param shape figure, baseline, milestone or target
   */
  public record Mark(
      String shape, String x, String y, String label, String labelLeft, String labelTop) {}

  /** A place in the chart. */
  private record Place(LocalDate on, BigDecimal value) {}

  /** The chart; null if nothing is known that could be drawn. */
  static @Nullable ReportChart of(
      String name, @Nullable String unit, LocalDate deadline, ReportHeadline headline) {
    var places =
        Stream.concat(
                headline.path().stream()
                    .flatMap(
                        point ->
                            Stream.of(point.value(), point.valueMax())
                                .filter(Objects::nonNull)
                                .map(value -> new Place(point.on(), value))),
                headline.figures().stream()
                    .map(figure -> new Place(figure.period().lastDay(), figure.value())))
            .toList();
    if (places.isEmpty()) {
      return null;
    }
    var scale = Scale.of(places, deadline);
    return new ReportChart(
        name,
        headline.nameEn(),
        unit,
        polyline(
            scale,
            headline.path().stream().map(point -> new Place(point.on(), point.value())).toList()),
        polyline(
            scale,
            headline.figures().stream()
                .map(figure -> new Place(figure.period().lastDay(), figure.value()))
                .toList()),
        scale.values(),
        scale.years(),
        marks(scale, headline));
  }

  private static String polyline(Scale scale, List<Place> places) {
    return places.size() < 2
        ? ""
        : places.stream()
            .map(place -> text(scale.x(place.on)) + "," + text(scale.y(place.value)))
            .collect(Collectors.joining(" "));
  }

  private static List<Mark> marks(Scale scale, ReportHeadline headline) {
    var marks = new ArrayList<Mark>();
    for (var point : headline.path()) {
      var figure =
          headline.figures().stream()
              .filter(one -> one.period().lastDay().equals(point.on()))
              .map(ReportHeadline.Figure::value)
              .findFirst();
      var label = point.value().toPlainString();
      switch (point.kind()) {
        case BASELINE -> {
          var same = figure.isPresent() && figure.get().compareTo(point.value()) == 0;
          var above = figure.isPresent() && figure.get().compareTo(point.value()) < 0;
          marks.add(
              mark(
                  "baseline",
                  scale,
                  point.on(),
                  point.value(),
                  same ? "" : label,
                  above ? ABOVE : BELOW));
        }
        case MILESTONE -> {
          var below = figure.isEmpty() || point.value().compareTo(figure.get()) < 0;
          marks.add(
              mark("milestone", scale, point.on(), point.value(), label, below ? BELOW : ABOVE));
        }
        case TARGET -> {
          var below = figure.isPresent() && point.value().compareTo(figure.get()) < 0;
          marks.add(mark("target", scale, point.on(), point.value(), label, below ? BELOW : ABOVE));
          if (point.valueMax() != null) {
            marks.add(
                mark(
                    "target",
                    scale,
                    point.on(),
                    point.valueMax(),
                    point.valueMax().toPlainString(),
                    ABOVE));
          }
        }
      }
    }
    for (var figure : headline.figures()) {
      var day = figure.period().lastDay();
      marks.add(
          mark(
              "figure",
              scale,
              day,
              figure.value(),
              LineTexts.sign(figure.comparator()) + figure.value().toPlainString(),
              isBelowPath(headline.path(), day, figure.value()) ? BELOW : ABOVE));
    }
    return marks;
  }

  private static Mark mark(
      String shape, Scale scale, LocalDate on, BigDecimal value, String label, double distance) {
    var x = scale.x(on);
    var y = scale.y(value);
    // A label below a mark that is close to the axis would cover the years.
    var clear = y + distance > BOTTOM - LABEL ? ABOVE : distance;
    return new Mark(shape, text(x), text(y), label, text(x - 8), text(y + clear));
  }

  /** Whether a value lies below the path on a day, so that its label does not cross the path. */
  private static boolean isBelowPath(List<PathPoint> path, LocalDate on, BigDecimal value) {
    for (int i = 1; i < path.size(); i++) {
      var from = path.get(i - 1);
      var to = path.get(i);
      if (!on.isBefore(from.on()) && !on.isAfter(to.on()) && from.on().isBefore(to.on())) {
        var gone = days(from.on(), on).divide(days(from.on(), to.on()), MathContext.DECIMAL64);
        return value.compareTo(from.value().add(to.value().subtract(from.value()).multiply(gone)))
            < 0;
      }
    }
    return path.size() == 1
        && path.getFirst().kind() == PathPointKind.TARGET
        && on.equals(path.getFirst().on())
        && value.compareTo(path.getFirst().value()) < 0;
  }

  private static BigDecimal days(LocalDate from, LocalDate to) {
    return BigDecimal.valueOf(ChronoUnit.DAYS.between(from, to));
  }

  private static String text(double length) {
    return String.format(Locale.ROOT, "%.2f", length);
  }

  /** The axes: which years and values lie where. */
  private record Scale(int firstYear, int lastYear, BigDecimal least, BigDecimal step, int steps) {
    static Scale of(List<Place> places, LocalDate deadline) {
      var first = places.stream().map(Place::on).min(LocalDate::compareTo).orElse(deadline);
      var last = places.stream().map(Place::on).max(LocalDate::compareTo).orElse(deadline);
      var end = last.isBefore(deadline) ? deadline : last;
      var from = Math.min(first.getYear(), end.getYear() - 1);
      var least = places.stream().map(Place::value).min(BigDecimal::compareTo).orElseThrow();
      var most = places.stream().map(Place::value).max(BigDecimal::compareTo).orElseThrow();
      var span = most.subtract(least);
      if (span.signum() == 0) {
        span = most.signum() == 0 ? BigDecimal.ONE : most.abs();
      }
      var step = step(span);
      var room = least.subtract(span.multiply(ROOM));
      var lowest = least.signum() >= 0 ? room.max(BigDecimal.ZERO) : room;
      var bottom = lowest.divide(step, 0, RoundingMode.FLOOR).multiply(step).stripTrailingZeros();
      var steps = most.subtract(bottom).divide(step, 0, RoundingMode.CEILING).max(BigDecimal.ONE);
      return new Scale(from, end.getYear(), bottom, step, steps.intValueExact());
    }

    /** The least round step with which a span takes a few of them. */
    private static BigDecimal step(BigDecimal span) {
      var rough = span.divide(MAX_STEPS, MathContext.DECIMAL64);
      var power = BigDecimal.ONE.scaleByPowerOfTen(rough.precision() - rough.scale() - 1);
      return STEPS.stream()
          .map(power::multiply)
          .filter(step -> step.compareTo(rough) >= 0)
          .findFirst()
          .orElseThrow();
    }

    double x(LocalDate on) {
      var years = on.getYear() + on.getDayOfYear() / (double) on.lengthOfYear() - 1 - firstYear;
      return LEFT + 3 + (RIGHT - LEFT - 6) * years / (lastYear - firstYear);
    }

    double y(BigDecimal value) {
      var share = value.subtract(least).divide(step, MathContext.DECIMAL64).doubleValue() / steps;
      return BOTTOM - (BOTTOM - TOP) * share;
    }

    List<Tick> values() {
      return Stream.iterate(0, i -> i <= steps, i -> i + 1)
          .map(i -> least.add(step.multiply(BigDecimal.valueOf(i))))
          .map(
              value ->
                  new Tick(
                      text(y(value)),
                      value.stripTrailingZeros().toPlainString(),
                      text(y(value) - 1.7)))
          .toList();
    }

    List<Tick> years() {
      var every = (lastYear - firstYear) / MAX_YEARS + 1;
      return Stream.iterate(lastYear, year -> year >= firstYear, year -> year - every)
          .map(year -> LocalDate.of(year, 12, 31))
          .map(day -> new Tick(text(x(day)), String.valueOf(day.getYear()), text(x(day) - 6)))
          .toList()
          .reversed();
    }
  }
}

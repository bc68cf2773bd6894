package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.platforms.occupancy.figure.FigureUnit;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds areas and amounts that are in another unit. A figure is suspect only if nothing that it can
 * be compared with makes it plausible. If enough comparisons agree, no comment explains it. The
 * platform's own reports count once there: what really collapsed is off all of them. They do not
 * count if their figures are small, because what has just begun may grow so, or of a kind that
 * comes seldom.
 */
final class UnitSlips {
  /** Within this factor of one comparison, a figure is plausible. */
  static final BigDecimal PLAUSIBLE = BigDecimal.valueOf(5);

  /**
   * Up to this factor a figure is not off by a unit: a thousand, less what it changes by itself.
   */
  private static final BigDecimal EXPLICABLE =
      SlipFactor.HUNDRED.factor().multiply(SlipFactor.ABOUT);

  private static final Text IS_FINAL =
      new Text(
          "。各项比较一致，说明不能通过，请改正；往期有误的，请先更正往期",
          ". They agree, so no comment explains it: correct the figure; if earlier reports are wrong, amend them first");

  private static final Text SAY_WHY =
      new Text("。确无误的，请在 comment（说明）中写明原因", ". If it is right, say why in comment");

  private final OccupancyFigure figure;
  private final BigDecimal value;
  private final ReportedFigures given;
  private final Comparisons known;

  private UnitSlips(
      OccupancyFigure figure, BigDecimal value, ReportedFigures given, Comparisons known) {
    this.figure = figure;
    this.value = value;
    this.given = given;
    this.known = known;
  }

  /** A comparison that says that the unit is mistaken, and by which factor, if that is clear. */
  private record Suspicion(
      Witness by, Text beside, BigDecimal base, @Nullable SlipFactor slip, boolean counts) {}

  private enum Witness {
    OWN_REPORTS,
    FLOOR_AREA,
    PEERS
  }

  /** Whether a figure has a unit that can be mistaken. */
  static boolean hasUnits(OccupancyFigure figure) {
    return figure.unit() != FigureUnit.NUMBER;
  }

  /**
   * What is suspect about a figure; null if nothing is.
   *
   * @param given the report, in which figures are right themselves
   */
  static @Nullable Finding of(
      OccupancyFigure figure,
      BigDecimal value,
      ReportedFigures given,
      Comparisons known,
      RuleLimits limits,
      Corrections corrections) {
    if (!hasUnits(figure) || value.signum() <= 0) {
      return null;
    }
    var slips = new UnitSlips(figure, value, given, known);
    var suspicions = slips.suspicions();
    if (suspicions.isEmpty()) {
      return null;
    }
    var isFinal = isFinal(suspicions, limits);
    return new Finding(
        isFinal ? FigureRule.UNIT_SLIP : FigureRule.UNIT_SLIP_SUSPECTED,
        figure.property(),
        slips.text(suspicions, meant -> slips.offered(meant, limits, corrections)),
        isFinal ? IS_FINAL : SAY_WHY,
        true);
  }

  private static boolean isFinal(List<Suspicion> suspicions, RuleLimits limits) {
    return suspicions.stream().filter(Suspicion::counts).map(Suspicion::by).distinct().count()
        >= limits.slipComparisons();
  }

  /** A correction is not offered if it would be refused, also for its own unit. */
  private @Nullable BigDecimal offered(
      BigDecimal meant, RuleLimits limits, Corrections corrections) {
    var offered = corrections.offered(figure, meant);
    return offered == null
            || isFinal(new UnitSlips(figure, offered, given, known).suspicions(), limits)
        ? null
        : offered;
  }

  /** What says that the unit is mistaken. */
  private List<Suspicion> suspicions() {
    var suspicions = new ArrayList<Suspicion>();
    var own = own();
    var peers = PeerOutliers.expected(figure, given, known);
    if (isPlausible(own, peers)) {
      return suspicions;
    }
    if (own.stream().allMatch(one -> isOff(one.base()))) {
      suspicions.addAll(own);
    }
    var floor = besideFloorArea();
    if (floor != null) {
      suspicions.add(floor);
    }
    if (peers != null && isOff(peers)) {
      suspicions.add(suspicion(Witness.PEERS, PeerOutliers.NAME, peers, true));
    }
    if (!suspicions.isEmpty()) {
      var above = isAbove(suspicions.getFirst());
      suspicions.removeIf(one -> isAbove(one) != above);
    }
    return suspicions;
  }

  /** What the platform itself reported. */
  private List<Suspicion> own() {
    return known.own().stream().map(this::earlier).flatMap(Optional::stream).toList();
  }

  private Optional<Suspicion> earlier(EarlierReport report) {
    return Optional.ofNullable(report.value(figure))
        .filter(base -> base.signum() > 0)
        .map(
            base ->
                suspicion(
                    Witness.OWN_REPORTS,
                    Text.of("往期（%s）", "the report of %s", report.period()),
                    base,
                    isFirm(base)));
  }

  /** Whether a figure of an earlier report may make a comment useless. */
  private boolean isFirm(BigDecimal base) {
    return FigureGroup.of(figure) != FigureGroup.LUMPY
        && base.compareTo(FigureGroup.small(figure.unit()).multiply(BigDecimal.TEN)) >= 0;
  }

  private Suspicion suspicion(Witness by, Text beside, BigDecimal base, boolean counts) {
    return new Suspicion(by, beside, base, SlipFactor.between(value, base, true), counts);
  }

  private boolean isPlausible(List<Suspicion> own, @Nullable BigDecimal peers) {
    return own.stream().anyMatch(one -> Factors.isWithin(PLAUSIBLE, value, one.base()))
        || (peers != null && Factors.isWithin(PLAUSIBLE, value, peers))
        || isUsualForEachEmployee()
        || (isPartOfFloorArea() && fitsFloorArea(value));
  }

  /** Whether as much comes from each employee as before: then a large firm came or left. */
  private boolean isUsualForEachEmployee() {
    var last = known.last();
    var before = last == null ? null : last.value(figure);
    var employeesBefore = last == null ? null : last.value(OccupancyFigure.EMPLOYEES);
    var employees = given.value(OccupancyFigure.EMPLOYEES);
    return before != null
        && employeesBefore != null
        && employees != null
        && before.signum() > 0
        && employeesBefore.signum() > 0
        && employees.signum() > 0
        && Factors.isWithin(PLAUSIBLE, value.multiply(employeesBefore), before.multiply(employees));
  }

  /** Whether a figure and another are off by more than anything that happens. */
  private boolean isOff(BigDecimal base) {
    return !Factors.isWithin(EXPLICABLE, value, base)
        && value.max(base).compareTo(FigureGroup.small(figure.unit())) >= 0;
  }

  /**
   * An area that would fit into the building in another unit. The area of services is too small a
   * part of it to tell.
   */
  private @Nullable Suspicion besideFloorArea() {
    var floor = known.floorAreaM2();
    if (floor == null
        || !isPartOfFloorArea()
        || floor.compareTo(FigureGroup.small(figure.unit())) < 0) {
      return null;
    }
    return Stream.of(SlipFactor.values())
        .filter(SlipFactor::ofUnits)
        .filter(slip -> fitsFloorArea(slip.corrected(value, value.compareTo(floor) > 0)))
        .findFirst()
        .map(
            slip ->
                new Suspicion(
                    Witness.FLOOR_AREA, new Text("建筑面积", "the floor area"), floor, slip, true))
        .orElse(null);
  }

  /**
   * The area that is meant, if its decimal point is misplaced and the floor area says so, in
   * brackets; else empty. What fits is between a fifth of the floor area and all of it, so at most
   * one power of ten does.
   */
  static Text misplacedPoint(
      OccupancyFigure figure,
      BigDecimal value,
      ReportedFigures given,
      Comparisons known,
      Corrections corrections) {
    var slips = new UnitSlips(figure, value, given, known);
    var floor = known.floorAreaM2();
    if (floor == null
        || !slips.isPartOfFloorArea()
        || value.signum() <= 0
        || slips.fitsFloorArea(value)) {
      return new Text("", "");
    }
    var above = value.compareTo(floor) > 0;
    return Stream.of(SlipFactor.values())
        .filter(slip -> !slip.ofUnits())
        .filter(slip -> slips.fitsFloorArea(slip.corrected(value, above)))
        .filter(slip -> corrections.offered(figure, slip.corrected(value, above)) != null)
        .findFirst()
        .map(
            slip ->
                Text.of(
                    "（与建筑面积 %1$s 相比，疑为%2$s：%4$s %5$s，应为 %6$s）",
                    " (beside the floor area, %1$s, it is probably %3$s: %4$s %5$s, so it should be %6$s)",
                    Factors.zh(floor, figure.unit()),
                    slip.units(figure.unit()).zh(),
                    slip.units(figure.unit()).en(),
                    above ? "÷" : "×",
                    slip.factor().toPlainString(),
                    Factors.zh(slip.corrected(value, above), figure.unit())))
        .orElse(new Text("", ""));
  }

  private boolean isPartOfFloorArea() {
    return figure.unit() == FigureUnit.SQUARE_METRES
        && figure != OccupancyFigure.PUBLIC_SERVICE_AREA;
  }

  private boolean fitsFloorArea(BigDecimal area) {
    var floor = known.floorAreaM2();
    return floor != null
        && area.compareTo(floor) <= 0
        && area.multiply(PLAUSIBLE).compareTo(floor) >= 0;
  }

  private boolean isAbove(Suspicion suspicion) {
    return value.compareTo(suspicion.base()) > 0;
  }

  private Text text(
      List<Suspicion> suspicions, Function<BigDecimal, @Nullable BigDecimal> offered) {
    var first =
        suspicions.stream()
            .filter(one -> one.slip() != null)
            .max(Comparator.comparing(one -> offered.apply(meant(one)) != null))
            .orElse(suspicions.getFirst());
    var unit = figure.unit();
    var what = what(first, offered);
    return Text.of(
        "%1$s。比较对象：%3$s",
        "%2$s. Compared with: %4$s",
        what.zh(),
        what.en(),
        suspicions.stream()
            .map(one -> one.beside().zh() + " " + Factors.zh(one.base(), unit))
            .collect(Collectors.joining("、")),
        suspicions.stream()
            .map(one -> one.beside().en() + ", " + Factors.en(one.base(), unit))
            .collect(Collectors.joining("; ")));
  }

  private BigDecimal meant(Suspicion suspicion) {
    return Objects.requireNonNull(suspicion.slip()).corrected(value, isAbove(suspicion));
  }

  private Text what(Suspicion first, Function<BigDecimal, @Nullable BigDecimal> offered) {
    var slip = first.slip();
    if (slip == null) {
      return Text.of(
          "与%1$s相差 %3$s 倍以上，疑为单位误填",
          "more than %3$s times off %2$s: the unit is probably mistaken",
          first.beside().zh(),
          first.beside().en(),
          Factors.plain(EXPLICABLE));
    }
    var units = slip.units(figure.unit());
    var what =
        Text.of(
            "约为%1$s %3$s %4$s，疑为单位误填（%5$s）",
            "about %2$s %3$s %4$s: the unit is probably mistaken (%6$s)",
            first.beside().zh(),
            first.beside().en(),
            isAbove(first) ? "×" : "÷",
            slip.factor().toPlainString(),
            units.zh(),
            units.en());
    var meant = offered.apply(meant(first));
    return meant == null
        ? what
        : new Text(
            what.zh() + "；应为 " + Factors.zh(meant, figure.unit()),
            what.en() + "; it should be " + Factors.en(meant, figure.unit()));
  }
}

package dev.zhihe.platforms.occupancy.rule;

import static dev.zhihe.platforms.occupancy.rule.Reports.found;
import static dev.zhihe.platforms.occupancy.rule.Reports.given;
import static dev.zhihe.platforms.occupancy.rule.Reports.usual;
import static dev.zhihe.platforms.occupancy.rule.Reports.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class UnitSlipsTest {
  private static final List<String> UNITS = List.of("1000", "10000", "10000000", "100000000");

  /** Every area and amount, in every unit that it is mistaken for, in both directions. */
  static Stream<Arguments> slips() {
    return figures()
        .flatMap(
            figure ->
                UNITS.stream()
                    .map(BigDecimal::new)
                    .flatMap(
                        factor ->
                            Stream.of(
                                Arguments.of(figure, factor, usual(figure).multiply(factor)),
                                Arguments.of(figure, factor, usual(figure).divide(factor)))));
  }

  private static Stream<OccupancyFigure> figures() {
    return Arrays.stream(OccupancyFigure.values()).filter(UnitSlips::hasUnits);
  }

  @ParameterizedTest
  @MethodSource("slips")
  void offersTheFigureThatIsMeant(OccupancyFigure figure, BigDecimal factor, BigDecimal slipped) {
    var finding = slip(figure, slipped, Reports.last(usual()));
    assertThat(finding).isNotNull();
    assertThat(finding.rule().errorCode()).isEqualTo("unit-slip");
    assertThat(finding.text().en())
        .contains(factor.toPlainString(), Factors.plain(usual(figure)), "2026-m09");
    assertThat(finding.text().zh())
        .contains("疑为单位误填", Factors.zh(usual(figure), figure.unit()), "2026-m09");
  }

  /** Investments come seldom, so earlier ones leave it to the comment. */
  @ParameterizedTest
  @MethodSource("slips")
  void noCommentExplainsItIfPeersAgreeWithTheReportsOfBefore(
      OccupancyFigure figure, BigDecimal factor, BigDecimal slipped) {
    var history = Reports.history();
    var known =
        new Comparisons(
            null,
            history.last(),
            true,
            history.beforeLast(),
            history.yearBefore(),
            Reports.peers());
    var finding = slip(figure, slipped, known);
    assertThat(finding).isNotNull();
    assertThat(finding.rule())
        .isEqualTo(
            PeerOutliers.FIGURES.contains(figure) && figure != OccupancyFigure.INVESTMENT_RECEIVED
                ? FigureRule.UNIT_SLIP
                : FigureRule.UNIT_SLIP_SUSPECTED);
  }

  /** All months alike, and then next to nothing: a comment says why. */
  @Test
  void whatReallyCollapsedIsLeftToTheComment() {
    var figures = with(OccupancyFigure.OUTPUT, new BigDecimal("2500"));
    assertThat(found(figures, false, Reports.history()))
        .containsExactly("outputYuan unit-slip-suspected");
    assertThat(found(figures, true, Reports.history())).isEmpty();
  }

  /** Beyond what its unit allows: it is refused for that, and the figure that is meant is told. */
  @ParameterizedTest
  @CsvSource({
    "USABLE_AREA, 1200000000000, 12000 m²",
    "OUTPUT, 250000000000000, 2500000 yuan",
    "OUTPUT, 0.025, 2500000 yuan",
    "OCCUPIED_AREA, 0.000076, 7600 m²"
  })
  void offersTheFigureThatIsMeantWhereTheUnitIsExceeded(
      OccupancyFigure figure, BigDecimal slipped, String meant) {
    var findings =
        Findings.of(
            given(with(figure, slipped), true),
            new Comparisons(
                Reports.FLOOR_AREA, Reports.september(usual()), true, null, null, Reports.peers()),
            RuleLimits.DEFAULT,
            Reports.NO_FORM);
    assertThat(findings)
        .filteredOn(finding -> finding.field().equals(figure.property()))
        .extracting(finding -> finding.rule().id())
        .containsExactly(FigureRule.of(figure.unit()).id(), "unit-slip");
    assertThat(findings)
        .anySatisfy(finding -> assertThat(finding.text().en()).contains("should be " + meant));
  }

  @Test
  void offersNothingThatWouldBeRefused() {
    // Divided by 10,000 it is above the usable area.
    var figures = with(OccupancyFigure.OCCUPIED_AREA, new BigDecimal("130000000"));
    var finding =
        Findings.of(
                given(figures, false), Reports.last(usual()), RuleLimits.DEFAULT, Reports.NO_FORM)
            .stream()
            .filter(one -> one.rule() == FigureRule.UNIT_SLIP_SUSPECTED)
            .findFirst()
            .orElseThrow();
    assertThat(finding.text().en()).contains("× 10000").doesNotContain("should be");
    assertThat(finding.text().zh()).doesNotContain("应为");
  }

  @ParameterizedTest
  @MethodSource("slips")
  void aCommentExplainsItIfOneReportAloneSaysSo(
      OccupancyFigure figure, BigDecimal factor, BigDecimal slipped) {
    var finding = slip(figure, slipped, Reports.last(usual()));
    assertThat(finding).isNotNull();
    assertThat(finding.rule()).isEqualTo(FigureRule.UNIT_SLIP_SUSPECTED);
    assertThat(finding.text().en()).contains("say why in comment");
  }

  @ParameterizedTest
  @CsvSource({"10", "100"})
  void askForACommentOnlyIfThePointIsMisplaced(BigDecimal factor) {
    figures()
        .filter(figure -> FigureGroup.of(figure) != FigureGroup.LUMPY)
        .forEach(
            figure -> {
              for (var slipped :
                  List.of(usual(figure).multiply(factor), usual(figure).divide(factor))) {
                assertThat(slip(figure, slipped, Reports.history())).as("%s", figure).isNull();
                var jump =
                    Jumps.of(
                        figure,
                        slipped,
                        Reports.history(),
                        RuleLimits.DEFAULT,
                        Reports.corrections(with(figure, slipped)));
                assertThat(jump).as("%s", figure).isNotNull();
                assertThat(jump.text().en())
                    .contains("misplaced decimal point", Factors.plain(usual(figure)));
              }
            });
  }

  /** Between the factors nothing is offered, and nothing passes. */
  @ParameterizedTest
  @CsvSource({
    "316, false",
    "317, true",
    "3162, true",
    "31000, true",
    "400000, true",
    "3170000, true",
    "400000000, true"
  })
  void leavesNoGapBetweenTheFactors(BigDecimal factor, boolean slip) {
    for (var amount :
        List.of(
            usual(OccupancyFigure.OUTPUT).multiply(factor),
            usual(OccupancyFigure.OUTPUT).divide(factor, 12, java.math.RoundingMode.HALF_UP))) {
      assertThat(slip(OccupancyFigure.OUTPUT, amount, Reports.last(usual())) != null)
          .isEqualTo(slip);
    }
  }

  /** The nearest factor is offered, also if the figure changed as well. */
  @ParameterizedTest
  @CsvSource({
    "7906, 10000, 1976500",
    "3000, 1000, 7500000",
    "50000, 10000, 12500000",
    "100000, 10000, 25000000",
    "1000000, 10000000, 250000",
    "1000000000, 100000000, 25000000"
  })
  void offersTheNearestFactor(BigDecimal times, String factor, String meant) {
    var amount = usual(OccupancyFigure.OUTPUT).multiply(times);
    var finding = slip(OccupancyFigure.OUTPUT, amount, Reports.last(usual()));
    assertThat(finding).isNotNull();
    assertThat(finding.text().en())
        .contains("× " + factor + ":", "it should be " + meant + " yuan");
  }

  @Test
  void offersNothingIfNoFactorIsNear() {
    var amount = usual(OccupancyFigure.OUTPUT).multiply(new BigDecimal("400000"));
    var finding = slip(OccupancyFigure.OUTPUT, amount, Reports.last(usual()));
    assertThat(finding).isNotNull();
    assertThat(finding.text().en())
        .contains("more than 316.3 times off", "2500000 yuan")
        .doesNotContain("should be");
  }

  /** 12,000 in a column of ten thousands of square metres, for a building of 15,000 m². */
  @Test
  void suspectsTheUnitOfTheFirstReportByTheFloorArea() {
    var finding =
        slip(OccupancyFigure.USABLE_AREA, new BigDecimal("120000000"), Reports.first(Map.of()));
    assertThat(finding).isNotNull();
    assertThat(finding.text().zh())
        .contains("建筑面积 × 10000", "m²/万m²", "应为 12000 m²", "建筑面积 15000 m²");
    assertThat(
            found(
                with(OccupancyFigure.USABLE_AREA, new BigDecimal("120000000")),
                true,
                Reports.first(Map.of())))
        .containsExactly("usableAreaM2 above-floor-area", "usableAreaM2 unit-slip-suspected");
    assertThat(
            found(
                with(OccupancyFigure.USABLE_AREA, new BigDecimal("1.2")),
                false,
                Reports.first(Map.of())))
        .contains("usableAreaM2 unit-slip-suspected");
  }

  /** A first report of 250 yuan where peers of this size have about two million. */
  @Test
  void suspectsTheUnitOfTheFirstReportByThePeers() {
    var finding =
        slip(OccupancyFigure.OUTPUT, new BigDecimal("250"), Reports.first(Reports.peers()));
    assertThat(finding).isNotNull();
    assertThat(finding.rule()).isEqualTo(FigureRule.UNIT_SLIP_SUSPECTED);
    assertThat(finding.text().zh()).contains("同类平台按户数折算", "应为 2500000 元");
  }

  @Test
  void floorAreaAndPeersTogetherAreEnough() {
    var known = Reports.first(Reports.peers());
    var finding = slip(OccupancyFigure.OCCUPIED_AREA, new BigDecimal("0.76"), known);
    assertThat(finding).isNotNull();
    assertThat(finding.rule()).isEqualTo(FigureRule.UNIT_SLIP);
    assertThat(finding.text().en()).contains("7600 m²", "the floor area", "peers");
  }

  /** What was mistaken before must not make the right figure impossible. */
  @Test
  void isNotSuspectIfOneComparisonHolds() {
    var mistaken = with(OccupancyFigure.OUTPUT, new BigDecimal("250"));
    var right = usual(OccupancyFigure.OUTPUT);
    for (var known :
        List.of(
            new Comparisons(
                null, Reports.september(mistaken), true, Reports.august(usual()), null, Map.of()),
            new Comparisons(
                null,
                Reports.september(mistaken),
                true,
                Reports.august(mistaken),
                Reports.october2025(usual()),
                Map.of()),
            new Comparisons(
                null,
                Reports.september(mistaken),
                true,
                Reports.august(mistaken),
                null,
                Reports.peers()))) {
      assertThat(slip(OccupancyFigure.OUTPUT, right, known)).isNull();
    }
    var small =
        new Comparisons(
            null, Reports.september(mistaken), true, Reports.august(mistaken), null, Map.of());
    var finding = slip(OccupancyFigure.OUTPUT, right, small);
    assertThat(finding).isNotNull();
    assertThat(finding.rule())
        .as("a small figure of before leaves it to the comment")
        .isEqualTo(FigureRule.UNIT_SLIP_SUSPECTED);
  }

  @Test
  void aLargeFirmThatComesWithItsPeopleIsNoSlip() {
    var figures = with(OccupancyFigure.OUTPUT, new BigDecimal("2500000000"));
    assertThat(found(figures, false, Reports.history()))
        .containsExactly("outputYuan unit-slip-suspected");
    figures.put(OccupancyFigure.EMPLOYEES, new BigDecimal("400000"));
    assertThat(found(figures, false, Reports.history()))
        .containsExactlyInAnyOrder("employees jump-from-last", "outputYuan jump-from-last");
  }

  @Test
  void anAreaMayAskForMoreComparisonsOrFewer() {
    var slipped = with(OccupancyFigure.OUTPUT, new BigDecimal("250"));
    var known =
        new Comparisons(
            null, Reports.september(usual()), true, Reports.august(usual()), null, Reports.peers());
    var severities = new ArrayList<String>();
    for (var comparisons : List.of(1, 2, 3, 4)) {
      var limits = new RuleLimits(200, 300, 400, 2, 5, comparisons);
      Findings.of(given(slipped, false), known, limits, Reports.NO_FORM)
          .forEach(finding -> severities.add(finding.rule().id()));
    }
    assertThat(severities)
        .containsExactly("unit-slip", "unit-slip", "unit-slip-suspected", "unit-slip-suspected");
  }

  private static final List<String> SCALES = List.of("1", "10", "0.1", "37", "1000");

  /** The guard compares by factors, so it finds the same at every size. */
  @ParameterizedTest
  @FieldSource("SCALES")
  void findsTheSameAtEverySize(BigDecimal scale) {
    var last = with(OccupancyFigure.OUTPUT, usual(OccupancyFigure.OUTPUT).multiply(scale));
    for (var factor : List.of("1", "4.9", "300", "320", "1000", "20000", "50000", "1e7")) {
      var value = last.get(OccupancyFigure.OUTPUT).multiply(new BigDecimal(factor));
      var known = Reports.last(last);
      assertThat(slip(OccupancyFigure.OUTPUT, value, known) != null)
          .as("× %s", factor)
          .isEqualTo(new BigDecimal(factor).compareTo(new BigDecimal("316.3")) > 0);
    }
  }

  private static Finding slip(OccupancyFigure figure, BigDecimal value, Comparisons known) {
    return UnitSlips.of(
        figure,
        value,
        given(with(figure, value), false),
        known,
        RuleLimits.DEFAULT,
        Reports.corrections(with(figure, value)));
  }
}

package dev.zhihe.platforms.occupancy.rule;

import static dev.zhihe.platforms.occupancy.rule.Reports.found;
import static dev.zhihe.platforms.occupancy.rule.Reports.given;
import static dev.zhihe.platforms.occupancy.rule.Reports.usual;
import static dev.zhihe.platforms.occupancy.rule.Reports.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsTest {
  private static final Comparisons LAST_AND_FLOOR =
      new Comparisons(Reports.FLOOR_AREA, Reports.september(usual()), true, null, null, Map.of());

  @Test
  void aReportThatEqualsTheLastOneIsAskedNothing() {
    assertThat(found(usual(), false, Reports.history())).isEmpty();
    // Not even where everything else speaks against it: it was asked about when it first came.
    var strange = with(OccupancyFigure.OUTPUT, new BigDecimal("250"));
    var known =
        new Comparisons(
            Reports.FLOOR_AREA,
            Reports.september(strange),
            true,
            Reports.august(usual()),
            Reports.october2025(usual()),
            Reports.peers());
    assertThat(found(strange, false, known)).isEmpty();
  }

  /** Bounds of each limit: at it nothing, just beyond it a question. */
  @ParameterizedTest
  @CsvSource({
    "OCCUPIED_AREA, 7600, 3800, 3799.99, jump-from-last",
    "USABLE_AREA, 12000, 24000, 24000.01, jump-from-last",
    "EMPLOYEES, 400, 800, 801, jump-from-last",
    "EMPLOYEES, 400, 200, 199, jump-from-last",
    "TECH_FIRMS, 30, 15, 14, jump-from-last",
    "OUTPUT, 2500000, 7500000, 7500000.01, jump-from-last",
    "TAXES, 150000, 50000, 49999.99, jump-from-last",
    "REVENUE, 9999, 30000, 30000, jump-from-last",
    "EMPLOYEES, 4, 9, 10, jump-from-last",
    "PUBLIC_SERVICE_AREA, 30, 99, 100, jump-from-last",
  })
  void asksBeyondTheLimitsOfAJump(
      OccupancyFigure figure, BigDecimal last, BigDecimal usual, BigDecimal strange, String rule) {
    var known = Reports.last(with(figure, last));
    assertThat(jump(figure, usual, known))
        .isEqualTo(usual.equals(strange) ? List.of(rule) : List.of());
    assertThat(jump(figure, strange, known)).containsExactly(rule);
  }

  @Test
  void asksWhatFellToNothing() {
    var known = Reports.last(usual());
    assertThat(jump(OccupancyFigure.OUTPUT, BigDecimal.ZERO, known))
        .containsExactly("jump-from-last");
    assertThat(jump(OccupancyFigure.TECH_FIRMS, BigDecimal.ZERO, known))
        .containsExactly("jump-from-last");
    assertThat(
            jump(
                OccupancyFigure.OUTPUT,
                new BigDecimal("1000000"),
                Reports.last(with(OccupancyFigure.OUTPUT, BigDecimal.ZERO))))
        .as("nothing is compared with 0")
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"625000, 624999.99", "10000000, 10000000.01"})
  void asksBesideTheYearBefore(BigDecimal usual, BigDecimal strange) {
    var known = new Comparisons(null, null, false, null, Reports.october2025(usual()), Map.of());
    assertThat(jump(OccupancyFigure.OUTPUT, usual, known)).isEmpty();
    assertThat(jump(OccupancyFigure.OUTPUT, strange, known))
        .containsExactly("jump-from-year-before");
  }

  /** 44 tenants at the end of September, 12 in October, and nobody left. */
  @Test
  void tenantsDoNotVanish() {
    var figures = with(OccupancyFigure.TENANTS, new BigDecimal("12"));
    figures.put(OccupancyFigure.NEW_TENANTS, BigDecimal.ZERO);
    figures.put(OccupancyFigure.LEFT_TENANTS, BigDecimal.ZERO);
    figures.put(OccupancyFigure.GRADUATED_TENANTS, BigDecimal.ZERO);
    figures.put(OccupancyFigure.TECH_FIRMS, new BigDecimal("12"));
    figures.put(OccupancyFigure.HIGH_TECH_FIRMS, new BigDecimal("6"));
    var known = Reports.last(usual());
    assertThat(found(figures, true, known)).containsExactly("tenants tenants-add-up");
    figures.put(OccupancyFigure.TENANTS_AT_START, new BigDecimal("12"));
    assertThat(found(figures, false, known))
        .containsExactlyInAnyOrder(
            "tenantsAtStart tenants-carried-over",
            "tenants jump-from-last",
            "techFirms jump-from-last");
    assertThat(found(figures, true, known)).isEmpty();
  }

  @Test
  void theStartIsComparedWithTheMonthJustBeforeAlone() {
    var figures = with(OccupancyFigure.TENANTS_AT_START, new BigDecimal("45"));
    figures.put(OccupancyFigure.TENANTS, new BigDecimal("45"));
    var july = Reports.september(usual());
    assertThat(found(figures, false, new Comparisons(null, july, false, null, null, Map.of())))
        .isEmpty();
    assertThat(found(figures, false, new Comparisons(null, july, true, null, null, Map.of())))
        .containsExactly("tenantsAtStart tenants-carried-over");
  }

  /** Of 20 peers the quartiles are 0.75 and 1.5 times the median: their ratio is 2, squared 4. */
  @ParameterizedTest
  @CsvSource({"13200000, 13200000.01", "412500, 412499.99"})
  void asksWhatIsFarBeyondTheQuartilesOfItsPeers(BigDecimal usual, BigDecimal strange) {
    var known = Reports.first(Reports.peers());
    assertThat(found(with(OccupancyFigure.OUTPUT, usual), false, known)).isEmpty();
    assertThat(found(with(OccupancyFigure.OUTPUT, strange), false, known))
        .containsExactly("outputYuan outlier-among-peers");
    assertThat(found(with(OccupancyFigure.OUTPUT, strange), true, known)).isEmpty();
  }

  /** Peers that are all the same leave room for a factor of 2. */
  @ParameterizedTest
  @CsvSource({"880, 881", "220, 219"})
  void peersThatAreAlikeDoNotMakeADifferenceStrange(BigDecimal usual, BigDecimal strange) {
    var each = new BigDecimal("10");
    var known =
        Reports.first(Map.of(OccupancyFigure.EMPLOYEES, new Quartiles(each, each, each, 5)));
    assertThat(found(with(OccupancyFigure.EMPLOYEES, usual), false, known)).isEmpty();
    assertThat(found(with(OccupancyFigure.EMPLOYEES, strange), false, known))
        .containsExactly("employees outlier-among-peers");
  }

  /** Of 44 tenants in a first month: 22,000,000 yuan are usual, and not less than 10,000. */
  @ParameterizedTest
  @CsvSource({
    "22000000, , ",
    "22000000.01, ÷ 10 =, 2200000",
    "30000000, ÷ 10 =, 3000000",
    "300000000, ÷ 100 =, 3000000",
    "30000000000, ÷ 10000 =, 3000000",
    "300, × 10000 =, 3000000",
    "9999.99, × 1000 =, 9999990",
    "10000, , "
  })
  void asksAboutInvestmentThatNothingIsComparedWith(
      BigDecimal investment, String factor, String meant) {
    var figures = with(OccupancyFigure.INVESTMENT_RECEIVED, investment);
    var known = Reports.first(Map.of());
    assertThat(found(figures, false, known))
        .isEqualTo(
            factor == null ? List.of() : List.of("investmentReceivedYuan investment-unusual"));
    assertThat(found(figures, true, known)).isEmpty();
    if (factor != null) {
      assertThat(
              Findings.of(given(figures, false), known, RuleLimits.DEFAULT, Reports.NO_FORM)
                  .getFirst()
                  .text()
                  .en())
          .contains(factor + " " + meant + " yuan");
    }
    assertThat(found(figures, false, Reports.first(Reports.peers())))
        .as("peers say what is usual")
        .doesNotContain("investmentReceivedYuan investment-unusual");
  }

  @ParameterizedTest
  @CsvSource({
    "4000000, false",
    "4000000.01, true",
    "8000000, true",
    "80000000, true",
    "80000, true",
    "8000, true",
    "160000, false"
  })
  void asksAboutInvestmentThatIsFarOffAnEarlierOne(BigDecimal investment, boolean asked) {
    var figures = with(OccupancyFigure.INVESTMENT_RECEIVED, investment);
    assertThat(found(figures, false, Reports.history()))
        .isEqualTo(asked ? List.of("investmentReceivedYuan investment-jump") : List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "3000000, 150000, false",
    "100000, 100000, false",
    "100000, 100000.01, true",
    "0, 9999, false",
    "0, 10000, true"
  })
  void asksWhyMoreTaxesArePaidThanIsEarned(BigDecimal revenue, BigDecimal taxes, boolean asked) {
    var figures = with(OccupancyFigure.REVENUE, revenue);
    figures.put(OccupancyFigure.TAXES, taxes);
    var known = Reports.first(Map.of());
    assertThat(found(figures, false, known))
        .isEqualTo(asked ? List.of("taxesYuan taxes-above-revenue") : List.of());
    assertThat(found(figures, true, known)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"3000, false", "2999.99, true"})
  void asksWhenTheUsableAreaIsAFractionOfTheBuilding(BigDecimal usable, boolean asked) {
    var figures = new EnumMap<OccupancyFigure, BigDecimal>(OccupancyFigure.class);
    figures.put(OccupancyFigure.USABLE_AREA, usable);
    assertThat(found(figures, false, Reports.first(Map.of())))
        .isEqualTo(asked ? List.of("usableAreaM2 far-below-floor-area") : List.of());
  }

  @Test
  void aNilReportAndAnAmendmentSayWhy() {
    var nothing = Reports.first(Map.of());
    assertThat(ids(ReportedFigures.of(true, false, false, figure -> null), nothing))
        .containsExactly("nil-says-why");
    assertThat(ids(ReportedFigures.of(true, false, true, figure -> null), nothing)).isEmpty();
    assertThat(ids(ReportedFigures.of(true, false, true, usual()::get), nothing))
        .hasSize(usual().size())
        .containsOnly("nil-report");
    assertThat(ids(ReportedFigures.of(false, true, false, usual()::get), nothing))
        .containsExactly("amendment-says-why");
  }

  /** It is refused anyway: what is meant is told, and no comment is asked for. */
  @ParameterizedTest
  @CsvSource({
    "USABLE_AREA, 120000000, above-floor-area, unit-slip-suspected, 12000 m²",
    "USABLE_AREA, 1500000, above-floor-area, jump-from-last, 15000 m²",
    "USABLE_AREA, 120000, above-floor-area, jump-from-last, 12000 m²",
    "OCCUPIED_AREA, 76000, above-usable, jump-from-last, 7600 m²",
    "INCUBATION_AREA, 90000000, above-usable, unit-slip-suspected, 9000 m²"
  })
  void whereAHardRuleRefusesASlipNoCommentIsSaidToHelp(
      OccupancyFigure figure, BigDecimal slipped, String hard, String soft, String meant) {
    var findings = at(figure, with(figure, slipped), false, LAST_AND_FLOOR);
    assertThat(findings).extracting(one -> one.rule().id()).containsExactly(hard, soft);
    assertThat(findings)
        .noneMatch(one -> one.text().en().contains("comment") || one.text().zh().contains("说明"));
    assertThat(findings.getLast().errorCode()).isEqualTo("unit-slip");
    assertThat(findings.getLast().text().en()).contains("it should be " + meant);
    assertThat(at(figure, with(figure, slipped), true, LAST_AND_FLOOR))
        .as("a comment does not hide what is meant")
        .isEqualTo(findings);
  }

  /** 1.2 in ten thousands of square metres: then nothing else fits into it either. */
  @Test
  void noCommentHelpsAnAreaThatIsTooSmallForTheOthers() {
    var figures = with(OccupancyFigure.USABLE_AREA, new BigDecimal("1200"));
    var finding = at(OccupancyFigure.USABLE_AREA, figures, false, Reports.first(Map.of()));
    assertThat(finding).hasSize(1);
    assertThat(finding.getFirst().text().zh())
        .isEqualTo("不足建筑面积（15000 m²）的五分之一（与建筑面积 15000 m² 相比，疑为小数点错位：× 10，应为 12000 m²）");
    assertThat(finding.getFirst().errorCode()).isEqualTo("unit-slip");
  }

  /** The usable area may be what is wrong. Then the comment is needed still. */
  @Test
  void asksForTheCommentThatIsNeededOnceAnotherFigureIsRight() {
    var figures = with(OccupancyFigure.OCCUPIED_AREA, new BigDecimal("12100"));
    var known = Reports.last(with(OccupancyFigure.OCCUPIED_AREA, new BigDecimal("5000")));
    assertThat(at(OccupancyFigure.OCCUPIED_AREA, figures, false, known))
        .extracting(one -> one.rule().id(), Finding::errorCode)
        .containsExactly(
            tuple("above-usable", "above-usable"), tuple("jump-from-last", "comment-required"));
    var building = with(OccupancyFigure.USABLE_AREA, new BigDecimal("25000"));
    assertThat(at(OccupancyFigure.USABLE_AREA, building, false, LAST_AND_FLOOR))
        .as("the usable area itself is wrong")
        .extracting(one -> one.rule().id())
        .containsExactly("above-floor-area");
  }

  /** Nothing came before: the floor area and the peers say that the point is misplaced. */
  @ParameterizedTest
  @CsvSource({
    "USABLE_AREA, 120000, above-floor-area, 建筑面积 15000 m²,÷ 10，应为 12000 m²",
    "USABLE_AREA, 1200000, above-floor-area, 建筑面积 15000 m²,÷ 100，应为 12000 m²",
    "USABLE_AREA, 1200, far-below-floor-area, 建筑面积 15000 m²,× 10，应为 12000 m²",
    "USABLE_AREA, 120, far-below-floor-area, 建筑面积 15000 m²,× 100，应为 12000 m²",
    "OCCUPIED_AREA, 76000, outlier-among-peers, 同类平台,约差 10 倍，如为小数点错位，应为 7600 m²",
    "OCCUPIED_AREA, 76, outlier-among-peers, 同类平台,约差 100 倍，如为小数点错位，应为 7600 m²",
    "OUTPUT, 25000000, outlier-among-peers, 同类平台,约差 10 倍，如为小数点错位，应为 2500000 元",
    "OUTPUT, 250000000, outlier-among-peers, 同类平台,约差 100 倍，如为小数点错位，应为 2500000 元",
    "OUTPUT, 250000, outlier-among-peers, 同类平台,约差 10 倍，如为小数点错位，应为 2500000 元",
    "OUTPUT, 25000, outlier-among-peers, 同类平台,约差 100 倍，如为小数点错位，应为 2500000 元",
    "TAXES, 1500, outlier-among-peers, 同类平台,约差 100 倍，如为小数点错位，应为 150000 元"
  })
  void aFirstReportIsToldWhatIsMeantIfThePointIsMisplaced(
      OccupancyFigure figure, BigDecimal slipped, String rule, String beside, String meant) {
    assertThat(at(figure, with(figure, slipped), false, Reports.first(Reports.peers())))
        .filteredOn(one -> one.rule().id().equals(rule))
        .singleElement()
        .satisfies(one -> assertThat(one.text().zh()).contains(beside, meant))
        .satisfies(one -> assertThat(one.text().en()).contains("misplaced decimal point"));
  }

  /** Without peers, an area above the usable one is compared with the floor area. */
  @Test
  void aHardRuleTellsWhatIsMeantToo() {
    var figures = with(OccupancyFigure.OCCUPIED_AREA, new BigDecimal("76000"));
    var first = at(OccupancyFigure.OCCUPIED_AREA, figures, true, Reports.first(Map.of()));
    assertThat(first).extracting(one -> one.rule().id()).containsExactly("above-usable");
    assertThat(first.getFirst().text().en()).contains("÷ 10, so it should be 7600 m²");
    var soundAndLarge = with(OccupancyFigure.OCCUPIED_AREA, new BigDecimal("13000"));
    assertThat(
            at(OccupancyFigure.OCCUPIED_AREA, soundAndLarge, true, Reports.first(Map.of()))
                .getFirst()
                .text()
                .en())
        .doesNotContain("should be");
  }

  private static List<Finding> at(
      OccupancyFigure figure,
      Map<OccupancyFigure, BigDecimal> figures,
      boolean commented,
      Comparisons known) {
    var limits = new RuleLimits(200, 300, 400, 2, 5, 3); // a comment explains two comparisons
    return Findings.of(given(figures, commented), known, limits, Reports.NO_FORM).stream()
        .filter(one -> one.field().equals(figure.property()))
        .toList();
  }

  /** Whatever is reported, a comment leaves nothing but what is wrong by itself. */
  @Test
  void aCommentAlwaysExplainsWhatOnlyAsksForOne() {
    var random = new Random(18);
    for (int i = 0; i < 5_000; i++) {
      var figures = arbitrary(random);
      var known =
          new Comparisons(
              random.nextBoolean() ? Reports.FLOOR_AREA : null,
              random.nextBoolean() ? Reports.september(arbitrary(random)) : null,
              random.nextBoolean(),
              random.nextBoolean() ? Reports.august(arbitrary(random)) : null,
              random.nextBoolean() ? Reports.october2025(arbitrary(random)) : null,
              random.nextBoolean() ? Reports.peers() : Map.of());
      var without = Findings.of(given(figures, false), known, RuleLimits.DEFAULT, Reports.NO_FORM);
      var with = Findings.of(given(figures, true), known, RuleLimits.DEFAULT, Reports.NO_FORM);
      assertThat(with)
          .containsExactlyElementsOf(
              without.stream().filter(finding -> !finding.commentExplains()).toList());
      assertThat(with)
          .as("what is kept beside a comment is refused by a hard rule")
          .allMatch(
              finding ->
                  finding.rule().severity() == RuleSeverity.HARD
                      || without.stream()
                          .anyMatch(one -> one.rule().severity() == RuleSeverity.HARD))
          .noneMatch(finding -> finding.text().en().contains("say why in comment"));
      assertThat(with)
          .as("no figure is asked about twice")
          .doesNotHaveDuplicates()
          .allMatch(finding -> !finding.text().zh().contains("null"));
    }
  }

  /** Of any size, also none, and of any sign. */
  private static Map<OccupancyFigure, BigDecimal> arbitrary(Random random) {
    var figures = new EnumMap<OccupancyFigure, BigDecimal>(OccupancyFigure.class);
    for (var figure : OccupancyFigure.values()) {
      if (random.nextInt(5) > 0) {
        var size = BigDecimal.TEN.pow(random.nextInt(11));
        figures.put(
            figure,
            new BigDecimal(random.nextInt(-1, 10)).multiply(size).movePointLeft(random.nextInt(3)));
      }
    }
    return figures;
  }

  private static List<String> jump(OccupancyFigure figure, BigDecimal value, Comparisons known) {
    var finding =
        Jumps.of(
            figure, value, known, RuleLimits.DEFAULT, Reports.corrections(with(figure, value)));
    return finding == null ? List.of() : List.of(finding.rule().id());
  }

  private static List<String> ids(ReportedFigures given, Comparisons known) {
    return Findings.of(given, known, RuleLimits.DEFAULT, Reports.NO_FORM).stream()
        .map(finding -> finding.rule().id())
        .toList();
  }
}

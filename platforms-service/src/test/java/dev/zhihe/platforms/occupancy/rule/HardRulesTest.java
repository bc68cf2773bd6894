package dev.zhihe.platforms.occupancy.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardRulesTest {
  /** Figures in the order of the report: three areas, seven counts, the output. */
  private static final List<String> ORDER =
      List.of(
          "usableAreaM2",
          "incubationAreaM2",
          "occupiedAreaM2",
          "tenants",
          "newTenants",
          "graduatedTenants",
          "leftTenants",
          "highTechFirms",
          "techFirms",
          "employees",
          "outputYuan",
          "tenantsAtStart",
          "publicServiceAreaM2",
          "universityLinkedFirms",
          "revenueYuan",
          "patentsGranted");

  private static final BigDecimal FLOOR_AREA = new BigDecimal("9999999999.99");
  private static final String SOUND = "100 100 100 5 5 0 0 5 5 9 0.01";

  @Test
  void acceptsFiguresAtTheirBounds() {
    assertThat(broken(SOUND)).isEmpty();
    assertThat(broken("0 0 0 0 0 0 0 0 0 0 0")).isEmpty();
    assertThat(broken("9999999999.99 - 12.50 999999999 0 7 - - - - 9999999999999.99")).isEmpty();
    assertThat(broken("100 100 100 10 15 15 10 5 5 9 1 20")).as("who entered left again").isEmpty();
    assertThat(broken("100 60 100 5 5 0 0 5 5 9 0.01 0 40")).isEmpty();
    assertThat(broken("1E+3 - 1000 5.0 5 0 - - - - 1.10")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "100 100.01 100 5 5 0 0 5 5 9 1, incubationAreaM2 above-usable",
    "100 100 100.01 5 5 0 0 5 5 9 1, occupiedAreaM2 above-usable",
    "100 100 100 5 5 0 0 6 - 9 1, highTechFirms above-tenants",
    "100 100 100 5 5 0 0 5 6 9 1, techFirms above-tenants",
    "100 -1 100 5 5 0 0 5 5 9 1, incubationAreaM2 negative",
    "100 100 -1 5 5 0 0 5 5 9 1, occupiedAreaM2 negative",
    "100 100 100 5 -5 0 0 5 5 9 1, newTenants negative",
    "100 100 100 5 5 -1 0 5 5 9 1, graduatedTenants negative",
    "100 100 100 5 5 0 -1 5 5 9 1, leftTenants negative",
    "100 100 100 5 5 0 0 -1 5 9 1, highTechFirms negative",
    "100 100 100 5 5 0 0 5 -1 9 1, techFirms negative",
    "100 100 100 5 5 0 0 5 5 -1 1, employees negative",
    "100 100 100 5 5 0 0 5 5 9 -0.01, outputYuan negative",
    "100 99.999 100 5 5 0 0 5 5 9 1, incubationAreaM2 square-metres",
    "10000000000 1 1 5 5 0 0 5 5 9 1, usableAreaM2 square-metres",
    "100 100 100 5.5 5 0 0 5 5 9 1, tenants whole-number",
    "100 100 100 5 5 0 0 5 5 1000000000 1, employees whole-number",
    "100 100 100 5 5 0 0 5 5 9 1.001, outputYuan yuan",
    "100 100 100 5 5 0 0 5 5 9 10000000000000, outputYuan yuan",
    "100 100 100 5 5 0 0 5 5 9 1 1, tenants tenants-add-up",
    "100 100 100 5 5 2 1 5 5 9 1 2, tenants tenants-add-up",
    "100 100 100 5 5 0 0 5 5 9 1 0 101, publicServiceAreaM2 above-usable",
    "100 99 100 5 5 0 0 5 5 9 1 0 1 6, universityLinkedFirms above-tenants",
    "100 99 100 5 5 0 0 5 5 9 1 0 1 1 -1, revenueYuan negative",
    "100 99 100 5 5 0 0 5 5 9 1 0 1 1 1 1.5, patentsGranted whole-number",
    "100 99 100 5 5 0 0 5 5 9 1 0 1.01, incubationAreaM2 incubation-and-service-area",
    "100 1 100 5 5 0 0 5 5 9 1 0 100, incubationAreaM2 incubation-and-service-area",
    "100 100 100 5 5 0 0 5 4 9 1, highTechFirms above-tech-firms",
    "100 100 100 5 5 0 0 1 0 9 1, highTechFirms above-tech-firms",
  })
  void namesTheOneRuleThatIsBroken(String figures, String expected) {
    assertThat(broken(figures)).containsExactly(expected);
  }

  @Test
  void namesEverythingThatIsBrokenAtOnce() {
    assertThat(broken("4 5 6 2 3 -3 0.5 1 3 9 1.005"))
        .containsExactlyInAnyOrder(
            "incubationAreaM2 above-usable",
            "occupiedAreaM2 above-usable",
            "graduatedTenants negative",
            "leftTenants whole-number",
            "techFirms above-tenants",
            "outputYuan yuan");
  }

  @Test
  void namesAWrongFigureOnceAndComparesNothingWithIt() {
    assertThat(broken("-1.005 5 6 -2.5 1 0 0 1 1 9 1"))
        .containsExactlyInAnyOrder("usableAreaM2 negative", "tenants negative");
  }

  @Test
  void findsNothingWrongWithFiguresThatAreMissing() {
    assertThat(broken("- - - - - - - - - - -")).isEmpty();
    assertThat(broken("- 5 5 - 1 - - 1 1 - -")).isEmpty();
  }

  private static List<String> broken(String figures) {
    var given = new EnumMap<OccupancyFigure, BigDecimal>(OccupancyFigure.class);
    var values = figures.split(" ", -1);
    for (int i = 0; i < values.length; i++) {
      if (!values[i].equals("-")) {
        given.put(
            Objects.requireNonNull(OccupancyFigure.of(ORDER.get(i))), new BigDecimal(values[i]));
      }
    }
    var broken = new ArrayList<String>();
    new HardRules(
            ReportedFigures.of(false, false, false, given::get),
            Reports.NO_FORM,
            finding -> {
              assertThat(finding.text().zh()).isNotBlank();
              assertThat(finding.text().en()).isNotBlank();
              broken.add(finding.field() + " " + finding.rule().errorCode());
            })
        .check(FLOOR_AREA);
    return broken;
  }
}

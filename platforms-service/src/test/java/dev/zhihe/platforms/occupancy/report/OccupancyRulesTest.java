package dev.zhihe.platforms.occupancy.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.json.Views;
import dev.zhihe.platforms.period.ReportingPeriodView;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OccupancyRulesTest {
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
    assertThat(broken("1E+3 - 1000 5.0 5 0 - - - - 1.10")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "100 100.01 100 5 5 0 0 5 5 9 1, incubationAreaM2 above-usable",
    "100 100 100.01 5 5 0 0 5 5 9 1, occupiedAreaM2 above-usable",
    "100 100 100 5 6 0 0 5 5 9 1, newTenants above-tenants",
    "100 100 100 5 5 0 0 6 5 9 1, highTechFirms above-tenants",
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
    "100 100 100 5 5 0 0 5 5 9 1 0 1 6, universityLinkedFirms above-tenants",
    "100 100 100 5 5 0 0 5 5 9 1 0 1 1 -1, revenueYuan negative",
    "100 100 100 5 5 0 0 5 5 9 1 0 1 1 1 1.5, patentsGranted whole-number",
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
            "newTenants above-tenants",
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

  @ParameterizedTest
  @CsvSource({
    "2026-10-31, 000000, 2026-11-01, ''",
    "2026-10-31, 000000, 2026-10-31, period not-over",
    "2026-10-31, 000000, 2026-10-30, period not-over",
    "2026-10-31, 500106, 2026-11-01, period elsewhere",
  })
  void wantsAPeriodOfThePlatformsAreaThatIsOver(
      LocalDate end, String area, LocalDate today, String expected) {
    var broken = new ArrayList<String>();
    var period =
        new ReportingPeriodView("000000-x", "000000", end.withDayOfMonth(1), end, end, end, null);
    new OccupancyRules((field, code, zh, en, arguments) -> broken.add(field + " " + code))
        .check(period, area, today);
    assertThat(String.join(",", broken)).isEqualTo(expected);
  }

  private static List<String> broken(String figures) {
    var broken = new ArrayList<String>();
    var json = new StringJoiner(",", "{", "}");
    json.add("\"platform\":\"p\",\"period\":\"q\"");
    var figure = figures.split(" ", -1);
    for (int i = 0; i < figure.length; i++) {
      if (!figure[i].equals("-")) {
        json.add("\"%s\":%s".formatted(ORDER.get(i), figure[i]));
      }
    }
    new OccupancyRules(
            (field, code, zh, en, arguments) -> {
              assertThat(zh.formatted(arguments)).isNotBlank();
              assertThat(en.formatted(arguments)).isNotBlank();
              broken.add(field + " " + code);
            })
        .check(Views.read(json.toString(), NewOccupancyReport.class), FLOOR_AREA);
    return broken;
  }
}

package dev.zhihe.platforms.rollup;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asOperator;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.kit.sql.Sql;
import dev.zhihe.platforms.Parks;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What accepted reports add up to, by example. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OccupancyRollupTest {
  @Inject DataSource source;

  private static final String PATH = "/v1/occupancy-rollups";

  @Test
  void addsUpAcceptedReportsByOnePropertyOrTwo() {
    loaded("188101");
    accepted("188101", 1, "2026-09", "10000", "8000", 40, 3, "1000000.50");
    accepted("188101", 1, "2026-10", "10000", "7500.5", 42, 4, "1000000.25");
    accepted("188101", 2, "2026-09", "20000", "5000", 10, 0, "500000");
    submitted("188101", 3, "2026-10", "90000", "90000", 900, 9, "9");
    given()
        .get(PATH + "?area=188101&by=type")
        .then()
        .statusCode(200)
        .body("additive", equalTo(true))
        .body("kind", equalTo("month"))
        .body("items.type", contains("innovation_park", "park"))
        .body("items.platforms", contains(1, 2))
        .body("items.platformsReporting", contains(1, 1))
        // each platform's latest month: 5,000 of 20,000, and 7,500.5 of 10,000
        .body("items.occupancyRatePercent", contains(25.0f, 75.01f))
        .body("items.tenants", contains(10, 42))
        .body("items.newTenants", contains(0, 7))
        .body("items.oldestPeriodEnd", contains("2026-09-30", "2026-10-31"))
        .body(containsString("\"usableAreaM2\":30000,"))
        .body(containsString("\"occupiedAreaM2\":12500.5,\"occupancyRatePercent\":41.67,"))
        .body(containsString("\"outputYuan\":2500000.75"))
        .body("total.platforms", equalTo(3))
        .body("total.platformsReporting", equalTo(2))
        .body("total.reports", equalTo(3))
        .body("total.employees", nullValue())
        .body("definitions.code", contains("occupancy-rate-1", "incubation-share-1"));
    given()
        .get(PATH + "?area=188101&by=type,operator&on=2026-09-30")
        .then()
        .body("on", equalTo("2026-09-30"))
        .body("items.operator", contains("188101-op-1", "188101-op-1"))
        .body("items.tenants", contains(10, 40))
        .body("total.reports", equalTo(2));
    given()
        .get(PATH + "?area=188101&by=platform&format=csv&from=2026-10-01")
        .then()
        .body(containsString("platform,platforms,platformsReporting,reports,"))
        .body(containsString("188101-pf-1,1,1,1,0,2026-10-31,2026-10-31,2026-10-01,10000,"))
        .body(containsString("188101-pf-2,1,0,0,0,,,,"))
        .body(containsString("合计 total,3,1,1,"))
        .body(not(containsString("periodStart")));
    given().get(PATH + "?area=188101&by=period&format=xlsx").then().statusCode(200);
    given()
        .get(PATH + "?area=188101&by=operator&period=188101-2026-m09")
        .then()
        .body("period", equalTo("188101-2026-m09"))
        .body("kind", nullValue())
        .body("total.reports", equalTo(2));
  }

  @Test
  void showsHowPeriodsChangeAgainstTheOneBeforeAndAYearBefore() {
    loaded("188102");
    accepted("188102", 1, "2025-10", "10000", "6000", 30, 1, "800000");
    accepted("188102", 1, "2026-09", "10000", "8000", 40, 3, "1000000.50");
    accepted("188102", 1, "2026-10", "10000", "7500", 42, 4, "900000");
    given()
        .get(PATH + "?area=188102&by=period&from=2026-09-01")
        .then()
        .body("additive", equalTo(false))
        .body("items.periodStart", contains("2026-09-01", "2026-10-01"))
        .body("items.periodEnd", contains("2026-09-30", "2026-10-31"))
        .body("items.platforms", contains(3, 3))
        .body("items.platformsCompared", contains(null, 1))
        .body("items.platformsMissing", contains(null, 0))
        .body("items.occupancyRateChangePoints", contains(null, -5.0f))
        .body("items.tenantsChange", contains(null, 2))
        .body("items.outputChangeYuan", contains(null, -100000.5f))
        .body("items.occupancyRateYearChangePoints", contains(null, 15.0f))
        .body("items.tenantsYearChange", contains(null, 12))
        .body("items.outputYearChangeYuan", contains(null, 100000.0f))
        .body("total.tenants", equalTo(42))
        .body("total.newTenants", equalTo(7))
        .body("total.reports", equalTo(2));
    given()
        .get(PATH + "?area=188102&by=type,period&to=2026-09-30&format=csv")
        .then()
        .body(containsString("type,periodStart,periodEnd,"))
        .body(containsString("park,2025-10-01,2025-10-31,2,1,1,"))
        .body(containsString("park,2026-09-01,2026-09-30,2,1,1,"))
        .body(not(containsString("2026-10-31")));
  }

  /** Joined with themselves, the reports of many platforms would be kept on disk. */
  @Test
  void comparesPeriodsInOnePassOverTheReports() {
    var question =
        new OccupancyQuestion(
            List.of(OccupancyRollupBy.PERIOD, OccupancyRollupBy.TYPE),
            new OccupancyQuestion.PlatformFilter("188105", null, null, null),
            RollupPeriodKind.MONTH,
            null,
            null,
            null);
    var sql = new Sql(source);
    var counted =
        CountedReports.of(sql, question.withYearBefore(), new KnownOccupancy(null, null), null);
    var values = new ArrayList<>();
    var statement = OccupancyChanges.statement(question, counted, values);
    var plan =
        String.join(
            "\n", sql.query("explain " + statement, row -> row.getString(1), values.toArray()));
    assertThat(plan)
        .containsOnlyOnce(" on occupancy_report ")
        .containsOnlyOnce("WindowAgg  (cost")
        .doesNotContain("CTE Scan on told");
  }

  @Test
  void tellsWhichFiguresSomeReportsLackAndCountsNilReports() {
    loaded("188103");
    accepted("188103", 1, "2026-10", "10000", "8000", 40, 3, "1000000.50");
    var figures = figures("188103", 2, "2026-10", "5000", "2000", 20, 1, "100");
    figures.put("employees", 300);
    figures.remove("outputYuan");
    figures.put("incubationAreaM2", 3000);
    figures.put("publicServiceAreaM2", 1000.5);
    accept("188103", figures);
    var nil =
        new HashMap<String, Object>(
            Map.of(
                "platform",
                "188103-pf-3",
                "period",
                "188103-2026-m10",
                "kind",
                "nil",
                "comment",
                "未投用"));
    accept("188103", nil);
    given()
        .get(PATH + "?area=188103&by=area")
        .then()
        .body("total.platformsReporting", equalTo(3))
        .body("total.reports", equalTo(3))
        .body("total.nilReports", equalTo(1))
        .body("total.employees", equalTo(300))
        .body(
            "total.incomplete.find { it.figure == 'employees' }",
            equalTo(Map.of("figure", "employees", "reports", 1, "of", 2)))
        .body("total.incomplete.find { it.figure == 'outputYuan' }.reports", equalTo(1))
        .body("total.incomplete.find { it.figure == 'tenants' }", nullValue())
        // 4,000.5 of the 5,000 of the platform that reports both areas
        .body("total.incubationSharePercent", equalTo(80.01f))
        .body(containsString("\"incubationShareAreaM2\":4000.5,\"incubationShareOfM2\":5000,"));
    given()
        .get(PATH + "?area=188103&by=area&format=csv")
        .then()
        .body(containsString(";employees:1/2;"));
  }

  @Test
  void answersEverybodyTheSameAndNeverA304AfterAnAcceptance() {
    loaded("188104");
    accepted("188104", 1, "2026-09", "10000", "8000", 40, 3, "1");
    var path = PATH + "?area=188104&by=platform";
    var first = given().get(path).then().statusCode(200).extract();
    given().header("If-None-Match", first.header("ETag")).get(path).then().statusCode(304);
    as("rita", "reviewer").get(path).then().body(equalTo(first.body().asString()));
    var position = Family.sealedPosition("platforms");
    accepted("188104", 1, "2026-10", "10000", "9000", 41, 3, "1");
    given()
        .header("If-None-Match", first.header("ETag"))
        .get(path)
        .then()
        .statusCode(200)
        .body("total.tenants", equalTo(41));
    given().get(path + "&asOf=" + position).then().body(equalTo(first.body().asString()));
  }

  @Test
  void namesEveryWrongParameter() {
    for (var wrong : List.of("", "type,type", "type,area,period", "colour", "type,")) {
      given()
          .get(PATH + "?area=188105&by=" + wrong)
          .then()
          .statusCode(400)
          .body("errors.pointer", contains("/by"));
    }
    given()
        .get(PATH + "?by=type&type=shop&kind=week&from=x&to=2026-13-01")
        .then()
        .statusCode(400)
        .body("errors.pointer", containsInAnyOrder("/area", "/type", "/kind", "/from", "/to"));
    given()
        .get(PATH + "?by=type&area=188105&from=2026-02-01&to=2026-01-01")
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("/to"));
    given()
        .get(PATH + "?by=type&area=188105&period=188105-2026-m01&kind=month")
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("/period"));
    given().get(PATH + "/targets").then().statusCode(400).body("errors.pointer", contains("/area"));
    given()
        .get(PATH + "?by=type&area=188105")
        .then()
        .statusCode(200)
        .body("items", empty())
        .body("total.reports", equalTo(0));
  }

  @Test
  void refusesMoreLinesThanItCanHold() {
    loaded("188106");
    new Family("platforms")
        .imported(
            IntStream.rangeClosed(1, OccupancySums.MAX_LINES)
                .mapToObj("188106-pf-m%1$d,188106,园%1$d,park,completed,188106-op-1"::formatted)
                .collect(Collectors.joining("\n", "code,area,name,type,stage,operator\n", "\n")))
        .statusCode(200);
    Family.sealedPosition("platforms"); // so many may delay what is read after this test
    given()
        .get(PATH + "?by=platform&area=188106")
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("/by"));
    given()
        .get(PATH + "?by=platform&area=188106&type=innovation_park")
        .then()
        .statusCode(200)
        .body("items.platform", contains("188106-pf-2"));
  }

  @Test
  void judgesTargetsByTheReportsUntilTheirDeadline() {
    loaded("188107");
    new Family("platform-targets")
        .imported(
            """
            code,area,platform,measure,comparator,value,countedFrom,deadline
            188107-pt-1,188107,188107-pf-1,new_tech_firms,ge,60,2026-01-01,2026-12-31
            188107-pt-2,188107,188107-pf-1,high_tech_firms,approx,4,,2026-12-31
            188107-pt-3,188107,188107-pf-1,output_yuan,ge,1500000,2026-01-01,2026-12-31
            188107-pt-4,188107,188107-pf-2,high_tech_firms,ge,4,,2025-12-31
            """)
        .statusCode(200);
    accepted("188107", 1, "2026-09", "10000", "8000", 40, 3, "1000000.50");
    accepted("188107", 1, "2026-10", "10000", "7500", 42, 4, "499999.49");
    accepted("188107", 2, "2026-10", "10000", "7500", 42, 4, "1");
    given()
        .get(PATH + "/targets?area=188107&on=2026-10-31")
        .then()
        .statusCode(200)
        .body(
            "items.platform", contains("188107-pf-1", "188107-pf-1", "188107-pf-1", "188107-pf-2"))
        .body("items.outcome", contains("no_data", "reached", "open", "no_data"))
        .body("items.figure", contains(null, "highTechFirms", "outputYuan", "highTechFirms"))
        .body("items[1].value", equalTo(4))
        .body("items[1].report", equalTo("188107-pf-1-o-2026-m10"))
        .body("items[2].periods", equalTo(2))
        .body("items[2].periodsExpected", equalTo(12))
        .body(containsString("\"value\":1499999.99,\"gap\":-0.01,"))
        .body("reached", equalTo(1))
        .body("open", equalTo(1))
        .body("notReached", equalTo(0))
        .body("noData", equalTo(2));
    given()
        .get(PATH + "/targets?area=188107&on=2027-01-01")
        .then()
        .body("on", equalTo("2027-01-01"))
        .body("items.outcome", contains("no_data", "reached", "not_reached", "no_data"))
        .body("notReached", equalTo(1));
    given()
        .get(PATH + "/targets?area=188107&platform=188107-pf-1&on=2026-09-30&format=csv")
        .then()
        .body(
            containsString(
                "188107-pt-2,188107-pf-1,high_tech_firms,highTechFirms,approx,4,,2026-12-31,3,-1,open,188107-pf-1-o-2026-m09,"))
        .body(endsWith(",1,12,\r\n"));
  }

  private static void loaded(String area) {
    new Family("operators")
        .imported(
            "code,area,name,creditCode\n%1$s-op-1,%1$s,公司,%2$s\n"
                .formatted(area, Parks.creditCode(area, 1)))
        .statusCode(200);
    new Family("platforms")
        .imported(
            """
            code,area,name,type,stage,operator
            %1$s-pf-1,%1$s,园区1,park,completed,%1$s-op-1
            %1$s-pf-2,%1$s,园区2,innovation_park,completed,%1$s-op-1
            %1$s-pf-3,%1$s,园区3,park,completed,%1$s-op-1
            """
                .formatted(area))
        .statusCode(200);
    new Family("reporting-periods")
        .imported(
            """
            code,area,startDate,endDate,dueDate,reviewDueDate
            %1$s-2025-m10,%1$s,2025-10-01,2025-10-31,2025-11-10,2025-11-20
            %1$s-2026-m09,%1$s,2026-09-01,2026-09-30,2026-10-10,2026-10-20
            %1$s-2026-m10,%1$s,2026-10-01,2026-10-31,2026-11-10,2026-11-20
            """
                .formatted(area))
        .statusCode(200);
  }

  private static void accepted(
      String area,
      int platform,
      String month,
      String usable,
      String occupied,
      int tenants,
      int some,
      String output) {
    accept(area, figures(area, platform, month, usable, occupied, tenants, some, output));
  }

  private static void accept(String area, Map<String, Object> figures) {
    var answer = submit(area, figures);
    as("rita", "reviewer")
        .header("If-Match", "\"v1\"")
        .post("/v1/occupancy-reports/" + answer + "/acceptance")
        .then()
        .statusCode(200);
  }

  private static void submitted(
      String area,
      int platform,
      String month,
      String usable,
      String occupied,
      int tenants,
      int some,
      String output) {
    submit(area, figures(area, platform, month, usable, occupied, tenants, some, output));
  }

  private static String submit(String area, Map<String, Object> figures) {
    return asOperator("olga", Parks.creditCode(area, 1))
        .contentType("application/json")
        .body(figures)
        .post("/v1/occupancy-reports")
        .then()
        .statusCode(201)
        .extract()
        .path("code");
  }

  /** Figures of a month in which as many tenants entered as left. */
  private static Map<String, Object> figures(
      String area,
      int platform,
      String month,
      String usable,
      String occupied,
      int tenants,
      int some,
      String output) {
    var figures = new HashMap<String, Object>();
    figures.put("platform", area + "-pf-" + platform);
    figures.put("period", area + "-" + month.replace("-", "-m"));
    figures.put("usableAreaM2", new BigDecimal(usable));
    figures.put("occupiedAreaM2", new BigDecimal(occupied));
    figures.put("tenantsAtStart", tenants);
    figures.put("tenants", tenants);
    figures.put("newTenants", some);
    figures.put("leftTenants", some);
    figures.put("graduatedTenants", 0);
    figures.put("highTechFirms", some);
    figures.put("outputYuan", new BigDecimal(output));
    figures.put("comment", "已核对");
    return figures;
  }
}

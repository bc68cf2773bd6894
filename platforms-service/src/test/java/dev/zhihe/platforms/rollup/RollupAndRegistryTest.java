package dev.zhihe.platforms.rollup;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Request.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.platforms.Parks;
import dev.zhihe.platforms.RegistryActs;
import dev.zhihe.platforms.TestTime;
import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What acts of the registry, and wholes of platforms, do to sums and judgements. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RollupAndRegistryTest {
  private static final String PATH = "/v1/occupancy-rollups";
  private static final String IN_DECEMBER = "2026-12-15T04:00:00Z";

  /** Its own report counts where no member has one of the period, and stands for no member. */
  @Test
  void countsAClusterOnceByItsMembers() {
    var parks = new Parks("188121").loaded();
    new Family("platforms")
        .imported(
            """
            code,area,name,type,stage,operator,partOf
            188121-pf-5,188121,集群,incubator_cluster,completed,188121-op-1,
            188121-pf-6,188121,成员甲,incubator,completed,188121-op-1,188121-pf-5
            188121-pf-7,188121,成员乙,incubator,completed,188121-op-2,188121-pf-5
            """)
        .statusCode(200);
    new Family("platform-targets")
        .imported(
            """
            code,area,platform,measure,comparator,value,countedFrom,deadline
            188121-pt-1,188121,188121-pf-5,tenants,ge,40,,2026-12-31
            188121-pt-2,188121,188121-pf-5,new_tenants,ge,40,2026-01-01,2026-12-31
            """)
        .statusCode(200);
    accepted(parks.olga(), parks, 5, "m09");
    given()
        .get(PATH + "/targets?area=188121&on=2026-10-31")
        .then()
        .body("items.value", contains(42, 3))
        .body("items.members", contains(nullValue(), nullValue()));
    accepted(parks.olga(), parks, 6, "m10");
    accepted(parks.olga(), parks, 5, "m10");
    given()
        .get(PATH + "?area=188121&by=type")
        .then()
        .body("items.type", contains("incubator", "incubator_cluster", "park"))
        .body("items.reports", contains(1, 1, 0))
        .body("total.reports", equalTo(2))
        .body("total.tenants", equalTo(42))
        .body("total.newTenants", equalTo(6))
        .body("total.platforms", equalTo(5));
    given()
        .get(PATH + "?area=188121&by=cluster")
        .then()
        .body("items.cluster", contains("188121-pf-5", null))
        .body("items.tenants", contains(42, null))
        .body("items.platforms", contains(2, 3));
    given()
        .get(PATH + "/targets?area=188121&on=2026-10-31")
        .then()
        .body("items.value", contains(42, 3))
        .body("items.report", contains("188121-pf-6-o-2026-m10", "188121-pf-6-o-2026-m10"))
        .body("items.periodsExpected", contains(null, 12))
        .body("items.members", contains(List.of("188121-pf-6"), List.of("188121-pf-6")));
  }

  /** Its figures stand until its successor reports, which need not be within the cluster. */
  @Test
  void aMemberThatIsMergedIntoAPlatformOutsideCountsNoMoreOnceThatReports() {
    var parks = new Parks("188129").loaded();
    new Family("platforms")
        .imported(
            """
            code,area,name,type,stage,operator,partOf
            188129-pf-5,188129,集群,incubator_cluster,completed,188129-op-1,
            188129-pf-6,188129,成员甲,incubator,completed,188129-op-1,188129-pf-5
            188129-pf-7,188129,成员乙,incubator,completed,188129-op-1,188129-pf-5
            """)
        .statusCode(200);
    new Family("platform-targets")
        .imported(
            """
            code,area,platform,measure,comparator,value,countedFrom,deadline
            188129-pt-1,188129,188129-pf-5,tenants,ge,40,,2026-12-31
            """)
        .statusCode(200);
    accepted(parks.olga(), parks, 6, "m10");
    accepted(parks.olga(), parks, 7, "m10");
    var acts = new RegistryActs(parks);
    acts.approved(acts.change("merger", List.of("188129-pf-6"), Map.of("into", "188129-pf-1")));
    var judged = PATH + "/targets?area=188129&on=2026-11-30";
    given().get(judged).then().body("items.value", contains(84));
    TestTime.at(IN_DECEMBER, () -> accepted(parks.olga(), parks, 1, "m11"));
    given().get(judged).then().body("items.value", contains(42));
  }

  @Test
  void aMergerChangesNoTotalAndLosesNoTarget() {
    var parks = new Parks("188122").loaded();
    var acts = new RegistryActs(parks);
    new Family("platform-targets")
        .imported(
            """
            code,area,platform,measure,comparator,value,countedFrom,deadline
            188122-pt-1,188122,188122-pf-1,output_yuan,ge,30000000,2026-01-01,2026-12-31
            188122-pt-2,188122,188122-pf-1,tenants,ge,40,,2026-12-31
            """)
        .statusCode(200);
    accepted(parks.olga(), parks, 1, "m10");
    accepted(parks.olga(), parks, 2, "m10");
    var sums = PATH + "?area=188122&by=area";
    var before = given().get(sums).jsonPath();
    acts.approved(acts.change("merger", List.of("188122-pf-1"), Map.of("into", "188122-pf-2")));
    for (var until : List.of("", "&on=2026-11-30", "&to=2026-11-30")) {
      given()
          .get(sums + until)
          .then()
          .body("total.tenants", equalTo(before.getInt("total.tenants")))
          .body("total.occupancyRatePercent", equalTo(before.get("total.occupancyRatePercent")))
          .body("total.newTenants", equalTo(before.getInt("total.newTenants")))
          .body("total.platforms", equalTo(2));
    }
    var judged = PATH + "/targets?area=188122&on=";
    given()
        .get(judged + "2026-10-31")
        .then()
        .body("items.platform", contains("188122-pf-1", "188122-pf-1"))
        .body("items.value", contains(12500000.0f, 42));
    given()
        .get(judged + "2026-11-01")
        .then()
        .body("items.platform", contains("188122-pf-2", "188122-pf-2"))
        .body("items.value", contains(12500000.0f, 42));

    TestTime.at(IN_DECEMBER, () -> accepted(parks.olga(), parks, 2, "m11"));
    given()
        .get(sums + "&on=2026-11-30")
        .then()
        .body("total.tenants", equalTo(42))
        .body("total.newTenants", equalTo(9));
    // Its own month, and the one of both.
    given().get(judged + "2026-11-30").then().body("items.value", contains(25000000.0f, 42));
  }

  @Test
  void sumsByTheOperatorThatReported() {
    var parks = new Parks("188123").loaded();
    var acts = new RegistryActs(parks);
    accepted(parks.olga(), parks, 1, "m09");
    accepted(parks.olga(), parks, 1, "m10");
    acts.approved(acts.change("operator", 1, Map.of("operator", "188123-op-2")));
    TestTime.at(IN_DECEMBER, () -> accepted(parks.oscar(), parks, 1, "m11"));
    given()
        .get(PATH + "?area=188123&by=operator")
        .then()
        .body("items.operator", contains("188123-op-1", "188123-op-2"))
        .body("items.reports", contains(2, 1))
        .body("items.newTenants", contains(6, 3))
        .body("items.tenants", contains(null, 42))
        .body("items.platformsReporting", contains(0, 1))
        .body("items.platforms", contains(1, 2))
        .body("items.summedFrom", contains("2026-09-01", "2026-11-01"))
        .body("total.newTenants", equalTo(9))
        .body("total.tenants", equalTo(42));
    given()
        .get(PATH + "?area=188123&by=operator&on=2026-10-31")
        .then()
        .body("items.platforms", contains(2, 1))
        .body("items.tenants", contains(42, null));
    given()
        .get(PATH + "?area=188123&by=type&operator=188123-op-1")
        .then()
        .body("total.newTenants", equalTo(6))
        .body("total.tenants", nullValue());
    given()
        .get(PATH + "?area=188123&by=operator,period")
        .then()
        .body("items.operator", contains("188123-op-1", "188123-op-1", "188123-op-2"))
        .body("items.tenantsChange", contains(null, 0, null));
  }

  @Test
  void countsThePlatformsThatWereThereInTheirLevelOfTheDay() {
    var acts = new RegistryActs(new Parks("188124").loaded());
    acts.approved(
        acts.change(
            "upgrade",
            List.of("188124-pf-1"),
            Map.of(
                "changes",
                RegistryActs.changes(Map.of("level", "municipal")),
                "effectiveOn",
                "2026-06-01")));
    acts.approved(
        acts.change(
            "addition",
            8,
            Map.of("name", "新园", "type", "park", "stage", "建成", "operator", "188124-op-1")));
    var byLevel = PATH + "?area=188124&by=level";
    given()
        .get(byLevel)
        .then()
        .body("items.level", contains("municipal", null))
        .body("items.platforms", contains(1, 3));
    for (var day : List.of("&on=2026-10-31", "&to=2026-10-31")) {
      given().get(byLevel + day).then().body("items.platforms", contains(1, 2));
    }
    given().get(byLevel + "&on=2026-05-31").then().body("items.platforms", contains(3));
  }

  /** Who has not reported yet makes no fall. */
  @Test
  void comparesThoseThatReportedBothPeriods() {
    var parks = new Parks("188125").loaded();
    accepted(parks.olga(), parks, 1, "m09");
    accepted(parks.olga(), parks, 2, "m09");
    accepted(parks.olga(), parks, 1, "m10");
    given()
        .get(PATH + "?area=188125&by=period")
        .then()
        .body("items.tenants", contains(84, 42))
        .body("items.platformsCompared", contains(null, 1))
        .body("items.platformsMissing", contains(null, 1))
        .body("items.tenantsChange", contains(null, 0))
        .body("items.outputChangeYuan", contains(null, 0.0f));
  }

  private static void accepted(Request operator, Parks parks, int platform, String month) {
    var answer =
        operator
            .body(parks.figures(platform, month))
            .post("/v1/occupancy-reports")
            .then()
            .log()
            .ifValidationFails()
            .statusCode(201)
            .extract();
    as("rita", "reviewer")
        .header("If-Match", answer.header("ETag"))
        .post("/v1/occupancy-reports/" + parks.report(platform, month) + "/acceptance")
        .then()
        .statusCode(200);
  }
}

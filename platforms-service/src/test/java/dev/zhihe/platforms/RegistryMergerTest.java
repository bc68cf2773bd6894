package dev.zhihe.platforms;

import static dev.zhihe.platforms.RegistryActs.sent;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stays of platforms that were merged into another, and what still names them. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RegistryMergerTest {
  private static final Family PLATFORMS = new Family("platforms");
  private static final Family TARGETS = new Family("platform-targets");
  private static final String LINK = "Link";

  @Test
  void staysReadableAndNamesItsSuccessor() {
    var parks = loaded("182301");
    var acts = new RegistryActs(parks);
    var before = Family.sealedPosition("platforms");
    var tag = given().get("/v1/platforms/182301-pf-1").header("ETag");
    var act =
        acts.approved(acts.change("merger", List.of("182301-pf-1"), Map.of("into", "182301-pf-2")));

    for (int i = 0; i < 4; i++) { // also when the answer is kept
      given()
          .header("If-None-Match", tag)
          .get("/v1/platforms/182301-pf-1")
          .then()
          .statusCode(200)
          .header(LINK, equalTo("</v1/platforms/182301-pf-2>; rel=\"successor-version\""))
          .body("name", equalTo("甲园"))
          .body("status", equalTo("merged"))
          .body("statusSince", equalTo("2026-11-01"))
          .body("statusBy", equalTo(act))
          .body("mergedInto", equalTo("182301-pf-2"));
    }
    given()
        .get("/v1/platforms/182301-pf-2")
        .then()
        .header(LINK, nullValue())
        .body("aliases", contains("甲老园", "二园", "甲园", "甲一园"))
        .body("mentions.line", contains(5, 7))
        .body("status", equalTo("active"));
    given()
        .get("/v1/platforms/182301-pf-1?asOf=" + before)
        .then()
        .header(LINK, nullValue())
        .body("status", equalTo("active"));
    given()
        .get("/v1/search/platforms?area=182301&q=甲园")
        .then()
        .body("items.code", contains("182301-pf-2"));
    given()
        .get("/v1/search/platforms?area=182301&q=甲一园")
        .then()
        .body("items.code", contains("182301-pf-2"));
    given()
        .get("/v1/search/platforms?area=182301&q=182301-pf-1")
        .then()
        .body("items[0].code", equalTo("182301-pf-1"));
  }

  @Test
  void anImportDoesNotTakeTheNamesBack() {
    loaded("182302");
    var acts = new RegistryActs(new Parks("182302"));
    acts.approved(acts.change("merger", List.of("182302-pf-1"), Map.of("into", "182302-pf-2")));
    PLATFORMS
        .imported(file("182302"), "?onExisting=update")
        .statusCode(422)
        .body("errors.findAll { it.row == 3 }.column", contains("aliases", "mentions"))
        .body("errors.code.unique()", contains("by-registry-change"));
    given()
        .get("/v1/platforms/182302-pf-2")
        .then()
        .body("aliases", contains("甲老园", "二园", "甲园", "甲一园"));
  }

  /** Periods before stay reportable; what is under review is still decided. */
  @Test
  void itsReportsStayAndLaterOnesNameTheSuccessor() {
    var parks = loaded("182303");
    var acts = new RegistryActs(parks);
    parks.submitted(1, "m10");
    acts.approved(
        acts.change(
            "merger",
            List.of("182303-pf-1"),
            Map.of("into", "182303-pf-2", "effectiveOn", "2026-10-15")));
    acts.approved(acts.change("merger", List.of("182303-pf-2"), Map.of("into", "182303-pf-5")));

    as("rita", "reviewer")
        .header("If-Match", "\"v1\"")
        .post("/v1/occupancy-reports/" + parks.report(1, "m10") + "/acceptance")
        .then()
        .statusCode(200);
    parks
        .olga()
        .body(
            parks.figures(
                1,
                "m10",
                Map.of("amends", parks.report(1, "m10"), "comment", "漏记一家", "usableAreaM2", 12100)))
        .post("/v1/occupancy-reports")
        .then()
        .statusCode(201);
    parks.submitted(1, "m09");
    parks.submitted(2, "m10");
    TestTime.at(
        "2026-12-15T04:00:00Z",
        () -> {
          for (var platform : List.of(1, 2)) {
            parks
                .olga()
                .header("Accept-Language", "en")
                .body(parks.figures(platform, "m11"))
                .post("/v1/occupancy-reports")
                .then()
                .statusCode(422)
                .body("errors.code", contains("withdrawn"))
                .body("errors.pointer", contains("/platform"))
                .body("errors[0].detail", containsString("182303-pf-5"));
          }
          new Family("occupancy-reports", parks::olga)
              .imported(
                  """
                  platform,period,usableAreaM2,occupiedAreaM2,tenantsAtStart,tenants,newTenants,leftTenants,graduatedTenants
                  182303-pf-2,182303-2026-m11,12000,7600,42,44,3,0,1
                  """)
              .statusCode(422)
              .body("errors.column", contains("platform"))
              .body("errors.detail", contains(containsString("182303-pf-5")));
        });
    given()
        .get("/v1/occupancy-reports?platform=182303-pf-1")
        .then()
        .body("items.code", contains(parks.report(1, "m10")));
  }

  @Test
  void doesNotGoOnItselfNorChangeAnyMore() {
    var parks = loaded("182304");
    var acts = new RegistryActs(parks);
    acts.approved(acts.change("merger", List.of("182304-pf-1"), Map.of("into", "182304-pf-2")));
    sent(asEditor(), acts.change("merger", List.of("182304-pf-2"), Map.of("into", "182304-pf-1")))
        .then()
        .statusCode(422)
        .body("errors.code", contains("withdrawn"));
    sent(asEditor(), acts.change("correction", 1, Map.of("note", "试")))
        .then()
        .statusCode(422)
        .body("errors.code", contains("withdrawn"));
    sent(parks.olga(), acts.change("correction", 1, Map.of("note", "试")))
        .then()
        .statusCode(422)
        .body("errors.code", contains("withdrawn"));
    sent(
            asEditor(),
            acts.change(
                "merger", List.of("182304-pf-2", "182304-pf-5"), Map.of("into", "182304-pf-5")))
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/into"));
  }

  @Test
  void listsMergedPlatformsByTheirStatus() {
    loaded("182305");
    var acts = new RegistryActs(new Parks("182305"));
    acts.approved(
        acts.change(
            "merger",
            List.of("182305-pf-1", "182305-pf-2"),
            Map.of("into", "182305-pf-5", "effectiveOn", "2026-11-15")));
    var merged = "/v1/platforms?area=182305&status=merged";
    given().get(merged).then().body("items.code", contains("182305-pf-1", "182305-pf-2"));
    given()
        .get("/v1/platforms?area=182305&status=merged&format=csv")
        .then()
        .body(allOf(containsString("mergedInto"), containsString("182305-pf-5")));
    given().get("/v1/platforms?area=182305&status=withdrawn").then().body("items", empty());
    assertThat(given().get(merged).jsonPath().getList("items.statusSince"))
        .containsOnly("2026-11-15");
  }

  /** How things stood at the end is that of the platforms that are there; what happened stays. */
  @Test
  void countsNoLongerFromItsFirstDayOn() {
    var parks = loaded("182306");
    var acts = new RegistryActs(parks);
    accepted(parks, 1, "m10");
    accepted(parks, 2, "m10");
    acts.approved(acts.change("merger", List.of("182306-pf-1"), Map.of("into", "182306-pf-2")));
    TestTime.at("2026-12-15T04:00:00Z", () -> accepted(parks, 2, "m11"));
    var position = Family.sealedPosition("platforms");
    var rollup = "/v1/occupancy-rollups?area=182306&by=";
    for (var known : List.of("", "&asOf=" + position)) {
      for (var until : List.of("&on=2026-11-30", "&to=2026-11-30", "")) {
        given()
            .get(rollup + "type" + until + known)
            .then()
            .statusCode(200)
            .body("items.platforms", contains(3))
            .body("items.tenants", contains(42))
            .body("items.usableAreaM2", contains(12000))
            .body("items.newTenants", contains(9))
            .body("items.reports", contains(3))
            .body("total.tenants", equalTo(42));
      }
      for (var until : List.of("&on=2026-10-31", "&to=2026-10-31", "&period=182306-2026-m10")) {
        given()
            .get(rollup + "type" + until + known)
            .then()
            .statusCode(200)
            .body("items.platforms", contains(4))
            .body("items.tenants", contains(84))
            .body("items.usableAreaM2", contains(24000));
      }
      given()
          .get(rollup + "period" + known)
          .then()
          .body("items.tenants", contains(84, 42))
          .body("total.tenants", equalTo(42));
    }
  }

  /** No target is lost, and no member; the act says before its approval what goes along. */
  @Test
  void takesTargetsAndMembersAlong() {
    loaded("182307");
    var acts = new RegistryActs(new Parks("182307"));
    PLATFORMS
        .imported(
            """
            code,area,name,type,stage,operator,partOf,locatedIn
            182307-pf-6,182307,成员甲,park,completed,182307-op-1,182307-pf-1,
            182307-pf-7,182307,成员乙,park,completed,182307-op-1,182307-pf-2;182307-pf-1,182307-pf-1
            """)
        .statusCode(200);
    TARGETS
        .imported(
            """
            code,area,platform,measure,comparator,value,countedFrom,deadline
            182307-pt-1,182307,182307-pf-1,tenants,ge,50,,2026-12-31
            182307-pt-2,182307,182307-pf-1,high_tech_firms,ge,4,,2026-12-31
            182307-pt-3,182307,182307-pf-2,high_tech_firms,ge,9,,2026-12-31
            182307-pt-4,182307,182307-pf-5,tenants,ge,20,,2026-12-31
            """)
        .statusCode(200);
    var merger =
        acts.change("merger", List.of("182307-pf-5", "182307-pf-1"), Map.of("into", "182307-pf-2"));
    var code = acts.submitted(merger);
    asEditor()
        .get(RegistryActs.PATH + "/" + code)
        .then()
        .body("movedTargets", contains("182307-pt-4"))
        .body("closedTargets", contains("182307-pt-1", "182307-pt-2"))
        .body("movedMembers", contains("182307-pf-6", "182307-pf-7"));

    acts.approve(code).statusCode(200);
    given().get("/v1/platforms/182307-pf-6").then().body("partOf", contains("182307-pf-2"));
    given()
        .get("/v1/platforms/182307-pf-7")
        .then()
        .body("partOf", contains("182307-pf-2"))
        .body("locatedIn", equalTo("182307-pf-2"));
    given()
        .get("/v1/platform-targets?area=182307")
        .then()
        .body(
            "items.platform", contains("182307-pf-1", "182307-pf-1", "182307-pf-2", "182307-pf-2"))
        .body("items.statedFor", contains(null, null, null, "182307-pf-5"))
        .body("items.closedBy", contains(code, code, null, null))
        .body("items.closedOn", contains("2026-11-01", "2026-11-01", null, null));
    PLATFORMS
        .imported(
            "code,area,name,type,stage,partOf\n182307-pf-6,182307,成员甲,park,completed,182307-pf-1\n",
            "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("withdrawn"));
    sent(
            asEditor(),
            acts.change(
                "correction", 3, Map.of("partOf", "182307-pf-1", "locatedIn", "182307-pf-5")))
        .then()
        .statusCode(422)
        .body("errors.code", contains("withdrawn", "withdrawn"));
    TARGETS
        .imported(
            """
            code,area,platform,measure,comparator,value,deadline
            182307-pt-2,182307,182307-pf-1,high_tech_firms,ge,5,2026-12-31
            182307-pt-9,182307,182307-pf-1,high_tech_firms,ge,5,2027-12-31
            """,
            "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("closed", "withdrawn"));
  }

  /** What goes along is part of what is decided. */
  @Test
  void isNotApprovedIfSomethingElseWouldGoAlong() {
    loaded("182308");
    var acts = new RegistryActs(new Parks("182308"));
    var merger = acts.change("merger", List.of("182308-pf-1"), Map.of("into", "182308-pf-2"));
    var code = acts.submitted(merger);
    TARGETS
        .imported(
            """
            code,area,platform,measure,comparator,value,deadline
            182308-pt-1,182308,182308-pf-1,tenants,ge,50,2026-12-31
            """)
        .statusCode(200);
    acts.approve(code)
        .statusCode(422)
        .body("errors.code", contains("outdated"))
        .body("errors.pointer", contains("/into"));
    as("rita", "reviewer")
        .header("If-Match", RegistryActs.tag(code))
        .contentType("application/json")
        .body(Map.of("reason", "新增了目标"))
        .post(RegistryActs.PATH + "/" + code + "/return")
        .then()
        .statusCode(200);
    RegistryActs.act(asEditor(), code, "submission")
        .then()
        .statusCode(200)
        .body("movedTargets", contains("182308-pt-1"));
    acts.approve(code).statusCode(200);
    given().get("/v1/platform-targets/182308-pt-1").then().body("platform", equalTo("182308-pf-2"));
  }

  /** One that goes on within a member of another that goes in would be within itself. */
  @Test
  void closesNoCircle() {
    loaded("182309");
    var acts = new RegistryActs(new Parks("182309"));
    PLATFORMS
        .imported(
            """
            code,area,name,type,stage,partOf
            182309-pf-6,182309,成员,park,completed,182309-pf-1
            182309-pf-7,182309,园中园,park,completed,182309-pf-6;182309-pf-1
            """)
        .statusCode(200);
    sent(asEditor(), acts.change("merger", List.of("182309-pf-1"), Map.of("into", "182309-pf-7")))
        .then()
        .statusCode(422)
        .body("errors.code", contains("circle"))
        .body("errors.pointer", contains("/into"));
    acts.approved(acts.change("merger", List.of("182309-pf-1"), Map.of("into", "182309-pf-6")));
    given().get("/v1/platforms/182309-pf-6").then().body("partOf", nullValue());
    given().get("/v1/platforms/182309-pf-7").then().body("partOf", contains("182309-pf-6"));
  }

  private static void accepted(Parks parks, int platform, String month) {
    parks.submitted(platform, month);
    as("rita", "reviewer")
        .header("If-Match", "\"v1\"")
        .post("/v1/occupancy-reports/" + parks.report(platform, month) + "/acceptance")
        .then()
        .statusCode(200);
  }

  private static Parks loaded(String area) {
    var parks = new Parks(area).loaded();
    PLATFORMS.imported(file(area), "?onExisting=update").statusCode(200);
    return parks;
  }

  private static String file(String area) {
    return """
    code,area,name,aliases,type,stage,operator,mentions
    %1$s-pf-1,%1$s,甲园,甲一园;二园,park,completed,%1$s-op-1,table-3@7
    %1$s-pf-2,%1$s,甲二园,甲老园;二园,park,completed,%1$s-op-1,table-3@5
    %1$s-pf-5,%1$s,丙园,,park,completed,%1$s-op-1,
    """
        .formatted(area);
  }
}

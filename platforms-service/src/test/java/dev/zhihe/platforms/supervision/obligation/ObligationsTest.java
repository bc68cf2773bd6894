package dev.zhihe.platforms.supervision.obligation;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.kit.sealed.Cut;
import dev.zhihe.platforms.Parks;
import dev.zhihe.platforms.RegistryActs;
import dev.zhihe.platforms.TestTime;
import dev.zhihe.servers.Postgres;
import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who owes what; it is 15 November 2026. September and October are over, November is not. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ObligationsTest {
  private static final String LIST = "/v1/occupancy-obligations";

  @Test
  void tellsWhatBecameOfEachReportThatIsOwed() {
    var parks = new Parks("183020").loaded();
    parks.submitted(1, "m09");
    parks.submitted(1, "m10");
    accept(parks.report(1, "m09"));
    asEditor()
        .get(LIST + "?area=183020")
        .then()
        .statusCode(200)
        .body(
            "items.collect { it.platform + ' ' + it.period + ' ' + it.state }",
            contains(
                "183020-pf-1 183020-2026-m09 accepted",
                "183020-pf-1 183020-2026-m10 submitted",
                "183020-pf-1 183020-2026-m11 not_due",
                "183020-pf-2 183020-2026-m09 overdue",
                "183020-pf-2 183020-2026-m10 overdue",
                "183020-pf-2 183020-2026-m11 not_due",
                "183020-pf-3 183020-2026-m09 overdue",
                "183020-pf-3 183020-2026-m10 overdue",
                "183020-pf-3 183020-2026-m11 not_due"))
        .body("items[1].periodName", equalTo("2026年10月"))
        .body("items[1].report", equalTo("183020-pf-1-o-2026-m10"))
        .body("items[1].late", equalTo(true))
        .body("items[1].daysLate", equalTo(5))
        .body("items[1].waitingDays", equalTo(0))
        .body("items[4].consecutiveMissed", equalTo(2))
        .body("items[4].missedTwice", equalTo(true))
        .body("items[3].missedTwice", equalTo(false))
        .body("items[4].daysLate", equalTo(5))
        .body("items[4].report", nullValue())
        .body("items[4].operatorName", equalTo("甲公司"));
    asEditor()
        .get(LIST + "/summary?area=183020")
        .then()
        .statusCode(200)
        .body("on", equalTo("2026-11-15"))
        .body("items.period", contains("183020-2026-m09", "183020-2026-m10", "183020-2026-m11"))
        .body("items.overdue", contains(2, 2, 0))
        .body("items.submitted", contains(0, 1, 0))
        .body("total.obligations", equalTo(9))
        .body("total.accepted", equalTo(1))
        .body("total.missedTwice", equalTo(2))
        .body("total.late", equalTo(6))
        .body("total.oldestSubmittedOn", equalTo("2026-11-15"))
        .body("total.meanWaitingDays", equalTo(0.0f));
  }

  @Test
  void filtersByEachOfItsProperties() {
    var parks = new Parks("183021").loaded();
    parks.submitted(1, "m10");
    filtered("period=183021-2026-m10&state=due,overdue")
        .body("items.platform", contains(parks.platform(2), parks.platform(3)));
    filtered("period=183021-2026-m10&state=submitted")
        .body("items.platform", contains(parks.platform(1)));
    filtered("operator=183021-op-2&missedTwice=true")
        .body("items.period", contains(parks.period("m10")));
    filtered("platform=" + parks.platform(1) + "&late=false")
        .body("items.period", contains(parks.period("m11")));
    filtered("area=183021&kind=quarter").body("items", empty());
    filtered("area=183021&period=183020-2026-m10").body("items", empty());
    filtered("period=nowhere").body("items", empty());
    asEditor()
        .get(LIST + "?state=late&late=yes&kind=week")
        .then()
        .statusCode(400)
        .body("errors", hasSize(3));
    asEditor().get(LIST + "?on=yesterday").then().statusCode(400);
    filtered("period=183021-2026-m10&late=true")
        .body("items.platform", contains(parks.platform(1), parks.platform(2), parks.platform(3)));
    filtered("period=183021-2026-m10&missedTwice=true")
        .body("items.platform", contains(parks.platform(2), parks.platform(3)));
    filtered("period=183021-2026-m10&late=false").body("items", empty());
    for (var search :
        List.of("state=overdue", "state=due,returned", "late=true", "missedTwice=true")) {
      asEditor()
          .get(LIST + "?area=183021&" + search)
          .then()
          .statusCode(400)
          .body("errors.pointer", contains("/period"));
      parks.olga().get(LIST + "?" + search).then().statusCode(200);
    }
    asEditor().get(LIST + "/summary?on=yesterday").then().statusCode(400);
  }

  @Test
  void pagesInTheOrderOfPlatformAndPeriodAndGivesAFileWhole() {
    new Parks("183022").loaded();
    var whole = new ArrayList<String>();
    var address = LIST + "?area=183022&limit=2";
    for (String next = null; whole.isEmpty() || next != null; ) {
      var page =
          asEditor().get(address + (next == null ? "" : "&cursor=" + next)).then().statusCode(200);
      page.body("items.size()", lessThanOrEqualTo(2));
      List<Map<String, Object>> items = page.extract().path("items");
      items.forEach(item -> whole.add(item.get("platform") + " " + item.get("period")));
      next = page.extract().path("next");
    }
    assertThat(whole).hasSize(9).isSorted().doesNotHaveDuplicates();
    var csv = asEditor().accept("text/csv").get(LIST + "?area=183022").asString();
    assertThat(csv.lines()).hasSize(10).first().asString().startsWith("platform,platformName,");
    asEditor()
        .accept("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        .get(LIST + "?area=183022")
        .then()
        .statusCode(200);
    String next = asEditor().get(address).path("next");
    asEditor().get(LIST + "?area=183021&limit=2&cursor=" + next).then().statusCode(400);
  }

  @Test
  void showsAnOperatorItsOwnAloneAndAnothersAsAbsent() {
    var parks = new Parks("183023").loaded();
    parks
        .oscar()
        .get(LIST + "?area=183023")
        .then()
        .statusCode(200)
        .body("items", hasSize(3))
        .body("items.platform", everyItem(equalTo(parks.platform(3))));
    parks.olga().get(LIST).then().body("items", hasSize(6));
    parks.olga().get(LIST + "/summary").then().body("total.obligations", equalTo(6));
    parks
        .olga()
        .get(LIST + "?state=due,overdue,returned&period=" + parks.period("m10"))
        .then()
        .body("items.platform", contains(parks.platform(1), parks.platform(2)));
    for (var filter : List.of("platform=", "operator=")) {
      var others = filter.equals("platform=") ? parks.platform(1) : "183023-op-1";
      for (var path : List.of(LIST + "?", LIST + "/summary?")) {
        if (path.contains("summary") && filter.equals("platform=")) {
          continue;
        }
        assertThat(parks.oscar().get(path + filter + others).asByteArray())
            .isEqualTo(parks.oscar().get(path + filter + "183023-none").asByteArray());
      }
    }
    Family.asOperator("otto", Parks.creditCode("183023", 9))
        .get(LIST)
        .then()
        .body("items", empty());
    as("otto", "operator").get(LIST).then().statusCode(200).body("items", empty());
    given().get(LIST).then().statusCode(401);
    as("carl", "consumer").get(LIST).then().statusCode(403);
  }

  @Test
  void dependsOnTheDayAndAnswersAPastMomentAsItWas() {
    var parks = new Parks("183024").loaded();
    var address = LIST + "?area=183024";
    asEditor()
        .get(address + "&on=2026-11-10")
        .then()
        .body(
            "items.findAll { it.platform.endsWith('pf-1') }.state",
            contains("overdue", "due", "not_due"));
    asEditor().get(address + "&on=2026-10-31").then().body("items", hasSize(6));
    var tag = asEditor().get(address).header("ETag");
    asEditor().header("If-None-Match", tag).get(address).then().statusCode(304);
    TestTime.at(
        "2026-11-15T16:00:00Z",
        () -> asEditor().header("If-None-Match", tag).get(address).then().statusCode(200));

    asEditor()
        .contentType("application/json")
        .body(
            Map.of(
                "platform",
                parks.platform(2),
                "period",
                parks.period("m10"),
                "dueDate",
                "2026-11-20",
                "grantor",
                "区科技局",
                "reason",
                "搬迁"))
        .post("/v1/period-extensions")
        .then()
        .statusCode(201);
    parks.submitted(1, "m10");
    var before = Family.sealedPosition("platforms");
    var there = asEditor().get(address + "&on=2026-11-15&asOf=" + before).then().statusCode(200);
    there
        .body("items[1].state", equalTo("submitted"))
        .body("items[4].state", equalTo("due"))
        .body("items[4].extendedBy", equalTo(parks.platform(2) + "-x-2026-m10-20261120"));
    var now = asEditor().get(address + "&on=2026-11-15");
    assertThat(there.extract().asByteArray()).isEqualTo(now.asByteArray());
    accept(parks.report(1, "m10"));
    asEditor().get(address).then().body("items[1].state", equalTo("accepted"));
    assertThat(asEditor().get(address + "&on=2026-11-15&asOf=" + before).asByteArray())
        .isEqualTo(now.asByteArray());
  }

  /** The past has each act in its body: of 5,000, in a table of the test's own, two are parsed. */
  @Test
  void readsTheActsOfThePlatformsAlone() throws SQLException {
    try (var owner =
            DriverManager.getConnection(
                Postgres.shared().jdbcUrl("platforms"), "platforms_owner", "platforms_owner");
        var statement = owner.createStatement();
        var question =
            owner.prepareStatement(
                "explain (analyze, costs off, timing off) select * from %s c"
                    .formatted(new KnownTables(new Cut(1, 5000)).changesOf()))) {
      statement.execute("create temporary table history (like public.history including indexes)");
      statement.execute(
          """
          insert into history (entity_type, entity_id, version, from_position, audience, body)
          select 'registry-change', '183083-rc' || i, 1, i, 'PUBLIC',
            '{"platforms":["183083-pf-' || i || '"],"kind":"suspension","effectiveOn":"2026-10-01","status":"approved"}'
          from generate_series(1, 5000) i""");
      statement.execute("analyze history");
      question.setArray(
          1,
          owner.createArrayOf("varchar", new String[] {"183083-pf-7", "183083-pf-9", "183083-pf"}));
      var plan = new StringBuilder();
      try (var lines = question.executeQuery()) {
        while (lines.next()) {
          plan.append(lines.getString(1)).append('\n');
        }
      }
      var rows =
          Pattern.compile("actual rows=(\\d+)|Rows Removed by [\\w ]+: (\\d+)").matcher(plan);
      var most =
          rows.results()
              .map(one -> one.group(1) == null ? one.group(2) : one.group(1))
              .mapToInt(Integer::parseInt)
              .max();
      assertThat(most).as("rows of a step of %s", plan).hasValue(2);
    }
  }

  @Test
  void isLateAgainIfAReturnedReportIsNotResubmittedInTime() {
    var parks = new Parks("183026").loaded();
    parks.submitted(1, "m09");
    parks.submitted(1, "m10");
    TestTime.at(
        "2026-11-20T04:00:00Z",
        () ->
            sendBack(parks.report(1, "m10"), "\"v1\"")
                .statusCode(200)
                .body("resubmitBy", equalTo("2026-11-30")));
    var todo = LIST + "?state=due,overdue,returned&platform=" + parks.platform(1) + "&on=";
    for (var known : List.of("", "&asOf=" + Family.sealedPosition("platforms"))) {
      parks
          .olga()
          .get(todo + "2026-11-30" + known)
          .then()
          .body("items.period", contains(parks.period("m10")))
          .body("items[0].resubmitBy", equalTo("2026-11-30"))
          .body("items[0].daysLate", equalTo(5));
      parks
          .olga()
          .get(todo + "2026-12-02" + known)
          .then()
          .body("items[0].state", equalTo("returned"))
          .body("items[0].late", equalTo(true))
          .body("items[0].daysLate", equalTo(2))
          .body("items[0].consecutiveMissed", equalTo(1));
    }
    filtered("period=183026-2026-m10&state=returned").body("items", hasSize(1));
    filtered("area=183026&state=returned").body("items", hasSize(1));
    // What GET gave is resubmitted, and has no such day any more.
    var item = "/v1/occupancy-reports/" + parks.report(1, "m10");
    var got = parks.olga().get(item).then().body("resubmitBy", equalTo("2026-11-30")).extract();
    parks
        .olga()
        .header("If-Match", got.header("ETag"))
        .body(got.asString())
        .put(item)
        .then()
        .statusCode(200)
        .body("resubmitBy", nullValue());
  }

  @Test
  void hasTheAmendmentsUnderReviewAndTheirAge() {
    var parks = new Parks("183027").loaded();
    parks.submitted(1, "m10");
    accept(parks.report(1, "m10"));
    var figures =
        parks.figures(1, "m10", Map.of("occupiedAreaM2", 7000, "amends", parks.report(1, "m10")));
    TestTime.at(
        "2026-11-17T04:00:00Z",
        () -> parks.olga().body(figures).post("/v1/occupancy-reports").then().statusCode(201));
    var amendment = parks.report(1, "m10") + "-a1";
    for (var known : List.of("", "&asOf=" + Family.sealedPosition("platforms"))) {
      filtered("platform=183027-pf-1&period=183027-2026-m10&on=2026-11-28" + known)
          .body("items.report", contains(parks.report(1, "m10"), amendment))
          .body("items.amends", contains(nullValue(), equalTo(parks.report(1, "m10"))))
          .body("items[1].waitingDays", equalTo(11))
          .body("items[1].reviewDueOn", equalTo("2026-11-27"))
          .body("items[1].reviewOverdue", equalTo(true));
      asEditor()
          .get(LIST + "/summary?area=183027&on=2026-11-28" + known)
          .then()
          .body("total.amendmentsSubmitted", equalTo(1))
          .body("total.obligations", equalTo(9))
          .body("total.submitted", equalTo(0))
          .body("total.reviewOverdue", equalTo(1))
          .body("total.oldestSubmittedOn", equalTo("2026-11-17"));
    }
    sendBack(amendment, "\"v1\"").statusCode(200).body("resubmitBy", equalTo("2026-11-25"));
    parks
        .olga()
        .get(
            LIST
                + "?state=due,overdue,returned&period=183027-2026-m10&platform=183027-pf-1&on=2026-11-18")
        .then()
        .body("items.report", contains(amendment));
    var late = "platform=183027-pf-1&period=183027-2026-m10&late=true&state=returned&on=";
    filtered(late + "2026-11-25").body("items", empty());
    filtered(late + "2026-11-26").body("items.report", contains(amendment));
    parks.oscar().get(LIST + "?state=returned&platform=183027-pf-1").then().body("items", empty());
  }

  /**
   * The summary of now counts groups of lines, that of a position each line: both say the same, of
   * reports in all states, extensions, acts of the registry and amendments.
   */
  @Test
  void countsTheSameWhetherLinesAreGroupedOrNot() {
    var parks = new Parks("183028").loaded();
    var acts = new RegistryActs(parks);
    new Family("platforms")
        .imported(
            """
            code,area,name,type,stage,operator,commissionYear
            183028-pf-5,183028,五园,park,completed,183028-op-1,2026
            183028-pf-6,183028,六园,incubator,completed,183028-op-1,
            183028-pf-7,183028,七园,park,completed,183028-op-1,
            183028-pf-8,183028,八园,park,completed,183028-op-2,
            183028-pf-9,183028,九园,park,completed,183028-op-2,
            """)
        .statusCode(200);
    new Family("period-extensions")
        .imported(
            """
            platform,period,dueDate,grantor,reason
            183028-pf-6,183028-2026-m10,2026-11-20,区科技局,暴雨
            183028-pf-7,183028-2026-m09,2026-11-20,区科技局,暴雨
            """)
        .statusCode(200);
    parks.submitted(1, "m09");
    parks.submitted(1, "m10");
    accept(parks.report(1, "m10"));
    parks.submitted(2, "m09");
    accept(parks.report(2, "m09"));
    var amended =
        parks.figures(2, "m09", Map.of("occupiedAreaM2", 7000, "amends", parks.report(2, "m09")));
    parks.olga().body(amended).post("/v1/occupancy-reports").then().statusCode(201);
    parks.submitted(7, "m10");
    sendBack(parks.report(7, "m10"), "\"v1\"").statusCode(200);
    parks.submitted(5, "m10");
    acts.approved(acts.change("suspension", List.of(parks.platform(8)), Map.of()));
    acts.approved(
        acts.change(
            "operator",
            List.of(parks.platform(9)),
            Map.of("changes", RegistryActs.changes(Map.of("operator", "183028-op-1")))));
    var position = Family.sealedPosition("platforms");
    for (var day : List.of("2026-11-12", "2026-11-15", "2026-12-20")) {
      for (var asked :
          List.of(
              "area=183028",
              "period=183028-2026-m10",
              "period=183028-2026-m11",
              "operator=183028-op-1",
              "operator=183028-op-2&kind=month",
              "area=183028&kind=year")) {
        var address = LIST + "/summary?on=" + day + "&" + asked;
        assertThat(asEditor().get(address).asString())
            .as(address)
            .isEqualTo(asEditor().get(address + "&asOf=" + position).asString());
      }
    }
    asEditor()
        .get(LIST + "/summary?on=2026-11-15&area=183028")
        .then()
        .body("total.obligations", equalTo(21))
        .body("total.missedTwice", equalTo(3));
  }

  private static ValidatableResponse sendBack(String report, String seen) {
    return as("rita", "reviewer")
        .header("If-Match", seen)
        .contentType("application/json")
        .body(Map.of("reason", "请核对"))
        .post("/v1/occupancy-reports/" + report + "/return")
        .then();
  }

  @Test
  void followsTheFormOfTheArea() {
    var parks = new Parks("183025").loaded();
    new Family("forms")
        .imported(
            """
            code,area,kind,edition,effectiveOn,nameZh,nameEn,types,fields,reason
            183025-f1,183025,month,1,2026-10-01,表,Form,think_tank,usableAreaM2;occupiedAreaM2;tenantsAtStart;newTenants;leftTenants;graduatedTenants;tenants,首次
            """)
        .statusCode(200);
    as("rita", "reviewer")
        .contentType("application/json")
        .body(Map.of("area", "183025"))
        .post("/v1/forms/adoptions")
        .then()
        .statusCode(200);
    asEditor()
        .get(LIST + "?area=183025")
        .then()
        .body("items.period", everyItem(equalTo(parks.period("m09"))))
        .body("items", hasSize(3));
  }

  private static ValidatableResponse filtered(String query) {
    return asEditor().get(LIST + "?" + query).then().statusCode(200);
  }

  private static void accept(String report) {
    Request rita = as("rita", "reviewer");
    rita.header("If-Match", "\"v1\"")
        .post("/v1/occupancy-reports/" + report + "/acceptance")
        .then()
        .statusCode(200);
  }
}

package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The history of a report: every step for its organisation, public versions for everybody. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OccupancyHistoryTest {
  private static final String REPORTS = "/v1/occupancy-reports";

  @Test
  void showsEveryStepWithWhoTookItAndWhatItChanged() {
    var parks = new Parks("187051").loaded();
    var item = journey(parks);
    for (var reader : List.of(parks.olga(), asEditor())) {
      reader
          .get(item + "/history")
          .then()
          .statusCode(200)
          .body(
              "items.step",
              contains(
                  "submitted",
                  "corrected",
                  "returned",
                  "resubmitted",
                  "accepted",
                  "submitted",
                  "amended",
                  "accepted"))
          .body(
              "items.side",
              contains(
                  "operator",
                  "operator",
                  "bureau",
                  "operator",
                  "bureau",
                  "operator",
                  "bureau",
                  "bureau"))
          .body(
              "items.actor",
              contains("olga", "olga", "rita", "olga", "rita", "olga", "rita", "rita"))
          .body("items.version", contains(1, 2, 3, 4, 5, 1, 6, 2))
          .body("items[1].changes.field", contains("comment"))
          .body("items[2].reason", equalTo("请核对"))
          .body("items[2].fields.field", contains("tenants"))
          .body("items[2].changes", empty())
          .body("items[3].changes.field", contains("tenantsAtStart", "tenants"))
          .body("items[3].changes[1].before", equalTo("42"))
          .body("items[3].changes[1].after", equalTo("43"))
          .body("items[5].code", equalTo(parks.report(1, "m10") + "-a1"))
          .body("items[5].changes.field", contains("usableAreaM2", "comment"))
          .body("items[6].changes.field", contains("usableAreaM2", "comment"))
          .body("items.revision", contains(null, null, null, null, 1, null, 2, null));
    }
  }

  @Test
  void showsOthersThePublicVersionsAndNobodysName() {
    var parks = new Parks("187052").loaded();
    var item = journey(parks);
    for (var reader : List.of(given(), parks.oscar(), as("carl", "consumer"))) {
      var answer = reader.get(item + "/history");
      answer
          .then()
          .statusCode(200)
          .body("items.step", contains("accepted", "amended"))
          .body("items.actor", everyItem(nullValue()))
          .body("items[0].changes", empty())
          .body("items[1].changes.field", contains("usableAreaM2", "comment"));
      assertThat(answer.asString()).doesNotContain("olga", "rita", "请核对", "-a1\",\"version");
    }
  }

  @Test
  void isOfTheOperatorWhoSubmittedAlone() {
    var parks = new Parks("187053").loaded();
    parks.submitted(1, "m10");
    var item = REPORTS + "/" + parks.report(1, "m10");
    for (var stranger : List.of(given(), parks.oscar(), as("carl", "consumer"))) {
      stranger.get(item + "/history").then().statusCode(404);
    }
    parks.olga().get(item + "/history").then().body("items", hasSize(1));
  }

  @Test
  void staysWhenTheReportIsWithdrawnAndGoesOnWithTheNextOne() {
    var parks = new Parks("187054").loaded();
    parks.submitted(1, "m10");
    var item = REPORTS + "/" + parks.report(1, "m10");
    parks.olga().header("If-Match", "\"v1\"").delete(item).then().statusCode(204);
    parks
        .olga()
        .get(item + "/history")
        .then()
        .statusCode(200)
        .body("items.step", contains("submitted", "withdrawn"));
    parks.submitted(1, "m10");
    parks
        .olga()
        .get(item + "/history")
        .then()
        .body("items.step", contains("submitted", "withdrawn", "submitted"))
        .body("items.version", contains(1, 2, 3))
        .body("items[2].changes", empty());
  }

  @Test
  void readsAsItWasAtAPosition() {
    var parks = new Parks("187055").loaded();
    parks.submitted(1, "m10");
    var item = REPORTS + "/" + parks.report(1, "m10");
    var then = asEditor().get(item + "/history?asOf=now");
    accept(item, "v1");
    asEditor().get(item + "/history").then().body("items", hasSize(2));
    var again = asEditor().get(item + "/history?asOf=" + then.header("Zhihe-As-Of"));
    assertThat(again.asString()).isEqualTo(then.asString());
  }

  @Test
  void showsTheTenantLinesThatChanged() {
    var parks = new Parks("187058").loaded();
    var item = REPORTS + "/" + parks.report(1, "m10");
    parks.olga().body(parks.figuresOfTenants(1, "m10", 3)).post(REPORTS).then().statusCode(201);
    var lines = new ArrayList<Map<String, Object>>();
    for (var number : List.of(1, 2, 4)) {
      lines.add(Parks.tenant(number, "2026-10-05", 10.5));
    }
    lines.get(0).put("areaM2", 11);
    lines.get(1).put("areaM2", 10);
    correct(parks, item, "v1", tenants(3, 31.5, lines)); // its lines alone
    accept(item, "v2");
    var others = new ArrayList<>(lines.subList(0, 2));
    parks
        .olga()
        .body(
            parks.figures(
                1,
                "m10",
                with(
                    tenants(2, 21, others),
                    Map.of("amends", parks.report(1, "m10"), "comment", "多报一家"))))
        .post(REPORTS)
        .then()
        .statusCode(201);
    accept(item + "-a1", "v1");
    for (var reader : List.of(parks.olga(), asEditor())) {
      reader
          .get(item + "/history")
          .then()
          .body(
              "items.step",
              contains("submitted", "corrected", "accepted", "submitted", "amended", "accepted"))
          .body(
              "items.collect { it.tenants.collect { it.change + it.name } }",
              contains(
                  List.of(),
                  List.of("removed企业3", "area企业1", "area企业2", "added企业4"),
                  List.of(),
                  List.of("removed企业4"),
                  List.of("removed企业4"),
                  List.of()))
          .body("items[1].tenants[1].areaBefore", equalTo(10.5f))
          .body("items[1].tenants[1].areaAfter", equalTo(11));
    }
    as("carl", "consumer")
        .get(item + "/history")
        .then()
        .body("items.step", contains("accepted", "amended"))
        .body("items[1].tenants.name", contains("企业4"));
    given().get(item + "/history").then().body("items.tenants", everyItem(empty()));
  }

  private static Map<String, Object> tenants(
      int tenants, double area, List<Map<String, Object>> lines) {
    return Map.of(
        "tenants",
        tenants,
        "newTenants",
        tenants,
        "leftTenants",
        0,
        "graduatedTenants",
        0,
        "occupiedAreaM2",
        area,
        "tenantLines",
        lines);
  }

  private static Map<String, Object> with(Map<String, Object> one, Map<String, Object> others) {
    var both = new HashMap<>(one);
    both.putAll(others);
    return both;
  }

  @Test
  void doesNotTakeTheReportOfAnotherPeriodForAnAmendment() {
    var parks = new Parks("187056").loaded();
    new Family("reporting-periods")
        .imported(
            """
            code,area,startDate,endDate,dueDate,reviewDueDate
            %1$s-2026-m10-a1,%1$s,2026-10-01,2026-10-15,2026-11-10,2026-11-20
            """
                .formatted(parks.area()))
        .statusCode(200);
    parks.submitted(1, "m10");
    parks.submitted(1, "m10-a1");
    parks
        .olga()
        .get(REPORTS + "/" + parks.report(1, "m10") + "/history")
        .then()
        .body("items.code", contains(parks.report(1, "m10")));
  }

  @Test
  void comesAsATableToo() {
    var parks = new Parks("187057").loaded();
    var item = journey(parks);
    var lines = parks.olga().get(item + "/history?format=csv").asString().lines().toList();
    assertThat(lines).hasSize(9);
    assertThat(lines.get(4)).startsWith(parks.report(1, "m10") + ",4,");
    assertThat(lines.get(4)).contains("resubmitted,operator,olga", "tenants: 42 → 43");
  }

  /** A report that was corrected, returned, submitted again, accepted and amended. */
  private static String journey(Parks parks) {
    parks.submitted(1, "m10");
    var item = REPORTS + "/" + parks.report(1, "m10");
    correct(parks, item, "v1", Map.of("comment", "二号楼已交付"));
    rita("v2")
        .contentType("application/json")
        .body(
            Map.of(
                "reason",
                "请核对",
                "fields",
                List.of(Map.of("field", "tenants", "code", "inconsistent", "reason", "少一家"))))
        .post(item + "/return")
        .then()
        .statusCode(200);
    correct(parks, item, "v3", Map.of("comment", "二号楼已交付", "tenants", 43));
    accept(item, "v4");
    parks
        .olga()
        .body(
            parks.figures(
                1,
                "m10",
                Map.of(
                    "amends",
                    parks.report(1, "m10"),
                    "tenants",
                    43,
                    "usableAreaM2",
                    12500,
                    "comment",
                    "面积有误")))
        .post(REPORTS)
        .then()
        .statusCode(201)
        .header("Location", startsWith(item));
    accept(item + "-a1", "v1");
    return item;
  }

  private static void correct(
      Parks parks, String item, String version, Map<String, Object> figures) {
    parks
        .olga()
        .header("If-Match", "\"" + version + "\"")
        .body(parks.figures(1, "m10", figures))
        .put(item)
        .then()
        .statusCode(200);
  }

  private static void accept(String item, String version) {
    rita(version).post(item + "/acceptance").then().statusCode(200);
  }

  private static Request rita(String version) {
    return as("rita", "reviewer").header("If-Match", "\"" + version + "\"");
  }
}

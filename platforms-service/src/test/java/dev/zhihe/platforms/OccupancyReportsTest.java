package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.stringContainsInOrder;

import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import dev.zhihe.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An operator's way with the reviewers, one report at a time. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OccupancyReportsTest {
  private static final String REPORTS = "/v1/occupancy-reports";

  @Test
  void goesFromSubmissionOverReturnAndCorrectionToEverybody() {
    var parks = new Parks("540001").loaded();
    var before = Family.sealedPosition("occupancy-reports");
    var code = parks.report(1, "m10");
    var item = REPORTS + "/" + code;
    parks
        .submitted(1, "m10")
        .header("Location", equalTo(item))
        .header("ETag", equalTo("\"v1\""))
        .body("code", equalTo("540001-pf-1-o-2026-m10"))
        .body("status", equalTo("submitted"))
        .body(containsString("\"occupiedAreaM2\":7600.5,"))
        .body(containsString("\"outputYuan\":12500000.00,"))
        .body("fields", empty());
    parks.olga().get(item).then().statusCode(200).body("tenants", equalTo(42));
    for (var stranger : List.of(given(), parks.oscar(), as("carl", "consumer"))) {
      stranger.get(item).then().statusCode(404);
    }

    rita("v1")
        .body(
            Map.of(
                "reason",
                " 入驻面积与附表不符 ",
                "fields",
                List.of(Map.of("field", "occupiedAreaM2", "reason", "附表为 7,500"))))
        .post(item + "/return")
        .then()
        .statusCode(200)
        .header("ETag", equalTo("\"v2\""))
        .body("status", equalTo("returned"));
    parks
        .olga()
        .get(item)
        .then()
        .body("status", equalTo("returned"))
        .body("returnReason", equalTo("入驻面积与附表不符"))
        .body("fields[0].field", equalTo("occupiedAreaM2"))
        .body("fields[0].reason", equalTo("附表为 7,500"));
    rita("v2")
        .post(item + "/acceptance")
        .then()
        .statusCode(409)
        .body("detail", stringContainsInOrder("不能通过", "已退回", "PUT " + item));

    parks
        .olga()
        .header("If-Match", "\"v2\"")
        .body(parks.figures(1, "m10", Map.of("occupiedAreaM2", 7500)))
        .put(item)
        .then()
        .statusCode(200)
        .header("ETag", equalTo("\"v3\""))
        .body("status", equalTo("submitted"))
        .body("$", not(hasKey("returnReason")))
        .body("fields", empty());
    // Whoever returned it may judge it again: only submitting speaks against that.
    rita("v3")
        .post(item + "/acceptance")
        .then()
        .statusCode(200)
        .header("ETag", equalTo("\"v4\""))
        .body("status", equalTo("accepted"));

    given()
        .get(item)
        .then()
        .statusCode(200)
        .header("ETag", equalTo("\"v4\""))
        .body("occupiedAreaM2", equalTo(7500));
    given().get(REPORTS + "?platform=" + parks.platform(1)).then().body("items", hasSize(1));
    assertThat(feed(given(), code, before))
        .containsExactly("withheld", "withheld", "withheld", "accepted");
    assertThat(feed(parks.oscar(), code, before))
        .containsExactly("withheld", "withheld", "withheld", "accepted");
    assertThat(feed(parks.olga(), code, before))
        .containsExactly("submitted", "returned", "submitted", "accepted");
  }

  @Test
  void isFinalOnceAccepted() {
    var parks = new Parks("540002").loaded();
    var item = REPORTS + "/" + parks.report(1, "m10");
    parks.submitted(1, "m10");
    rita("v1").post(item + "/acceptance").then().statusCode(200);
    var refusals =
        List.of(
            rita("v2").post(item + "/acceptance").then(),
            rita("v2").body(Map.of("reason", "晚了")).post(item + "/return").then(),
            parks
                .olga()
                .header("If-Match", "\"v2\"")
                .body(parks.figures(1, "m10"))
                .put(item)
                .then(),
            parks.olga().body(parks.figures(1, "m10")).post(REPORTS).then());
    for (var refusal : refusals) {
      refusal
          .statusCode(409)
          .body("type", equalTo("https://zhihe.dev/problems/conflict"))
          .body("detail", stringContainsInOrder("已通过", "定稿"));
    }
    rita("v2")
        .header("Accept-Language", "en")
        .post(item + "/acceptance")
        .then()
        .body("detail", containsString("what is accepted is final"));
    given().get(item).then().header("ETag", equalTo("\"v2\""));
  }

  @Test
  void tellsWhereAReportStandsThatIsThereAlready() {
    var parks = new Parks("540003").loaded();
    var item = REPORTS + "/" + parks.report(2, "m10");
    parks.submitted(2, "m10");
    parks
        .olga()
        .header("Accept-Language", "en")
        .body(parks.figures(2, "m10"))
        .post(REPORTS)
        .then()
        .statusCode(409)
        .body(
            "detail",
            stringContainsInOrder(
                "has a report for that period already",
                parks.report(2, "m10") + " is submitted",
                "PUT " + item,
                "POST " + item + "/acceptance",
                "POST " + item + "/return"));
  }

  @Test
  void correctsWhatIsStillSubmittedAndLogsNothingIfNothingChanged() {
    var parks = new Parks("540004").loaded();
    var item = REPORTS + "/" + parks.report(1, "m09");
    parks.submitted(1, "m09");
    var same =
        parks.figures(
            1, "m09", Map.of("usableAreaM2", new BigDecimal("12000.00"), "outputYuan", 12500000.0));
    corrected(parks, item, "v1", same).statusCode(200).header("ETag", equalTo("\"v1\""));
    corrected(parks, item, "v1", parks.figures(1, "m09", Map.of("tenants", 43)))
        .statusCode(200)
        .header("ETag", equalTo("\"v2\""))
        .body("tenants", equalTo(43));
    var shorter = parks.figures(1, "m09");
    shorter.keySet().removeAll(List.of("comment", "outputYuan", "incubationAreaM2"));
    corrected(parks, item, "v2", shorter)
        .statusCode(200)
        .body("comment", nullValue())
        .body("outputYuan", nullValue());
  }

  @Test
  void asksForTheVersionSeen() {
    var parks = new Parks("540005").loaded();
    var item = REPORTS + "/" + parks.report(1, "m10");
    parks.submitted(1, "m10");
    parks.olga().body(parks.figures(1, "m10")).put(item).then().statusCode(428);
    corrected(parks, item, "v7", parks.figures(1, "m10")).statusCode(412);
    as("rita", "reviewer").post(item + "/acceptance").then().statusCode(428);
    rita("v7").post(item + "/acceptance").then().statusCode(412);
    rita("v7").body(Map.of("reason", "旧")).post(item + "/return").then().statusCode(412);
    parks.olga().get(item).then().header("ETag", equalTo("\"v1\""));
  }

  @Test
  void refusesAReviewerWhoSubmittedAnyVersion() {
    var parks = new Parks("540006").loaded();
    var item = REPORTS + "/" + parks.report(1, "m10");
    var uma = Tokens.ofOrganisation(parks.ours(), "uma", "operator", "reviewer");
    given()
        .auth()
        .oauth2(uma)
        .contentType("application/json")
        .body(parks.figures(1, "m10"))
        .post(REPORTS)
        .then()
        .statusCode(201);
    corrected(parks, item, "v1", parks.figures(1, "m10", Map.of("tenants", 43))).statusCode(200);
    for (var act : List.of("/acceptance", "/return")) {
      given()
          .auth()
          .oauth2(uma)
          .contentType("application/json")
          .header("If-Match", "\"v2\"")
          .body(Map.of("reason", "自审"))
          .post(item + act)
          .then()
          .statusCode(403)
          .body("type", equalTo("https://zhihe.dev/problems/forbidden"))
          .body("detail", containsString("不同的人"));
    }
    rita("v2").post(item + "/acceptance").then().statusCode(200);
  }

  @Test
  void namesEveryBrokenRuleAtOnceInPostPutAndImportsAlike() {
    var parks = new Parks("540007").loaded();
    parks.submitted(1, "m10");
    var broken =
        Map.<String, Object>of(
            "usableAreaM2", 9,
            "incubationAreaM2", 10.005,
            "occupiedAreaM2", 20,
            "tenants", 5,
            "newTenants", 6,
            "graduatedTenants", -1,
            "leftTenants", 0.5,
            "highTechFirms", 7,
            "techFirms", 8,
            "outputYuan", -0.01);
    var codes =
        new String[] {
          "incubationAreaM2 square-metres",
          "occupiedAreaM2 above-usable",
          "graduatedTenants negative",
          "leftTenants whole-number",
          "highTechFirms above-tenants",
          "techFirms above-tenants",
          "outputYuan negative"
        };
    parks
        .olga()
        .body(parks.figures(2, "m10", broken))
        .post(REPORTS)
        .then()
        .statusCode(422)
        .body("type", equalTo("https://zhihe.dev/problems/rule-broken"))
        .body(
            "errors.collect { it.pointer.substring(1) + ' ' + it.code }", containsInAnyOrder(codes))
        .body("errors.find { it.pointer == '/occupiedAreaM2' }.value", equalTo("20"))
        .body(
            "errors.find { it.pointer == '/occupiedAreaM2' }.detail",
            equalTo("不得大于可用面积 usableAreaM2（9 m²）"));
    corrected(parks, REPORTS + "/" + parks.report(1, "m10"), "v1", parks.figures(1, "m10", broken))
        .statusCode(422)
        .body(
            "errors.collect { it.pointer.substring(1) + ' ' + it.code }",
            containsInAnyOrder(codes));
    given()
        .spec(parks.olga())
        .contentType("text/csv; charset=utf-8")
        .header("Accept-Language", "en")
        .body(
            """
            code,platform,period,usableAreaM2,incubationAreaM2,occupiedAreaM2,tenantsAtStart,tenants,newTenants,graduatedTenants,leftTenants,highTechFirms,techFirms,outputYuan
            %s,%s,%s,9,10.005,20,42,5,6,-1,0.5,7,8,-0.01
            """
                .formatted(parks.report(2, "m10"), parks.platform(2), parks.period("m10")))
        .post(REPORTS + "/imports")
        .then()
        .statusCode(422)
        .body("errors.collect { it.column + ' ' + it.code }", containsInAnyOrder(codes))
        .body("errors.find { it.column == 'occupiedAreaM2' }.value", equalTo("20"))
        .body(
            "errors.find { it.column == 'occupiedAreaM2' }.detail",
            equalTo("not above the usable area, usableAreaM2 (9 m²)"));
  }

  @Test
  void takesMoreNewTenantsThanAreThereAtTheEnd() {
    var parks = new Parks("540018").loaded();
    var figures =
        Map.<String, Object>of(
            "tenantsAtStart", 20,
            "newTenants", 15,
            "leftTenants", 10,
            "graduatedTenants", 15,
            "tenants", 10);
    parks
        .olga()
        .body(parks.figures(1, "m10", figures))
        .post(REPORTS)
        .then()
        .statusCode(201)
        .body("newTenants", equalTo(15));
  }

  @Test
  void namesANegativeAreaOnce() {
    var parks = new Parks("540017").loaded();
    parks
        .olga()
        .body(parks.figures(1, "m10", Map.of("usableAreaM2", -1)))
        .post(REPORTS)
        .then()
        .statusCode(422)
        .body("errors.collect { it.pointer + ' ' + it.code }", contains("/usableAreaM2 negative"));
  }

  @Test
  void refusesAPeriodThatIsNotOverUnknownOrOfAnotherArea() {
    var parks = new Parks("540008").loaded();
    var elsewhere = new Parks("540009").loaded();
    refused(parks, parks.figures(1, "m11"), "/period", "not-over");
    refused(
        parks,
        parks.figures(1, "m10", Map.of("period", elsewhere.period("m10"))),
        "/period",
        "elsewhere");
    refused(
        parks,
        parks.figures(1, "m10", Map.of("period", "no-such-period")),
        "/period",
        "unknown-reference");
    // October ends at midnight in Shanghai, which is 16:00 in UTC.
    TestTime.at(
        "2026-10-31T15:59:59Z",
        () -> refused(parks, parks.figures(1, "m10"), "/period", "not-over"));
    TestTime.at("2026-10-31T16:00:00Z", () -> parks.submitted(1, "m10"));
  }

  @Test
  void refusesBodiesOfAnotherShapeInBothLanguages() {
    var parks = new Parks("540010").loaded();
    parks
        .olga()
        .body(Map.of("platform", "园区", "usableAreaM2", 1))
        .post(REPORTS)
        .then()
        .statusCode(422)
        .body(
            "errors.pointer",
            containsInAnyOrder(
                "/platform",
                "/period",
                "/occupiedAreaM2",
                "/tenants",
                "/newTenants",
                "/graduatedTenants",
                "/leftTenants",
                "/tenantsAtStart"))
        .body("errors.find { it.pointer == '/period' }.detail", equalTo("必填"))
        .body("errors.find { it.pointer == '/period' }.code", equalTo("required"))
        .body("errors.find { it.pointer == '/platform' }.code", equalTo("invalid"));
    parks
        .olga()
        .header("Accept-Language", "en")
        .body(Map.of())
        .post(REPORTS)
        .then()
        .body("errors.find { it.pointer == '/period' }.detail", equalTo("required"));
    parks
        .olga()
        .header("Accept-Language", "en")
        .body(parks.figures(1, "m10", Map.of("tenants", "x")))
        .post(REPORTS)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/tenants"))
        .body("errors[0].code", equalTo("type"))
        .body(
            "detail",
            equalTo("The field tenants is of another JSON type: it is a number, without quotes"));
    parks
        .olga()
        .body("{\"platform\": ")
        .post(REPORTS)
        .then()
        .statusCode(400)
        .body("errors[0].code", equalTo("json"))
        .body("detail", containsString("不是可读的 JSON"));
    parks
        .olga()
        .body(parks.figures(1, "m10", Map.of("organisation", "accepted")))
        .post(REPORTS)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/organisation"))
        .body("errors[0].code", equalTo("unknown-field"))
        .body("detail", stringContainsInOrder("没有字段 organisation", "可用", "tenants"));
    for (var set : List.of("status", "code", "returnReason", "operator", "amendedBy")) {
      parks
          .olga()
          .body(parks.figures(1, "m10", Map.of(set, "accepted")))
          .post(REPORTS)
          .then()
          .statusCode(422)
          .body("errors[0].pointer", equalTo("/" + set))
          .body("errors[0].code", equalTo("read-only"));
    }
    for (var absurd : List.of("1e999999999", "1e-999999999", "1e200")) {
      parks
          .olga()
          .body(
              """
              {"platform": "%s", "period": "%s", "usableAreaM2": %s, "occupiedAreaM2": %s,
               "tenants": 1, "newTenants": 1, "graduatedTenants": 0}
              """
                  .formatted(parks.platform(1), parks.period("m10"), absurd, absurd))
          .post(REPORTS)
          .then()
          .statusCode(400)
          .body("type", equalTo("https://zhihe.dev/problems/malformed"));
    }
    parks
        .olga()
        .body(parks.figures(1, "m10", Map.of("comment", " =1+1")))
        .post(REPORTS)
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/comment"));
    parks.olga().body("").post(REPORTS).then().statusCode(422);
    assertThat(codes(parks.olga(), "platform=" + parks.platform(1))).isEmpty();
  }

  @Test
  void refusesToMoveAReportToAnotherPlatformOrPeriod() {
    var parks = new Parks("540011").loaded();
    parks.submitted(1, "m10");
    corrected(parks, REPORTS + "/" + parks.report(1, "m10"), "v1", parks.figures(2, "m09"))
        .statusCode(422)
        .body("errors.pointer", contains("/platform", "/period"))
        .body("errors[0].code", equalTo("fixed"))
        .body("errors[0].detail", containsString(parks.platform(1)));
  }

  @Test
  void checksWithoutSubmitting() {
    var parks = new Parks("540012").loaded();
    var trial = REPORTS + "?dryRun=true";
    parks
        .olga()
        .body(parks.figures(1, "m10"))
        .post(trial)
        .then()
        .statusCode(200)
        .body("code", equalTo(parks.report(1, "m10")))
        .body("status", equalTo("submitted"));
    parks
        .olga()
        .body(parks.figures(1, "m10", Map.of("newTenants", 99)))
        .post(trial)
        .then()
        .statusCode(422);
    parks.olga().body(parks.figures(3, "m10")).post(trial).then().statusCode(404);
    parks.olga().body(parks.figures(1, "m10")).post(REPORTS + "?dryRun=yes").then().statusCode(400);
    parks.olga().get(REPORTS + "/" + parks.report(1, "m10")).then().statusCode(404);
    parks.submitted(1, "m10");
    parks.olga().body(parks.figures(1, "m10")).post(trial).then().statusCode(409);
  }

  @Test
  void wantsAReasonForAReturnAndNamesOfFields() {
    var parks = new Parks("540013").loaded();
    var path = REPORTS + "/" + parks.report(1, "m10") + "/return";
    parks.submitted(1, "m10");
    rita("v1")
        .body(Map.of())
        .post(path)
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/reason"));
    rita("v1").body(Map.of("reason", " ")).post(path).then().statusCode(422);
    rita("v1")
        .body(
            Map.of(
                "reason",
                "见各项",
                "fields",
                List.of(Map.of("field", "status", "reason", "x"), Map.of("field", "tenants"))))
        .post(path)
        .then()
        .statusCode(422)
        .body("errors.pointer", containsInAnyOrder("/fields/0/field", "/fields/1/reason"))
        .body("errors.detail", containsInAnyOrder("须为填报字段，如 occupiedAreaM2", "必填"));
    rita("v1").body(Map.of("reason", "补充附表")).post(path).then().statusCode(200);
  }

  @Test
  void filtersByPlatformPeriodAndStatus() {
    var parks = new Parks("540014").loaded();
    parks.submitted(1, "m09");
    parks.submitted(1, "m10");
    parks.submitted(2, "m10");
    rita("v1").post(REPORTS + "/" + parks.report(1, "m09") + "/acceptance").then().statusCode(200);
    assertThat(codes(parks.olga(), "platform=" + parks.platform(1)))
        .containsExactly(parks.report(1, "m09"), parks.report(1, "m10"));
    assertThat(codes(parks.olga(), "period=" + parks.period("m10")))
        .containsExactly(parks.report(1, "m10"), parks.report(2, "m10"));
    assertThat(codes(asEditor(), "status=submitted&period=" + parks.period("m10"))).hasSize(2);
    assertThat(codes(parks.olga(), "status=accepted&platform=" + parks.platform(1)))
        .containsExactly(parks.report(1, "m09"));
    assertThat(codes(given(), "platform=" + parks.platform(1)))
        .containsExactly(parks.report(1, "m09"));
    assertThat(codes(parks.oscar(), "period=" + parks.period("m10"))).isEmpty();
    given().get(REPORTS + "?status=draft").then().statusCode(400);
  }

  private static Request rita(String version) {
    return as("rita", "reviewer")
        .contentType("application/json")
        .header("If-Match", "\"" + version + "\"");
  }

  private static ValidatableResponse corrected(
      Parks parks, String item, String version, Map<String, Object> figures) {
    return parks.olga().header("If-Match", "\"" + version + "\"").body(figures).put(item).then();
  }

  private static void refused(
      Parks parks, Map<String, Object> figures, String pointer, String code) {
    parks
        .olga()
        .body(figures)
        .post(REPORTS)
        .then()
        .statusCode(422)
        .body("errors.pointer", contains(pointer))
        .body("errors.code", contains(code));
  }

  private static List<String> codes(Request reader, String filter) {
    return reader.get(REPORTS + "?" + filter).then().statusCode(200).extract().path("items.code");
  }

  /**
   * What a reader's feed says of each version of a report up to its acceptance, found by the
   * bureau's.
   */
  private static List<String> feed(Request reader, String code, long before) {
    var path = "/v1/changes/platforms?wait=5&after=";
    var found = new ArrayList<String>();
    for (long after = before; ; ) {
      var page = asEditor().get(path + after).jsonPath();
      var items = page.<Map<String, Object>>getList("items");
      assertThat(items).as("all versions are in the feed").isNotEmpty();
      var seen = given().spec(reader).get(path + after).jsonPath();
      var theirs = seen.<Map<String, Object>>getList("items");
      for (int i = 0; i < items.size(); i++) {
        if (code.equals(items.get(i).get("entityId"))) {
          found.add(theirs.get(i).containsKey("withheld") ? "withheld" : status(theirs.get(i)));
          if (status(items.get(i)).equals("accepted")) {
            return found;
          }
        }
      }
      after = page.getLong("next");
    }
  }

  private static String status(Map<String, Object> change) {
    return (String) ((Map<?, ?>) change.get("data")).get("status");
  }
}

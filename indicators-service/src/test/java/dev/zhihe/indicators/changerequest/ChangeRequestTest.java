package dev.zhihe.indicators.changerequest;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.indicators.PlanFiles;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What one person cannot do alone: a formula, a weaker rule, the retraction of a figure. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ChangeRequestTest {
  private static final String REQUESTS = "/v1/change-requests";
  private static final String UPDATE = "?onExisting=update";
  private static final Family INDICATORS = new Family("indicators");
  private static final Family RULES = new Family("validation-rules");
  private static final Family OBSERVATIONS = PlanFiles.OBSERVATIONS;

  @Test
  void aFormulaComputesNothingUntilAnotherPersonApprovesIt() {
    inputs("432001");
    figures(
        "432001-a,432001-rd,432001,2022,15,actual", "432001-b,432001-gdp,432001,2022,300,actual");
    // All of it is rd over rd, 99.9 times.
    var file = formula("432001", "rd", "99.9");
    INDICATORS.imported(file, "?dryRun=true").body("waiting", equalTo(1));
    INDICATORS
        .imported(file)
        .statusCode(200)
        .body("created", equalTo(1))
        .body("waiting", equalTo(1));
    given()
        .get("/v1/indicators/432001-share")
        .then()
        .statusCode(200)
        .body("numerator", nullValue())
        .body("factor", nullValue());
    nothingIsComputed("432001");
    var code = open("432001-share");
    given().get(REQUESTS + "/" + code).then().statusCode(404);
    given().get(REQUESTS + "?subject=432001-share").then().body("items", hasSize(0));
    asEditor()
        .get(REQUESTS + "/" + code)
        .then()
        .body("kind", equalTo("formula"))
        .body("status", equalTo("submitted"))
        .body("changes.property", contains("numerator", "denominator", "factor"))
        .body("changes.after", contains("432001-rd", "432001-rd", "99.9"));

    INDICATORS.imported(file).body("unchanged", equalTo(1)).body("waiting", equalTo(1));
    assertThat(version(code)).as("asked again, it is the same request").isEqualTo("\"v1\"");
    act("erin", code, "approval").statusCode(403);
    sendBack("rita", code).statusCode(200).body("returnReason", equalTo("有误"));
    act("rita", code, "approval").statusCode(409);
    nothingIsComputed("432001");

    INDICATORS
        .imported(formula("432001", "gdp", "100"), UPDATE)
        .statusCode(200)
        .body("updated", equalTo(1))
        .body("waiting", equalTo(1));
    var second = open("432001-share");
    act("rita", second, "approval").statusCode(200).body("status", equalTo("approved"));
    given()
        .get("/v1/observations/432001-432001-share-2022")
        .then()
        .statusCode(200)
        .body("value", equalTo(5.0f));
    given().get(REQUESTS + "/" + second).then().statusCode(200);
    INDICATORS
        .imported(formula("432001", "gdp", "100"))
        .body("unchanged", equalTo(1))
        .body("waiting", equalTo(0));
  }

  @Test
  void theFormulaInForceStaysWhileAnotherWaits() {
    inputs("432002");
    INDICATORS.imported(formula("432002", "gdp", "100")).statusCode(200);
    PlanFiles.approveRequests("432002-share");
    figures(
        "432002-a,432002-rd,432002,2022,15,actual", "432002-b,432002-gdp,432002,2022,300,actual");
    INDICATORS
        .imported(formula("432002", "gdp", "1000").replace("比重", "占比"))
        .statusCode(422)
        .body("errors.code", contains("differs"))
        .body("errors[0].detail", containsString("factor"));
    INDICATORS.imported(formula("432002", "gdp", "1000").replace("比重", "占比"), UPDATE);
    given()
        .get("/v1/indicators/432002-share")
        .then()
        .body("nameZh", equalTo("占比"))
        .body("factor", equalTo(100));
    given()
        .get("/v1/observations/432002-432002-share-2022")
        .then()
        .header("ETag", "\"v1\"")
        .body("value", equalTo(5.0f));

    var code = open("432002-share");
    as("rita", "editor")
        .header("If-Match", version(code))
        .delete(REQUESTS + "/" + code)
        .then()
        .statusCode(204);
    asEditor().get(REQUESTS + "/" + code).then().statusCode(404);
    PlanFiles.approveRequests("432002-share");
    given().get("/v1/indicators/432002-share").then().body("factor", equalTo(100));
  }

  @Test
  void aFormulaWhoseInputsDoNotFitAnyMoreIsNotApproved() {
    inputs("432003");
    INDICATORS.imported(formula("432003", "gdp", "100")).statusCode(200);
    INDICATORS.imported(HEADER + "432003-gdp,总值,,,,not_shared" + REST, UPDATE).statusCode(200);
    act("rita", open("432003-share"), "approval")
        .statusCode(422)
        .body("errors.code", contains("more-open"));
    inputs("432010");
    INDICATORS.imported(formula("432010", "gdp", "100")).statusCode(200);
    INDICATORS
        .imported(HEADER.replace("kind", "unit,kind") + "432010-share,比重,,,,,亿元" + REST, UPDATE)
        .statusCode(200)
        .body("waiting", equalTo(0));
    act("rita", open("432010-share"), "approval")
        .statusCode(409)
        .body("detail", containsString("单位"));
    inputs("432004");
    INDICATORS.imported(formula("432004", "gdp", "100")).statusCode(200);
    figures("432004-a,432004-share,432004,2022,5,actual");
    act("rita", open("432004-share"), "approval").statusCode(409);
    given().get("/v1/indicators/432004-share").then().body("numerator", nullValue());
  }

  @Test
  void aRuleBecomesStricterAtOnceAndWeakerWithASecondPerson() {
    inputs("432005");
    rule("432005", "error", "100", "0").body("created", equalTo(1)).body("waiting", equalTo(0));
    rule("432005", "error", "100", "5").body("updated", equalTo(1)).body("waiting", equalTo(1));
    refusesMoreThanHundred("432005");
    var tolerant = open("432005-r");
    asEditor()
        .get(REQUESTS + "/" + tolerant)
        .then()
        .body("kind", equalTo("validation_rule"))
        .body("changes.property", contains("tolerancePercent"))
        .body("changes.before", contains("0"))
        .body("changes.after", contains("5"));
    rule("432005", "warning", "100", "0").body("waiting", equalTo(1));
    assertThat(open("432005-r")).as("one request of a subject at a time").isEqualTo(tolerant);
    refusesMoreThanHundred("432005");
    act("erin", tolerant, "approval").statusCode(403);
    act("rita", tolerant, "approval").statusCode(200);
    given().get("/v1/validation-rules/432005-r").then().body("severity", equalTo("warning"));

    rule("432005", "error", "100", "0").body("updated", equalTo(1)).body("waiting", equalTo(0));
    given().get("/v1/validation-rules/432005-r").then().body("severity", equalTo("error"));
  }

  @Test
  void whatARuleComparesAndUntilWhenAlsoNeedASecondPerson() {
    inputs("432006");
    rule("432006", "error", "100", "0");
    for (var weaker :
        new String[] {
          "432006-r,界限,error,432006-rd,le,,200,0,",
          "432006-r,界限,error,432006-rd,le,432006-gdp,,0,",
          "432006-r,界限,error,432006-gdp,le,,100,0,",
          "432006-r,界限,error,432006-rd,ge,,100,0,",
          "432006-r,界限,error,432006-rd,le,,100,0,2020-01-01"
        }) {
      RULES.imported(RULE_HEADER + weaker + "\n", UPDATE).body("waiting", equalTo(1));
      given().get("/v1/validation-rules/432006-r").then().header("ETag", "\"v1\"");
    }
    var code = open("432006-r");
    RULES
        .imported(RULE_HEADER + "432006-r,上限,error,432006-rd,le,,100,0,\n", UPDATE)
        .body("updated", equalTo(1))
        .body("waiting", equalTo(0));
    act("rita", code, "approval")
        .statusCode(409)
        .body("detail", containsString("432006-r 已是第 2 版"));
  }

  @Test
  void aRetractedFigureLeavesItsTrace() {
    inputs("432007");
    figures("432007-a,432007-rd,432007,2022,15,actual");
    retraction("erin", "432007-a", " ").statusCode(422);
    var code =
        retraction("erin", "432007-a", "误用了预计数")
            .statusCode(201)
            .body("kind", equalTo("retraction"))
            .body("status", equalTo("submitted"))
            .extract()
            .jsonPath()
            .getString("code");
    given()
        .get("/v1/observations/432007-a")
        .then()
        .header("ETag", "\"v1\"")
        .body("value", equalTo(15));
    act("erin", code, "approval").statusCode(403);
    act("rita", code, "approval").statusCode(200);
    given()
        .get("/v1/observations/432007-a")
        .then()
        .statusCode(200)
        .body("value", nullValue())
        .body("status", equalTo("retracted"))
        .body("retractionReason", equalTo("误用了预计数"));
    given().get(REQUESTS + "/" + code).then().body("reason", equalTo("误用了预计数"));
    asEditor().get("/v1/observation-submissions/432007-a").then().statusCode(404);
    retraction("erin", "432007-a", "再次").statusCode(409);
    Family.sealedPosition("observations");
    given()
        .get("/v1/changes/indicators?limit=1000&area=432007&after=0")
        .then()
        .body("items.findAll { it.entityId == '432007-a' }.action", hasItem("updated"));

    var download = given().accept("text/csv").get("/v1/observations?area=432007").asString();
    OBSERVATIONS.imported(download).statusCode(200).body("unchanged", equalTo(1));
    OBSERVATIONS
        .handedIn(FIGURES + "432007-b,432007-rd,432007,2021,,retracted\n", "")
        .statusCode(422)
        .body("errors.code", contains("retraction"));
    OBSERVATIONS
        .handedIn(FIGURES + "432007-a,432007-rd,432007,2022,13,actual\n", "")
        .statusCode(200);
    OBSERVATIONS.handedIn(download, UPDATE).statusCode(200).body("unchanged", equalTo(1));
    asEditor()
        .header("If-Match", "*")
        .delete("/v1/observation-submissions/432007-a")
        .then()
        .statusCode(204);
    asEditor().get("/v1/observation-submissions/432007-a").then().statusCode(404);
    // Another takes its place, or it comes back itself; then the place is taken.
    figures("432007-c,432007-rd,432007,2022,14,actual");
    figures("432007-d,432007-gdp,432007,2022,14,actual");
    retraction("erin", "432007-d", "误用").statusCode(201);
    PlanFiles.approveRequests("432007-d");
    OBSERVATIONS
        .imported(FIGURES + "432007-d,432007-gdp,432007,2022,16,actual\n", UPDATE)
        .statusCode(200);
    given()
        .get("/v1/observations/432007-d")
        .then()
        .body("value", equalTo(16))
        .body("status", equalTo("actual"))
        .body("retractionReason", nullValue());
  }

  @Test
  void aFigureIsNotRetractedPastItsCorrection() {
    inputs("432008");
    figures("432008-a,432008-rd,432008,2022,15,actual");
    retraction("erin", "432008-a", "误用").statusCode(201);
    OBSERVATIONS
        .handedIn(FIGURES + "432008-a,432008-rd,432008,2022,16,actual\n", UPDATE)
        .statusCode(200);
    act("rita", open("432008-a"), "approval").statusCode(409).body("detail", containsString("更正"));
    as("rita", "reviewer")
        .header("If-Match", "*")
        .post("/v1/observation-submissions/432008-a/approval")
        .then()
        .statusCode(200);
    act("rita", open("432008-a"), "approval")
        .statusCode(409)
        .body("detail", containsString("已是第 2 版"));
    given().get("/v1/observations/432008-a").then().body("value", equalTo(16));
  }

  @Test
  void aSubjectHasOneOpenRequestHoweverManyAskTogether() {
    inputs("432009");
    figures("432009-a,432009-rd,432009,2022,15,actual");
    try (var threads = Executors.newFixedThreadPool(8)) {
      var together =
          Stream.iterate(1, number -> number + 1)
              .limit(8)
              .map(
                  number ->
                      CompletableFuture.supplyAsync(
                          () -> retraction("erin", "432009-a", "误用" + number), threads))
              .toList();
      together.forEach(one -> one.join().statusCode(201));
    }
    asEditor().get(REQUESTS + "?subject=432009-a").then().body("items", hasSize(1));
  }

  private static final String HEADER =
      "code,nameZh,numerator,denominator,factor,sharing,kind,direction,nature\n";
  private static final String REST = ",goal,increase,ratio\n";
  private static final String FIGURES = "code,indicator,area,period,value,status\n";
  private static final String RULE_HEADER =
      "code,nameZh,severity,left,comparator,right,constant,tolerancePercent,retiredOn\n";

  private static void inputs(String area) {
    INDICATORS
        .imported(HEADER + "%1$s-rd,投入,,,,%2$s%1$s-gdp,总值,,,,%2$s".formatted(area, REST))
        .statusCode(200);
  }

  private static String formula(String area, String denominator, String factor) {
    return HEADER
        + "%1$s-share,比重,%1$s-rd,%1$s-%2$s,%3$s,%4$s".formatted(area, denominator, factor, REST);
  }

  private static ValidatableResponse rule(
      String area, String severity, String constant, String tolerance) {
    return RULES
        .imported(
            RULE_HEADER
                + "%1$s-r,界限,%2$s,%1$s-rd,le,,%3$s,%4$s,\n"
                    .formatted(area, severity, constant, tolerance),
            UPDATE)
        .statusCode(200);
  }

  private static void refusesMoreThanHundred(String area) {
    OBSERVATIONS
        .handedIn(FIGURES + "%1$s-x,%1$s-rd,%1$s,2022,104,actual\n".formatted(area), UPDATE)
        .statusCode(200);
    as("rita", "reviewer")
        .header("If-Match", "*")
        .post("/v1/observation-submissions/" + area + "-x/approval")
        .then()
        .statusCode(422)
        .body("errors.code", contains("rule-broken"));
  }

  private static void figures(String... lines) {
    OBSERVATIONS.imported(FIGURES + String.join("\n", lines) + "\n").statusCode(200);
  }

  private static void nothingIsComputed(String area) {
    given().get("/v1/observations?indicator=" + area + "-share").then().body("items", hasSize(0));
  }

  private static ValidatableResponse retraction(String who, String code, String reason) {
    return as(who, "editor", "reviewer")
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("reason", reason))
        .post("/v1/observations/" + code + "/retraction")
        .then();
  }

  /** The code of the open request about a subject. */
  private static String open(String subject) {
    return asEditor()
        .get(REQUESTS + "?status=submitted&subject=" + subject)
        .jsonPath()
        .getString("items[0].code");
  }

  private static String version(String code) {
    return asEditor().get(REQUESTS + "/" + code).header("ETag");
  }

  private static ValidatableResponse act(String who, String code, String act) {
    return as(who, "reviewer")
        .header("If-Match", version(code))
        .post(REQUESTS + "/" + code + "/" + act)
        .then();
  }

  private static ValidatableResponse sendBack(String who, String code) {
    return as(who, "reviewer")
        .header("If-Match", version(code))
        .contentType("application/json")
        .body(Map.of("reason", "有误"))
        .post(REQUESTS + "/" + code + "/return")
        .then();
  }
}

package dev.zhihe.indicators.goals.adjustment;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.indicators.PlanFiles;
import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How a target in force comes to ask for something else, each test with a district of its own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class TargetAdjustmentTest {
  private static final String PATH = "/v1/target-adjustments";
  private static final Family ADJUSTMENTS = new Family("target-adjustments");

  @Inject EntityManager entities;

  @Test
  void anApprovedActPutsAnotherTargetInThePlaceOfTheOld() {
    adopted("437101");
    draft(proposal("437101-145-t1"))
        .statusCode(201)
        .header("Location", PATH + "/437101-145-t1-adj1")
        .header("ETag", "\"v1\"")
        .body("plan", equalTo("437101-145"))
        .body("targetVersion", equalTo(2))
        .body("beforeComparator", equalTo("ge"))
        .body("beforeValue", equalTo(40))
        .body("status", equalTo("draft"));
    var item = PATH + "/437101-145-t1-adj1";
    given().get(item).then().statusCode(404);
    act("437101-145-t1-adj1", "submission", asEditor())
        .statusCode(200)
        .body("status", equalTo("submitted"));
    given().get(item).then().statusCode(404);
    act("437101-145-t1-adj1", "approval", rita())
        .statusCode(200)
        .header("ETag", "\"v3\"")
        .body("status", equalTo("approved"))
        .body("successor", equalTo("437101-145-t1-a1"));

    given().get(item).then().statusCode(200).body("reason", equalTo("口径变化"));
    given()
        .get("/v1/targets/437101-145-t1")
        .then()
        .header("ETag", "\"v3\"")
        .body("value", equalTo(40))
        .body("valuePrinted", equalTo("≥40"))
        .body("validUntil", equalTo("2023-07-01"));
    given()
        .get("/v1/targets/437101-145-t1-a1")
        .then()
        .statusCode(200)
        .header("ETag", "\"v1\"")
        .body("status", equalTo("adopted"))
        .body("comparator", equalTo("ge"))
        .body("value", equalTo(35))
        .body("valuePrinted", nullValue())
        .body("baselineValue", equalTo(10))
        .body("sourceLine", equalTo(1))
        .body("adjusts", equalTo("437101-145-t1"))
        .body("validFrom", equalTo("2023-07-01"))
        .body("documentTitle", equalTo("关于调整指标的通知"))
        .body("documentNumber", equalTo("某府发〔2023〕8号"));
    var on = "/v1/targets?plan=437101-145&on=";
    inForceOn("2023-06-30", "437101-145-t1", "437101-145-t2");
    inForceOn("2023-07-01", "437101-145-t1-a1", "437101-145-t2");
    given().get(on + "2023-07-01").then().body("items[0].value", equalTo(35));

    // What followed is adjusted like any other, and its successor has the next number.
    approved(proposal("437101-145-t1-a1", "afterValue", 30, "effectiveOn", "2024-01-01"))
        .body("successor", equalTo("437101-145-t1-a2"));
    inForceOn("2023-12-31", "437101-145-t1-a1", "437101-145-t2");
    inForceOn("2024-01-01", "437101-145-t1-a2", "437101-145-t2");
    given().get(PATH + "?target=437101-145-t1").then().body("items.status", contains("approved"));
    Family.sealedPosition("targets"); // the audit tells what is sealed
    asEditor()
        .get("/v1/audit/indicators?entityType=target&entityId=437101-145-t1")
        .then()
        .statusCode(200)
        .body("items.last().version", equalTo(3))
        .body("items.last().reason", equalTo("口径变化"));
  }

  private static void inForceOn(String day, String... targets) {
    Awaitility.await()
        .untilAsserted(
            () ->
                given()
                    .get("/v1/targets?plan=437101-145&on=" + day)
                    .then()
                    .statusCode(200)
                    .body("items.code", contains(targets)));
  }

  @Test
  void earlierVerdictsStayAsTheyWereToTheByte() {
    adopted("437102");
    PlanFiles.OBSERVATIONS
        .imported(
            "code,indicator,area,period,value,status\n437102-o1,437102-i01,437102,2022,25,actual\n")
        .statusCode(200);
    var assessment = "/v1/assessments?plan=437102-145&on=";
    var list = "/v1/targets?plan=437102-145";
    var verdict = given().get(assessment + "2023-06-30").asString();
    var listed = given().get(list).asString();
    var known =
        given().get(list + "&on=2199-12-31").then().statusCode(200).extract().header("Zhihe-As-Of");

    approved(proposal("437102-145-t1", "afterValue", 20)).statusCode(200);

    assertThat(given().get(assessment + "2023-06-30").asString()).isEqualTo(verdict);
    given()
        .get(assessment + "2023-07-01")
        .then()
        .body("items.target", contains("437102-145-t1-a1", "437102-145-t2"))
        .body("items[0].targetValue", equalTo(20))
        .body("items[0].targetVersion", equalTo(1))
        .body("items[0].verdict", equalTo("ahead"));
    assertThat(given().get(assessment + "2023-06-30").path("items[0].targetValue").toString())
        .isEqualTo("40");
    assertThat(given().get(list + "&asOf=" + known).asString()).isEqualTo(listed);
    assertThat(given().get(assessment + "2023-06-30&asOf=" + known).asString()).isEqualTo(verdict);
    given()
        .get(assessment + "2023-07-01&asOf=" + known)
        .then()
        .body("items.target", contains("437102-145-t1", "437102-145-t2"));
  }

  @Test
  void noAdjustmentWithoutAReason() {
    adopted("437103");
    for (var none : new String[] {null, "", "  "}) {
      draft(proposal("437103-145-t1", "reason", none))
          .statusCode(422)
          .body("errors.pointer", contains("/reason"))
          .body("errors.code", contains("required"))
          .body("errors.detail", contains("必填：调整须说明理由"));
    }
    ADJUSTMENTS
        .imported(HEADER + "437103-x,437103-145-t1,ge,35,,,,,2023-07-01\n")
        .statusCode(422)
        .body("errors.column", contains("reason"))
        .body("errors.code", contains("required"));
  }

  @Test
  void namesEverythingThatAProposalBreaks() {
    adopted("437104");
    draft(Map.of())
        .statusCode(422)
        .body(
            "errors.pointer",
            containsInAnyOrder("/target", "/afterComparator", "/reason", "/effectiveOn"));
    refused(
        proposal("437104-145-t1", "afterValue", new BigDecimal("40.0")), "no-change /afterValue");
    refused(
        proposal("437104-145-t1", "afterComparator", "range", "effectiveOn", "2020-12-31"),
        "value-and-comparator /afterValueMax",
        "effective-day /effectiveOn");
    refused(
        proposal("437104-145-t1", "afterComparator", "range", "afterValueMax", 35),
        "order /afterValueMax");
    refused(
        proposal("437104-145-t1", "afterComparator", "qualitative"),
        "value-and-comparator /afterValue");
    refused(proposal("437104-145-t1", "effectiveOn", "2026-01-01"), "effective-day /effectiveOn");
    refused(proposal("437104-145-none"), "unknown-reference /target");
    refused(proposal("437104-145-t1", "reason", "=1+1"), "invalid /reason");
    draft(proposal("437104-145-t1", "afterValue", "40"))
        .statusCode(400)
        .body("errors.code", contains("type"))
        .body("errors.pointer", contains("/afterValue"));
    asEditor().get(PATH + "?plan=437104-145").then().body("items", equalTo(List.of()));
    approved(proposal("437104-145-t1")).statusCode(200);
    refused(
        proposal("437104-145-t1-a1", "afterValue", 30, "effectiveOn", "2023-07-01"),
        "effective-day /effectiveOn");
  }

  private static void refused(Map<String, Object> proposal, String... rules) {
    var errors =
        draft(proposal).statusCode(422).extract().jsonPath().<Map<String, String>>getList("errors");
    assertThat(errors)
        .extracting(error -> error.get("code") + " " + error.get("pointer"))
        .containsExactly(rules);
  }

  @Test
  void oneAdjustmentOfATargetAtATime() {
    adopted("437105");
    draft(proposal("437105-145-t1", "code", "437105-first")).statusCode(201);
    draft(proposal("437105-145-t1"))
        .statusCode(409)
        .body("detail", containsString("437105-first"))
        .body("detail", containsString("POST /v1/target-adjustments/437105-first/submission"));
    draft(proposal("437105-145-t2", "code", "437105-first"))
        .statusCode(409)
        .body("detail", containsString("437105-first"));
    draft(proposal("437105-145-t2")).statusCode(201);
  }

  @Test
  void twoEditorsAtOnceLeaveOneDraft() throws Exception {
    adopted("437106");
    try (var editors = Executors.newFixedThreadPool(4)) {
      var drafts = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < 4; i++) {
        drafts.add(() -> draft(proposal("437106-145-t1")).extract().statusCode());
      }
      var answers = new ArrayList<Integer>();
      for (var answer : editors.invokeAll(drafts)) {
        answers.add(answer.get());
      }
      assertThat(answers).containsExactlyInAnyOrder(201, 409, 409, 409);
    }
  }

  @Test
  void onlyATargetInForceIsAdjusted() {
    loaded("437107");
    draft(proposal("437107-145-t1"))
        .statusCode(409)
        .body("detail", containsString("POST /v1/targets/imports"));
    PlanFiles.adopt("437107-145");
    approved(proposal("437107-145-t1")).statusCode(200);
    draft(proposal("437107-145-t1", "afterValue", 30))
        .statusCode(409)
        .body("detail", containsString("2023-07-01"));
    ADJUSTMENTS
        .imported(
            HEADER
                + "437107-x1,437107-145-t1,ge,30,,理由,,,2023-08-01\n"
                + "437107-x2,437107-145-none,ge,30,,理由,,,2023-08-01\n")
        .statusCode(422)
        .body("errors.code", contains("not-in-force", "unknown-reference"));
  }

  @Test
  void whoHadAPartInMakingItDoesNotReviewIt() {
    adopted("437108");
    var both = new String[] {"editor", "reviewer"};
    var code = "437108-145-t1-adj1";
    as("mia", both).contentType("application/json").body(proposal("437108-145-t1")).post(PATH);
    change(code, "\"v1\"", as("carl", both), proposal("437108-145-t1", "afterValue", 33))
        .statusCode(200);
    act(code, "submission", as("sue", both)).statusCode(200);
    for (var person : List.of("mia", "carl", "sue")) {
      act(code, "approval", as(person, both)).statusCode(403);
      returned(code, as(person, both)).statusCode(403);
    }
    act(code, "approval", asEditor()).statusCode(403);
    // Who returned it may judge it again.
    returned(code, rita()).statusCode(200);
    act(code, "submission", as("sue", both)).statusCode(200);
    act(code, "approval", rita()).statusCode(200);
  }

  @Test
  void returnedIsChangedAndSubmittedAgain() {
    adopted("437109");
    draft(proposal("437109-145-t1")).statusCode(201);
    var code = "437109-145-t1-adj1";
    act(code, "submission", asEditor()).statusCode(200);
    rita()
        .header("If-Match", "\"v2\"")
        .contentType("application/json")
        .body(Map.of("reason", " "))
        .post(PATH + "/" + code + "/return")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/reason"));
    returned(code, rita())
        .statusCode(200)
        .body("status", equalTo("returned"))
        .body("returnReason", equalTo("文号有误"));
    change(code, "\"v3\"", asEditor(), proposal("437109-145-t2"))
        .statusCode(422)
        .body("errors.code", contains("fixed"));
    change(code, "\"v3\"", asEditor(), proposal("437109-145-t1"))
        .statusCode(200)
        .header("ETag", "\"v3\""); // it says what it said: no version
    change(code, "\"v3\"", asEditor(), proposal("437109-145-t1", "afterValue", 36))
        .statusCode(200)
        .header("ETag", "\"v4\"")
        .body("status", equalTo("draft"))
        .body("returnReason", nullValue())
        .body("afterValue", equalTo(36));
    act(code, "submission", asEditor()).statusCode(200);
    act(code, "approval", rita()).statusCode(200);
    given().get("/v1/targets/437109-145-t1-a1").then().body("value", equalTo(36));
  }

  @Test
  void tellsTheStepsThatAStateAllows() {
    adopted("437110");
    draft(proposal("437110-145-t1")).statusCode(201);
    var code = "437110-145-t1-adj1";
    var item = PATH + "/" + code;
    act(code, "approval", rita())
        .statusCode(409)
        .body("detail", containsString(item + "/submission"));
    returned(code, rita()).statusCode(409).body("detail", containsString(item + "/submission"));
    act(code, "submission", asEditor()).statusCode(200);
    for (var refused :
        List.of(
            act(code, "submission", asEditor()),
            change(code, "*", asEditor(), proposal("437110-145-t1", "afterValue", 36)),
            asEditor().header("If-Match", "*").delete(item).then())) {
      refused.statusCode(409).body("detail", containsString(item + "/approval"));
    }
    act(code, "approval", rita()).statusCode(200);
    for (var refused :
        List.of(
            act(code, "approval", as("ruth", "reviewer")),
            act(code, "submission", asEditor()),
            asEditor().header("If-Match", "*").delete(item).then())) {
      refused.statusCode(409).body("detail", containsString("已批准"));
    }
    draft(proposal("437110-145-t2")).statusCode(201);
    var second = PATH + "/437110-145-t2-adj1";
    rita().header("If-Match", "\"v1\"").delete(second).then().statusCode(403);
    asEditor().header("If-Match", "\"v1\"").delete(second).then().statusCode(204);
    draft(proposal("437110-145-t2")).statusCode(201).header("ETag", "\"v3\"");
  }

  @Test
  void nothingIsSubmittedWithoutTheDocumentThatDecidesIt() {
    adopted("437111");
    draft(proposal("437111-145-t1", "documentTitle", null, "documentNumber", " ")).statusCode(201);
    act("437111-145-t1-adj1", "submission", asEditor())
        .statusCode(422)
        .body("errors.pointer", contains("/documentTitle", "/documentNumber"))
        .body("errors.code", contains("required", "required"));
    asEditor()
        .get(PATH + "/437111-145-t1-adj1")
        .then()
        .header("ETag", "\"v1\"")
        .body("status", equalTo("draft"));
  }

  @Test
  void anAdjustmentOfATargetThatMovedOnIsNotApproved() {
    adopted("437112");
    draft(proposal("437112-145-t1")).statusCode(201);
    act("437112-145-t1-adj1", "submission", asEditor()).statusCode(200);
    // No act leads there while it is open: an upgrade of the service might.
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                entities
                    .createNativeQuery(
                        """
                        with moved as (
                          update target set version = 3 where code = '437112-145-t1' returning *)
                        insert into change_log
                          (entity_type, entity_id, version, action, audience, body, actor, request_id, area)
                        select 'target', code, version, 'updated', audience, body, 'migration', 'r', area
                        from moved
                        """)
                    .executeUpdate());
    act("437112-145-t1-adj1", "approval", rita())
        .statusCode(409)
        .body("detail", containsString("第 3 版"))
        .body("detail", containsString("/return"));
    given().get("/v1/targets/437112-145-t1-a1").then().statusCode(404);
    returned("437112-145-t1-adj1", rita()).statusCode(200);
    change("437112-145-t1-adj1", "*", asEditor(), proposal("437112-145-t1"))
        .statusCode(200)
        .body("targetVersion", equalTo(3));
    act("437112-145-t1-adj1", "submission", asEditor()).statusCode(200);
    act("437112-145-t1-adj1", "approval", rita()).statusCode(200);
  }

  @Test
  void rowsOfAFileAreDrafts() {
    adopted("437113", 14);
    var file =
        HEADER
            + IntStream.rangeClosed(1, 12)
                .mapToObj(
                    i ->
                        "437113-j%02d,437113-145-t%d,range,30,%d,口径变化,通知,某府发〔2023〕8号,2023-07-01\n"
                            .formatted(i, i, 30 + i))
                .collect(Collectors.joining());
    ADJUSTMENTS.takesInOnce(file);
    ADJUSTMENTS.walksAllPages("plan=437113-145", file);
    ADJUSTMENTS.refusesAForeignCursor("plan=437113-145", "plan=437113-145&status=draft");
    ADJUSTMENTS.refusesUnknownAndRepeatedParameters();
    ADJUSTMENTS.neverAnswers304AfterAWrite(
        "437113-j03", "plan=437113-145", file.replace("range,30,33", "range,30,33.5"));
    asEditor()
        .get(PATH + "/437113-j03")
        .then()
        .body("status", equalTo("draft"))
        .body("beforeValue", equalTo(40))
        .body("afterValueMax", equalTo(33.5f));
    ADJUSTMENTS
        .imported(
            HEADER
                + "437113-k01,437113-145-t1,ge,35,,理由,,,2023-07-01\n" // one is open
                + "437113-k02,437113-145-t13,ge,35,,理由,,,2023-07-01\n"
                + "437113-k03,437113-145-t13,ge,36,,理由,,,2023-07-01\n" // as the row above
                + "437113-k04,437113-145-t14,ge,40,,理由,,,2026-07-01\n"
                + "437113-j01,437113-145-t14,ge,30,,理由,,,2023-07-01\n",
            "?onExisting=update")
        .statusCode(422)
        .body("errors.row", contains(2, 4, 5, 5, 6))
        .body("errors.code", contains("open", "open", "no-change", "effective-day", "moved"))
        .body("errors[1].detail", containsString("437113-k02"));
    act("437113-j01", "submission", asEditor()).statusCode(200);
    ADJUSTMENTS
        .imported(
            HEADER + "437113-j01,437113-145-t1,ge,35,,口径变化,通知,文号,2023-07-01\n",
            "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("not-open"));
    act("437113-j01", "approval", rita()).statusCode(200);
    ADJUSTMENTS.roundTrips("plan=437113-145", file);
    // So does the list of targets, with those that ended and those that followed.
    new Family("targets").roundTrips("plan=437113-145", "code\n" + "t,\n".repeat(15));
  }

  @Test
  void readsAPercentageOnlyWhereTheTargetsUnitIsPercent() {
    loaded("437120");
    new Family("indicators")
        .imported(
            "code,nameZh,kind,unit,direction,nature,plans\n437120-i02,比重,headline,%,increase,ratio,437120-145\n")
        .statusCode(200);
    new Family("targets")
        .imported(
            "code,plan,indicator,area,year,comparator,value\n437120-145-t9,437120-145,437120-i02,437120,2025,ge,4\n")
        .statusCode(200);
    PlanFiles.adopt("437120-145");
    var share = "437120-j1,437120-145-t9,range,3.8%,4.50%,口径变化,通知,文号,2023-07-01\n";
    ADJUSTMENTS.imported(HEADER + share).statusCode(200).body("created", equalTo(1));
    asEditor()
        .get(PATH + "/437120-j1")
        .then()
        .body("afterValue", equalTo(3.8f))
        .body("afterValueMax", equalTo(4.5f));
    ADJUSTMENTS
        .imported(HEADER.replace("afterValue,", "调整后目标值（%）,") + share.replace("3.8%", "3.8"))
        .statusCode(200)
        .body("unchanged", equalTo(1));
    var count = "437120-j2,437120-145-t1,range,41%,42,口径变化,通知,文号,2023-07-01\n";
    ADJUSTMENTS
        .imported(HEADER + count)
        .statusCode(422)
        .body("errors.code", contains("unit-mismatch"))
        .body("errors.column", contains("afterValue"))
        .body("errors[0].detail", containsString("437120-i01"));
    // What is stored already is held against the unit too.
    ADJUSTMENTS.imported(HEADER + count.replace("%", "")).statusCode(200);
    ADJUSTMENTS
        .imported(HEADER + count)
        .statusCode(422)
        .body("errors.code", contains("unit-mismatch"));
  }

  private static final String HEADER =
      "code,target,afterComparator,afterValue,afterValueMax,reason,documentTitle,documentNumber,effectiveOn\n";

  private static Request rita() {
    return as("rita", "reviewer");
  }

  private static void loaded(String area) {
    loaded(area, 2);
  }

  private static void loaded(String area, int targets) {
    new Family("plans")
        .imported(
            "code,area,nameZh,startYear,endYear\n%1$s-145,%1$s,某区规划,2021,2025\n".formatted(area))
        .statusCode(200);
    new Family("indicators")
        .imported(
            "code,nameZh,kind,unit,direction,nature,plans\n%1$s-i01,企业数,headline,家,increase,level,%1$s-145\n"
                .formatted(area))
        .statusCode(200);
    new Family("targets")
        .imported(
            "code,plan,indicator,area,scope,year,comparator,value,baselineValue,baselineYear,valuePrinted,sourceLine\n"
                + IntStream.rangeClosed(1, targets)
                    .mapToObj(
                        i ->
                            "%1$s-145-t%2$d,%1$s-145,%1$s-i01,%1$s,%3$s,2025,ge,40,10,2020,≥40,%2$d\n"
                                .formatted(area, i, i == 1 ? "" : "园区" + i))
                    .collect(Collectors.joining()))
        .statusCode(200);
  }

  private static void adopted(String area) {
    adopted(area, 2);
  }

  private static void adopted(String area, int targets) {
    loaded(area, targets);
    PlanFiles.adopt(area + "-145");
  }

  private static Map<String, Object> proposal(String target, Object... other) {
    var proposal =
        new HashMap<String, Object>(
            Map.of(
                "target", target,
                "afterComparator", "ge",
                "afterValue", 35,
                "reason", "口径变化",
                "documentTitle", "关于调整指标的通知",
                "documentNumber", "某府发〔2023〕8号",
                "effectiveOn", "2023-07-01"));
    for (int i = 0; i < other.length; i += 2) {
      proposal.put((String) other[i], other[i + 1]);
    }
    return proposal;
  }

  private static ValidatableResponse draft(Map<String, Object> proposal) {
    return asEditor().contentType("application/json").body(proposal).post(PATH).then();
  }

  private static ValidatableResponse change(
      String code, String seen, Request editor, Map<String, Object> proposal) {
    return editor
        .header("If-Match", seen)
        .contentType("application/json")
        .body(proposal)
        .put(PATH + "/" + code)
        .then();
  }

  private static ValidatableResponse act(String code, String act, Request person) {
    return person
        .header("If-Match", asEditor().get(PATH + "/" + code).header("ETag"))
        .post(PATH + "/" + code + "/" + act)
        .then();
  }

  private static ValidatableResponse returned(String code, Request reviewer) {
    return reviewer
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("reason", "文号有误"))
        .post(PATH + "/" + code + "/return")
        .then();
  }

  private static ValidatableResponse approved(Map<String, Object> proposal) {
    String code = draft(proposal).statusCode(201).extract().path("code");
    act(code, "submission", asEditor()).statusCode(200);
    return act(code, "approval", rita());
  }
}

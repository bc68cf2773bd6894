package dev.zhihe.projects.investment.adjustment;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.projects.Planned;
import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How an investment plan in force comes to say something else, each test with its own district. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class PlanAdjustmentTest {
  private static final String PATH = "/v1/plan-adjustments";
  private static final String HEADER =
      "code,investmentPlan,afterTotalYuan,afterPeriodYuan,afterPhases,asStated,reason,documentTitle,documentNumber,effectiveOn\n";
  private static final Family ADJUSTMENTS = new Family("plan-adjustments");
  private static final String ROLLUP = "/v1/investment-rollups?by=programme&plan=";

  @Inject EntityManager entities;

  @Test
  void anApprovedActPutsAnotherInvestmentPlanInThePlaceOfTheOld() {
    Planned.adopted("540101", 1);
    var before = given().get(ROLLUP + "540101-145&asOf=now").then().extract();
    draft(proposal("540101-145-p1-ip1"))
        .statusCode(201)
        .header("Location", PATH + "/540101-145-p1-ip1-adj1")
        .header("ETag", "\"v1\"")
        .body("plan", equalTo("540101-145"))
        .body("project", equalTo("540101-145-p1"))
        .body("investmentPlanVersion", equalTo(2))
        .body(
            containsString(
                "\"beforeTotalYuan\":12.00,\"beforePeriodYuan\":10.00,\"beforePhases\":["
                    + "{\"fromYear\":2021,\"toYear\":2022,\"amountYuan\":6.00},{\"fromYear\":2023,\"toYear\":2025,\"amountYuan\":4.00}],"
                    + "\"afterTotalYuan\":20.00,\"afterPeriodYuan\":15.00,\"afterPhases\":["
                    + "{\"fromYear\":2021,\"toYear\":2022,\"amountYuan\":6.00},{\"fromYear\":2023,\"toYear\":2025,\"amountYuan\":9.00},"
                    + "{\"fromYear\":2026,\"amountYuan\":3.50}],"))
        .body("status", equalTo("draft"));
    var item = PATH + "/540101-145-p1-ip1-adj1";
    given().get(item).then().statusCode(404);
    act("540101-145-p1-ip1-adj1", "submission", asEditor())
        .statusCode(200)
        .body("status", equalTo("submitted"));
    given().get(item).then().statusCode(404);
    act("540101-145-p1-ip1-adj1", "approval", rita())
        .statusCode(200)
        .header("ETag", "\"v3\"")
        .body("status", equalTo("approved"))
        .body("successor", equalTo("540101-145-p1-ip2"));

    given().get(item).then().statusCode(200).body("reason", equalTo("规模扩大"));
    given()
        .get("/v1/investment-plans/540101-145-p1-ip1")
        .then()
        .header("ETag", "\"v3\"")
        .body(containsString("\"totalYuan\":12.00,\"periodYuan\":10.00,"))
        .body("validUntil", equalTo("2023-07-01"));
    given()
        .get("/v1/investment-plans/540101-145-p1-ip2")
        .then()
        .statusCode(200)
        .header("ETag", "\"v1\"")
        .body("status", equalTo("adopted"))
        .body(containsString("\"totalYuan\":20.00,\"periodYuan\":15.00,"))
        .body(containsString("\"differenceYuan\":0.00"))
        .body("document", equalTo("doc"))
        .body("sourceLine", equalTo(1))
        .body("adjusts", equalTo("540101-145-p1-ip1"))
        .body("adjustment", equalTo("540101-145-p1-ip1-adj1"))
        .body("validFrom", equalTo("2023-07-01"))
        .body("validUntil", nullValue());
    inForceOn("2023-06-30", "540101-145-p1-ip1", "12.00");
    inForceOn("2023-07-01", "540101-145-p1-ip2", "20.00");

    // What followed is adjusted like any other, and its successor has the next number.
    approved(
            proposal(
                "540101-145-p1-ip2",
                "afterTotalYuan",
                16,
                "afterPhases",
                List.of(phase(2021, 2025, 15)),
                "effectiveOn",
                "2024-01-01"))
        .body("successor", equalTo("540101-145-p1-ip3"));
    inForceOn("2023-12-31", "540101-145-p1-ip2", "20.00");
    inForceOn("2024-01-01", "540101-145-p1-ip3", "16.00");
    given()
        .get(ROLLUP + "540101-145")
        .then()
        .body("total.projects", equalTo(1))
        .body(containsString("\"totalYuan\":16.00,\"periodYuan\":15.00,\"outsideYuan\":1.00,"));
    // What was known before the acts stays to be read, to the byte.
    assertThat(
            given().get(ROLLUP + "540101-145&asOf=" + before.header("Zhihe-As-Of")).asByteArray())
        .isEqualTo(before.asByteArray());
    given()
        .get(PATH + "?project=540101-145-p1")
        .then()
        .body("items.status", contains("approved", "approved"));
    given()
        .get(PATH + "?investmentPlan=540101-145-p1-ip2&status=approved")
        .then()
        .body("items.code", contains("540101-145-p1-ip2-adj1"));
    Family.sealedPosition("investment-plans"); // the audit tells what is sealed
    asEditor()
        .get("/v1/audit/projects?entityType=investment-plan&entityId=540101-145-p1-ip1")
        .then()
        .statusCode(200)
        .body("items.last().version", equalTo(3))
        .body("items.last().reason", equalTo("规模扩大"));
    // The list with those that ended and those that followed imports as unchanged.
    new Family("investment-plans").roundTrips("plan=540101-145", "code\n" + "i,\n".repeat(3));
  }

  private static void inForceOn(String day, String code, String total) {
    given()
        .get("/v1/investment-plans?plan=540101-145&asOf=now&on=" + day)
        .then()
        .statusCode(200)
        .body("items.code", contains(code));
    given()
        .get(ROLLUP + "540101-145&asOf=now&on=" + day)
        .then()
        .statusCode(200)
        .body("total.projects", equalTo(1))
        .body(containsString("\"totalYuan\":" + total + ","));
  }

  @Test
  void noAdjustmentWithoutAReason() {
    Planned.adopted("540102", 1);
    for (var none : new String[] {null, "", "  "}) {
      draft(proposal("540102-145-p1-ip1", "reason", none))
          .statusCode(422)
          .body("errors.pointer", contains("/reason"))
          .body("errors.detail", contains("必填：调整须说明理由"));
    }
    ADJUSTMENTS
        .imported(HEADER + "540102-x,540102-145-p1-ip1,20,20,,,,,,2023-07-01\n")
        .statusCode(422)
        .body("errors.column", contains("reason"));
  }

  @Test
  void namesEverythingThatAProposalBreaks() {
    Planned.adopted("540103", 1);
    var plan = "540103-145-p1-ip1";
    draft(Map.of())
        .statusCode(422)
        .body(
            "errors.pointer",
            containsInAnyOrder(
                "/investmentPlan",
                "/afterTotalYuan",
                "/afterPeriodYuan",
                "/afterPhases",
                "/reason",
                "/effectiveOn"));
    refused(
        proposal(
            plan,
            "afterTotalYuan",
            12,
            "afterPeriodYuan",
            10,
            "afterPhases",
            List.of(phase(2021, 2022, 6), phase(2023, 2025, 4)),
            "effectiveOn",
            "1899-12-31"),
        "no-change /afterTotalYuan",
        "effective-day /effectiveOn");
    refused(
        proposal(plan, "afterPhases", List.of(phase(2021, 2022, 6), phase(2023, 2025, 4))),
        "unbalanced /afterPhases");
    refused(
        proposal(plan, "afterTotalYuan", 14, "afterPhases", List.of()),
        "unbalanced /afterPeriodYuan");
    refused(
        proposal(plan, "afterPhases", List.of(phase(2023, 2025, 9), phase(2021, 2022, 6))),
        "order /afterPhases");
    refused(proposal(plan, "afterPhases", List.of(phase(2025, 2021, 15))), "shape /afterPhases");
    refused(proposal(plan, "afterPhases", List.of(phase(null, null, 15))), "shape /afterPhases");
    refused(
        proposal(plan, "afterPhases", List.of(Map.of("fromYear", 2021, "toYear", 2025))),
        "required /afterPhases/0/amountYuan");
    refused(proposal(plan, "afterTotalYuan", -1), "invalid /afterTotalYuan");
    refused(proposal(plan, "afterPeriodYuan", 15.005), "invalid /afterPeriodYuan");
    refused(proposal(plan, "effectiveOn", "2201-01-01"), "effective-day /effectiveOn");
    refused(proposal("540103-none"), "unknown-reference /investmentPlan");
    refused(proposal(plan, "reason", "=1+1"), "invalid /reason");
    asEditor().get(PATH + "?plan=540103-145").then().body("items", equalTo(List.of()));
    approved(proposal(plan)).statusCode(200);
    refused(
        proposal("540103-145-p1-ip2", "afterTotalYuan", 30, "effectiveOn", "2023-07-01"),
        "effective-day /effectiveOn");
  }

  @Test
  void keepsWhatTheDocumentOfAnAdjustmentStates() {
    Planned.adopted("540104", 1);
    var stated =
        proposal(
            "540104-145-p1-ip1",
            "afterPhases",
            List.of(phase(2021, 2022, 6), phase(2023, 2025, 10)));
    refused(stated, "unbalanced /afterPhases");
    stated.put("asStated", true);
    approved(stated).statusCode(200).body("asStated", equalTo(true));
    given()
        .get("/v1/investment-plans/540104-145-p1-ip2")
        .then()
        .body("asStated", equalTo(true))
        .body(containsString("\"differenceYuan\":-1.00"));
  }

  private static void refused(Map<String, Object> proposal, String... rules) {
    var errors =
        draft(proposal).statusCode(422).extract().jsonPath().<Map<String, String>>getList("errors");
    assertThat(errors)
        .extracting(error -> error.get("code") + " " + error.get("pointer"))
        .containsExactly(rules);
  }

  @Test
  void oneAdjustmentOfAnInvestmentPlanAtATime() throws Exception {
    Planned.adopted("540105", 3);
    draft(proposal("540105-145-p1-ip1", "code", "540105-first")).statusCode(201);
    draft(proposal("540105-145-p1-ip1"))
        .statusCode(409)
        .body("detail", containsString("540105-first"))
        .body("detail", containsString("POST /v1/plan-adjustments/540105-first/submission"));
    draft(proposal("540105-145-p2-ip1", "code", "540105-first"))
        .statusCode(409)
        .body("detail", containsString("540105-first"));
    draft(proposal("540105-145-p2-ip1")).statusCode(201);
    try (var editors = Executors.newFixedThreadPool(4)) {
      var drafts = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < 4; i++) {
        drafts.add(() -> draft(proposal("540105-145-p3-ip1")).extract().statusCode());
      }
      var answers = new ArrayList<Integer>();
      for (var answer : editors.invokeAll(drafts)) {
        answers.add(answer.get());
      }
      assertThat(answers).containsExactlyInAnyOrder(201, 409, 409, 409);
    }
  }

  @Test
  void onlyAnInvestmentPlanInForceIsAdjusted() {
    Planned.loaded("540106", 1);
    draft(proposal("540106-145-p1-ip1"))
        .statusCode(409)
        .body("detail", containsString("POST /v1/investment-plans/imports"));
    ADJUSTMENTS
        .imported(HEADER + "540106-x,540106-145-p1-ip1,20,20,,,理由,,,2023-07-01\n")
        .statusCode(422)
        .body("errors.code", contains("not-in-force"));
    Planned.adopt("540106");
    approved(proposal("540106-145-p1-ip1")).statusCode(200);
    draft(proposal("540106-145-p1-ip1", "afterTotalYuan", 30))
        .statusCode(409)
        .body("detail", containsString("2023-07-01"));
    ADJUSTMENTS
        .imported(
            HEADER
                + "540106-x1,540106-145-p1-ip1,20,20,,,理由,,,2023-08-01\n"
                + "540106-x2,540106-145-none,20,20,,,理由,,,2023-08-01\n")
        .statusCode(422)
        .body("errors.code", contains("not-in-force", "unknown-reference"));
  }

  @Test
  void whoHadAPartInMakingItDoesNotReviewIt() {
    Planned.adopted("540107", 1);
    var both = new String[] {"editor", "reviewer"};
    var plan = "540107-145-p1-ip1";
    var code = plan + "-adj1";
    as("mia", both).contentType("application/json").body(proposal(plan)).post(PATH);
    change(code, "\"v1\"", as("carl", both), proposal(plan, "afterTotalYuan", 33)).statusCode(200);
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
    Planned.adopted("540108", 2);
    var plan = "540108-145-p1-ip1";
    var code = plan + "-adj1";
    draft(proposal(plan)).statusCode(201);
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
    change(code, "\"v3\"", asEditor(), proposal("540108-145-p2-ip1"))
        .statusCode(422)
        .body("errors.code", contains("fixed"));
    change(code, "\"v3\"", asEditor(), proposal(plan))
        .statusCode(200)
        .header("ETag", "\"v3\""); // it says what it said: no version
    change(code, "\"v3\"", asEditor(), proposal(plan, "afterTotalYuan", 36))
        .statusCode(200)
        .header("ETag", "\"v4\"")
        .body("status", equalTo("draft"))
        .body("returnReason", nullValue());
    act(code, "submission", asEditor()).statusCode(200);
    act(code, "approval", rita()).statusCode(200);
    given()
        .get("/v1/investment-plans/540108-145-p1-ip2")
        .then()
        .body(containsString("\"totalYuan\":36.00"));
  }

  @Test
  void tellsTheStepsThatAStateAllows() {
    Planned.adopted("540109", 2);
    var plan = "540109-145-p1-ip1";
    var code = plan + "-adj1";
    var item = PATH + "/" + code;
    draft(proposal(plan)).statusCode(201);
    act(code, "approval", rita())
        .statusCode(409)
        .body("detail", containsString(item + "/submission"));
    returned(code, rita()).statusCode(409).body("detail", containsString(item + "/submission"));
    act(code, "submission", asEditor()).statusCode(200);
    for (var refused :
        List.of(
            act(code, "submission", asEditor()),
            change(code, "*", asEditor(), proposal(plan, "afterTotalYuan", 36)),
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
    draft(proposal("540109-145-p2-ip1")).statusCode(201);
    var second = PATH + "/540109-145-p2-ip1-adj1";
    rita().header("If-Match", "\"v1\"").delete(second).then().statusCode(403);
    asEditor().header("If-Match", "\"v1\"").delete(second).then().statusCode(204);
    draft(proposal("540109-145-p2-ip1")).statusCode(201).header("ETag", "\"v3\"");
  }

  @Test
  void nothingIsSubmittedWithoutTheDocumentThatDecidesIt() {
    Planned.adopted("540110", 1);
    draft(proposal("540110-145-p1-ip1", "documentTitle", null, "documentNumber", " "))
        .statusCode(201);
    act("540110-145-p1-ip1-adj1", "submission", asEditor())
        .statusCode(422)
        .body("errors.pointer", contains("/documentTitle", "/documentNumber"))
        .body("errors.code", contains("required", "required"));
  }

  @Test
  void anAdjustmentOfAnInvestmentPlanThatMovedOnIsNotApproved() {
    Planned.adopted("540111", 1);
    var plan = "540111-145-p1-ip1";
    var code = plan + "-adj1";
    draft(proposal(plan)).statusCode(201);
    act(code, "submission", asEditor()).statusCode(200);
    // No act leads there while it is open: an upgrade of the service might.
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                entities
                    .createNativeQuery(
                        """
                        with moved as (
                          update investment_plan set version = 3 where code = '540111-145-p1-ip1' returning *)
                        insert into change_log
                          (entity_type, entity_id, version, action, audience, body, actor, request_id, area)
                        select 'investment-plan', code, version, 'updated', audience, body, 'migration', 'r', '540111'
                        from moved
                        """)
                    .executeUpdate());
    act(code, "approval", rita())
        .statusCode(409)
        .body("detail", containsString("第 3 版"))
        .body("detail", containsString("/return"));
    given().get("/v1/investment-plans/540111-145-p1-ip2").then().statusCode(404);
    returned(code, rita()).statusCode(200);
    change(code, "*", asEditor(), proposal(plan))
        .statusCode(200)
        .body("investmentPlanVersion", equalTo(3));
    act(code, "submission", asEditor()).statusCode(200);
    act(code, "approval", rita()).statusCode(200);
  }

  @Test
  void rowsOfAFileAreDrafts() {
    Planned.adopted("540112", 14);
    var file =
        HEADER
            + IntStream.rangeClosed(1, 12)
                .mapToObj(
                    i ->
                        "540112-j%1$02d,540112-145-p%1$d-ip1,%2$d,16,2021-2025:16.00,,规模扩大,批复,某发改〔2023〕8号,2023-07-01\n"
                            .formatted(i, 20 + i))
                .collect(Collectors.joining());
    ADJUSTMENTS.takesInOnce(file);
    ADJUSTMENTS.walksAllPages("plan=540112-145", file);
    ADJUSTMENTS.refusesAForeignCursor("plan=540112-145", "plan=540112-145&status=draft");
    ADJUSTMENTS.refusesUnknownAndRepeatedParameters();
    ADJUSTMENTS.neverAnswers304AfterAWrite(
        "540112-j03", "plan=540112-145", file.replace("p3-ip1,23,", "p3-ip1,23.5,"));
    ADJUSTMENTS
        .imported(
            HEADER
                + "540112-k01,540112-145-p1-ip1,30,16,,,理由,,,2023-07-01\n" // one is open
                + "540112-k02,540112-145-p13-ip1,30,16,,,理由,,,2023-07-01\n"
                + "540112-k03,540112-145-p13-ip1,31,16,,,理由,,,2023-07-01\n" // as the row above
                + "540112-k04,540112-145-p14-ip1,12,10,2021-2022:6;2023-2025:4,,理由,,,1800-07-01\n"
                + "540112-j01,540112-145-p14-ip1,30,16,2021-2025:15,,理由,,,2023-07-01\n",
            "?onExisting=update")
        .statusCode(422)
        .body("errors.row", contains(2, 4, 5, 5, 6))
        .body("errors.code", contains("open", "open", "no-change", "effective-day", "moved"))
        .body("errors[1].detail", containsString("540112-k02"));
    ADJUSTMENTS
        .imported(HEADER + "540112-k05,540112-145-p14-ip1,x,16,2021:15,maybe,,,,2023-02-30\n")
        .statusCode(422)
        .body(
            "errors.column",
            containsInAnyOrder(
                "afterTotalYuan", "afterPhases", "asStated", "reason", "effectiveOn"));
    act("540112-j01", "submission", asEditor()).statusCode(200);
    ADJUSTMENTS
        .imported(
            HEADER + "540112-j01,540112-145-p1-ip1,40,16,,,规模扩大,批复,文号,2023-07-01\n",
            "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("not-open"));
    act("540112-j01", "approval", rita()).statusCode(200);
    ADJUSTMENTS.roundTrips("plan=540112-145", file);
  }

  private static Request rita() {
    return as("rita", "reviewer");
  }

  private static Map<String, Object> phase(Integer from, Integer to, Object yuan) {
    var phase = new HashMap<String, Object>();
    phase.put("fromYear", from);
    phase.put("toYear", to);
    phase.put("amountYuan", yuan);
    return phase;
  }

  private static Map<String, Object> proposal(String investmentPlan, Object... other) {
    var proposal =
        new HashMap<String, Object>(
            Map.of(
                "investmentPlan",
                investmentPlan,
                "afterTotalYuan",
                20,
                "afterPeriodYuan",
                15,
                "afterPhases",
                List.of(phase(2021, 2022, 6), phase(2023, 2025, 9), phase(2026, null, 3.5)),
                "reason",
                "规模扩大",
                "documentTitle",
                "关于调整投资计划的批复",
                "documentNumber",
                "某发改〔2023〕8号",
                "effectiveOn",
                "2023-07-01"));
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

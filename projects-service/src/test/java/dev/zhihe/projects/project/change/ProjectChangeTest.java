package dev.zhihe.projects.project.change;

import static dev.zhihe.projects.project.change.Changes.PATH;
import static dev.zhihe.projects.project.change.Changes.act;
import static dev.zhihe.projects.project.change.Changes.approved;
import static dev.zhihe.projects.project.change.Changes.change;
import static dev.zhihe.projects.project.change.Changes.draft;
import static dev.zhihe.projects.project.change.Changes.rita;
import static dev.zhihe.projects.project.change.Changes.submitted;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.kit.json.Days;
import dev.zhihe.projects.Planned;
import dev.zhihe.projects.ledger.LedgerArea;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How projects join and leave a plan, each test with its own district. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ProjectChangeTest {
  private static final Family CHANGES = new Family("project-changes");
  private static final String HEADER =
      "code,plan,kind,projects,into,reason,documentTitle,documentNumber,effectiveOn\n";
  private static final String ROLLUP = "/v1/investment-rollups?by=programme&plan=";

  @Test
  void anAddedProjectIsInThePlanFromItsDayOn() {
    Planned.adopted("581001", 1);
    var before = Family.sealedPosition("projects");
    added("581001", 2);
    var change = change("581001", "addition", List.of("581001-145-p2"));
    draft(change)
        .statusCode(201)
        .header("Location", PATH + "/581001-145-chg1")
        .header("ETag", "\"v1\"")
        .body("status", equalTo("draft"))
        .body("successor", nullValue());
    given().get(PATH + "/581001-145-chg1").then().statusCode(404);
    act("581001-145-chg1", "submission", asEditor()).statusCode(200);
    inForce("581001", "", 1, "12.00");
    act("581001-145-chg1", "approval", rita())
        .statusCode(200)
        .header("ETag", "\"v3\"")
        .body("status", equalTo("approved"));

    given().get(PATH + "/581001-145-chg1").then().statusCode(200);
    given()
        .get("/v1/investment-plans/581001-145-p2-ip1")
        .then()
        .statusCode(200)
        .body("status", equalTo("adopted"))
        .body("validFrom", equalTo("2023-07-01"))
        .body("validUntil", nullValue())
        .body("projectChange", equalTo("581001-145-chg1"));
    given()
        .get("/v1/projects/581001-145-p2")
        .then()
        .body("listedFrom", equalTo("2023-07-01"))
        .body("listedBy", equalTo("581001-145-chg1"))
        .body("listedUntil", nullValue())
        .body("stage", equalTo("not_stated"));
    inForce("581001", "", 2, "24.00");
    inForce("581001", "&on=2023-06-30", 1, "12.00");
    inForce("581001", "&on=2023-07-01", 2, "24.00");
    inForce("581001", "&on=2023-07-01&asOf=" + before, 1, "12.00");
    asEditor()
        .get("/v1/audit/projects?entityType=project&entityId=581001-145-p2")
        .then()
        .body("items.last().reason", equalTo("动态调整"));
    // Lists with what the acts set import as unchanged, and a row of before says the same.
    new Family("projects").roundTrips("plan=581001-145", "code\n" + "i,\n".repeat(2));
    new Family("investment-plans").roundTrips("plan=581001-145", "code\n" + "i,\n".repeat(2));
    investmentPlan("581001-145-p2-ip1", "581001-145-p2").body("unchanged", equalTo(1));
    investmentPlan("581001-145-p2-other", "581001-145-p2")
        .statusCode(422)
        .body("errors.code", contains("same-thing"));
    // What was added is adjusted as any other.
    adjusted("581001-145-p2-ip1", "2024-01-01");
    given()
        .get("/v1/investment-plans/581001-145-p2-ip2")
        .then()
        .statusCode(200)
        .body("adjusts", equalTo("581001-145-p2-ip1"))
        .body("projectChange", nullValue());
  }

  @Test
  void adoptionsAddNoProjectToAPlanThatIsAdopted() {
    Planned.adopted("581002", 1);
    adoption("581002").statusCode(409).body("detail", containsString("均已批准"));
    added("581002", 2);
    added("581002", 3);
    adoption("581002")
        .statusCode(409)
        .body("detail", containsString("581002-145-p2"))
        .body("detail", containsString("POST /v1/project-changes"));
    as("erin", "reviewer", "editor")
        .contentType("application/json")
        .body(Map.of("plan", "581002-145"))
        .post("/v1/investment-plans/adoptions")
        .then()
        .statusCode(403);
    approved(change("581002", "addition", List.of("581002-145-p2", "581002-145-p3")));
    inForce("581002", "", 3, "36.00");
  }

  @Test
  void aProjectThatIsWithdrawnLeavesThePlanOnItsDay() {
    Planned.adopted("581003", 2);
    var before = Family.sealedPosition("projects");
    var code = approved(change("581003", "withdrawal", List.of("581003-145-p2")));
    given()
        .get("/v1/investment-plans/581003-145-p2-ip1")
        .then()
        .body("validUntil", equalTo("2023-07-01"))
        .body("endedBy", equalTo(code));
    given().get("/v1/investment-plans/581003-145-p2-ip2").then().statusCode(404);
    given()
        .get("/v1/projects/581003-145-p2")
        .then()
        .body("listedFrom", nullValue())
        .body("listedUntil", equalTo("2023-07-01"))
        .body("unlistedBy", equalTo(code))
        .body("mergedInto", nullValue())
        .body("stage", equalTo("cancelled"))
        .body("stages.stage", contains("not_stated", "cancelled"))
        .body("stages.since", contains(null, "2023-07-01"))
        .body("stages.document", contains(null, "某发改〔2023〕8号"));
    inForce("581003", "", 1, "12.00");
    inForce("581003", "&on=2023-06-30", 2, "24.00");
    inForce("581003", "&on=2023-07-01", 1, "12.00");
    inForce("581003", "&on=2023-07-01&asOf=" + before, 2, "24.00");
    stages("581003", "2023-06-30", "not_stated").body("total.projects", equalTo(2));
    stages("581003", "2023-07-01", "not_stated").body("total.projects", equalTo(1));

    // It does not come back, by no way.
    refused(change("581003", "withdrawal", List.of("581003-145-p2")), "withdrawn /projects");
    refused(change("581003", "addition", List.of("581003-145-p2")), "withdrawn /projects");
    investmentPlan("581003-145-p2-new", "581003-145-p2").statusCode(422);
    asEditor()
        .contentType("application/json")
        .body(adjustment("581003-145-p2-ip1", "2024-01-01"))
        .post("/v1/plan-adjustments")
        .then()
        .statusCode(409)
        .body("detail", containsString(code));
    stageChanged("581003-145-p2").statusCode(409).body("detail", containsString(code));
    asEditor()
        .header("If-Match", "*")
        .delete("/v1/projects/581003-145-p2/stage-changes/last")
        .then()
        .statusCode(409);
    new Family("annual-plans")
        .imported(
            "code,plan,project,year,amountYuan,comment\n"
                + "581003-a1,581003-145,581003-145-p2,2023,1,说明\n"
                + "581003-a2,581003-145,581003-145-p2,2024,1,说明\n")
        .statusCode(422)
        .body("errors.row", contains(3))
        .body("errors.code", contains("withdrawn"));
    new Family("projects").roundTrips("plan=581003-145", "code\n" + "i,\n".repeat(2));
    new Family("investment-plans").roundTrips("plan=581003-145", "code\n" + "i,\n".repeat(2));
  }

  @Test
  void aFinalStageStays() {
    Planned.adopted("581004", 1);
    for (var stage : new String[] {"construction", "completed"}) {
      asEditor()
          .header("If-Match", "*")
          .contentType("application/json")
          .body(Map.of("stage", stage, "since", "2023-08-01", "reason", "变更"))
          .post("/v1/projects/581004-145-p1/stage-changes")
          .then()
          .statusCode(200);
    }
    approved(change("581004", "withdrawal", List.of("581004-145-p1")));
    given()
        .get("/v1/projects/581004-145-p1")
        .then()
        .body("stage", equalTo("completed"))
        .body("stages.stage", contains("not_stated", "construction", "completed"))
        .body("listedUntil", equalTo("2023-07-01"));
  }

  @Test
  void aMergerChangesNoTotal() {
    Planned.adopted("581005", 3);
    adjusted("581005-145-p3-ip1", "2023-01-01");
    var code =
        approved(
            change(
                "581005",
                "merger",
                List.of("581005-145-p1", "581005-145-p3"),
                "into",
                "581005-145-p2"));
    given()
        .get(PATH + "/" + code)
        .then()
        .body("into", equalTo("581005-145-p2"))
        .body("successor", equalTo("581005-145-p2-ip2"));
    given()
        .get("/v1/investment-plans/581005-145-p2-ip2")
        .then()
        .statusCode(200)
        .body(containsString("\"totalYuan\":44.00,\"periodYuan\":35.00,"))
        .body(
            containsString(
                "\"phases\":[{\"fromYear\":2021,\"toYear\":2022,\"amountYuan\":18.00},{\"fromYear\":2023,\"toYear\":2025,\"amountYuan\":17.00}]"))
        .body("validFrom", equalTo("2023-07-01"))
        .body("adjusts", equalTo("581005-145-p2-ip1"))
        .body("adjustment", nullValue())
        .body("projectChange", equalTo(code))
        .body("mergedProjects", contains("581005-145-p1", "581005-145-p3"));
    given()
        .get("/v1/projects/581005-145-p1")
        .then()
        .body("mergedInto", equalTo("581005-145-p2"))
        .body("unlistedBy", equalTo(code))
        .body("stage", equalTo("cancelled"));
    given()
        .get("/v1/projects/581005-145-p2")
        .then()
        .body("stage", equalTo("not_stated"))
        .body("listedUntil", nullValue());
    inForce("581005", "", 1, "44.00");
    inForce("581005", "&on=2023-06-30", 3, "44.00");
    inForce("581005", "&on=2023-07-01", 1, "44.00");
    refused(
        change(
            "581005",
            "merger",
            List.of("581005-145-p1"),
            "into",
            "581005-145-p2",
            "effectiveOn",
            "2023-08-01"),
        "withdrawn /projects");
    // What is in it stays in it.
    adjusted("581005-145-p2-ip2", "2024-01-01");
    given()
        .get("/v1/investment-plans/581005-145-p2-ip3")
        .then()
        .body("mergedProjects", contains("581005-145-p1", "581005-145-p3"))
        .body("projectChange", nullValue());
    new Family("investment-plans").roundTrips("plan=581005-145", "code\n" + "i,\n".repeat(6));
  }

  @Test
  void amountsOfOverlappingPhasesAreNotAdded() {
    Planned.loaded("581006", 4);
    investmentPlan("581006-145-p2-ip1", "581006-145-p2", "12,10,2021-2025:10").statusCode(200);
    investmentPlan("581006-145-p3-ip1", "581006-145-p3", "12,10,").statusCode(200);
    investmentPlan("581006-145-p4-ip1", "581006-145-p4", "3,3,2026-2030:3").statusCode(200);
    Planned.adopt("581006");
    refused(
        change("581006", "merger", List.of("581006-145-p2"), "into", "581006-145-p1"),
        "phases-differ /projects");
    refused(
        change("581006", "merger", List.of("581006-145-p3"), "into", "581006-145-p1"),
        "phases-differ /projects");
    approved(change("581006", "merger", List.of("581006-145-p4"), "into", "581006-145-p1"));
    given()
        .get("/v1/investment-plans/581006-145-p1-ip2")
        .then()
        .body("phases.fromYear", contains(2021, 2023, 2026))
        .body("asStated", nullValue());
  }

  @Test
  void aContradictionStaysOneInTheSum() {
    Planned.loaded("581007", 2);
    new Family("investment-plans")
        .imported(
            "code,plan,project,totalYuan,periodYuan,phases,asStated\n"
                + "581007-145-p2-ip1,581007-145,581007-145-p2,12,10,2021-2022:7;2023-2025:4,true\n",
            "?onExisting=update")
        .statusCode(200);
    Planned.adopt("581007");
    approved(change("581007", "merger", List.of("581007-145-p2"), "into", "581007-145-p1"));
    given()
        .get("/v1/investment-plans/581007-145-p1-ip2")
        .then()
        .body("asStated", equalTo(true))
        .body(containsString("\"differenceYuan\":-1.00"))
        .body("phases.amountYuan", contains(13.0f, 8.0f));
  }

  /** A contradiction of one investment plan hides none that the sum alone has. */
  @Test
  void aContradictionOfOneHidesNoneOfTheSum() {
    Planned.loaded("581026", 3);
    new Family("investment-plans")
        .imported(
            "code,plan,project,totalYuan,periodYuan,phases,asStated\n"
                + "581026-145-p2-ip1,581026-145,581026-145-p2,12,10,2021-2022:7;2023-2025:4,true\n"
                + "581026-145-p3-ip1,581026-145,581026-145-p3,5,5,,\n",
            "?onExisting=update")
        .statusCode(200);
    Planned.adopt("581026");
    refused(
        change("581026", "merger", List.of("581026-145-p3"), "into", "581026-145-p2"),
        "phases-differ /projects");
    approved(change("581026", "merger", List.of("581026-145-p1"), "into", "581026-145-p2"));
  }

  @Test
  void namesEverythingThatAChangeBreaks() {
    Planned.adopted("581008", 2);
    Planned.adopted("581009", 1);
    added("581008", 3);
    new Family("projects")
        .imported(
            "code,plan,area,programme,name,stage\n581008-145-p4,581008-145,581008,581008-145-c1,甲,not_stated\n")
        .statusCode(200);
    draft(Map.of())
        .statusCode(422)
        .body(
            "errors.pointer",
            containsInAnyOrder("/plan", "/kind", "/projects", "/reason", "/effectiveOn"));
    refused(
        change(
            "581008",
            "withdrawal",
            List.of(
                "581008-none", "581009-145-p1", "581008-145-p1", "581008-145-p1", "581008-145-p3"),
            "into",
            "581008-145-p2",
            "effectiveOn",
            "1899-12-31"),
        "unknown-reference /projects",
        "elsewhere /projects",
        "duplicate /projects",
        "not-in-force /projects",
        "not-a-merger /into",
        "effective-day /effectiveOn");
    refused(
        change("581008", "addition", List.of("581008-145-p1", "581008-145-p4")),
        "in-force /projects",
        "no-draft /projects");
    refused(change("581008", "merger", List.of("581008-145-p1")), "required /into");
    refused(
        change("581008", "merger", List.of("581008-145-p1"), "into", "581008-145-p1"),
        "duplicate /into");
    refused(
        change("581008", "merger", List.of("581008-145-p4"), "into", "581008-145-p3"),
        "not-in-force /projects",
        "not-in-force /into");
    refused(change("581008", "withdrawal", List.of("A")), "invalid /projects/0");
    refused(change("581008", "withdrawal", List.of()), "required /projects");
    // A project without any investment plan may be withdrawn.
    draft(change("581008", "withdrawal", List.of("581008-145-p4"))).statusCode(201);
    adjusted("581008-145-p1-ip1", "2023-07-01");
    stageChanged("581008-145-p2").statusCode(200);
    refused(
        change("581008", "withdrawal", List.of("581008-145-p1", "581008-145-p2")),
        "effective-day /effectiveOn",
        "effective-day /effectiveOn");
    refused(
        change("581008", "merger", List.of("581008-145-p2"), "into", "581008-145-p1"),
        "effective-day /effectiveOn",
        "effective-day /effectiveOn");
  }

  @Test
  void whatIsOpenAboutAProjectIsDecidedBeforeItLeaves() {
    Planned.adopted("581010", 3);
    asEditor()
        .contentType("application/json")
        .body(adjustment("581010-145-p2-ip1", "2023-03-01"))
        .post("/v1/plan-adjustments")
        .then()
        .statusCode(201);
    var withdrawal = submitted(change("581010", "withdrawal", List.of("581010-145-p2")));
    var merger =
        submitted(change("581010", "merger", List.of("581010-145-p3"), "into", "581010-145-p2"));
    for (var code : List.of(withdrawal, merger)) {
      act(code, "approval", rita())
          .statusCode(409)
          .body("detail", containsString("581010-145-p2-ip1-adj1"));
    }
    asEditor()
        .header("If-Match", "*")
        .delete("/v1/plan-adjustments/581010-145-p2-ip1-adj1")
        .then()
        .statusCode(204);
    act(withdrawal, "approval", rita()).statusCode(200);
    // The other would merge into a project that has left meanwhile.
    act(merger, "approval", rita())
        .statusCode(422)
        .body("errors.code", contains("withdrawn"))
        .body("errors.pointer", contains("/into"));
    inForce("581010", "", 2, "24.00");
  }

  /** Drafts for years in which it is not in the plan go with it. All others wait for their year. */
  @Test
  void draftsOfLaterYearsGoWithTheProject() {
    Planned.adopted("581016", 2);
    new Family("annual-plans")
        .imported(
            "code,plan,project,year,amountYuan,comment\n"
                + "581016-a1,581016-145,581016-145-p1,2023,1,说明\n"
                + "581016-a2,581016-145,581016-145-p1,2024,1,\n"
                + "581016-a3,581016-145,581016-145-p2,2024,1,\n")
        .statusCode(200);
    var code = approved(change("581016", "withdrawal", List.of("581016-145-p1")));
    asEditor().get("/v1/annual-plans/581016-a2").then().statusCode(404);
    asEditor()
        .get("/v1/audit/projects?entityType=annual-plan&entityId=581016-a2")
        .then()
        .body("items.last().action", equalTo("deleted"))
        .body("items.last().reason", containsString(code));
    for (var year : List.of(2023, 2024)) {
      rita()
          .contentType("application/json")
          .body(Map.of("plan", "581016-145", "year", year))
          .post("/v1/annual-plans/adoptions")
          .then()
          .statusCode(200)
          .body("adopted", equalTo(1));
    }
    given().get("/v1/annual-plans/581016-a1").then().statusCode(200);
  }

  /** Otherwise the first adoption, which takes all drafts, would be refused for ever. */
  @Test
  void nothingIsAddedBeforeTheFirstAdoption() {
    Planned.loaded("581017", 2);
    refused(change("581017", "addition", List.of("581017-145-p2")), "not-adopted /plan");
    CHANGES
        .imported(HEADER + "581017-k1,581017-145,addition,581017-145-p2,,理由,通知,1号,2023-07-01\n")
        .statusCode(422)
        .body("errors.column", contains("plan"))
        .body("errors.code", contains("not-adopted"));
    Planned.adopt("581017");
    added("581017", 3);
    approved(change("581017", "addition", List.of("581017-145-p3")));
  }

  /** Until its day a project is in the plan, and everything about it goes on. */
  @Test
  void noProjectLeavesBeforeItsDay() {
    Planned.adopted("581018", 3);
    var today = Days.of(Instant.now());
    var tomorrow = today.plusDays(1).toString();
    var withdrawal =
        submitted(
            change("581018", "withdrawal", List.of("581018-145-p1"), "effectiveOn", tomorrow));
    var merger =
        submitted(
            change(
                "581018",
                "merger",
                List.of("581018-145-p1"),
                "into",
                "581018-145-p2",
                "effectiveOn",
                tomorrow));
    for (var code : List.of(withdrawal, merger)) {
      act(code, "approval", rita()).statusCode(409).body("detail", containsString(tomorrow));
    }
    stageChanged("581018-145-p1").statusCode(200);
    inForce("581018", "", 3, "36.00");
    approved(
        change("581018", "withdrawal", List.of("581018-145-p3"), "effectiveOn", today.toString()));
    // What is added may be known before.
    added("581018", 4);
    approved(change("581018", "addition", List.of("581018-145-p4"), "effectiveOn", tomorrow));
    inForce("581018", "&on=" + today, 2, "24.00");
    inForce("581018", "&on=" + tomorrow, 3, "36.00");
  }

  /** A reviewer approves the amounts that were submitted. */
  @Test
  void anAdditionAdoptsTheDraftsOfItsSubmission() {
    Planned.adopted("581019", 1);
    added("581019", 2);
    var code = submitted(change("581019", "addition", List.of("581019-145-p2")));
    investmentPlan("581019-145-p2-ip1", "581019-145-p2", "13,10,").statusCode(200);
    act(code, "approval", rita())
        .statusCode(409)
        .body("detail", containsString("581019-145-p2-ip1"))
        .body("detail", containsString(PATH + "/" + code + "/return"));
    inForce("581019", "", 1, "12.00");
    rita()
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("reason", "数额有变"))
        .post(PATH + "/" + code + "/return")
        .then()
        .statusCode(200);
    act(code, "submission", asEditor()).statusCode(200);
    act(code, "approval", rita()).statusCode(200);
    inForce("581019", "", 2, "25.00");
  }

  @Test
  void aProjectTakesNoMonthsAfterTheOneInWhichItLeft() {
    var area = new LedgerArea("581011").loaded();
    area.entered(area.row(1, 1, "paid", "2023-09", "1200000", "fiscal"));
    report(area, "2023-10").statusCode(201);
    area.handedIn(area.row(2, 1, "paid", "2023-11", "1200000", "fiscal"), "").statusCode(200);
    var code =
        approved(change("581011", "withdrawal", List.of("581011-p1"), "effectiveOn", "2023-07-15"));
    report(area, "2023-08")
        .statusCode(422)
        .body("errors.code", contains("withdrawn"))
        .body("errors.pointer", contains("/month"))
        .body("errors[0].detail", containsString(code));
    report(area, "2023-07").statusCode(201);
    area.handedIn(
            area.row(3, 1, "paid", "2023-08", "1200000", "fiscal")
                + area.row(4, 1, "paid", "2023-07", "1200000", "fiscal")
                + area.row(5, 2, "paid", "2023-08", "1200000", "fiscal"),
            "")
        .statusCode(422)
        .body("errors.row", contains(2))
        .body("errors.code", contains("withdrawn"))
        .body("errors[0].detail", containsString(code));
    // What was handed in before goes no further.
    rita()
        .header("If-Match", "*")
        .post("/v1/project-reports/581011-p1-m2023-10/acceptance")
        .then()
        .statusCode(409)
        .body("detail", containsString(code));
    area.approved("rita", "581011-e2", "*").statusCode(409).body("detail", containsString(code));
    // What is in the ledger stays, and can be reversed.
    area.reversed("581011-e1");
    area.entered(area.row(6, 1, "paid", "2023-06", "1200000", "fiscal"));
    rita()
        .header("If-Match", "*")
        .post("/v1/project-reports/581011-p1-m2023-07/acceptance")
        .then()
        .statusCode(200);
    given()
        .get("/v1/investment-rollups?by=programme&plan=581011-145&asOf=now")
        .then()
        .body("total.projects", equalTo(2))
        .body("total.paidYuan", equalTo(2_400_000.0f));
  }

  @Test
  void whatAMergedProjectCompletedCountsForTheOneThatGoesOn() {
    var area = new LedgerArea("581012").loaded();
    area.entered(
        area.row(1, 1, "completed", "2021-06", "10000000", "fiscal")
            + area.row(2, 2, "completed", "2021-06", "20000000", "fiscal"));
    var rate = "total.completionRatePercent";
    given().get(ROLLUP + "581012-145&asOf=now").then().body(rate, equalTo(15.0f));
    approved(change("581012", "merger", List.of("581012-p1"), "into", "581012-p2"));
    var merged = Family.sealedPosition("projects");
    for (var when :
        List.of("&asOf=now", "&asOf=" + merged, "&on=2023-06-30&asOf=now", "&on=2023-07-01")) {
      given()
          .get(ROLLUP + "581012-145" + when)
          .then()
          .statusCode(200)
          .body(rate, equalTo(15.0f))
          .body(containsString("\"periodYuan\":200000000.00"));
    }
    approved(change("581012", "withdrawal", List.of("581012-p2"), "effectiveOn", "2024-01-01"));
    given().get(ROLLUP + "581012-145&asOf=now").then().body(rate, equalTo(0.0f));
    given().get(ROLLUP + "581012-145&asOf=" + merged).then().body(rate, equalTo(15.0f));
  }

  @Test
  void whoHadAPartInMakingItDoesNotReviewIt() {
    Planned.adopted("581013", 1);
    var both = new String[] {"editor", "reviewer"};
    as("mia", both)
        .contentType("application/json")
        .body(change("581013", "withdrawal", List.of("581013-145-p1")))
        .post(PATH)
        .then()
        .statusCode(201);
    var code = "581013-145-chg1";
    as("carl", both)
        .header("If-Match", "\"v1\"")
        .contentType("application/json")
        .body(change("581013", "withdrawal", List.of("581013-145-p1"), "reason", "其他理由"))
        .put(PATH + "/" + code)
        .then()
        .statusCode(200)
        .body("reason", equalTo("其他理由"));
    act(code, "submission", as("sue", both)).statusCode(200);
    for (var person : List.of("mia", "carl", "sue")) {
      act(code, "approval", as(person, both)).statusCode(403);
    }
    act(code, "approval", asEditor()).statusCode(403);
    rita()
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("reason", "文号有误"))
        .post(PATH + "/" + code + "/return")
        .then()
        .statusCode(200)
        .body("status", equalTo("returned"))
        .body("returnReason", equalTo("文号有误"));
    act(code, "approval", rita())
        .statusCode(409)
        .body("detail", containsString(PATH + "/" + code + "/submission"));
    act(code, "submission", as("sue", both)).statusCode(200);
    act(code, "approval", rita()).statusCode(200);
    act(code, "approval", as("ruth", "reviewer"))
        .statusCode(409)
        .body("detail", containsString("已批准"));
    // An addition adopts investment plans, which whoever prepared them does not.
    added("581013", 2);
    var addition = "581013-145-chg2";
    as("mia", both)
        .contentType("application/json")
        .body(change("581013", "addition", List.of("581013-145-p2")))
        .post(PATH)
        .then()
        .statusCode(201);
    act(addition, "submission", as("mia", both)).statusCode(200);
    act(addition, "approval", as("erin", both))
        .statusCode(403)
        .body("detail", containsString("581013-145-p2-ip1"));
    act(addition, "approval", rita()).statusCode(200);
  }

  @Test
  void ofTwoApprovalsAtOnceAProjectLeavesByOne() throws Exception {
    Planned.adopted("581015", 3);
    var projects = List.of("581015-145-p1", "581015-145-p2");
    var codes =
        List.of(
            submitted(change("581015", "withdrawal", projects)),
            submitted(change("581015", "merger", projects.reversed(), "into", "581015-145-p3")));
    try (var reviewers = Executors.newFixedThreadPool(2)) {
      var approvals =
          codes.stream()
              .<Callable<Integer>>map(
                  code -> () -> act(code, "approval", rita()).extract().statusCode())
              .toList();
      var answers = new ArrayList<Integer>();
      for (var answer : reviewers.invokeAll(approvals)) {
        answers.add(answer.get());
      }
      assertThat(answers).containsExactlyInAnyOrder(200, 422);
    }
  }

  @Test
  void rowsOfAFileAreDrafts() {
    Planned.adopted("581014", 12);
    var file =
        HEADER
            + IntStream.rangeClosed(1, 11)
                .mapToObj(
                    i ->
                        "581014-j%1$02d,581014-145,withdrawal,581014-145-p%1$d,,条件不具备,通知,某发改〔2023〕8号,2023-07-01\n"
                            .formatted(i))
                .collect(Collectors.joining())
            + "581014-j12,581014-145,合并,581014-145-p1;581014-145-p2,581014-145-p12,合并实施,通知,某发改〔2023〕8号,2023-07-01\n";
    CHANGES.takesInOnce(file);
    CHANGES.walksAllPages("plan=581014-145", file);
    CHANGES.refusesAForeignCursor("plan=581014-145", "plan=581014-145&status=draft");
    CHANGES.refusesUnknownAndRepeatedParameters();
    CHANGES.neverAnswers304AfterAWrite(
        "581014-j03", "plan=581014-145", file.replace("p3,,条件不具备", "p3,,另有安排"));
    asEditor()
        .get(PATH + "?plan=581014-145&project=581014-145-p2")
        .then()
        .body("items.code", contains("581014-j02", "581014-j12"));
    asEditor()
        .get(PATH + "?plan=581014-145&kind=merger&status=draft")
        .then()
        .body("items.code", contains("581014-j12"));
    CHANGES
        .imported(
            HEADER
                + "581014-k01,581014-145,addition,581014-145-p1,,理由,,,2023-07-01\n"
                + "581014-k02,581014-145,merger,581014-145-p1,,理由,,,2023-07-01\n"
                + "581014-k03,581014-145,withdrawal,581014-none,,理由,,,2023-07-01\n")
        .statusCode(422)
        .body("errors.row", contains(2, 3, 4))
        .body("errors.code", contains("in-force", "required", "unknown-reference"));
    CHANGES
        .imported(HEADER + "581014-k05,581014-145,sale,A;b,?,,,,2023-02-30\n")
        .statusCode(422)
        .body(
            "errors.column",
            containsInAnyOrder("kind", "projects", "into", "reason", "effectiveOn"));
    act("581014-j01", "submission", asEditor()).statusCode(200);
    CHANGES
        .imported(
            HEADER
                + "581014-j01,581014-145,withdrawal,581014-145-p1,,另有安排,通知,某发改〔2023〕8号,2023-07-01\n",
            "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("not-open"));
    act("581014-j01", "approval", rita()).statusCode(200);
    CHANGES.roundTrips("plan=581014-145", file);
  }

  private static void refused(Map<String, Object> change, String... rules) {
    var errors =
        draft(change).statusCode(422).extract().jsonPath().<Map<String, String>>getList("errors");
    assertThat(errors)
        .extracting(error -> error.get("code") + " " + error.get("pointer"))
        .containsExactly(rules);
  }

  private static void inForce(String area, String when, int projects, String total) {
    given()
        .get(ROLLUP + area + "-145" + (when.contains("asOf") ? when : when + "&asOf=now"))
        .then()
        .statusCode(200)
        .body("total.projects", equalTo(projects))
        .body(containsString("\"totalYuan\":" + total + ","));
  }

  private static ValidatableResponse stages(String area, String day, String... stages) {
    return given()
        .get("/v1/investment-rollups?by=stage&plan=%s-145&asOf=now&on=%s".formatted(area, day))
        .then()
        .statusCode(200)
        .body("items.stage", contains(stages));
  }

  /** A project with a draft of an investment plan, beside those of the plan. */
  private static void added(String area, int number) {
    new Family("projects")
        .imported(
            "code,plan,area,programme,name,stage\n%1$s-145-p%2$d,%1$s-145,%1$s,%1$s-145-c1,项目%2$d,not_stated\n"
                .formatted(area, number))
        .statusCode(200);
    investmentPlan("%s-145-p%d-ip1".formatted(area, number), "%s-145-p%d".formatted(area, number))
        .statusCode(200);
  }

  private static ValidatableResponse investmentPlan(String code, String project) {
    return investmentPlan(code, project, "12,10,2021-2022:6;2023-2025:4");
  }

  private static ValidatableResponse investmentPlan(String code, String project, String amounts) {
    return new Family("investment-plans")
        .imported(
            "code,plan,project,totalYuan,periodYuan,phases\n%s,%s-145,%s,%s\n"
                .formatted(code, code.substring(0, 6), project, amounts),
            "?onExisting=update");
  }

  private static ValidatableResponse adoption(String area) {
    return rita()
        .contentType("application/json")
        .body(Map.of("plan", area + "-145"))
        .post("/v1/investment-plans/adoptions")
        .then();
  }

  private static ValidatableResponse stageChanged(String project) {
    return asEditor()
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("stage", "planning", "since", "2023-08-01", "reason", "立项"))
        .post("/v1/projects/" + project + "/stage-changes")
        .then();
  }

  private static ValidatableResponse report(LedgerArea area, String month) {
    return asEditor()
        .contentType("application/json")
        .body(
            Map.of(
                "project",
                area.project(1),
                "month",
                month,
                "lines",
                List.of(Map.of("kind", "paid", "source", "fiscal", "amountYuan", 1_200_000))))
        .post("/v1/project-reports")
        .then();
  }

  private static Map<String, Object> adjustment(String investmentPlan, String day) {
    return Map.of(
        "investmentPlan",
        investmentPlan,
        "afterTotalYuan",
        20,
        "afterPeriodYuan",
        15,
        "afterPhases",
        List.of(
            Map.of("fromYear", 2021, "toYear", 2022, "amountYuan", 6),
            Map.of("fromYear", 2023, "toYear", 2025, "amountYuan", 9)),
        "reason",
        "规模扩大",
        "documentTitle",
        "批复",
        "documentNumber",
        "1号",
        "effectiveOn",
        day);
  }

  private static void adjusted(String investmentPlan, String day) {
    var item = "/v1/plan-adjustments/" + investmentPlan + "-adj1";
    asEditor()
        .contentType("application/json")
        .body(adjustment(investmentPlan, day))
        .post("/v1/plan-adjustments")
        .then()
        .statusCode(201);
    asEditor().header("If-Match", "*").post(item + "/submission").then().statusCode(200);
    rita().header("If-Match", "*").post(item + "/approval").then().statusCode(200);
  }
}

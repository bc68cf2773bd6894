package dev.zhihe.projects.project.change;

import static dev.zhihe.projects.project.change.Changes.act;
import static dev.zhihe.projects.project.change.Changes.added;
import static dev.zhihe.projects.project.change.Changes.adjustment;
import static dev.zhihe.projects.project.change.Changes.approved;
import static dev.zhihe.projects.project.change.Changes.change;
import static dev.zhihe.projects.project.change.Changes.inForce;
import static dev.zhihe.projects.project.change.Changes.investmentPlan;
import static dev.zhihe.projects.project.change.Changes.refused;
import static dev.zhihe.projects.project.change.Changes.rita;
import static dev.zhihe.projects.project.change.Changes.stageChanged;
import static dev.zhihe.projects.project.change.Changes.submitted;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
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
import org.junit.jupiter.api.Test;

/** Projects that leave a plan, each test with its own district. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class WithdrawalTest {
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
    Family.sealedPosition("annual-plans");
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

  private static ValidatableResponse stages(String area, String day, String... stages) {
    return given()
        .get("/v1/investment-rollups?by=stage&plan=%s-145&asOf=now&on=%s".formatted(area, day))
        .then()
        .statusCode(200)
        .body("items.stage", contains(stages));
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
}

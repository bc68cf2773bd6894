package dev.zhihe.projects;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Family.planFile;
import static java.util.Map.entry;
import static org.hamcrest.Matchers.equalTo;

import dev.zhihe.projects.ledger.LedgerArea;
import dev.zhihe.test.Family;
import dev.zhihe.test.Preconditions;
import dev.zhihe.test.Preconditions.Change;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class PreconditionsTest {
  @Test
  void everyReadHasATagAndEveryChangeAsksForTheVersionSeen() {
    load("520001");
    new Family("units").imported(planFile("15-units.csv", "520001")).statusCode(200);
    new Family("funds")
        .imported("code,plan,name,source\n520001-145-f01,520001-145,基金,prose\n")
        .statusCode(200);
    new Family("fund-positions")
        .imported(
            "code,plan,fund,body,month,committedYuan,raisedYuan,investedYuan\n"
                + "520001-fp1,520001-145,520001-145-f01,机构,2023-06,3,2,1\n")
        .statusCode(200);
    new Family("milestones")
        .imported(
            "code,plan,project,name,dueOn\n520001-m1,520001-145,520001-145-p01,封顶,2023-06-30\n")
        .statusCode(200);
    new Family("project-lists").imported(item("520001")).statusCode(200);
    adopted("520001").statusCode(200);
    new Family("annual-plans")
        .imported("code,plan,project,year,amountYuan\n520001-a1,520001-145,520001-145-p01,2021,1\n")
        .statusCode(200);
    new Family("plan-adjustments")
        .imported(
            "code,investmentPlan,afterTotalYuan,afterPeriodYuan,reason,effectiveOn\n"
                + "520001-j1,520001-145-p01-ip1,2,1,压减,2023-07-01\n")
        .statusCode(200);
    new Family("project-changes")
        .imported(
            "code,plan,kind,projects,reason,effectiveOn\n"
                + "520001-c1,520001-145,withdrawal,520001-145-p02,条件不具备,2023-07-01\n")
        .statusCode(200);
    new Family("progress-rules")
        .imported(
            "code,plan,effectiveOn,behindBelowPercent,warningBelowPercent,reason\n"
                + "520001-r1,520001-145,2023-07-01,50,80,督查要求\n")
        .statusCode(200);
    var ledger = new LedgerArea("520004").loaded();
    ledger.entered(ledger.row(1, 1, "paid", "2023-06", "1", "fiscal"));
    ledger.closed("2022-12").statusCode(201);
    ledger.handedIn(ledger.row(2, 1, "paid", "2023-06", "1", "fiscal"), "").statusCode(200);
    reported(asEditor()).post("/v1/project-reports").then().statusCode(201);
    asEditor()
        .contentType("application/json")
        .body(
            Map.of(
                "project",
                "520004-p1",
                "findings",
                List.of("late"),
                "text",
                "请说明",
                "dueOn",
                "2199-12-31"))
        .post("/v1/supervision-notes")
        .then()
        .statusCode(201);
    new Preconditions(
            Family::asEditor,
            Map.ofEntries(
                entry("deleteProjectListItem", new Change("520001-145-l1", Family::asEditor)),
                entry(
                    "changeProjectStage",
                    new Change("520001-145-p01", PreconditionsTest::stageChange)),
                entry("withdrawStageChange", new Change("520001-145-p01", Family::asEditor)),
                entry(
                    "changePlanAdjustment",
                    new Change(
                        "520001-j1",
                        () ->
                            asEditor()
                                .contentType("application/json")
                                .body(
                                    Map.of(
                                        "investmentPlan",
                                        "520001-145-p01-ip1",
                                        "afterTotalYuan",
                                        2,
                                        "afterPeriodYuan",
                                        2,
                                        "afterPhases",
                                        List.of(),
                                        "reason",
                                        "压减",
                                        "effectiveOn",
                                        "2023-07-01")))),
                entry("deletePlanAdjustment", new Change("520001-j1", Family::asEditor)),
                entry("submitPlanAdjustment", new Change("520001-j1", Family::asEditor)),
                entry(
                    "approvePlanAdjustment", new Change("520001-j1", () -> as("rita", "reviewer"))),
                entry(
                    "returnPlanAdjustment",
                    new Change(
                        "520001-j1",
                        () ->
                            as("rita", "reviewer")
                                .contentType("application/json")
                                .body(Map.of("reason", "文号有误")))),
                entry(
                    "changeProjectChange",
                    new Change(
                        "520001-c1",
                        () ->
                            asEditor()
                                .contentType("application/json")
                                .body(
                                    Map.of(
                                        "plan",
                                        "520001-145",
                                        "kind",
                                        "withdrawal",
                                        "projects",
                                        List.of("520001-145-p02"),
                                        "reason",
                                        "另有安排",
                                        "effectiveOn",
                                        "2023-07-01")))),
                entry("deleteProjectChange", new Change("520001-c1", Family::asEditor)),
                entry("submitProjectChange", new Change("520001-c1", Family::asEditor)),
                entry("approveProjectChange", new Change("520001-c1", PreconditionsTest::rita)),
                entry("returnProjectChange", new Change("520001-c1", () -> reason(rita()))),
                entry(
                    "correctProjectReport",
                    new Change("520004-p1-m2023-06", () -> reported(asEditor()))),
                entry("withdrawProjectReport", new Change("520004-p1-m2023-06", Family::asEditor)),
                entry(
                    "acceptProjectReport",
                    new Change("520004-p1-m2023-06", PreconditionsTest::rita)),
                entry(
                    "returnProjectReport", new Change("520004-p1-m2023-06", () -> reason(rita()))),
                entry("replyToSupervisionNote", new Change("520004-p1-s1", () -> text(asEditor()))),
                entry("closeSupervisionNote", new Change("520004-p1-s1", () -> text(asEditor()))),
                entry("reverseLedgerEntry", new Change("520004-e1", () -> reason(asEditor()))),
                entry("approveLedgerSubmission", new Change("520004-e2", PreconditionsTest::rita)),
                entry("returnLedgerSubmission", new Change("520004-e2", () -> reason(rita()))),
                entry("withdrawLedgerSubmission", new Change("520004-e2", Family::asEditor))))
        .hold();
  }

  @Test
  void deletesAnItemOfAProjectListEnteredInError() {
    new Family("project-lists")
        .deletesWhatWasEnteredInError("projects", item("520002"), "520002-145-l1");
  }

  @Test
  void adoptsInvestmentPlansOnceHoweverOftenThatIsSent() {
    load("520003");
    for (var replayed : new String[] {null, "true"}) {
      as("rita", "reviewer")
          .contentType("application/json")
          .header("Idempotency-Key", "adoption")
          .body(Map.of("plan", "520003-145"))
          .post("/v1/investment-plans/adoptions")
          .then()
          .statusCode(200)
          .header("Idempotent-Replayed", equalTo(replayed))
          .body("plan", equalTo("520003-145"));
    }
  }

  private static Request stageChange() {
    return Family.asEditor()
        .contentType("application/json")
        .body(Map.of("stage", "planning", "since", "2021-03-01", "reason", "立项"));
  }

  private static ValidatableResponse adopted(String area) {
    return as("rita", "reviewer")
        .contentType("application/json")
        .body(Map.of("plan", area + "-145"))
        .post("/v1/investment-plans/adoptions")
        .then();
  }

  private static Request rita() {
    return as("rita", "reviewer");
  }

  private static Request reported(Request somebody) {
    return somebody
        .contentType("application/json")
        .body(Map.of("project", "520004-p1", "month", "2023-06"));
  }

  private static Request reason(Request somebody) {
    return somebody.contentType("application/json").body(Map.of("reason", "有误"));
  }

  private static Request text(Request somebody) {
    return somebody.contentType("application/json").body(Map.of("text", "已复工"));
  }

  private static void load(String area) {
    for (var file :
        new String[] {"04-programmes", "05-projects", "06-investment-plans", "07-stated-totals"}) {
      new Family(file.substring(3)).imported(planFile(file + ".csv", area)).statusCode(200);
    }
  }

  private static String item(String area) {
    return "code,plan,source,heading,name\n%1$s-145-l1,%1$s-145,box-1,题,甲\n".formatted(area);
  }
}

package dev.zhihe.projects.project.change;

import static dev.zhihe.projects.project.change.Changes.act;
import static dev.zhihe.projects.project.change.Changes.approved;
import static dev.zhihe.projects.project.change.Changes.change;
import static dev.zhihe.projects.project.change.Changes.draft;
import static dev.zhihe.projects.project.change.Changes.rita;
import static dev.zhihe.projects.project.change.Changes.submitted;
import static dev.zhihe.test.Family.asEditor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.zhihe.projects.Planned;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * What changes of projects meet that is under way at the same moment. A transaction is held up in
 * its middle by a row of the same code that another one has inserted and not committed.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ChangeRacesTest {
  @Inject AgroalDataSource database;

  /** The investment plan that follows meanwhile ends, too. */
  @Test
  void aWithdrawalBesideAnApprovalOfAnAdjustmentEndsWhatFollows() throws SQLException {
    Planned.adopted("581020", 1);
    var adjustment = "/v1/plan-adjustments/581020-145-p1-ip1-adj1";
    asEditor()
        .contentType("application/json")
        .body(
            Map.of(
                "investmentPlan",
                "581020-145-p1-ip1",
                "afterTotalYuan",
                20,
                "afterPeriodYuan",
                20,
                "afterPhases",
                List.of(),
                "reason",
                "规模扩大",
                "documentTitle",
                "批复",
                "documentNumber",
                "1号",
                "effectiveOn",
                "2023-03-01"))
        .post("/v1/plan-adjustments")
        .then()
        .statusCode(201);
    asEditor().header("If-Match", "*").post(adjustment + "/submission").then().statusCode(200);
    var withdrawal = submitted(change("581020", "withdrawal", List.of("581020-145-p1")));
    CompletableFuture<Integer> adjusted;
    CompletableFuture<Integer> withdrawn;
    try (var connection = database.getConnection()) {
      holdUp(connection, investmentPlan("581020", 1, 2));
      adjusted =
          sent(() -> rita().header("If-Match", "*").post(adjustment + "/approval").statusCode());
      awaitWaiting(connection, 1, adjusted);
      withdrawn = sent(() -> act(withdrawal, "approval", rita()).extract().response().statusCode());
      awaitWaiting(connection, 2, withdrawn);
      connection.rollback();
    }
    // Whoever waits too long is told to try again.
    if (adjusted.join() == 503) {
      rita().header("If-Match", "*").post(adjustment + "/approval").then().statusCode(200);
    } else {
      assertThat(adjusted.join()).isEqualTo(200);
    }
    if (withdrawn.join() == 503) {
      act(withdrawal, "approval", rita()).statusCode(200);
    } else {
      assertThat(withdrawn.join()).isEqualTo(200);
    }
    asEditor()
        .get("/v1/investment-plans/581020-145-p1-ip2")
        .then()
        .statusCode(200)
        .body("validUntil", equalTo("2023-07-01"))
        .body("endedBy", equalTo(withdrawal));
    asEditor()
        .get("/v1/investment-rollups?by=programme&plan=581020-145&asOf=now")
        .then()
        .body("total.projects", equalTo(0));
  }

  /** A draft that came in while its project left is in nobody's way. */
  @Test
  void adoptionsDeleteInvestmentPlansOfProjectsThatLeftMeanwhile() throws SQLException {
    Planned.loaded("581021", 1);
    new Family("projects")
        .imported(
            "code,plan,area,programme,name,stage\n581021-145-p2,581021-145,581021,581021-145-c1,乙,not_stated\n")
        .statusCode(200);
    var withdrawal = submitted(change("581021", "withdrawal", List.of("581021-145-p2")));
    importedWhile(
        investmentPlan("581021", 2, 1),
        () ->
            new Family("investment-plans")
                .imported(
                    "code,plan,project,totalYuan,periodYuan\n581021-145-p2-ip1,581021-145,581021-145-p2,12,10\n")
                .extract()
                .statusCode(),
        () -> act(withdrawal, "approval", rita()).statusCode(200));
    asEditor().get("/v1/investment-plans/581021-145-p2-ip1").then().statusCode(200);
    rita()
        .contentType("application/json")
        .body(Map.of("plan", "581021-145"))
        .post("/v1/investment-plans/adoptions")
        .then()
        .statusCode(200)
        .body("adopted", equalTo(1));
    asEditor().get("/v1/investment-plans/581021-145-p2-ip1").then().statusCode(404);
    deletedBy(withdrawal, "investment-plan", "581021-145-p2-ip1");
  }

  @Test
  void adoptionsDeleteAnnualPlansOfProjectsThatLeftMeanwhile() throws SQLException {
    Planned.adopted("581022", 2);
    var header = "code,plan,project,year,amountYuan\n";
    new Family("annual-plans")
        .imported(header + "581022-a1,581022-145,581022-145-p1,2024,1\n")
        .statusCode(200);
    var withdrawal = submitted(change("581022", "withdrawal", List.of("581022-145-p2")));
    importedWhile(
        "insert into annual_plan (code, plan, project, year, amount_yuan, status, version, body, audience)"
            + " values ('581022-a2', '581022-145', '581022-145-p2', 2024, 1, 'DRAFT', 1, '{}', 'BUREAU')",
        () ->
            new Family("annual-plans")
                .imported(header + "581022-a2,581022-145,581022-145-p2,2024,1\n")
                .extract()
                .statusCode(),
        () -> act(withdrawal, "approval", rita()).statusCode(200));
    asEditor().get("/v1/annual-plans/581022-a2").then().statusCode(200);
    rita()
        .contentType("application/json")
        .body(Map.of("plan", "581022-145", "year", 2024))
        .post("/v1/annual-plans/adoptions")
        .then()
        .statusCode(200)
        .body("adopted", equalTo(1));
    asEditor().get("/v1/annual-plans/581022-a2").then().statusCode(404);
    deletedBy(withdrawal, "annual-plan", "581022-a2");
  }

  /** Editors who draft at the same moment get codes of their own. */
  @Test
  void draftsAtOnceHaveCodesOfTheirOwn() {
    Planned.adopted("581023", 1);
    try (var threads = Executors.newFixedThreadPool(8)) {
      var codes =
          IntStream.range(0, 24)
              .mapToObj(
                  i ->
                      CompletableFuture.<Response>supplyAsync(
                          () ->
                              draft(change("581023", "withdrawal", List.of("581023-145-p1")))
                                  .extract()
                                  .response(),
                          threads))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .peek(answer -> assertThat(answer.statusCode()).isIn(201, 503))
              .filter(answer -> answer.statusCode() == 201)
              .map(answer -> answer.jsonPath().getString("code"))
              .toList();
      assertThat(codes).hasSizeGreaterThan(1).doesNotHaveDuplicates();
    }
  }

  /** A chunk of rows names more projects than a statement has parameters. */
  @Test
  void aFileMayNameManyProjects() {
    var file =
        new StringBuilder(
            "code,plan,kind,projects,into,reason,documentTitle,documentNumber,effectiveOn\n");
    for (int i = 0; i < 700; i++) {
      var row = i;
      file.append(
          "581024-j%d,581024-145,withdrawal,%s,,理由,,,2023-07-01\n"
              .formatted(
                  i,
                  String.join(
                      ";",
                      IntStream.range(0, 100)
                          .mapToObj(n -> "581024-p" + (row * 100 + n))
                          .toList())));
    }
    new Family("project-changes")
        .imported(file.toString())
        .statusCode(422)
        .body("errors[0].code", equalTo("unknown-reference"));
  }

  /** Departures of as many projects are read at once, too. */
  @Test
  void aWithdrawnProjectIsRefusedInEveryFamily() {
    Planned.adopted("581025", 1);
    approved(change("581025", "withdrawal", List.of("581025-145-p1")));
    new Family("milestones")
        .imported(
            "code,plan,project,name,dueOn\n"
                + "581025-m1,581025-145,581025-145-p1,封顶,2023-06-30\n"
                + "581025-m2,581025-145,581025-145-p1,封顶,2023-07-01\n")
        .statusCode(422)
        .body("errors.row", contains(3))
        .body("errors.column", contains("dueOn"))
        .body("errors.code", contains("withdrawn"));
  }

  private static void deletedBy(String act, String type, String code) {
    Family.sealedPosition("projects"); // the audit tells what is sealed
    asEditor()
        .get("/v1/audit/projects?entityType=" + type + "&entityId=" + code)
        .then()
        .statusCode(200)
        .body("items.last().action", equalTo("deleted"))
        .body("items.last().reason", containsString(act));
  }

  /** An import that has read that its project is in the plan, and writes after it left. */
  private void importedWhile(String row, Supplier<Integer> imported, Runnable meanwhile)
      throws SQLException {
    CompletableFuture<Integer> answer;
    try (var connection = database.getConnection()) {
      holdUp(connection, row);
      answer = sent(imported);
      awaitWaiting(connection, 1, answer);
      assertThat(answer).as("waits").isNotDone();
      meanwhile.run();
      connection.rollback();
    }
    assertThat(answer.join()).isEqualTo(200);
  }

  private static void holdUp(Connection connection, String row) throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(row);
    }
  }

  private static String investmentPlan(String area, int project, int number) {
    return "insert into investment_plan (code, plan, project, total_yuan, period_yuan, phase_from, phase_to, phase_yuan, valid_from, valid_until, status, version, body, audience)"
        + " values ('%1$s-145-p%2$d-ip%3$d', '%1$s-145', '%1$s-145-p%2$d', 1, 1, '{}', '{}', '{}', '1900-01-01', '1900-01-02', 'DRAFT', 1, '{}', 'BUREAU')"
            .formatted(area, project, number);
  }

  /** The answer to a request that has a thread of its own. */
  private static CompletableFuture<Integer> sent(Supplier<Integer> request) {
    var answer = new CompletableFuture<Integer>();
    Thread.startVirtualThread(() -> answer.completeAsync(request, Runnable::run));
    return answer;
  }

  /** Until that many requests wait for a lock, or the last of them is answered. */
  private static void awaitWaiting(Connection connection, int waiting, CompletableFuture<?> last) {
    Awaitility.await().until(() -> last.isDone() || waiting(connection) >= waiting);
  }

  private static int waiting(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var count =
            statement.executeQuery(
                "select count(distinct pid) from pg_locks join pg_stat_activity using (pid)"
                    + " where not granted and datname = current_database()")) {
      count.next();
      return count.getInt(1);
    }
  }
}

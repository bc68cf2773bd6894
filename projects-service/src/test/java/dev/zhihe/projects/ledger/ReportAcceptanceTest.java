package dev.zhihe.projects.ledger;

import static dev.zhihe.projects.ledger.ReportFiles.accepted;
import static dev.zhihe.projects.ledger.ReportFiles.imported;
import static dev.zhihe.projects.ledger.ReportFiles.register;
import static dev.zhihe.projects.ledger.ReportFiles.stored;
import static dev.zhihe.projects.ledger.Reports.REPORTS;
import static dev.zhihe.projects.ledger.Reports.act;
import static dev.zhihe.projects.ledger.Reports.correction;
import static dev.zhihe.projects.ledger.Reports.line;
import static dev.zhihe.projects.ledger.Reports.report;
import static dev.zhihe.projects.ledger.Reports.submitted;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

/** The acceptance of many reports at once, and what many reports cost. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ReportAcceptanceTest {
  /** More than are accepted at once. */
  private static final int REPORTED = 1_010;

  @Inject DataSource database;
  @Inject SessionFactory sessions;

  /** One of those chosen is returned before they are locked, and others are left. */
  @Test
  void tellsThatMoreWaitAlsoIfAnotherReviewerDecidesMeanwhile() throws SQLException {
    var area = new LedgerArea("575021");
    new Family("programmes")
        .imported("code,plan,nameZh\n575021-c1,575021-145,平台\n")
        .statusCode(200);
    new Family("projects")
        .imported(
            rows(
                "code,plan,area,programme,name,location,leadUnits,tags,stage\n",
                "575021-p%1$d,575021-145,575021,575021-c1,项目%1$d,,区科技局,,construction\n"))
        .statusCode(200);
    imported(asEditor(), rows("project,month,paidFiscalYuan\n", "575021-p%d,2023-06,0\n"), "")
        .statusCode(200)
        .body("created", equalTo(REPORTED));
    var returned = 0;
    ValidatableResponse answer;
    do {
      returned++;
      answer =
          acceptedWhileReturned(area, REPORTS + "575021-p%d-m2023-06".formatted(1000 + returned));
    } while (answer.extract().statusCode() == 503); // it waited too long
    answer.statusCode(200).body("count", equalTo(1_000)).body("more", equalTo(true));
    accepted("rita", area, "2023-06", List.of())
        .statusCode(200)
        .body("count", equalTo(REPORTED - 1_000 - returned))
        .body("more", equalTo(false));
  }

  private ValidatableResponse acceptedWhileReturned(LedgerArea area, String address)
      throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      try (var locked =
          statement.executeQuery("select 1 from project where code = '575021-p1' for update")) {
        assertThat(locked.next()).isTrue();
      }
      var answer =
          CompletableFuture.supplyAsync(() -> accepted("rita", area, "2023-06", List.of()));
      await().until(() -> answer.isDone() || isWaitedFor(connection));
      as("ruth", "reviewer")
          .header("If-Match", "*")
          .contentType("application/json")
          .body(Map.of("reason", "请核对"))
          .post(address + "/return")
          .then()
          .statusCode(200);
      connection.rollback();
      return answer.join();
    }
  }

  private static boolean isWaitedFor(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select exists(select 1 from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)))")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static String rows(String header, String row) {
    return IntStream.rangeClosed(1, REPORTED)
        .mapToObj(row::formatted)
        .collect(Collectors.joining("", header, ""));
  }

  /** An entry is reversed once, also by corrections that are accepted together. */
  @Test
  void nothingIsAcceptedIfTwoOfThemReverseTheSameEntry() {
    var area = new LedgerArea("575022").loaded();
    Reports.accepted(report(area, 1, "2023-06", line("paid", "1200000")));
    var reversed = List.of("575022-p1-m2023-06-e1");
    for (var amount : List.of("1300000", "1400000")) {
      submitted(asEditor(), correction(area, "2023-06", reversed, line("paid", amount)))
          .statusCode(201);
    }
    submitted(asEditor(), report(area, 2, "2023-06", line("paid", "1200000"))).statusCode(201);
    accepted("rita", area, "2023-06", List.of())
        .statusCode(409)
        .body("detail", containsString("575022-p1-m2023-06-e1-r"));
    stored("575022-p2-m2023-06").body("status", equalTo("submitted"));
    asEditor().get("/v1/ledger-entries?plan=575022-145").then().body("items", hasSize(1));
    act("rita", "575022-p1-m2023-06-c1", "acceptance").statusCode(200);
    act("rita", "575022-p1-m2023-06-c2", "acceptance").statusCode(409);
    accepted("rita", area, "2023-06", List.of("575022-p2-m2023-06"))
        .statusCode(200)
        .body("count", equalTo(1))
        .body("more", equalTo(false));
  }

  /** Whatever belongs to many reports is read and written for all of them at once. */
  @Test
  void asManyStatementsForTwoReportsAsForThree() {
    var area = new LedgerArea("575023").loaded();
    register(area);
    sessions.getStatistics().setStatisticsEnabled(true);
    try {
      var checked = new long[2];
      var written = new long[2];
      for (int more = 0; more < 2; more++) {
        checked[more] = Long.MAX_VALUE;
        written[more] = Long.MAX_VALUE;
        // Other work of the service may come between, so the fewest count.
        for (int time = 1; time <= 3; time++) {
          var month = "2023-%02d".formatted(3 * more + time);
          var file = new StringBuilder("project,month,paidFiscalYuan\n");
          for (int project = 1; project <= 2 + more; project++) {
            file.append(area.project(project)).append(',').append(month).append(",1200000\n");
          }
          var before = statements();
          imported(asEditor(), file.toString(), "?dryRun=true").statusCode(200);
          checked[more] = Math.min(checked[more], statements() - before);
          imported(asEditor(), file.toString(), "").statusCode(200);
          before = statements();
          accepted("rita", area, month, List.of()).statusCode(200).body("count", equalTo(2 + more));
          written[more] = Math.min(written[more], statements() - before);
        }
      }
      assertThat(checked[1]).as("a dry run of three").isEqualTo(checked[0]);
      assertThat(written[1]).as("the acceptance of three").isEqualTo(written[0]);
    } finally {
      sessions.getStatistics().setStatisticsEnabled(false);
    }
  }

  private long statements() {
    return sessions.getStatistics().getPrepareStatementCount();
  }
}

package dev.zhihe.projects.ledger;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.zhihe.test.Servers;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Months that are closed, and what comes too late. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class LedgerCloseTest {
  @Inject AgroalDataSource database;

  @Test
  void aClosedMonthTakesNoMoreEntries() {
    var area = new LedgerArea("573001").loaded();
    area.entered(area.row(1, 1, "paid", "2023-05", "1", "fiscal"));
    area.closed("2023-05")
        .statusCode(201)
        .header("Location", containsString("/v1/ledger-closes/573001-145-close-2023-05"))
        .body("month", equalTo("2023-05"));
    given().get("/v1/ledger-closes/573001-145-close-2023-05").then().statusCode(200);
    given().get("/v1/ledger-closes?plan=573001-145").then().body("items", hasSize(1));

    // Nor do the months before it; what is there stays, and the same file changes nothing.
    area.handedIn(
            area.row(2, 1, "paid", "2023-05", "1", "fiscal")
                + area.row(3, 1, "paid", "2022-12", "1", "fiscal"),
            "")
        .statusCode(422)
        .body("errors.code", contains("closed", "closed"))
        .body("errors.column", contains("month", "month"));
    area.handedIn(area.row(1, 1, "paid", "2023-05", "1", "fiscal"), "")
        .statusCode(200)
        .body("unchanged", equalTo(1));
    area.reversalAsked("573001-e1")
        .then()
        .statusCode(409)
        .body("detail", containsString("573001-145-close-2023-05"));
    area.entered(area.row(4, 1, "paid", "2023-06", "1", "fiscal"));
  }

  @Test
  void monthsAreClosedOneAfterTheOther() {
    var area = new LedgerArea("573002").loaded();
    area.entered(
        area.row(1, 1, "paid", "2023-03", "1", "fiscal")
            + area.row(2, 1, "paid", "2023-05", "1", "fiscal"));
    area.closed("2023-05").statusCode(409).body("detail", containsString("2023-03"));
    area.closed("2023-03").statusCode(201);
    area.closed("2023-05").statusCode(201);
    for (var month : List.of("2023-05", "2023-04", "2020-01")) {
      area.closed(month).statusCode(409).body("detail", containsString("573002-145-close-2023-0"));
    }
    as("erin", "editor")
        .contentType("application/json")
        .body(Map.of("plan", "573002-145", "month", "2023-06"))
        .post("/v1/ledger-closes")
        .then()
        .statusCode(403);
    as("rita", "reviewer")
        .contentType("application/json")
        .body(Map.of("plan", "573009-145", "month", "2199-06"))
        .post("/v1/ledger-closes")
        .then()
        .statusCode(422)
        .body("errors.code", containsInAnyOrder("unknown-reference", "not-over"));
  }

  @Test
  void nothingThatWaitsIsClosedOut() {
    var area = new LedgerArea("573003").loaded();
    area.handedIn(area.row(1, 1, "paid", "2023-05", "1", "fiscal"), "").statusCode(200);
    area.closed("2023-06").statusCode(409).body("detail", containsString("573003-e1"));
    area.closed("2023-04").statusCode(201);
    area.approved("rita", "573003-e1", "*").statusCode(200);
    area.closed("2023-05").statusCode(201);
  }

  /** A close that is under way is waited for, except by what only checks. */
  @Test
  void whatIsSubmittedWaitsForACloseThatIsUnderWay() throws SQLException {
    var area = new LedgerArea("573005").loaded();
    area.entered(area.row(1, 1, "paid", "2023-05", "1", "fiscal"));
    var submissions =
        List.<Supplier<Integer>>of(
            () -> reported(area, 1, ""),
            () -> area.reversalAsked("573005-e1").statusCode(),
            () ->
                area.handedIn(area.row(2, 1, "paid", "2023-05", "1", "fiscal"), "")
                    .extract()
                    .statusCode());
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      for (var submission : submissions) {
        statement.execute("select pg_advisory_lock(hashtext('ledger'), hashtext('573005-145'))");
        CompletableFuture<Integer> answer;
        try {
          assertThat(reported(area, 2, "?dryRun=true")).isEqualTo(200);
          answer = CompletableFuture.supplyAsync(submission);
          Awaitility.await().until(() -> answer.isDone() || somebodyWaits(statement));
          assertThat(answer.getNow(503)).as("waits, or has waited too long").isEqualTo(503);
        } finally {
          statement.execute(
              "select pg_advisory_unlock(hashtext('ledger'), hashtext('573005-145'))");
        }
        assertThat(answer.join()).isIn(200, 201, 503);
      }
    }
  }

  private static boolean somebodyWaits(Statement statement) throws SQLException {
    try (var found =
        statement.executeQuery(
            "select 1 from pg_locks where locktype = 'advisory' and not granted and objid = hashtext('573005-145')::oid")) {
      return found.next();
    }
  }

  /** The status with which a nil report of May 2023 is answered. */
  private static int reported(LedgerArea area, int project, String query) {
    return asEditor()
        .contentType("application/json")
        .body(Map.of("project", area.project(project), "month", "2023-05"))
        .post("/v1/project-reports" + query)
        .statusCode();
  }

  /** Each entry is in the ledger before its month is closed, or never; the sum is that of all. */
  @Test
  void ofAHundredApprovalsAndACloseNoneIsLost() {
    var area = new LedgerArea("573004").loaded();
    area.handedIn(
            IntStream.range(0, 100)
                .mapToObj(i -> area.row(i, 1, "paid", "2023-05", "1.01", "fiscal"))
                .collect(Collectors.joining()),
            "")
        .statusCode(200);
    try (var threads = Executors.newFixedThreadPool(16)) {
      var approvals =
          IntStream.range(0, 100)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () ->
                              as("rita", "reviewer")
                                  .header("If-Match", "\"v1\"")
                                  .post("/v1/ledger-submissions/" + area.entry(i) + "/approval")
                                  .statusCode(),
                          threads))
              .toList();
      var close =
          CompletableFuture.supplyAsync(
              () -> area.closed("2023-05").extract().statusCode(), threads);
      assertThat(close.join()).isIn(201, 409, 503);
      var accepted =
          approvals.stream().map(CompletableFuture::join).filter(one -> one == 200).count();
      var sum =
          given()
              .get("/v1/investment-rollups?plan=573004-145&by=month")
              .then()
              .statusCode(200)
              .extract()
              .asString();
      assertThat(sum)
          .contains("\"paidYuan\":%d.%02d".formatted(accepted * 101 / 100, accepted * 101 % 100));
      asEditor()
          .get("/v1/ledger-entries?plan=573004-145&limit=1000")
          .then()
          .body("items", hasSize((int) accepted))
          .body("items.findAll { it.late }", hasSize(0));
    }
  }
}

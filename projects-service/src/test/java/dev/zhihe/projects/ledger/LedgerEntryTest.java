package dev.zhihe.projects.ledger;

import static dev.zhihe.projects.ledger.LedgerArea.ENTRIES;
import static dev.zhihe.projects.ledger.LedgerArea.HEADER;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Family.asOperator;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.test.Servers;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An entry on its way into the ledger, and what can be done with it there. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class LedgerEntryTest {
  private static final String UPDATE = "?onExisting=update";

  @Inject AgroalDataSource database;

  @Test
  void nothingEntersTheLedgerBeforeAnotherPersonHasApprovedIt() {
    var area = new LedgerArea("571001").loaded();
    var row = area.row(1, 1, "completed", "2023-06", "1250000", "fiscal");
    area.handedIn(row, "").statusCode(200).body("created", equalTo(1));
    asEditor().get("/v1/ledger-entries/571001-e1").then().statusCode(404);
    asEditor()
        .get("/v1/ledger-submissions?plan=571001-145&status=submitted")
        .then()
        .body("items.code", contains("571001-e1"));
    given().get("/v1/ledger-submissions/571001-e1").then().statusCode(401);
    as("carl", "consumer").get("/v1/ledger-submissions/571001-e1").then().statusCode(403);

    area.approved("erin", "571001-e1", "\"v1\"")
        .statusCode(403)
        .body("detail", containsString("571001-e1"));
    area.approved("rita", "571001-e1", "\"v1\"")
        .statusCode(200)
        .header("ETag", "\"v1\"")
        .body("late", equalTo(false))
        .body("reverses", nullValue())
        .body(containsString("\"amountYuan\":1250000.00,"));
    asEditor().get("/v1/ledger-submissions/571001-e1").then().statusCode(404);
    area.approved("rita", "571001-e1", "*").statusCode(404);

    // The same file again changes nothing; another amount under the code is refused.
    area.handedIn(row, "").statusCode(200).body("unchanged", equalTo(1));
    for (var query : List.of("", UPDATE)) {
      area.handedIn(row.replace("1250000", "1250001"), query)
          .statusCode(422)
          .body("errors.code", contains("final"));
    }
  }

  @Test
  void singleEntriesAreForCallersWithARole() {
    var area = new LedgerArea("571002").loaded();
    area.entered(area.row(1, 1, "paid", "2023-06", "10.01", "fund"));
    given().get("/v1/ledger-entries?plan=571002-145").then().statusCode(401);
    given().get("/v1/ledger-entries/571002-e1").then().statusCode(401);
    as("carl", "consumer").get("/v1/ledger-entries/571002-e1").then().statusCode(200);
    asOperator("olga", "91330100799655058B")
        .get("/v1/ledger-entries?plan=571002-145")
        .then()
        .body("items", hasSize(1));
    given()
        .get("/v1/changes/projects?after=0&limit=1000")
        .then()
        .body("items.find { it.entityId == '571002-e1' }", nullValue());
  }

  @Test
  void returnedEntriesAreHandedInAgainOrWithdrawn() {
    var area = new LedgerArea("571003").loaded();
    var rows =
        area.row(1, 1, "arranged", "2023-06", "5", "social")
            + area.row(2, 1, "arranged", "2023-06", "6", "social");
    area.handedIn(rows, "").statusCode(200);
    as("rita", "reviewer")
        .contentType("application/json")
        .body(Map.of("selection", Map.of("month", "2023-06", "plan", area.plan()), "reason", "缺凭证"))
        .post("/v1/ledger-submissions/returns")
        .then()
        .statusCode(200)
        .body("count", equalTo(2))
        .body("more", equalTo(false));
    area.approved("rita", "571003-e1", "*")
        .statusCode(409)
        .body("detail", containsString("onExisting=update"));
    area.handedIn(area.row(1, 1, "arranged", "2023-06", "5", "social"), UPDATE)
        .statusCode(200)
        .body("updated", equalTo(1));
    asEditor()
        .get("/v1/ledger-submissions/571003-e1")
        .then()
        .body("status", equalTo("submitted"))
        .body("returnReason", nullValue());
    asEditor()
        .header("If-Match", "*")
        .delete("/v1/ledger-submissions/571003-e2")
        .then()
        .statusCode(204);
    as("rosa", "reviewer")
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("reason", " "))
        .post("/v1/ledger-submissions/571003-e1/return")
        .then()
        .statusCode(422);
    area.approved("rosa", "571003-e1", "*").statusCode(200);
  }

  @Test
  void namesEveryErrorOfEveryRow() {
    var area = new LedgerArea("571004").loaded();
    new LedgerArea("571005").loaded();
    area.handedIn(
            """
            571004-x1,571004-145,571004-p9,spent,2023-13,-1,bank,,
            571004-x2,571004-145,571005-p1,paid,2199-01,0.001,fiscal,,
            571004-x3,571004-145,571004-p1,paid,2023-01,0,fiscal,=1,
            %s,571004-145,571004-p1,paid,2023-01,1,fiscal,,
            571004-x5,571004-145,571004-p1,,,,,,
            """
                .formatted("571004-" + "x".repeat(90)),
            "")
        .statusCode(422)
        .body(
            "errors.findAll { it.row == 2 }.column",
            containsInAnyOrder("project", "kind", "month", "amountYuan", "source"))
        .body(
            "errors.findAll { it.row == 3 }.code",
            containsInAnyOrder("elsewhere", "not-begun", "yuan"))
        .body("errors.findAll { it.row == 4 }.code", containsInAnyOrder("formula", "zero"))
        .body("errors.findAll { it.row == 5 }.code", contains("too-long"))
        .body(
            "errors.findAll { it.row == 6 }.column",
            containsInAnyOrder("kind", "month", "amountYuan", "source"));
    area.handedIn("571004-x6,571004-145,571004-p1,paid,2023-01,0.00,fiscal,,\n", "")
        .statusCode(422)
        .body("errors.code", contains("zero"));
    asEditor()
        .get("/v1/ledger-entries?month=2023-1")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/month"));
  }

  @Test
  void anEntryIsReversedOnceAndAReversalNever() {
    var area = new LedgerArea("571006").loaded();
    area.entered(area.row(1, 2, "completed", "2023-06", "300.30", "enterprise"));
    asEditor()
        .header("If-Match", "\"v1\"")
        .contentType("application/json")
        .body(Map.of())
        .post("/v1/ledger-entries/571006-e1/reversals")
        .then()
        .statusCode(422);
    area.reversalAsked("571006-e9").then().statusCode(404);
    area.reversalAsked("571006-e1")
        .then()
        .statusCode(201)
        .header("Location", containsString("/v1/ledger-submissions/571006-e1-r"))
        .body("reverses", equalTo("571006-e1"))
        .body("month", equalTo("2023-06"))
        .body(containsString("\"amountYuan\":-300.30,"));
    area.reversalAsked("571006-e1")
        .then()
        .statusCode(409)
        .body("detail", containsString("571006-e1-r"));
    area.approved("erin", "571006-e1-r", "*").statusCode(403);
    area.handedIn("571006-e1-r,571006-145,571006-p2,completed,2023-06,1,enterprise,,\n", UPDATE)
        .statusCode(422)
        .body("errors.code", contains("reversal"));
    area.approved("rita", "571006-e1-r", "\"v1\"").statusCode(200).body("reason", equalTo("金额误录"));
    area.reversalAsked("571006-e1")
        .then()
        .statusCode(409)
        .body("detail", containsString("571006-e1-r"));
    area.reversalAsked("571006-e1-r")
        .then()
        .statusCode(409)
        .body("detail", containsString("571006-e1"));
  }

  /** Such an entry could never be reversed, or would keep a report from being accepted. */
  @Test
  void aNewEntryHasNoCodeThatTheServiceGives() {
    var area = new LedgerArea("571010").loaded();
    area.entered(area.row(1, 1, "paid", "2023-06", "1", "fiscal"));
    for (var code : List.of("571010-e1-r", "571010-p1-m2023-06-e1", "571010-p1-m2023-06-c2-e10")) {
      for (var query : List.of("", "?dryRun=true")) {
        area.handedIn(code + ",571010-145,571010-p1,paid,2023-06,1,fiscal,,集中支付\n", query)
            .statusCode(422)
            .body("errors.column", contains("code"))
            .body("errors.code", contains("reserved"));
      }
    }
    area.reversed("571010-e1");
  }

  @Test
  void theDatabaseRefusesToChangeOrRemoveAnEntry() {
    var area = new LedgerArea("571007").loaded();
    area.entered(area.row(1, 1, "paid", "2023-06", "1", "fiscal"));
    for (var sql :
        List.of(
            "update ledger_entry set amount_yuan = 2 where code = '571007-e1'",
            "delete from ledger_entry where code = '571007-e1'")) {
      assertThatThrownBy(
              () -> {
                try (var connection = database.getConnection();
                    var statement = connection.createStatement()) {
                  statement.executeUpdate(sql);
                }
              })
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void losesNoRowBetweenPagesAndTakesBackWhatItGave() {
    var area = new LedgerArea("571008").loaded();
    var rows =
        IntStream.rangeClosed(10, 32)
            .mapToObj(
                i -> area.row(i, 1 + i % 3, "paid", "2023-0" + (1 + i % 9), i + ".00", "fund"))
            .collect(Collectors.joining());
    ENTRIES.takesInOnce(HEADER + rows);
    ENTRIES.walksAllPages("plan=571008-145", HEADER + rows);
    ENTRIES.refusesAForeignCursor("plan=571008-145", "plan=571008-145&kind=paid");
    ENTRIES.roundTrips("plan=571008-145", HEADER + rows);
    area.reversed("571008-e10");
    for (var format : List.of("csv", "xlsx")) {
      var file =
          asEditor()
              .get("/v1/ledger-entries?plan=571008-145&format=" + format)
              .then()
              .statusCode(200)
              .extract();
      asEditor()
          .contentType(file.contentType())
          .body(file.asByteArray())
          .post("/v1/ledger-entries/imports")
          .then()
          .statusCode(200)
          .body("unchanged", equalTo(24));
    }
    asEditor()
        .get("/v1/ledger-entries?plan=571008-145&month=2023-02&source=fund&kind=paid")
        .then()
        .body("items.month.unique()", contains("2023-02"));
    asEditor()
        .get("/v1/ledger-entries?plan=571008-145&on=2023-01-30")
        .then()
        .body("items", hasSize(0));
  }

  /** What they race for is granted once; whoever comes too late is told so. */
  @Test
  void ofManyWhoReverseAnEntryAtOnceOneDoes() {
    var area = new LedgerArea("571009").loaded();
    area.entered(area.row(1, 1, "paid", "2023-06", "1", "fiscal"));
    try (var threads = Executors.newFixedThreadPool(10)) {
      var answers =
          IntStream.range(0, 50)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(() -> area.reversalAsked("571009-e1"), threads))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      assertThat(answers)
          .extracting(Response::statusCode)
          .containsOnlyOnce(201)
          .allSatisfy(one -> assertThat(one).isIn(201, 409, 503));
      assertThat(answers)
          .filteredOn(one -> one.statusCode() == 409)
          .allSatisfy(
              one -> assertThat(one.jsonPath().getString("detail")).contains("571009-e1-r"));
    }
    asEditor().get("/v1/ledger-submissions/571009-e1-r").then().body("reason", notNullValue());
  }
}

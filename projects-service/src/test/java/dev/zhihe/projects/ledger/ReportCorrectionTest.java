package dev.zhihe.projects.ledger;

import static dev.zhihe.projects.ledger.Reports.REPORTS;
import static dev.zhihe.projects.ledger.Reports.accepted;
import static dev.zhihe.projects.ledger.Reports.act;
import static dev.zhihe.projects.ledger.Reports.correction;
import static dev.zhihe.projects.ledger.Reports.line;
import static dev.zhihe.projects.ledger.Reports.report;
import static dev.zhihe.projects.ledger.Reports.submitted;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What corrects an accepted month, and what it meets: closes, reversals, other corrections. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ReportCorrectionTest {
  @Test
  void aCorrectionReversesAndAddsAlsoAfterTheClose() {
    var area = new LedgerArea("574005").loaded();
    submitted(asEditor(), report(area, 1, "2023-06", line("completed", "1200000"))).statusCode(201);
    area.closed("2023-06").statusCode(409).body("detail", containsString("574005-p1-m2023-06"));
    act("rita", "574005-p1-m2023-06", "acceptance").statusCode(200);
    area.closed("2023-06").statusCode(201);
    submitted(asEditor(), report(area, 2, "2023-06"))
        .statusCode(422)
        .body("errors.code", contains("closed"));

    var correction = report(area, 1, "2023-06", line("completed", "1300000"));
    correction.put("kind", "correction");
    correction.put("comment", "漏记一笔");
    correction.put("reverses", List.of("574005-p1-m2023-06-e1"));
    submitted(asEditor(), correction)
        .statusCode(201)
        .body("code", equalTo("574005-p1-m2023-06-c1"));
    submitted(asEditor(), correction)
        .statusCode(201)
        .body("code", equalTo("574005-p1-m2023-06-c2"));
    act("rita", "574005-p1-m2023-06-c1", "acceptance").statusCode(200);
    asEditor()
        .get("/v1/ledger-entries?report=574005-p1-m2023-06-c1")
        .then()
        .body("items.code", contains("574005-p1-m2023-06-c1-e1", "574005-p1-m2023-06-e1-r"))
        .body("items.late", contains(true, true))
        .body("items.lateAfter.unique()", contains("574005-145-close-2023-06"))
        .body("items[1].reason", equalTo("漏记一笔"));
    given()
        .get("/v1/investment-rollups?plan=574005-145&by=month")
        .then()
        .body("items", hasSize(1))
        .body(containsString("\"completedYuan\":1300000.00"));

    // What was reversed meanwhile is not reversed again, nor is a reversal.
    act("rita", "574005-p1-m2023-06-c2", "acceptance")
        .statusCode(409)
        .body("detail", containsString("574005-p1-m2023-06-e1-r"));
    correction.put("reverses", List.of("574005-p1-m2023-06-e1", "574005-p1-m2023-06-e1-r"));
    submitted(asEditor(), correction)
        .statusCode(422)
        .body("errors.code", contains("reversed", "reversed"));
    asEditor()
        .header("If-Match", "*")
        .delete(REPORTS + "574005-p1-m2023-06-c2")
        .then()
        .statusCode(204);
  }

  /** Whoever comes too late is told by what. */
  @Test
  void ofCorrectionsAtOnceEachHasItsCodeAndOneReversesTheEntry() {
    var area = new LedgerArea("574012").loaded();
    accepted(report(area, 1, "2023-06", line("paid", "1200000")));
    try (var threads = Executors.newFixedThreadPool(10)) {
      var codes =
          atOnce(
                  threads,
                  i ->
                      submitted(
                          asEditor(),
                          correction(area, "2023-06", List.of("574012-p1-m2023-06-e1"))))
              .stream()
              .peek(answer -> assertThat(answer.statusCode()).isIn(201, 503))
              .filter(answer -> answer.statusCode() == 201)
              .map(answer -> answer.jsonPath().getString("code"))
              .toList();
      assertThat(codes).hasSizeGreaterThan(1).doesNotHaveDuplicates();
      var decided = atOnce(threads, i -> act("rita", codes.get(i % codes.size()), "acceptance"));
      assertThat(decided)
          .extracting(Response::statusCode)
          .containsOnlyOnce(200)
          .allSatisfy(one -> assertThat(one).isIn(200, 409, 503));
      assertThat(decided)
          .filteredOn(one -> one.statusCode() == 409)
          .allSatisfy(
              one ->
                  assertThat(one.jsonPath().getString("detail")).contains("574012-p1-m2023-06-"));
      var reports = atOnce(threads, i -> submitted(asEditor(), report(area, 2, "2023-06")));
      assertThat(reports).extracting(Response::statusCode).containsOnlyOnce(201);
      assertThat(reports)
          .filteredOn(one -> one.statusCode() == 409)
          .allSatisfy(
              one -> assertThat(one.jsonPath().getString("detail")).contains("574012-p2-m2023-06"));
    }
  }

  private static List<Response> atOnce(
      ExecutorService threads, IntFunction<ValidatableResponse> request) {
    return IntStream.range(0, 20)
        .mapToObj(
            i ->
                CompletableFuture.<Response>supplyAsync(
                    () -> request.apply(i).extract().response(), threads))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }

  @Test
  void whatAReportEnteredIsUnchangedInADownloadThatComesBack() {
    var area = new LedgerArea("574008").loaded();
    accepted(report(area, 1, "2023-06", line("paid", "1200000")));
    var file = asEditor().get("/v1/ledger-entries?plan=574008-145&format=csv").asString();
    assertThat(file).contains("574008-p1-m2023-06-e1");
    LedgerArea.ENTRIES.handedIn(file, "").statusCode(200).body("unchanged", equalTo(1));
  }

  @Test
  void aReversalThatWaitsIsRefusedOnceACorrectionHasReversedTheEntry() {
    var area = new LedgerArea("574009").loaded();
    var reversal = "574009-p1-m2023-06-e1-r";
    accepted(report(area, 1, "2023-06", line("paid", "1200000")));
    area.reversalAsked("574009-p1-m2023-06-e1").then().statusCode(201);
    area.handedIn(area.row(1, 2, "paid", "2023-06", "1", "fiscal"), "").statusCode(200);
    accepted(correction(area, "2023-06", List.of("574009-p1-m2023-06-e1")));

    area.approved("rita", reversal, "*").statusCode(409).body("detail", containsString(reversal));
    allApproved(area).statusCode(409).body("detail", containsString(reversal));
    asEditor()
        .header("If-Match", "*")
        .delete("/v1/ledger-submissions/" + reversal)
        .then()
        .statusCode(204);
    allApproved(area).statusCode(200).body("count", equalTo(1));
  }

  private static ValidatableResponse allApproved(LedgerArea area) {
    return as("rita", "reviewer")
        .contentType("application/json")
        .body(Map.of("plan", area.plan()))
        .post("/v1/ledger-submissions/approvals")
        .then();
  }

  @Test
  void noMonthIsClosedWhileACorrectionOfItWaits() {
    var area = new LedgerArea("574010").loaded();
    accepted(report(area, 1, "2023-06", line("paid", "1200000")));
    submitted(asEditor(), correction(area, "2023-06", List.of(), line("paid", "300000")))
        .statusCode(201);
    area.closed("2023-06").statusCode(409).body("detail", containsString("574010-p1-m2023-06-c1"));
    act("rita", "574010-p1-m2023-06-c1", "acceptance").statusCode(200);
    area.closed("2023-06").statusCode(201);

    // One of a closed month is marked as late whenever it is accepted, and holds up no close.
    submitted(asEditor(), correction(area, "2023-06", List.of("574010-p1-m2023-06-e1")))
        .statusCode(201);
    area.closed("2023-07").statusCode(201);
  }
}

package dev.zhihe.projects.ledger;

import static dev.zhihe.projects.ledger.Reports.REPORTS;
import static dev.zhihe.projects.ledger.Reports.act;
import static dev.zhihe.projects.ledger.Reports.corrected;
import static dev.zhihe.projects.ledger.Reports.line;
import static dev.zhihe.projects.ledger.Reports.report;
import static dev.zhihe.projects.ledger.Reports.submitted;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Family.asOperator;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A project's month, from its submission to the ledger, and what corrects it. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ProjectReportTest {
  private static final String OLGA = "91330100799655058B";
  private static final String OTHER = "9144030071526726XG";

  @Test
  void anAcceptedReportIsInTheLedger() {
    var area = new LedgerArea("574001").loaded();
    submitted(
            asEditor(),
            report(area, 1, "2023-06", line("completed", "1200000"), line("paid", "900000.50")))
        .statusCode(201)
        .header("Location", containsString("/v1/project-reports/574001-p1-m2023-06"))
        .body("status", equalTo("submitted"))
        .body("kind", equalTo("regular"))
        .body(containsString("\"amountYuan\":900000.50"));
    given().get(REPORTS + "574001-p1-m2023-06").then().statusCode(401);
    as("carl", "consumer").get(REPORTS + "574001-p1-m2023-06").then().statusCode(404);
    asEditor().get("/v1/ledger-entries?plan=574001-145").then().body("items", hasSize(0));

    act("erin", "574001-p1-m2023-06", "acceptance").statusCode(403);
    act("rita", "574001-p1-m2023-06", "acceptance")
        .statusCode(200)
        .body("status", equalTo("accepted"));
    as("carl", "consumer").get(REPORTS + "574001-p1-m2023-06").then().statusCode(200);
    asEditor()
        .get("/v1/ledger-entries?report=574001-p1-m2023-06")
        .then()
        .body("items.code", contains("574001-p1-m2023-06-e1", "574001-p1-m2023-06-e2"))
        .body("items.kind", contains("completed", "paid"))
        .body("items.late", contains(false, false));
    given()
        .get("/v1/investment-rollups?plan=574001-145&by=month")
        .then()
        .body(containsString("\"completedYuan\":1200000.00,\"paidYuan\":900000.50"));

    // It is final, and the month has its report.
    act("rita", "574001-p1-m2023-06", "acceptance").statusCode(409);
    asEditor()
        .header("If-Match", "*")
        .delete(REPORTS + "574001-p1-m2023-06")
        .then()
        .statusCode(409);
    corrected(asEditor(), "574001-p1-m2023-06", "*", report(area, 1, "2023-06")).statusCode(409);
    submitted(asEditor(), report(area, 1, "2023-06"))
        .statusCode(409)
        .body("detail", containsString("kind=correction"));
  }

  @Test
  void aReturnedReportSaysWhatIsTheMatterWithWhichField() {
    var area = new LedgerArea("574002").loaded();
    submitted(asEditor(), report(area, 1, "2023-06", line("paid", "1200000"))).statusCode(201);
    as("rita", "reviewer")
        .header("If-Match", "\"v1\"")
        .contentType("application/json")
        .body(Map.of("reason", "请核对", "fields", List.of(Map.of("field", "area", "reason", "无"))))
        .post(REPORTS + "574002-p1-m2023-06/return")
        .then()
        .statusCode(422);
    as("rita", "reviewer")
        .header("If-Match", "\"v1\"")
        .contentType("application/json")
        .body(
            Map.of("reason", "请核对", "fields", List.of(Map.of("field", "lines", "reason", "与凭证不符"))))
        .post(REPORTS + "574002-p1-m2023-06/return")
        .then()
        .statusCode(200)
        .body("status", equalTo("returned"))
        .body("fields.field", contains("lines"));
    act("rita", "574002-p1-m2023-06", "acceptance").statusCode(409);
    corrected(asEditor(), "574002-p1-m2023-06", "\"v1\"", report(area, 1, "2023-06"))
        .statusCode(412);
    corrected(asEditor(), "574002-p1-m2023-06", "\"v2\"", report(area, 2, "2023-07"))
        .statusCode(422)
        .body("errors.pointer", containsInAnyOrder("/project", "/month"));
    corrected(asEditor(), "574002-p1-m2023-06", "\"v2\"", report(area, 1, "2023-06"))
        .statusCode(200)
        .body("status", equalTo("submitted"))
        .body("returnReason", nullValue())
        .body("lines", hasSize(0));
    act("rita", "574002-p1-m2023-06", "acceptance").statusCode(200);
    asEditor().get("/v1/ledger-entries?plan=574002-145").then().body("items", hasSize(0));
  }

  @Test
  void namesEveryBrokenRule() {
    var area = new LedgerArea("574003").loaded();
    var wrong = report(area, 1, "2199-06", line("paid", "0"), line("paid", "1.001"));
    wrong.put("reverses", List.of("574003-e9"));
    submitted(asEditor(), wrong)
        .statusCode(422)
        .body("errors.code", containsInAnyOrder("not-begun", "yuan", "yuan", "not-a-correction"))
        .body(
            "errors.findAll { it.code == 'yuan' }.pointer",
            contains("/lines/0/amountYuan", "/lines/1/amountYuan"));
    var correction = report(area, 1, "2023-06");
    correction.put("kind", "correction");
    correction.put("reverses", List.of("574003-e9"));
    submitted(asEditor(), correction)
        .statusCode(422)
        .body(
            "errors.code",
            containsInAnyOrder("nothing-to-correct", "comment-required", "unknown-reference"));
    submitted(asEditor(), report(area, 9, "2023-06")).statusCode(404);
    var percent = report(area, 1, "2023-06");
    percent.put("completePercent", 100.01);
    submitted(asEditor(), percent)
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/completePercent"));
    asEditor()
        .contentType("application/json")
        .body(report(area, 1, "2023-06", line("paid", "1200000")))
        .post("/v1/project-reports?dryRun=true")
        .then()
        .statusCode(200);
    asEditor().get(REPORTS + "574003-p1-m2023-06").then().statusCode(404);
  }

  /** Planned are 60,000,000 from 2023 to 2025: 1,666,666.67 a month. */
  @ParameterizedTest
  @CsvSource({
    "574100, 1500000000, unit-slip",
    "574101, 15000000000, unit-slip",
    "574102, 1500, unit-slip",
    "574103, 150, unit-slip",
    "574104, 0.02, unit-slip",
    "574105, 15000000, comment-required",
    "574106, 160000, comment-required"
  })
  void amountsInAnotherUnitAreRefusedInAFormADryRunAndAFile(
      String district, String amount, String code) {
    var area = new LedgerArea(district).loaded();
    for (var query : List.of("", "?dryRun=true")) {
      asEditor()
          .contentType("application/json")
          .body(report(area, 1, "2023-06", line("completed", amount)))
          .post("/v1/project-reports" + query)
          .then()
          .statusCode(422)
          .body("errors.code", contains(code))
          .body("errors.pointer", contains("/lines"));
    }
    // One row of a file may be a part of the month, and so is not too small.
    if (new BigDecimal(amount).compareTo(new BigDecimal(1_666_667)) > 0) {
      var row = "%1$s-x1,%1$s-145,%1$s-p1,completed,2023-06,%2$s,fiscal,%3$s\n";
      var header = "code,plan,project,kind,month,amountYuan,source,comment\n";
      for (var query : List.of("", "?dryRun=true")) {
        LedgerArea.ENTRIES
            .handedIn(header + row.formatted(district, amount, ""), query)
            .statusCode(422)
            .body("errors.code", contains(code));
        LedgerArea.ENTRIES
            .handedIn(header + row.formatted(district, amount, "集中到货"), "?dryRun=true")
            .statusCode(code.equals("unit-slip") ? 422 : 200);
      }
    }
    var commented = report(area, 1, "2023-06", line("completed", amount));
    commented.put("comment", "集中到货");
    asEditor()
        .contentType("application/json")
        .body(commented)
        .post("/v1/project-reports?dryRun=true")
        .then()
        .statusCode(code.equals("unit-slip") ? 422 : 200);
  }

  @Test
  void aLeadUnitReportsOnItsOwnProjectsAlone() {
    var area = new LedgerArea("574006").loaded();
    register(area);
    var olga = asOperator("olga", OLGA);
    submitted(olga, report(area, 1, "2023-06", line("paid", "1200000"))).statusCode(201);
    submitted(asOperator("olga", OLGA), report(area, 2, "2023-06")).statusCode(404);
    submitted(asOperator("oscar", OTHER), report(area, 1, "2023-07")).statusCode(404);
    asOperator("olga", OLGA).get(REPORTS + "574006-p1-m2023-06").then().statusCode(200);
    asOperator("oscar", OTHER).get(REPORTS + "574006-p1-m2023-06").then().statusCode(404);
    corrected(asOperator("oscar", OTHER), "574006-p1-m2023-06", "*", report(area, 1, "2023-06"))
        .statusCode(404);
    asOperator("oscar", OTHER)
        .header("If-Match", "*")
        .delete(REPORTS + "574006-p1-m2023-06")
        .then()
        .statusCode(404);
    corrected(
            asOperator("olga", OLGA),
            "574006-p1-m2023-06",
            "\"v1\"",
            report(area, 1, "2023-06", line("paid", "1300000")))
        .statusCode(200);
    act("rita", "574006-p1-m2023-06", "acceptance").statusCode(200);
  }

  /** 区科技局 leads p1 and p3, by its alias; 区经信委 leads p2. */
  private static void register(LedgerArea area) {
    var file =
        "code,area,name,aliases,creditCode\n%1$s-u1,%1$s,沙坪坝区科学技术局,区科技局,%2$s\n%1$s-u2,%1$s,区经信委,,%3$s\n"
            .formatted(area.area(), OLGA, OTHER);
    new Family("units").handedIn(file, "").statusCode(200);
  }

  /** No update is lost: the version is the number of those that succeeded. */
  @Test
  void ofAHundredConcurrentWritersEachVersionIsOnes() {
    var area = new LedgerArea("574007").loaded();
    submitted(asEditor(), report(area, 1, "2023-06")).statusCode(201);
    try (var threads = Executors.newFixedThreadPool(16)) {
      var statuses =
          IntStream.range(0, 100)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> {
                            var content = report(area, 1, "2023-06");
                            content.put("progress", "第" + i + "次");
                            var seen = asEditor().get(REPORTS + "574007-p1-m2023-06");
                            return seen.statusCode() == 200
                                ? corrected(
                                        asEditor(),
                                        "574007-p1-m2023-06",
                                        seen.header("ETag"),
                                        content)
                                    .extract()
                                    .statusCode()
                                : seen.statusCode();
                          },
                          threads))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      assertThat(statuses).contains(200).allSatisfy(one -> assertThat(one).isIn(200, 412, 503));
      var successes = statuses.stream().filter(status -> status == 200).count();
      asEditor()
          .get(REPORTS + "574007-p1-m2023-06")
          .then()
          .header("ETag", equalTo("\"v" + (successes + 1) + "\""));
    }
  }

  @Test
  void aNewLeadUnitNeitherReadsNorChangesWhatTheFormerOneSubmitted() {
    var area = new LedgerArea("574011").loaded();
    register(area);
    var code = "574011-p1-m2023-06";
    submitted(asOperator("olga", OLGA), report(area, 1, "2023-06")).statusCode(201);
    new Family("projects")
        .handedIn(
            """
            code,plan,area,programme,name,location,leadUnits,tags,stage
            574011-p1,574011-145,574011,574011-c1,实验室,大学城,区经信委,重点;续建,construction
            """,
            "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
    asOperator("oscar", OTHER).get(REPORTS + code).then().statusCode(404);
    corrected(asOperator("oscar", OTHER), code, "*", report(area, 1, "2023-06")).statusCode(404);
    asOperator("oscar", OTHER)
        .header("If-Match", "*")
        .delete(REPORTS + code)
        .then()
        .statusCode(404);
    corrected(asOperator("olga", OLGA), code, "*", report(area, 1, "2023-06")).statusCode(404);

    // Once the bureau has submitted it anew, it is the new unit's.
    corrected(asEditor(), code, "*", report(area, 1, "2023-06")).statusCode(200);
    asOperator("oscar", OTHER).get(REPORTS + code).then().statusCode(200);
    corrected(asOperator("oscar", OTHER), code, "*", report(area, 1, "2023-06")).statusCode(200);
  }
}

package dev.zhihe.indicators;

import static dev.zhihe.indicators.PlanJobs.HEADER;
import static dev.zhihe.indicators.PlanJobs.PLANS;
import static dev.zhihe.indicators.PlanJobs.attempts;
import static dev.zhihe.indicators.PlanJobs.database;
import static dev.zhihe.indicators.PlanJobs.holdingUpPlans;
import static dev.zhihe.indicators.PlanJobs.leave;
import static dev.zhihe.indicators.PlanJobs.number;
import static dev.zhihe.indicators.PlanJobs.plans;
import static dev.zhihe.indicators.PlanJobs.rows;
import static dev.zhihe.indicators.PlanJobs.sql;
import static dev.zhihe.test.Family.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;

/**
 * Large imports when something goes wrong, or several things at once; the engine is every family's.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ImportJobsTest {
  @Test
  void goesOnWithAJobWhoseWorkerDied() throws SQLException {
    var file = plans("left", 2_500);
    PLANS
        .imported(file.lines().limit(1_001).collect(Collectors.joining("\n", "", "\n")))
        .statusCode(200);
    // Changed since it was written: no concern of the rows that are left.
    PLANS.imported(HEADER + "left-7,211000,改名,2016,2020\n", "?onExisting=update").statusCode(200);
    leave("died", file, false, true);
    var job = PLANS.ended("/v1/jobs/indicators/died");
    assertThat(job.getString("state")).isEqualTo("done");
    assertThat(job.getInt("rows")).isEqualTo(2_500);
    assertThat(job.getInt("applied")).isEqualTo(2_500);
    assertThat(job.getInt("checked")).isEqualTo(2_500);
    assertThat(job.getInt("created")).isEqualTo(2_500);
    assertThat(job.getInt("unchanged")).isZero();
    assertThat(PLANS.item("left-7").getString("nameZh")).isEqualTo("改名");
    assertThat(PLANS.item("left-2499").getString("nameZh")).isEqualTo("计划 2499");
  }

  @Test
  void knowsARepetitionEvenIfTheDatabaseForgotWhatTheFileHadSaid() throws SQLException {
    var file = plans("lost", 1_500) + "lost-3,211000,又一次,2016,2020\n";
    PLANS
        .imported(file.lines().limit(1_001).collect(Collectors.joining("\n", "", "\n")))
        .statusCode(200);
    leave("forgot", file, true, false);
    var job = PLANS.ended("/v1/jobs/indicators/forgot");
    assertThat(job.getString("state")).isEqualTo("done");
    assertThat(job.getInt("created")).isEqualTo(1_500);
    assertThat(job.getInt("rejected")).isEqualTo(1);
    assertThat(job.getList("errors.code")).containsExactly("duplicate");
    assertThat(rows(job)).containsExactly(1_502);
    assertThat(PLANS.item("lost-3").getString("nameZh")).isEqualTo("计划 3");
  }

  @Test
  void saysHowFarItCameWhenSomethingChangesAfterTheCheck() throws SQLException {
    PLANS.imported(HEADER + "late-1500,211000,旧名,2016,2020\n").statusCode(200);
    var draft = PLANS.item("late-1500");
    assertThat(draft.getString("status")).isEqualTo("draft");
    String job;
    try (var held = holdingUpPlans()) {
      job = PLANS.submitted(plans("late", 2_500), "?onExisting=update");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> PLANS.job(job).getString("state").equals("applying"));
      as("rita", "reviewer")
          .header("If-Match", "\"v1\"")
          .post("/v1/plans/late-1500/adoption")
          .then()
          .statusCode(200);
      held.rollback();
    }
    var end = PLANS.ended(job);
    assertThat(end.getString("state")).isEqualTo("failed");
    assertThat(end.getString("detail")).contains("after the check");
    assertThat(rows(end)).containsExactly(1_502);
    assertThat(end.getInt("applied")).isEqualTo(1_000);
    assertThat(end.getInt("created")).isEqualTo(1_000);
    PLANS.item("late-999");
    as("erin", "editor").get("/v1/plans/late-1000").then().statusCode(404);
  }

  @Test
  void takesTheGoodRowsOfAFileWithMoreErrorsThanAreListed() {
    var file = plans("many", 12_500, row -> row < 11_000 ? "二〇" : "2016");
    var job = PLANS.ended(PLANS.submitted(file, "?mode=valid"));
    assertThat(job.getString("state")).isEqualTo("done");
    assertThat(job.getInt("rejected")).isEqualTo(11_000);
    assertThat(job.getInt("created")).isEqualTo(1_500);
    assertThat(rows(job)).hasSize(10_000).isSorted().startsWith(2);
    assertThat(job.getString("detail")).contains("more than 10000 errors");
    var whole = PLANS.ended(PLANS.submitted(file.replace("many", "none"), ""));
    assertThat(whole.getString("state")).isEqualTo("rejected");
    assertThat(whole.getString("detail")).contains("nothing was written");
    assertThat(whole.getInt("applied")).isZero();
    assertThat(whole.getInt("rejected")).as("as far as it was read").isEqualTo(11_000);
    assertThat(whole.getInt("checked")).isEqualTo(11_000);
    assertThat(whole.getInt("percent")).isBetween(25, 33);
    as("erin", "editor").get("/v1/plans/none-11000").then().statusCode(404);
  }

  @Test
  void givesARefusedFileBackWithItsErrorsMarked() throws IOException {
    var file = plans("back", 2_500, row -> row == 1_200 ? "二〇" : "2016");
    var address = PLANS.submitted(file, "");
    var job = PLANS.ended(address);
    assertThat(job.getString("state")).isEqualTo("rejected");
    assertThat(job.getInt("rejected")).isEqualTo(1);
    assertThat(job.getInt("percent")).isEqualTo(33);
    var marked =
        as("erin", "editor")
            .get(address + "?errors=xlsx")
            .then()
            .statusCode(200)
            .contentType(MediaTypes.XLSX)
            .header("Content-Disposition", containsString("errors.xlsx"))
            .extract()
            .asByteArray();
    try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(marked))) {
      var rows = workbook.getFirstSheet().read();
      assertThat(rows).hasSize(2_501);
      assertThat(rows.get(1_201).getCellText(5)).contains("startYear");
      assertThat(rows.get(1_201).getCell(4).getType()).isEqualTo(CellType.NUMBER);
      assertThat(rows.get(1_201).getCell(2).getType()).isEqualTo(CellType.STRING);
    }
    as("erin", "editor").get(address + "?errors=pdf").then().statusCode(400);
    var done = PLANS.submitted(file.replace("二〇", "2016"), "");
    PLANS.ended(done);
    as("erin", "editor")
        .get(done + "?errors=xlsx")
        .then()
        .statusCode(409)
        .body("detail", containsString("done"));
  }

  @Test
  void stillTellsTheErrorsOfWhatWasWrittenBeforeItBrokeOff() throws SQLException {
    var file = plans("torn", 2_500, row -> row == 5 || row == 1_200 ? "二〇" : "2016");
    try (var trouble = new PlanJobs.Trouble("torn-1300", "40001", 4)) {
      var address = PLANS.submitted(file, "?mode=valid");
      var job = PLANS.ended(address);
      assertThat(job.getString("state")).isEqualTo("done");
      assertThat(attempts(address)).as("it broke off, %s", trouble).isEqualTo(2);
      assertThat(rows(job)).containsExactly(7, 1_202);
      assertThat(job.getInt("rejected")).isEqualTo(2);
      assertThat(job.getInt("created")).isEqualTo(2_498);
      assertThat(job.getInt("rows")).isEqualTo(2_500);
    }
  }

  @Test
  void triesAgainWhatABusyDatabaseRefused() throws SQLException {
    try (var trouble = new PlanJobs.Trouble("busy-1300", "40001", 2)) {
      var address = PLANS.submitted(plans("busy", 2_500), "");
      var job = PLANS.ended(address);
      assertThat(job.getString("state")).isEqualTo("done");
      assertThat(job.getInt("created")).isEqualTo(2_500);
      assertThat(attempts(address)).as("without breaking off, %s", trouble).isEqualTo(1);
    }
  }

  @Test
  void letsOnePersonHaveFiveImportsUnderWay() throws SQLException {
    var many = new Family("plans", () -> as("mia", "editor"));
    var jobs = new ArrayList<String>();
    try (var held = holdingUpPlans()) {
      for (int i = 0; i < 5; i++) {
        jobs.add(many.submitted(plans("five-" + i, 10), ""));
      }
      as("mia", "editor")
          .contentType("text/csv")
          .header("Prefer", "respond-async")
          .body(plans("five-5", 10).getBytes(StandardCharsets.UTF_8))
          .post("/v1/plans/imports")
          .then()
          .statusCode(409);
      new Family("plans", () -> as("noa", "editor")).submitted(plans("five-6", 10), "");
      held.rollback();
    }
    jobs.forEach(job -> assertThat(many.ended(job).getString("state")).isEqualTo("done"));
    assertThat(many.ended(many.submitted(plans("five-5", 10), "")).getInt("created")).isEqualTo(10);
  }

  @Test
  void endsTwoImportsOfOneFamilyRightThatMeetTheSameRows() {
    var file = plans("both", 3_000);
    PLANS.imported(file).statusCode(200);
    var lines = file.lines().skip(1).toList();
    var forward = HEADER + String.join("\n", lines).replace("计划", "甲") + "\n";
    var backward = HEADER + String.join("\n", lines.reversed()).replace("计划", "乙") + "\n";
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var one =
          CompletableFuture.supplyAsync(
              () -> PLANS.imported(forward, "?onExisting=update"), threads);
      var other =
          CompletableFuture.supplyAsync(
              () -> PLANS.imported(backward, "?onExisting=update"), threads);
      assertThat(one.join().statusCode(200).extract().jsonPath().getInt("updated"))
          .isEqualTo(3_000);
      assertThat(other.join().statusCode(200).extract().jsonPath().getInt("updated"))
          .isEqualTo(3_000);
    }
    var names =
        IntStream.of(0, 1_500, 2_999)
            .mapToObj(row -> PLANS.item("both-" + row).getString("nameZh").substring(0, 1))
            .distinct();
    assertThat(names).as("all of one file").hasSize(1);
  }

  @Test
  void writesFourListsAtOnceAndAsksTheFifthToComeBack() {
    PLANS.imported(plans("list", 10)).statusCode(200);
    // The table is locked for less than the second after which a reader gives up.
    await().atMost(Duration.ofSeconds(60)).until(ImportJobsTest::refusesTheFifth);
  }

  private static boolean refusesTheFifth() throws SQLException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var held = database();
        var watch = database()) {
      held.setAutoCommit(false);
      sql(held, "lock table plan in access exclusive mode");
      var four =
          IntStream.range(0, 4)
              .mapToObj(i -> CompletableFuture.supplyAsync(ImportJobsTest::download, threads))
              .toList();
      await()
          .pollInterval(Duration.ofMillis(10))
          .atMost(Duration.ofSeconds(5))
          .until(
              () ->
                  four.stream().anyMatch(CompletableFuture::isDone)
                      || number(
                              watch,
                              "select count(*) from pg_locks where not granted and relation = 'plan'::regclass")
                          == 4);
      var fifth = download();
      held.rollback();
      return four.stream().allMatch(one -> one.join().statusCode() == 200)
          && fifth.statusCode() == 503
          && fifth.jsonPath().getString("detail").contains("Many files");
    }
  }

  private static Response download() {
    return as("erin", "editor").header("Accept-Language", "en").get("/v1/plans?format=csv");
  }
}

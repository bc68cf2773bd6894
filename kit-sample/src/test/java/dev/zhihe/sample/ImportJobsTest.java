package dev.zhihe.sample;

import static dev.zhihe.sample.Board.NOTICES;
import static dev.zhihe.sample.Board.rita;
import static dev.zhihe.sample.TopicJobs.HEADER;
import static dev.zhihe.sample.TopicJobs.TOPICS;
import static dev.zhihe.sample.TopicJobs.attempts;
import static dev.zhihe.sample.TopicJobs.database;
import static dev.zhihe.sample.TopicJobs.holdingUpTopics;
import static dev.zhihe.sample.TopicJobs.leave;
import static dev.zhihe.sample.TopicJobs.number;
import static dev.zhihe.sample.TopicJobs.rows;
import static dev.zhihe.sample.TopicJobs.sql;
import static dev.zhihe.sample.TopicJobs.topics;
import static dev.zhihe.test.Acts.done;
import static dev.zhihe.test.Acts.seen;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
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
import java.util.Map;
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
    var file = topics("left", 2_500);
    TOPICS
        .imported(file.lines().limit(1_001).collect(Collectors.joining("\n", "", "\n")))
        .statusCode(200);
    // Changed since it was written: no concern of the rows that are left.
    TOPICS.imported(HEADER + "left-7,211000,改名,2016,2020\n", "?onExisting=update").statusCode(200);
    leave("died", file, false, true);
    var job = TOPICS.ended("/v1/jobs/sample/died");
    assertThat(job.getString("state")).isEqualTo("done");
    assertThat(job.getInt("rows")).isEqualTo(2_500);
    assertThat(job.getInt("applied")).isEqualTo(2_500);
    assertThat(job.getInt("checked")).isEqualTo(2_500);
    assertThat(job.getInt("created")).isEqualTo(2_500);
    assertThat(job.getInt("unchanged")).isZero();
    assertThat(TOPICS.item("left-7").getString("nameZh")).isEqualTo("改名");
    assertThat(TOPICS.item("left-2499").getString("nameZh")).isEqualTo("主题 2499");
  }

  @Test
  void knowsARepetitionEvenIfTheDatabaseForgotWhatTheFileHadSaid() throws SQLException {
    var file = topics("lost", 1_500) + "lost-3,211000,又一次,2016,2020\n";
    TOPICS
        .imported(file.lines().limit(1_001).collect(Collectors.joining("\n", "", "\n")))
        .statusCode(200);
    leave("forgot", file, true, false);
    var job = TOPICS.ended("/v1/jobs/sample/forgot");
    assertThat(job.getString("state")).isEqualTo("done");
    assertThat(job.getInt("created")).isEqualTo(1_500);
    assertThat(job.getInt("rejected")).isEqualTo(1);
    assertThat(job.getList("errors.code")).containsExactly("duplicate");
    assertThat(rows(job)).containsExactly(1_502);
    assertThat(TOPICS.item("lost-3").getString("nameZh")).isEqualTo("主题 3");
  }

  @Test
  void saysHowFarItCameWhenSomethingChangesAfterTheCheck() throws SQLException {
    TOPICS.imported(HEADER + "late-1500,211000,旧名,2016,2020\n").statusCode(200);
    var board = new Board("211000");
    var notice = board.body(1, Map.of("topic", "late-1500"));
    done(asEditor().contentType("application/json").body(notice).post(NOTICES));
    board.submitted(asEditor(), 1);
    String job;
    try (var held = holdingUpTopics()) {
      job = TOPICS.submitted(topics("late", 2_500), "?onExisting=update");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> TOPICS.job(job).getString("state").equals("applying"));
      done(seen(rita(), board.item(1)).post(board.item(1) + "/publication"));
      held.rollback();
    }
    var end = TOPICS.ended(job);
    assertThat(end.getString("state")).isEqualTo("failed");
    assertThat(end.getString("detail")).contains("after the check");
    assertThat(rows(end)).containsExactly(1_502);
    assertThat(end.getInt("applied")).isEqualTo(1_000);
    assertThat(end.getInt("created")).isEqualTo(1_000);
    TOPICS.item("late-999");
    as("erin", "editor").get("/v1/topics/late-1000").then().statusCode(404);
  }

  @Test
  void takesTheGoodRowsOfAFileWithMoreErrorsThanAreListed() {
    var file = topics("many", 12_500, row -> row < 11_000 ? "二〇" : "2016");
    var job = TOPICS.ended(TOPICS.submitted(file, "?mode=valid"));
    assertThat(job.getString("state")).isEqualTo("done");
    assertThat(job.getInt("rejected")).isEqualTo(11_000);
    assertThat(job.getInt("created")).isEqualTo(1_500);
    assertThat(rows(job)).hasSize(10_000).isSorted().startsWith(2);
    assertThat(job.getString("detail")).contains("more than 10000 errors");
    var whole = TOPICS.ended(TOPICS.submitted(file.replace("many", "none"), ""));
    assertThat(whole.getString("state")).isEqualTo("rejected");
    assertThat(whole.getString("detail")).contains("nothing was written");
    assertThat(whole.getInt("applied")).isZero();
    assertThat(whole.getInt("rejected")).as("as far as it was read").isEqualTo(11_000);
    assertThat(whole.getInt("checked")).isEqualTo(11_000);
    assertThat(whole.getInt("percent")).isBetween(25, 33);
    as("erin", "editor").get("/v1/topics/none-11000").then().statusCode(404);
  }

  @Test
  void givesARefusedFileBackWithItsErrorsMarked() throws IOException {
    var file = topics("back", 2_500, row -> row == 1_200 ? "二〇" : "2016");
    var address = TOPICS.submitted(file, "");
    var job = TOPICS.ended(address);
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
    var done = TOPICS.submitted(file.replace("二〇", "2016"), "");
    TOPICS.ended(done);
    as("erin", "editor")
        .get(done + "?errors=xlsx")
        .then()
        .statusCode(409)
        .body("detail", containsString("done"));
  }

  @Test
  void stillTellsTheErrorsOfWhatWasWrittenBeforeItBrokeOff() throws SQLException {
    var file = topics("torn", 2_500, row -> row == 5 || row == 1_200 ? "二〇" : "2016");
    try (var trouble = new TopicJobs.Trouble("torn-1300", "40001", 4)) {
      var address = TOPICS.submitted(file, "?mode=valid");
      var job = TOPICS.ended(address);
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
    try (var trouble = new TopicJobs.Trouble("busy-1300", "40001", 2)) {
      var address = TOPICS.submitted(topics("busy", 2_500), "");
      var job = TOPICS.ended(address);
      assertThat(job.getString("state")).isEqualTo("done");
      assertThat(job.getInt("created")).isEqualTo(2_500);
      assertThat(attempts(address)).as("without breaking off, %s", trouble).isEqualTo(1);
    }
  }

  @Test
  void letsOnePersonHaveFiveImportsUnderWay() throws SQLException {
    var many = new Family("topics", () -> as("mia", "editor"));
    var jobs = new ArrayList<String>();
    try (var held = holdingUpTopics()) {
      for (int i = 0; i < 5; i++) {
        jobs.add(many.submitted(topics("five-" + i, 10), ""));
      }
      as("mia", "editor")
          .contentType("text/csv")
          .header("Prefer", "respond-async")
          .body(topics("five-5", 10).getBytes(StandardCharsets.UTF_8))
          .post("/v1/topics/imports")
          .then()
          .statusCode(409);
      new Family("topics", () -> as("noa", "editor")).submitted(topics("five-6", 10), "");
      held.rollback();
    }
    jobs.forEach(job -> assertThat(many.ended(job).getString("state")).isEqualTo("done"));
    assertThat(many.ended(many.submitted(topics("five-5", 10), "")).getInt("created"))
        .isEqualTo(10);
  }

  @Test
  void endsTwoImportsOfOneFamilyRightThatMeetTheSameRows() {
    var file = topics("both", 1_200);
    TOPICS.imported(file).statusCode(200);
    var lines = file.lines().skip(1).toList();
    var forward = HEADER + String.join("\n", lines).replace("主题", "甲") + "\n";
    var backward = HEADER + String.join("\n", lines.reversed()).replace("主题", "乙") + "\n";
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var one =
          CompletableFuture.supplyAsync(
              () -> TOPICS.imported(forward, "?onExisting=update"), threads);
      var other =
          CompletableFuture.supplyAsync(
              () -> TOPICS.imported(backward, "?onExisting=update"), threads);
      assertThat(one.join().statusCode(200).extract().jsonPath().getInt("updated"))
          .isEqualTo(1_200);
      assertThat(other.join().statusCode(200).extract().jsonPath().getInt("updated"))
          .isEqualTo(1_200);
    }
    var names =
        IntStream.of(0, 600, 1_199)
            .mapToObj(row -> TOPICS.item("both-" + row).getString("nameZh").substring(0, 1))
            .distinct();
    assertThat(names).as("all of one file").hasSize(1);
  }

  @Test
  void writesFourListsAtOnceAndAsksTheFifthToComeBack() {
    TOPICS.imported(topics("list", 10)).statusCode(200);
    // The table is locked for less than the second after which a reader gives up.
    await().atMost(Duration.ofSeconds(60)).until(ImportJobsTest::refusesTheFifth);
  }

  private static boolean refusesTheFifth() throws SQLException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var held = database();
        var watch = database()) {
      held.setAutoCommit(false);
      sql(held, "lock table topic in access exclusive mode");
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
                              "select count(*) from pg_locks where not granted and relation = 'topic'::regclass")
                          == 4);
      var fifth = download();
      held.rollback();
      return four.stream().allMatch(one -> one.join().statusCode() == 200)
          && fifth.statusCode() == 503
          && fifth.jsonPath().getString("detail").contains("Many files");
    }
  }

  private static Response download() {
    return as("erin", "editor").header("Accept-Language", "en").get("/v1/topics?format=csv");
  }
}

package dev.zhihe.sample;

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
import static dev.zhihe.test.Family.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;

import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How import jobs end, whatever happens to them: once, saying why, and leaving nothing behind. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class EndedJobsTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  private static String id(String address) {
    return address.substring(address.lastIndexOf('/') + 1);
  }

  private static long seen(String job) throws SQLException {
    try (var connection = database()) {
      return number(connection, "select count(*) from import_seen where job = ?", job);
    }
  }

  @Test
  void staysOverWhereWhatItLeavesCannotBeRemovedYet() throws SQLException {
    try (var locking = database()) {
      locking.setAutoCommit(false);
      String address;
      try (var held = holdingUpTopics()) {
        address = TOPICS.submitted(topics("locked", 2_500), "");
        await().atMost(LONG).until(() -> TOPICS.job(address).getString("state").equals("applying"));
        sql(
            locking,
            "select 1 from import_seen where job = ? order by what limit 1 for update",
            id(address));
        held.rollback();
      }
      assertThat(TOPICS.ended(address).getString("state")).isEqualTo("done");
      await().atMost(LONG).until(() -> seen(id(address)) == 1);
      assertThat(TOPICS.job(address).getString("state")).isEqualTo("done");
      locking.rollback();
    }
    TOPICS.ended(TOPICS.submitted(topics("unlocked", 1), ""));
    await().atMost(LONG).until(() -> number0("import_seen") == 0);
    assertThat(number0("import_job_part")).as("files of jobs that are done").isZero();
  }

  private static long number0(String table) throws SQLException {
    try (var connection = database()) {
      return number(
          connection,
          "select count(*) from "
              + table
              + " join import_job on id = job where finished_at is not null and state <> 'rejected'");
    }
  }

  @Test
  void cannotBeTakenUpAgainOnceItIsOver() throws SQLException {
    var address = TOPICS.submitted(topics("over", 3), "");
    TOPICS.ended(address);
    try (var connection = database()) {
      for (var change :
          new String[] {
            "state = 'waiting', seen_at = null", "state = 'waiting', finished_at = null", "rows = 1"
          }) {
        assertThatThrownBy(
                () ->
                    sql(
                        connection,
                        "update import_job set " + change + " where id = ?",
                        id(address)))
            .as(change)
            .hasMessageContaining("is over");
      }
      assertThatThrownBy(
              () ->
                  sql(
                      connection,
                      """
                      insert into import_job (id, family, format, dry_run, takes_valid, updates, actor, request_id, roles, state, rows, finished_at)
                      values ('twice', 'topic', 'CSV', false, false, false, 'erin', 'x', '{editor}', 'waiting', 1, now())
                      """))
          .hasMessageContaining("import_job_ends_once");
    }
  }

  @Test
  void namesTheRowThatCannotBeWorkedOn() throws SQLException {
    try (var trouble = new TopicJobs.Trouble("fault-1300", "XX000", 1_000)) {
      var address = TOPICS.submitted(topics("fault", 2_500), "");
      var job = TOPICS.ended(address);
      assertThat(job.getString("state")).as("with %s", trouble).isEqualTo("failed");
      assertThat(job.getString("detail")).contains("row 1302").contains(id(address));
      assertThat(rows(job)).containsExactly(1_302);
      assertThat(job.getList("errors.code")).containsExactly("internal");
      assertThat(job.getInt("applied")).as("the rows before it are written").isEqualTo(1_300);
      assertThat(job.getInt("created")).isEqualTo(1_300);
      assertThat(attempts(address)).isEqualTo(1);
    }
    TOPICS.item("fault-1299");
    as("erin", "editor").get("/v1/topics/fault-1300").then().statusCode(404);
  }

  @Test
  void goesOnAtTheVeryRowWhereHalfAChunkWasWritten() throws SQLException {
    var file = topics("half", 2_500);
    var first = file.substring(0, file.indexOf("half-700,"));
    TOPICS.imported(first).statusCode(200);
    TOPICS.imported(HEADER + "half-7,211000,改名,2016,2020\n", "?onExisting=update").statusCode(200);
    leave("half", file, false, true, "applied = 701, created = 700");
    var job = TOPICS.ended("/v1/jobs/sample/half");
    assertThat(job.getString("state")).as(job.getString("detail")).isEqualTo("done");
    assertThat(job.getInt("created")).isEqualTo(2_500);
    assertThat(job.getInt("unchanged")).isZero();
    assertThat(TOPICS.item("half-7").getString("nameZh")).isEqualTo("改名");
  }

  @Test
  void givesUpAJobThatKeepsEndingItsService() throws SQLException {
    leave("deadly", topics("deadly", 2_500), false, true, "deaths = 2");
    var job = TOPICS.ended("/v1/jobs/sample/deadly");
    assertThat(job.getString("state")).isEqualTo("failed");
    assertThat(job.getString("detail")).contains("ended 3 times").contains("row 2500");
    assertThat(job.getInt("applied")).isEqualTo(1_000);
    leave("unlucky", topics("deadly", 2_500), true, true, "deaths = 1");
    var other = TOPICS.ended("/v1/jobs/sample/unlucky");
    assertThat(other.getString("state")).isEqualTo("done");
  }

  @Test
  void givesUpAJobThatKeepsBreakingOff() throws SQLException {
    leave("broken", topics("broken", 2_500), false, true, "failures = 5");
    var job = TOPICS.ended("/v1/jobs/sample/broken");
    assertThat(job.getString("state")).isEqualTo("failed");
    assertThat(job.getString("detail")).contains("in 5 attempts").contains("row 2500");
  }

  @Test
  void endsACancelledJobOfAKilledServiceWithoutGoingOn() throws SQLException {
    leave("unwanted", topics("unwanted", 2_500), false, true, "cancel_asked = true");
    var job = TOPICS.ended("/v1/jobs/sample/unwanted");
    assertThat(job.getString("state")).isEqualTo("cancelled");
    assertThat(job.getInt("applied")).isEqualTo(1_000);
    as("erin", "editor").get("/v1/topics/unwanted-2000").then().statusCode(404);
  }

  @Test
  void tellsAJobThatIsWorkedOnFromOneOfAKilledService() throws SQLException {
    String busy;
    try (var held = holdingUpTopics()) {
      busy = TOPICS.submitted(topics("busy-worker", 5), "");
      await().atMost(LONG).until(() -> TOPICS.job(busy).getString("state").equals("applying"));
      leave(
          "killed",
          topics("killed", 2_500),
          false,
          true,
          "applied = 0, created = 0, seen_at = now() - interval '21 s'");
      leave(
          "elsewhere", topics("elsewhere", 2_500), false, true, "seen_at = now() + interval '1 h'");
      assertThat(TOPICS.job("/v1/jobs/sample/killed").getString("state")).isEqualTo("waiting");
      assertThat(TOPICS.job("/v1/jobs/sample/elsewhere").getString("state")).isEqualTo("applying");
      var before = TOPICS.job(busy).getString("lastSeenAt");
      await()
          .atMost(LONG)
          .until(() -> TOPICS.job(busy).getString("lastSeenAt").compareTo(before) > 0);
      assertThat(TOPICS.job(busy).getString("state")).isEqualTo("applying");
      as("erin", "editor").post("/v1/jobs/sample/killed/cancellation").then().statusCode(200);
      assertThat(TOPICS.job("/v1/jobs/sample/killed").getString("state")).isEqualTo("cancelled");
      held.rollback();
    }
    assertThat(TOPICS.ended(busy).getString("state")).isEqualTo("done");
    try (var connection = database()) {
      sql(
          connection,
          "update import_job set seen_at = now() - interval '1 h' where id = 'elsewhere'");
    }
    assertThat(TOPICS.ended("/v1/jobs/sample/elsewhere").getString("state")).isEqualTo("done");
  }

  @Test
  void freesTheKeyOfAJobThatDidNotDoIt() {
    var key = UUID.randomUUID().toString();
    var wrong = topics("key", 3, row -> row == 1 ? "二〇" : "2016");
    var first = sent(key, wrong);
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(TOPICS.ended(address(first)).getString("state")).isEqualTo("rejected");

    var second = sent(key, topics("key", 3));
    assertThat(second.statusCode()).as("mended, under the same key").isEqualTo(202);
    assertThat(second.header("Idempotent-Replayed")).isNull();
    assertThat(address(second)).isNotEqualTo(address(first));
    assertThat(TOPICS.ended(address(second)).getString("state")).isEqualTo("done");

    var third = sent(key, topics("key", 3));
    assertThat(third.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(address(third)).isEqualTo(address(second));
  }

  @Test
  void freesTheKeyOfACancelledJob() throws SQLException {
    var key = UUID.randomUUID().toString();
    Response first;
    try (var held = holdingUpTopics()) {
      var busy = TOPICS.submitted(topics("key-busy", 5), "");
      await().atMost(LONG).until(() -> TOPICS.job(busy).getString("state").equals("applying"));
      first = sent(key, topics("key-cancelled", 3));
      as("erin", "editor").post(address(first) + "/cancellation").then().statusCode(200);
      held.rollback();
    }
    var second = sent(key, topics("key-cancelled", 3));
    assertThat(address(second)).isNotEqualTo(address(first));
    assertThat(TOPICS.ended(address(second)).getString("state")).isEqualTo("done");
  }

  private static String address(Response submitted) {
    var location = submitted.header("Location");
    return location.substring(location.indexOf("/v1/jobs/"));
  }

  private static Response sent(String key, String file) {
    return as("erin", "editor")
        .contentType("text/csv; charset=utf-8")
        .header("Prefer", "respond-async")
        .header("Idempotency-Key", key)
        .body(file.getBytes(StandardCharsets.UTF_8))
        .post("/v1/topics/imports");
  }

  @Test
  void refusesALargeBodyWhereNoFileIsTaken() {
    var large = "{\"codes\":[\"" + "a".repeat(3 << 20) + "\"]}";
    as("rita", "reviewer")
        .contentType("application/json")
        .body(large)
        .post("/v1/notices/publications")
        .then()
        .statusCode(413)
        .body("type", endsWith("/too-large"));
    as("rita", "reviewer")
        .contentType("application/json")
        .body(new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)))
        .post("/v1/notices/publications")
        .then()
        .statusCode(413)
        .body("type", endsWith("/too-large"));
  }
}

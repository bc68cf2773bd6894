package dev.zhihe.sample;

import static dev.zhihe.sample.Board.NOTICES;
import static dev.zhihe.sample.TopicJobs.HEADER;
import static dev.zhihe.sample.TopicJobs.TOPICS;
import static dev.zhihe.sample.TopicJobs.topics;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.is;

import dev.zhihe.test.ProgramLog;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of rows and bodies do not get into the log, whatever goes wrong with them. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class LoggedValuesTest {
  /** Stands in every row and body of a test. */
  private final String canary = "canary" + UUID.randomUUID().toString().replace("-", "");

  private void assertThatTheLogKeepsSilent() {
    assertThat(ProgramLog.linesWith(canary)).isEmpty();
  }

  private String file(String name, int count) {
    return topics(name, count).replace("主题", canary);
  }

  @Test
  void ofRowsThatAreBrokenOrInConflict() {
    TOPICS.imported(file("silent", 3)).statusCode(200);
    for (var broken :
        new String[] {
          file("silent", 3).replace(canary, canary + "x"),
          HEADER + "silent-x," + canary + ",二," + canary + ",二〇\n",
          HEADER + canary + "\n\"" + canary,
          canary + "," + canary + "\n"
        }) {
      TOPICS.imported(broken).statusCode(anyOf(is(400), is(422)));
    }
    TOPICS.imported(file("silent", 3), "?" + canary + "=" + canary).statusCode(400);
    asEditor()
        .contentType("application/x-ndjson")
        .body(
            "{\"code\": \"%1$s\", \"%1$s\": [\n{%1$s"
                .formatted(canary)
                .getBytes(StandardCharsets.UTF_8))
        .post("/v1/topics/imports")
        .then()
        .statusCode(422);
    assertThatTheLogKeepsSilent();
  }

  @Test
  void ofBodiesThatAreBrokenOrInConflict() {
    var board = new Board("211382").loaded();
    for (var body :
        new String[] {
          "{\"code\": \"" + canary + "\"",
          "{\"" + canary + "\": 1}",
          "{\"code\": [\"" + canary + "\"]}",
          "{\"day\": \"" + canary + "\"}",
          "{\"places\": \"" + canary + "\"}",
          canary
        }) {
      var answer =
          asEditor()
              .contentType("application/json")
              .body(body.getBytes(StandardCharsets.UTF_8))
              .post(NOTICES);
      assertThat(answer.statusCode()).as(body).isBetween(400, 422);
    }
    var whole = board.body(1, Map.of("titleZh", canary, "content", canary));
    asEditor().contentType("application/json").body(whole).post(NOTICES).then().statusCode(201);
    asEditor().contentType("application/json").body(whole).post(NOTICES).then().statusCode(409);
    as("erin", "editor").get(NOTICES + "?topic=" + canary + "&day=" + canary);
    assertThatTheLogKeepsSilent();
  }

  /** A fault of ours, a rule of the database, and a failure that is tried again. */
  @ParameterizedTest
  @ValueSource(strings = {"P0001", "22P02", "23505", "23514", "XX000", "40001"})
  void ofARowThatTheDatabaseRefuses(String state) throws SQLException {
    var name = "silent-" + state.toLowerCase(Locale.ROOT);
    try (var trouble = new TopicJobs.Trouble(name + "-3", state, 1_000)) {
      var answer =
          asEditor()
              .contentType("text/csv")
              .header("X-Request-Id", canary.replace("canary", "id-"))
              .body(file(name, 5).getBytes(StandardCharsets.UTF_8))
              .post("/v1/topics/imports");
      assertThat(answer.statusCode()).as(answer.asString()).isIn(400, 409, 422, 500, 503);
      if (answer.statusCode() == 500) {
        assertThat(ProgramLog.linesWith(canary.replace("canary", "id-")))
            .as("told, without the value, %s", trouble)
            .hasSize(1);
      }
    }
    assertThatTheLogKeepsSilent();
  }

  @Test
  void ofAJobThatFailsAtARow() throws SQLException {
    try (var trouble = new TopicJobs.Trouble("silent-job-1300", "P0001", 1_000)) {
      var address = TOPICS.submitted(file("silent-job", 2_500), "");
      var job = TOPICS.ended(address);
      assertThat(job.getString("state")).as("for %s", trouble).isEqualTo("failed");
      assertThat(ProgramLog.linesWith("Import job " + job.getString("id") + " failed at row"))
          .hasSize(1);
    }
    assertThatTheLogKeepsSilent();
  }

  @Test
  void ofAJobWhoseRowsAreBroken() {
    var broken = file("silent-broken", 2_500).replace("2016", canary);
    var job = TOPICS.ended(TOPICS.submitted(broken, ""));
    assertThat(job.getString("state")).isEqualTo("rejected");
    assertThat(ProgramLog.linesWith("Import job " + job.getString("id"))).isNotEmpty();
    assertThatTheLogKeepsSilent();
  }
}

package dev.zhihe.sample;

import static dev.zhihe.test.Family.asEditor;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Imports into one family at the same time. */
@QuarkusTest
class ConcurrentImportsTest {
  private static final String TURN =
      "select pg_advisory_xact_lock_shared(hashtext('import topic'))";
  private static final String WAITS =
      """
      select exists (select from pg_locks
        where locktype = 'advisory' and mode = 'ExclusiveLock' and not granted
          and database = (select oid from pg_database where datname = current_database())
          and objid = hashtext('import topic')::bit(32)::bigint::oid)""";

  @Inject DataSource database;

  @Test
  void takesAShortFileBesideAnotherOne() throws SQLException {
    try (var other = database.getConnection();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("set local idle_in_transaction_session_timeout = 0");
      statement.execute(TURN);
      imported("code,area,nameZh\n570050-t1,570050,甲\n").then().statusCode(200);
      other.rollback();
    }
  }

  @Test
  void takesALongFileAlone() throws Exception {
    var rows = new StringBuilder("code,area,nameZh\n");
    IntStream.range(0, 200).forEach(i -> rows.append("570051-t%d,570051,甲\n".formatted(i)));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var other = database.getConnection();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("set local idle_in_transaction_session_timeout = 0");
      statement.execute(TURN);
      var importing = threads.submit(() -> imported(rows.toString()));
      Awaitility.await("it waits for its turn")
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                try (var waiting = statement.executeQuery(WAITS)) {
                  waiting.next();
                  return waiting.getBoolean(1);
                }
              });
      other.rollback();
      importing.get().then().statusCode(200);
    }
  }

  /** Whoever comes second finds the row, as if it had come later. */
  @Test
  void storesARowOnceThatManySendAtTheSameTime() throws Exception {
    for (var round = 0; round < 5; round++) {
      var file = "code,area,nameZh\n570052-t%d,570052,甲\n".formatted(round);
      var answers = atTheSameTime(8, number -> file);
      assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
      assertThat(answers.stream().mapToInt(answer -> answer.path("created")).sum()).isEqualTo(1);
      assertThat(answers.stream().mapToInt(answer -> answer.path("unchanged")).sum()).isEqualTo(7);
    }
  }

  @Test
  void storesANaturalKeyOnceThatManySendAtTheSameTime() throws Exception {
    for (var round = 0; round < 5; round++) {
      var start = "570053-r%d".formatted(round);
      var answers =
          atTheSameTime(
              8,
              number ->
                  "code,area,number,nameZh\n%1$s-t%2$d,570053,%1$s,甲\n".formatted(start, number));
      assertThat(answers.stream().map(Response::statusCode))
          .containsExactlyInAnyOrder(200, 422, 422, 422, 422, 422, 422, 422);
      assertThat(answers.stream().filter(answer -> answer.statusCode() == 422))
          .allSatisfy(
              answer -> assertThat(answer.<String>path("errors[0].code")).isEqualTo("same-thing"));
    }
  }

  /** Each of two files locks first what the other locks last. */
  @Test
  void takesFilesWithTheSameRowsInAnotherOrder() throws Exception {
    for (var round = 0; round < 5; round++) {
      var name = round;
      var answers =
          atTheSameTime(
              4,
              number -> {
                var rows = new ArrayList<String>();
                IntStream.range(0, 20)
                    .forEach(
                        i ->
                            rows.add(
                                "570054-r%1$d-t%2$d,570054,第%3$d名".formatted(name, i, number)));
                return "code,area,nameZh\n"
                    + String.join("\n", number % 2 == 0 ? rows : rows.reversed())
                    + "\n";
              });
      assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
    }
  }

  private static List<Response> atTheSameTime(int count, IntFunction<String> file)
      throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var importing =
          IntStream.range(0, count)
              .mapToObj(number -> threads.submit(() -> imported(file.apply(number))))
              .toList();
      var answers = new ArrayList<Response>();
      for (var one : importing) {
        answers.add(one.get());
      }
      return answers;
    }
  }

  private static Response imported(String file) {
    return asEditor()
        .contentType("text/csv; charset=utf-8")
        .body(file.getBytes(StandardCharsets.UTF_8))
        .post("/v1/topics/imports?onExisting=update");
  }
}

package dev.zhihe.sample;

import static dev.zhihe.sample.Board.NOTICES;
import static dev.zhihe.sample.Board.rita;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.writes.IdempotencyKeys;
import dev.zhihe.servers.Postgres;
import dev.zhihe.test.CuttingLine;
import dev.zhihe.test.Servers;
import dev.zhihe.test.Tokens;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Writes that are sent again, at the same time, or into a broken line. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class WritesTest {
  private static final String KEY = IdempotencyKeys.KEY;
  private static final String REPLAYED = IdempotencyKeys.REPLAYED;

  @Inject AgroalDataSource database;
  @Inject IdempotencyKeys keys;

  @Test
  void repeatsTheAnswerOfAWriteThatIsSentAgain() throws SQLException {
    var board = new Board("570001").loaded();
    var first = draft(board, "k-1", board.body(1));
    var second = draft(board, "k-1", board.body(1));
    first.then().statusCode(201).header(REPLAYED, nullValue());
    second.then().statusCode(201).header(REPLAYED, equalTo("true"));
    assertThat(second.asByteArray()).isEqualTo(first.asByteArray());
    for (var header : List.of("ETag", "Location", "Content-Type")) {
      assertThat(second.header(header)).as(header).isNotNull().isEqualTo(first.header(header));
    }
    assertThat(logged(board.notice(1))).isEqualTo(1);

    var item = board.item(1);
    board.submitted(board.asItsEditor(), 1);
    for (var replayed : new String[] {null, "true", "true"}) {
      rita()
          .header(KEY, "k-2")
          .header("If-Match", "\"v2\"")
          .post(item + "/publication")
          .then()
          .statusCode(200)
          .header("ETag", "\"v3\"")
          .header(REPLAYED, equalTo(replayed))
          .body("status", equalTo("published"));
    }
    assertThat(logged(board.notice(1))).isEqualTo(3);
  }

  @Test
  void refusesAKeyOfAnotherRequest() throws SQLException {
    var board = new Board("570002").loaded();
    draft(board, "k-1", board.body(1)).then().statusCode(201);
    refusedAsReused(draft(board, "k-1", board.body(1, Map.of("places", 43))).then());
    refusedAsReused(draft(board, "k-1", board.body(2)).then());
    var item = board.item(1);
    board.submitted(board.asItsEditor(), 1);
    rita()
        .header(KEY, "k-1")
        .header("If-Match", "\"v2\"")
        .post(item + "/publication")
        .then()
        .statusCode(200);
    refusedAsReused(
        rita().header(KEY, "k-1").header("If-Match", "\"v3\"").post(item + "/publication").then());
    assertThat(logged(board.notice(1))).isEqualTo(3);
    assertThat(logged(board.notice(2))).isZero();
  }

  @Test
  void keepsKeysOfCallersApart() {
    var board = new Board("570003").loaded();
    draft(board, "k-1", board.body(1)).then().statusCode(201);
    as("erik", "editor")
        .contentType("application/json")
        .header(KEY, "k-1")
        .body(board.body(2))
        .post(NOTICES)
        .then()
        .statusCode(201)
        .header(REPLAYED, nullValue());
  }

  @Test
  void leavesTheKeyOfARefusedWriteFree() throws SQLException {
    var board = new Board("570004").loaded();
    draft(board, "k-1", board.body(1, Map.of("places", -1))).then().statusCode(422);
    board
        .asItsEditor()
        .header(KEY, "k-1")
        .header("If-Match", "*")
        .post(board.item(9) + "/submission")
        .then()
        .statusCode(404);
    board
        .asItsEditor()
        .header(KEY, "k-1")
        .body(board.body(1))
        .post(NOTICES + "?dryRun=true")
        .then()
        .statusCode(200);
    draft(board, "k-1", board.body(1)).then().statusCode(201).header(REPLAYED, nullValue());
    assertThat(logged(board.notice(1))).isEqualTo(1);
  }

  @Test
  void refusesAKeyThatIsNone() {
    var board = new Board("570005").loaded();
    for (var key : List.of("k".repeat(201), "schl\u00fcssel", "a\tb")) {
      // The JDK's client sends ASCII alone.
      RestAssured.given()
          .header("Authorization", "Bearer " + Tokens.of(board.editor(), "editor"))
          .contentType("application/json")
          .header(KEY, key)
          .body(board.body(1))
          .post(NOTICES)
          .then()
          .statusCode(400)
          .body("errors[0].pointer", equalTo("/Idempotency-Key"));
    }
    draft(board, "k".repeat(200), board.body(1)).then().statusCode(201);
  }

  @Test
  void answersThatARequestWithTheKeyIsStillAtWork() throws Exception {
    var board = new Board("570006").loaded();
    try (var other = database.getConnection();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(
          "insert into idempotency_key (client, key, request) values ('%s', 'k-1', '')"
              .formatted(board.editor()));
      draft(board, "k-1", board.body(1))
          .then()
          .statusCode(409)
          .header("Retry-After", "1")
          .body("type", endsWith("/idempotency-key-in-use"));
      other.rollback();
    }
    draft(board, "k-1", board.body(1)).then().statusCode(201);
  }

  @Test
  void doesOnceWhatIsSentTwiceAtTheSameTime() throws Exception {
    var board = new Board("570007").loaded();
    for (int round = 0; round < 10; round++) {
      var key = "k-" + round;
      var number = 1 + round % 4;
      var places = Map.<String, Object>of("places", 40 + round);
      var code = board.notice(number);
      var before = logged(code);
      Callable<Response> send =
          before == 0
              ? () -> draft(board, key, board.body(number, places))
              : () ->
                  board
                      .asItsEditor()
                      .header(KEY, key)
                      .header("If-Match", "\"v" + before + "\"")
                      .body(board.body(number, places))
                      .put(board.item(number));
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var answers = threads.invokeAll(List.of(send, send));
        var statuses = new ArrayList<Integer>();
        for (var answer : answers) {
          var got = answer.get();
          statuses.add(got.statusCode() == 409 ? send.call().statusCode() : got.statusCode());
        }
        assertThat(statuses).containsOnly(before == 0 ? 201 : 200);
      }
      assertThat(logged(code)).isEqualTo(before + 1);
    }
  }

  @Test
  void hasOneEffectHoweverManyAnswersAreLost() throws Exception {
    var board = new Board("570008").loaded();
    var body = Views.write(board.body(1));
    var token = Tokens.of(board.editor(), "editor");
    var key = UUID.randomUUID().toString();
    try (var line = new CuttingLine(RestAssured.port, 0.3, 42);
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var threads = Executors.newFixedThreadPool(8)) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + line.port() + NOTICES))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .header(KEY, key)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      var calls = new ArrayList<Callable<List<Object>>>();
      for (int i = 0; i < 1_000; i++) {
        calls.add(() -> answerOf(client, request));
      }
      var answers = new HashMap<List<Object>, Integer>();
      for (var answer : threads.invokeAll(calls)) {
        answers.merge(answer.get(), 1, Integer::sum);
      }
      assertThat(line.cuts()).as("answers lost").isGreaterThan(200);
      assertThat(answers).hasSize(1).containsValue(1_000);
      assertThat(answers.keySet().iterator().next()).startsWith(201);
    }
    assertThat(logged(board.notice(1))).isEqualTo(1);
  }

  @Test
  void countsEveryOfManySimultaneousChangesOnceAndLosesNone() throws Exception {
    var board = new Board("570009").loaded();
    board.drafted(board.asItsEditor(), 1);
    var item = "http://127.0.0.1:" + RestAssured.port + board.item(1);
    var token = Tokens.of(board.editor(), "editor");
    var statuses = new HashMap<Integer, Integer>();
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writers = new ArrayList<Callable<List<Integer>>>();
      for (int i = 0; i < 100; i++) {
        writers.add(
            () -> {
              var got = new ArrayList<Integer>();
              for (int time = 0; time < 5; time++) {
                got.add(countUp(client, board, item, token));
              }
              return got;
            });
      }
      for (var writer : threads.invokeAll(writers)) {
        writer.get().forEach(status -> statuses.merge(status, 1, Integer::sum));
      }
    }
    var done = statuses.getOrDefault(200, 0);
    assertThat(statuses.keySet()).as("%s", statuses).isSubsetOf(Set.of(200, 412, 503));
    assertThat(done).as("%s", statuses).isGreaterThan(4);
    board
        .asItsEditor()
        .get(board.item(1))
        .then()
        .header("ETag", "\"v" + (1 + done) + "\"")
        .body("places", equalTo(40 + done));
    assertThat(logged(board.notice(1))).isEqualTo(1 + done);
  }

  @Test
  void anUnknownEndIsToldAndTheKeyMakesTheRetrySafe() throws Exception {
    var board = new Board("570010").loaded();
    owner(
        """
        create function hang_up() returns trigger language plpgsql as $$
        begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$
        """,
        """
        create constraint trigger hang_up after insert on notice deferrable initially deferred
        for each row when (new.code like '570010-%') execute function hang_up()
        """);
    try {
      draft(board, "k-1", board.body(1))
          .then()
          .statusCode(503)
          .header("Retry-After", "2")
          .body("detail", containsString("Idempotency-Key"));
    } finally {
      owner("drop trigger hang_up on notice", "drop function hang_up()");
    }
    draft(board, "k-1", board.body(1)).then().statusCode(201);
    draft(board, "k-1", board.body(1)).then().statusCode(201).header(REPLAYED, "true");
    assertThat(logged(board.notice(1))).isEqualTo(1);
  }

  @Test
  void aServiceWithoutAFreeConnectionSaysSoWithinASecondAndLeavesTheKeyFree() throws Exception {
    var board = new Board("570014").loaded();
    var held = new ArrayList<Connection>();
    try {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var taken =
            threads.invokeAll(
                Collections.<Callable<Connection>>nCopies(10, () -> database.getConnection()));
        for (var connection : taken) {
          held.add(connection.get());
        }
      }
      draft(board, "k-1", board.body(1))
          .then()
          .statusCode(503)
          .header("Retry-After", "2")
          .body("type", endsWith("/unavailable"));
    } finally {
      for (var connection : held) {
        connection.close();
      }
    }
    draft(board, "k-1", board.body(1)).then().statusCode(201).header(REPLAYED, nullValue());
  }

  /** More imports wait than there are connections. */
  @Test
  void importsThatWaitForOneAnotherKeepNobodyFromReading() throws Exception {
    importTopics("code,area,nameZh\n570015-t0,570015,甲\n", "w-0", "").then().statusCode(200);
    try (var holder = database.getConnection();
        var statement = holder.createStatement();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      holder.setAutoCommit(false);
      statement.execute("select pg_advisory_xact_lock(hashtext('import topic'))");
      var waiting =
          IntStream.rangeClosed(1, 15)
              .mapToObj(
                  number ->
                      threads.submit(
                          () ->
                              importTopics(
                                  "code,area,nameZh\n570015-t%1$d,570015,甲\n".formatted(number),
                                  "w-" + number,
                                  "")))
              .toList();
      Awaitility.await("an import waits for the lock")
          .until(
              () -> {
                try (var rows =
                    statement.executeQuery(
                        "select count(*) from pg_locks where locktype = 'advisory' and not granted")) {
                  rows.next();
                  return rows.getInt(1) > 0;
                }
              });
      for (var read = 0; read < 20; read++) {
        given().get("/v1/topics?area=570015&limit=" + (read + 1)).then().statusCode(200);
      }
      holder.rollback();
      for (var one : waiting) {
        one.get().then().statusCode(200).body("created", equalTo(1));
      }
    }
  }

  @Test
  void takesAFileOnceHoweverOftenItIsSent() throws SQLException {
    var file =
        """
        code,area,kind,nameZh
        570011-t1,570011,event,智谷
        """;
    var first = importTopics(file, "f-1", "");
    first.then().statusCode(200).body("created", equalTo(1)).header(REPLAYED, nullValue());
    var second = importTopics(file, "f-1", "");
    second.then().statusCode(200).body("created", equalTo(1)).header(REPLAYED, "true");
    assertThat(second.asByteArray()).isEqualTo(first.asByteArray());
    refusedAsReused(importTopics(file.replace("智谷", "谷"), "f-1", "").then());
    refusedAsReused(importTopics(file, "f-1", "?mode=valid").then());
    importTopics(file, "f-1", "?dryRun=true")
        .then()
        .statusCode(200)
        .body("unchanged", equalTo(1))
        .header(REPLAYED, nullValue());
    importTopics(file.replace("event", "no-such"), "f-2", "").then().statusCode(422);
    importTopics(file, "f-2", "").then().statusCode(200).body("unchanged", equalTo(1));
    assertThat(logged("570011-t1")).isEqualTo(1);
  }

  @Test
  void queuesAFileOnceHoweverOftenItIsSent() {
    var file =
        """
        code,area,kind,nameZh
        570012-t1,570012,event,智谷
        """;
    var first = queue(file, "j-1");
    first.then().statusCode(202).header(REPLAYED, nullValue());
    var second = queue(file, "j-1");
    second.then().statusCode(202).header(REPLAYED, "true");
    assertThat(second.header("Location")).isNotNull().isEqualTo(first.header("Location"));
    assertThat(second.asByteArray()).isEqualTo(first.asByteArray());
    asEditor().get(second.header("Location")).then().statusCode(200);
  }

  @Test
  void deletesWhatWasEnteredInErrorAndKeepsTheReason() throws SQLException {
    Board.TOPICS.deletesWhatWasEnteredInError(
        "sample",
        """
            code,area,kind,nameZh
            570013-t1,570013,event,智谷
            """,
        "570013-t1");
    assertThat(text("select reason from change_log where entity_id = '570013-t1' and version = 2"))
        .isEqualTo("重复录入");
  }

  @Test
  void forgetsKeysAfterAWeekNotSooner() throws SQLException {
    text(
        """
        with added as (insert into idempotency_key (client, key, request, created_at)
          select 'old', 'k-' || n, ''::bytea, now() - interval '7 days 1 minute' from generate_series(1, 1200) n
          union all select 'old', 'young', ''::bytea, now() - interval '6 days 23 hours' returning 1)
        select count(*)::text from added
        """);
    keys.forgetOld();
    assertThat(text("select string_agg(key, ',') from idempotency_key where client = 'old'"))
        .isEqualTo("young");
  }

  private static Response draft(Board board, String key, Map<String, Object> body) {
    return board.asItsEditor().header(KEY, key).body(body).post(NOTICES);
  }

  private static Response importTopics(String file, String key, String query) {
    return asEditor()
        .contentType("text/csv; charset=utf-8")
        .header(KEY, key)
        .body(file.getBytes(StandardCharsets.UTF_8))
        .post("/v1/topics/imports" + query);
  }

  private static Response queue(String file, String key) {
    return asEditor()
        .contentType("text/csv; charset=utf-8")
        .header(KEY, key)
        .header("Prefer", "respond-async")
        .body(file.getBytes(StandardCharsets.UTF_8))
        .post("/v1/topics/imports");
  }

  private static void refusedAsReused(ValidatableResponse answer) {
    answer.statusCode(422).body("type", endsWith("/idempotency-key-reused"));
  }

  /** What a client has in the end that sends again, with the same key, until it has an answer. */
  private static List<Object> answerOf(HttpClient client, HttpRequest request) throws Exception {
    while (true) {
      try {
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 409 && answer.statusCode() != 503) {
          return List.of(
              answer.statusCode(),
              answer.body(),
              answer.headers().firstValue("ETag"),
              answer.headers().firstValue("Location"),
              answer.headers().firstValue("Content-Type"));
        }
      } catch (IOException e) {
        // the answer was lost
      }
    }
  }

  /** Reads, adds one, writes if nobody else has written since, and does not try again. */
  private static int countUp(HttpClient client, Board board, String item, String token)
      throws Exception {
    var read =
        client.send(
            HttpRequest.newBuilder(URI.create(item))
                .header("Authorization", "Bearer " + token)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (read.statusCode() != 200) {
      return read.statusCode();
    }
    var body = board.body(1, Map.of("places", Views.tree(read.body()).get("places").asInt() + 1));
    return client
        .send(
            HttpRequest.newBuilder(URI.create(item))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("If-Match", read.headers().firstValue("ETag").orElseThrow())
                .PUT(HttpRequest.BodyPublishers.ofString(Views.write(body)))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private int logged(String code) throws SQLException {
    return Integer.parseInt(
        text("select count(*)::text from change_log where entity_id = '" + code + "'"));
  }

  private String text(String query) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void owner(String... statements) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                Postgres.shared().jdbcUrl("sample"), "sample_owner", "sample_owner");
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }
}

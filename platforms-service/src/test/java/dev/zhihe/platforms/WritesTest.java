package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.writes.IdempotencyKeys;
import dev.zhihe.servers.Postgres;
import dev.zhihe.test.CuttingLine;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import dev.zhihe.test.Tokens;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
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
import org.junit.jupiter.api.Test;

/** Writes that are sent again, at the same time, or into a broken line. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class WritesTest {
  private static final String REPORTS = "/v1/occupancy-reports";
  private static final String KEY = IdempotencyKeys.KEY;
  private static final String REPLAYED = IdempotencyKeys.REPLAYED;

  @Inject AgroalDataSource database;
  @Inject IdempotencyKeys keys;

  @Test
  void repeatsTheAnswerOfAWriteThatIsSentAgain() throws SQLException {
    var parks = new Parks("570001").loaded();
    var first = submit(parks, "k-1", parks.figures(1, "m10"));
    var second = submit(parks, "k-1", parks.figures(1, "m10"));
    first.then().statusCode(201).header(REPLAYED, nullValue());
    second.then().statusCode(201).header(REPLAYED, equalTo("true"));
    assertThat(second.asByteArray()).isEqualTo(first.asByteArray());
    for (var header : List.of("ETag", "Location", "Content-Type")) {
      assertThat(second.header(header)).as(header).isNotNull().isEqualTo(first.header(header));
    }
    assertThat(logged(parks.report(1, "m10"))).isEqualTo(1);

    var item = REPORTS + "/" + parks.report(1, "m10");
    for (var replayed : new String[] {null, "true", "true"}) {
      rita()
          .header(KEY, "k-2")
          .header("If-Match", "\"v1\"")
          .post(item + "/acceptance")
          .then()
          .statusCode(200)
          .header("ETag", "\"v2\"")
          .header(REPLAYED, equalTo(replayed))
          .body("status", equalTo("accepted"));
    }
    assertThat(logged(parks.report(1, "m10"))).isEqualTo(2);
  }

  @Test
  void refusesAKeyOfAnotherRequest() throws SQLException {
    var parks = new Parks("570002").loaded();
    submit(parks, "k-1", parks.figures(1, "m10")).then().statusCode(201);
    refusedAsReused(submit(parks, "k-1", parks.figures(1, "m10", Map.of("tenants", 43))).then());
    refusedAsReused(submit(parks, "k-1", parks.figures(2, "m10")).then());
    var item = REPORTS + "/" + parks.report(1, "m10");
    rita()
        .header(KEY, "k-1")
        .header("If-Match", "\"v1\"")
        .post(item + "/acceptance")
        .then()
        .statusCode(200);
    refusedAsReused(
        rita().header(KEY, "k-1").header("If-Match", "\"v2\"").post(item + "/acceptance").then());
    assertThat(logged(parks.report(1, "m10"))).isEqualTo(2);
    assertThat(logged(parks.report(2, "m10"))).isZero();
  }

  @Test
  void keepsKeysOfCallersApart() {
    var parks = new Parks("570003").loaded();
    submit(parks, "k-1", parks.figures(1, "m10")).then().statusCode(201);
    parks
        .oscar()
        .header(KEY, "k-1")
        .body(parks.figures(3, "m10"))
        .post(REPORTS)
        .then()
        .statusCode(201)
        .header(REPLAYED, nullValue());
    given()
        .auth()
        .oauth2(Tokens.ofOrganisation(parks.others(), "olga", "operator"))
        .contentType("application/json")
        .header(KEY, "k-1")
        .body(parks.figures(1, "m10"))
        .post(REPORTS)
        .then()
        .statusCode(404);
  }

  @Test
  void leavesTheKeyOfARefusedWriteFree() throws SQLException {
    var parks = new Parks("570004").loaded();
    submit(parks, "k-1", parks.figures(1, "m10", Map.of("tenants", -1))).then().statusCode(422);
    submit(parks, "k-1", parks.figures(9, "m10")).then().statusCode(404);
    parks
        .olga()
        .header(KEY, "k-1")
        .body(parks.figures(1, "m10"))
        .post(REPORTS + "?dryRun=true")
        .then()
        .statusCode(200);
    submit(parks, "k-1", parks.figures(1, "m10"))
        .then()
        .statusCode(201)
        .header(REPLAYED, nullValue());
    assertThat(logged(parks.report(1, "m10"))).isEqualTo(1);
  }

  @Test
  void refusesAKeyThatIsNone() {
    var parks = new Parks("570005").loaded();
    for (var key : List.of("k".repeat(201), "schl\u00fcssel", "a\tb")) {
      submit(parks, key, parks.figures(1, "m10"))
          .then()
          .statusCode(400)
          .body("errors[0].pointer", equalTo("/Idempotency-Key"));
    }
    submit(parks, "k".repeat(200), parks.figures(1, "m10")).then().statusCode(201);
  }

  @Test
  void answersThatARequestWithTheKeyIsStillAtWork() throws Exception {
    var parks = new Parks("570006").loaded();
    try (var other = database.getConnection();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(
          "insert into idempotency_key (client, key, request) values ('olga@%s', 'k-1', '')"
              .formatted(parks.ours()));
      submit(parks, "k-1", parks.figures(1, "m10"))
          .then()
          .statusCode(409)
          .header("Retry-After", "1")
          .body("type", endsWith("/idempotency-key-in-use"));
      other.rollback();
    }
    submit(parks, "k-1", parks.figures(1, "m10")).then().statusCode(201);
  }

  @Test
  void doesOnceWhatIsSentTwiceAtTheSameTime() throws Exception {
    var parks = new Parks("570007").loaded();
    for (int round = 0; round < 10; round++) {
      var key = "k-" + round;
      var month = round % 2 == 0 ? "m10" : "m09";
      var platform = 1 + round / 2 % 2;
      var tenants = Map.<String, Object>of("tenants", 40 + round);
      var code = parks.report(platform, month);
      var before = logged(code);
      Callable<Response> send =
          before == 0
              ? () -> submit(parks, key, parks.figures(platform, month, tenants))
              : () ->
                  parks
                      .olga()
                      .header(KEY, key)
                      .header("If-Match", "\"v" + before + "\"")
                      .body(parks.figures(platform, month, tenants))
                      .put(REPORTS + "/" + code);
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
    var parks = new Parks("570008").loaded();
    var body = Views.write(parks.figures(1, "m10"));
    var token = Tokens.ofOrganisation(parks.ours(), "olga", "operator");
    var key = UUID.randomUUID().toString();
    try (var line = new CuttingLine(RestAssured.port, 0.3, 42);
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var threads = Executors.newFixedThreadPool(8)) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + line.port() + REPORTS))
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
    assertThat(logged(parks.report(1, "m10"))).isEqualTo(1);
  }

  @Test
  void countsEveryOfManySimultaneousChangesOnceAndLosesNone() throws Exception {
    var parks = new Parks("570009").loaded();
    parks.submitted(1, "m10");
    var item = "http://127.0.0.1:" + RestAssured.port + REPORTS + "/" + parks.report(1, "m10");
    var token = Tokens.ofOrganisation(parks.ours(), "olga", "operator");
    var statuses = new HashMap<Integer, Integer>();
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writers = new ArrayList<Callable<List<Integer>>>();
      for (int i = 0; i < 100; i++) {
        writers.add(
            () -> {
              var got = new ArrayList<Integer>();
              for (int time = 0; time < 5; time++) {
                got.add(countUp(client, parks, item, token));
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
    var report = parks.olga().get(REPORTS + "/" + parks.report(1, "m10"));
    report.then().header("ETag", "\"v" + (1 + done) + "\"").body("newTenants", equalTo(3 + done));
    assertThat(logged(parks.report(1, "m10"))).isEqualTo(1 + done);
  }

  @Test
  void anUnknownEndIsToldAndTheKeyMakesTheRetrySafe() throws Exception {
    var parks = new Parks("570010").loaded();
    owner(
        """
        create function hang_up() returns trigger language plpgsql as $$
        begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$
        """,
        """
        create constraint trigger hang_up after insert on occupancy_report deferrable initially deferred
        for each row when (new.code like '570010-%') execute function hang_up()
        """);
    try {
      submit(parks, "k-1", parks.figures(1, "m10"))
          .then()
          .statusCode(503)
          .header("Retry-After", "2")
          .body("detail", containsString("Idempotency-Key"));
    } finally {
      owner("drop trigger hang_up on occupancy_report", "drop function hang_up()");
    }
    submit(parks, "k-1", parks.figures(1, "m10")).then().statusCode(201);
    submit(parks, "k-1", parks.figures(1, "m10")).then().statusCode(201).header(REPLAYED, "true");
    assertThat(logged(parks.report(1, "m10"))).isEqualTo(1);
  }

  @Test
  void aServiceWithoutAFreeConnectionSaysSoWithinASecondAndLeavesTheKeyFree() throws Exception {
    var parks = new Parks("570014").loaded();
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
      submit(parks, "k-1", parks.figures(1, "m10"))
          .then()
          .statusCode(503)
          .header("Retry-After", "2")
          .body("type", endsWith("/unavailable"));
    } finally {
      for (var connection : held) {
        connection.close();
      }
    }
    submit(parks, "k-1", parks.figures(1, "m10"))
        .then()
        .statusCode(201)
        .header(REPLAYED, nullValue());
  }

  @Test
  void takesAFileOnceHoweverOftenItIsSent() throws SQLException {
    var file =
        """
        code,area,name,canonicalName,entityType,relation
        570011-n1,570011,智谷,黄金湾智谷,园区,same
        """;
    var first = importAliases(file, "f-1", "");
    first.then().statusCode(200).body("created", equalTo(1)).header(REPLAYED, nullValue());
    var second = importAliases(file, "f-1", "");
    second.then().statusCode(200).body("created", equalTo(1)).header(REPLAYED, "true");
    assertThat(second.asByteArray()).isEqualTo(first.asByteArray());
    refusedAsReused(importAliases(file.replace("智谷,黄", "谷,黄"), "f-1", "").then());
    refusedAsReused(importAliases(file, "f-1", "?mode=valid").then());
    importAliases(file, "f-1", "?dryRun=true")
        .then()
        .statusCode(200)
        .body("unchanged", equalTo(1))
        .header(REPLAYED, nullValue());
    importAliases(file.replace("same", "no-such"), "f-2", "").then().statusCode(422);
    importAliases(file, "f-2", "").then().statusCode(200).body("unchanged", equalTo(1));
    assertThat(logged("570011-n1")).isEqualTo(1);
  }

  @Test
  void queuesAFileOnceHoweverOftenItIsSent() {
    var file =
        """
        code,area,name,canonicalName,entityType,relation
        570012-n1,570012,智谷,黄金湾智谷,园区,same
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
  void deletesAnAliasEnteredInError() throws SQLException {
    new Family("aliases")
        .deletesWhatWasEnteredInError(
            "platforms",
            """
            code,area,name,canonicalName,entityType,relation
            570013-n1,570013,智谷,黄金湾智谷,园区,same
            """,
            "570013-n1");
    assertThat(text("select reason from change_log where entity_id = '570013-n1' and version = 2"))
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

  private static Response submit(Parks parks, String key, Map<String, Object> figures) {
    return parks.olga().header(KEY, key).body(figures).post(REPORTS);
  }

  private static RequestSpecification rita() {
    return as("rita", "reviewer");
  }

  private static Response importAliases(String file, String key, String query) {
    return asEditor()
        .contentType("text/csv; charset=utf-8")
        .header(KEY, key)
        .body(file.getBytes(StandardCharsets.UTF_8))
        .post("/v1/aliases/imports" + query);
  }

  private static Response queue(String file, String key) {
    return asEditor()
        .contentType("text/csv; charset=utf-8")
        .header(KEY, key)
        .header("Prefer", "respond-async")
        .body(file.getBytes(StandardCharsets.UTF_8))
        .post("/v1/aliases/imports");
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
  private static int countUp(HttpClient client, Parks parks, String item, String token)
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
    var figures =
        parks.figures(
            1,
            "m10",
            Map.of(
                "tenants",
                5_000,
                "newTenants",
                Views.tree(read.body()).get("newTenants").asInt() + 1));
    return client
        .send(
            HttpRequest.newBuilder(URI.create(item))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("If-Match", read.headers().firstValue("ETag").orElseThrow())
                .PUT(HttpRequest.BodyPublishers.ofString(Views.write(figures)))
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
                Postgres.shared().jdbcUrl("platforms"), "platforms_owner", "platforms_owner");
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }
}

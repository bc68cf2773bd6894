package dev.zhihe.sample;

import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Family.asOperator;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zhihe.servers.Postgres;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Snapshots, parts of the feed, closed pages and digests, over HTTP. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class SnapshotTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FEED = "/v1/changes/sample";
  private static final String SNAPSHOT = "/v1/snapshots/sample";
  private static final long MUCH = 200_000;

  @TestHTTPResource URI home;

  @BeforeEach
  void topicsOfTwoAreas() {
    new Family("topics")
        .imported(
            """
            code,area,nameZh
            620001-t1,620001,甲
            620001-t2,620001,乙
            620102-t1,620102,丙
            """,
            "?onExisting=update")
        .statusCode(200);
    Awaitility.await()
        .until(() -> number("select count(*) from history where entity_id = '620102-t1'") > 0);
  }

  /** The position before the topics: other tests may have filled the log before them. */
  private static long before() throws SQLException {
    return number("select min(from_position) - 1 from history where entity_id ~ '^620...-t'");
  }

  @Test
  void aSnapshotHasWhatItsItemsAnswerByteForByte() throws Exception {
    var answer = given().get(SNAPSHOT + "?area=620000").then().statusCode(200).extract();
    assertThat(answer.contentType()).isEqualTo("application/x-ndjson");
    var lines = answer.asString().lines().toList();
    var head = JSON.readTree(lines.getFirst()).get("snapshot");
    assertThat(head.get("service").asText()).isEqualTo("sample");
    assertThat(head.get("sealedAt").asText()).endsWith("Z");
    var seen = new ArrayList<String>();
    for (var line : lines.subList(1, lines.size() - 1)) {
      var id = JSON.readTree(line).get("entityId").asText();
      if (id.matches("62\\d{4}-t.*")) { // what has no area is in every one
        seen.add(id);
        assertThat(line)
            .startsWith("{\"entityType\":\"topic\",\"entityId\":\"" + id + "\",\"version\":")
            .endsWith(",\"data\":" + given().get("/v1/topics/" + id).asString() + "}");
      }
    }
    assertThat(seen).containsExactly("620001-t1", "620001-t2", "620102-t1");
    var end = JSON.readTree(lines.getLast()).get("end");
    assertThat(end.get("entities").asInt()).isEqualTo(lines.size() - 2);
    var digest =
        given()
            .get(FEED + "/digest?area=620000&at=" + head.get("position").asLong())
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(JSON.readTree(digest).get("content")).isEqualTo(end.get("content"));
    for (var field : List.of("service", "feedEpoch", "position", "chain", "sealedAt")) {
      assertThat(JSON.readTree(digest).get(field)).isEqualTo(head.get(field));
    }
    given()
        .get(SNAPSHOT + "?entityType=topic&area=620001&after=topic/620001-t1")
        .then()
        .statusCode(200)
        .body(containsString("620001-t2"))
        .body(containsString("{\"end\":{\"entities\":1,"));
    given()
        .get(FEED + "?entityType=topic&area=620102&after=" + before())
        .then()
        .body("items.entityId", contains("620102-t1"))
        .body("next", greaterThanOrEqualTo(3));
  }

  @Test
  void everythingWrongIsToldAtOnce() {
    given()
        .header("Accept-Language", "en")
        .get(FEED + "?after=x&limit=0&wait=26&feedEpoch=first&area=5001&entityType=topci,topic")
        .then()
        .statusCode(400)
        .body("type", equalTo("https://zhihe.dev/problems/invalid-parameter"))
        .body(
            "errors.pointer",
            contains("/after", "/limit", "/wait", "/feedEpoch", "/entityType", "/area"))
        .body(
            "errors.detail",
            hasItem(startsWith("there is no type topci; there are: notice, topic")));
    given()
        .header("Accept-Language", "en")
        .get(SNAPSHOT + "?at=-1&after=topic&entityType=none,&area=x")
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("/at", "/entityType", "/entityType", "/area", "/after"));
    given().get(SNAPSHOT + "?at=999999999").then().statusCode(400);
    given().get(FEED + "/digest?at=999999999").then().statusCode(400);
    given().get("/v1/snapshots/projects").then().statusCode(404);
    given().get("/v1/changes/projects/digest").then().statusCode(404);
  }

  @Test
  void aClosedPageNeverChangesAndMayBeKeptForEver() throws Exception {
    var epoch = given().get(FEED + "?limit=1").jsonPath().getInt("feedEpoch");
    var path = FEED + "?after=0&limit=2&feedEpoch=" + epoch;
    var page = given().get(path).then().statusCode(200).extract();
    assertThat(page.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(page.header("Vary")).contains("Authorization");
    new Family("topics")
        .imported(
            "code,area,nameZh\n540203-t%d,540203,丁\n".formatted(System.nanoTime() % 1_000_000))
        .statusCode(200);
    var head = page.jsonPath().getLong("head");
    given()
        .get(FEED + "?wait=20&after=" + head)
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-cache");
    var again = given().get(path).then().statusCode(200).extract();
    assertThat(again.jsonPath().getLong("head")).isGreaterThan(head);
    assertThat(again.asString().replaceFirst("\"head\":\\d+", ""))
        .isEqualTo(page.asString().replaceFirst("\"head\":\\d+", ""));
    given().header("If-None-Match", page.header("ETag")).get(path).then().statusCode(304);
    assertThat(asEditor().get(path).header("Cache-Control"))
        .isEqualTo("private, max-age=31536000, immutable");
    assertThat(asEditor().get(path).header("ETag")).isNotEqualTo(page.header("ETag"));
    assertThat(asOperator("olga", "91000000MA00000157").get(path).header("Cache-Control"))
        .startsWith("private");
    assertThat(given().get(FEED + "?after=0&limit=2").header("Cache-Control"))
        .isEqualTo("no-cache");
    var open =
        given()
            .get(
                FEED
                    + "?limit=1000&feedEpoch="
                    + epoch
                    + "&after="
                    + again.jsonPath().getLong("head"));
    assertThat(open.header("Cache-Control")).isEqualTo("no-cache");
  }

  /** As after an older copy of the database was put back, which kept its epoch. */
  @Test
  void whoeverHoldsAnotherChainOrIsAheadIsTold() {
    var page = given().get(FEED + "?limit=2").jsonPath();
    var after = FEED + "?feedEpoch=" + page.getInt("feedEpoch") + "&after=" + page.getLong("next");
    var chain = page.getString("chain");
    var next = given().get(after + "&limit=1&chain=" + chain).then().statusCode(200).extract();
    assertThat(next.header("Cache-Control")).contains("immutable");
    assertThat(next.jsonPath().getString("chain"))
        .isEqualTo(given().get(after + "&limit=1").jsonPath().getString("chain"));
    var another = page.getString("items[0].hash");
    for (var query : List.of("", "&wait=5", "&limit=1", "&area=500106")) {
      given()
          .header("Accept-Language", "en")
          .get(after + "&chain=" + another + query)
          .then()
          .statusCode(410)
          .body("type", equalTo("https://zhihe.dev/problems/feed-restarted"))
          .body("detail", containsString("load everything afresh from a snapshot"))
          .body("errors.pointer", contains("/chain"));
    }
    given()
        .get(FEED + "?after=99999999&chain=" + chain)
        .then()
        .statusCode(410)
        .body("type", equalTo("https://zhihe.dev/problems/feed-restarted"))
        .body("errors.pointer", contains("/after"));
    given()
        .get(FEED + "?after=0&chain=" + chain.toUpperCase(Locale.ROOT))
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("/chain"));
    given()
        .get(
            FEED
                + "?limit=1&chain=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        .then()
        .statusCode(200); // of the empty log, at 0
  }

  @Test
  void whoeverKnowsAnotherEpochIsTold() {
    var epoch = given().get(FEED + "?limit=1").jsonPath().getInt("feedEpoch");
    for (var query : List.of("&after=0", "&after=99999999", "&wait=5&after=99999999")) {
      given()
          .header("Accept-Language", "en")
          .get(FEED + "?feedEpoch=" + (epoch - 1) + query)
          .then()
          .statusCode(410)
          .contentType("application/problem+json")
          .body("type", equalTo("https://zhihe.dev/problems/feed-restarted"))
          .body("detail", containsString("epoch " + epoch))
          .body("errors.pointer", contains("/feedEpoch"));
    }
  }

  /**
   * Of two readers who stop reading one then takes everything, and the other finds, once the rest
   * is gone from the database, how little had been read for it: no more than the line and its
   * buffers hold. Neither holds a connection meanwhile.
   */
  @Test
  void aSlowReaderCostsNeitherMemoryNorConnections() throws Exception {
    withMuch(
        () -> {
          try (var patient = new Reader(home, SNAPSHOT + "?at=" + head());
              var late = new Reader(home, SNAPSHOT + "?at=" + head())) {
            assertThat(patient.line()).startsWith("{\"snapshot\"");
            assertThat(late.line()).startsWith("{\"snapshot\"");
            // Left alone, everything would be read within a second.
            Awaitility.await()
                .pollDelay(Duration.ofSeconds(4))
                .until(
                    () ->
                        number(
                                "select count(*) from pg_stat_activity where state <> 'idle' and usename = 'sample_app'")
                            == 0);
            assertThat(patient.countToTheEnd()).isEqualTo(MUCH);
            execute("delete from history where entity_type = 'much'");
            assertThat(late.countToTheEnd()).isLessThan(MUCH / 4);
          }
        });
  }

  /** What fails half-way is cut, so that it cannot pass for the whole. */
  @Test
  void anErrorInTheMiddleBreaksTheConnection() throws Exception {
    withMuch(
        () -> {
          try (var reader = new Reader(home, SNAPSHOT + "?entityType=topic,much")) {
            assertThat(reader.line()).contains("400"); // only types that are published
          }
          try (var reader = new Reader(home, SNAPSHOT)) {
            assertThat(reader.line()).startsWith("{\"snapshot\"");
            execute("revoke select on history from sample_app");
            try {
              assertThatThrownBy(
                      () -> {
                        var last = "";
                        for (var line = reader.line(); line != null; line = reader.line()) {
                          last = line;
                        }
                        assertThat(last).as("a clean end").startsWith("{\"end\"");
                      })
                  .isInstanceOf(IOException.class);
            } finally {
              execute("grant select on history to sample_app");
            }
          }
          // Before the first line has left it is a problem like any other.
          execute("revoke select on history from sample_app");
          try {
            given()
                .get(SNAPSHOT + "?entityType=topic")
                .then()
                .statusCode(500)
                .contentType("application/problem+json");
          } finally {
            execute("grant select on history to sample_app");
          }
        });
  }

  /** Fifteen who take their time keep nobody from reading; a seventeenth finds no place. */
  @Test
  void slowReadersKeepNobodyElseWaitingUntilThereAreSixteen() throws Exception {
    withMuch(
        () -> {
          var readers = new ArrayList<Reader>();
          try {
            for (int i = 0; i < 15; i++) {
              readers.add(new Reader(home, SNAPSHOT));
              assertThat(readers.getLast().line()).startsWith("{\"snapshot\"");
            }
            given()
                .get(SNAPSHOT + "?area=620001&entityType=topic")
                .then()
                .statusCode(200)
                .body(containsString("{\"end\":{\"entities\":2,"));
            readers.add(new Reader(home, SNAPSHOT));
            assertThat(readers.getLast().line()).startsWith("{\"snapshot\"");
            given()
                .get(SNAPSHOT)
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "2")
                .body("type", equalTo("https://zhihe.dev/problems/unavailable"));
          } finally {
            for (var reader : readers) {
              reader.close();
            }
          }
          Awaitility.await()
              .atMost(Duration.ofSeconds(20))
              .until(
                  () ->
                      given().get(SNAPSHOT + "?area=620001&entityType=topic").statusCode() == 200);
        });
  }

  private interface Step {
    void run() throws Exception;
  }

  /** With a type that nobody publishes any more, of so many entities that no buffer holds them. */
  private static void withMuch(Step step) throws Exception {
    execute(
        "insert into history (entity_type, entity_id, version, from_position, audience, body)"
            + " select 'much', lpad(i::text, 7, '0'), 1, 1, 'PUBLIC', '\"' || repeat('x', 500) || '\"' from generate_series(1, "
            + MUCH
            + ") i");
    try {
      step.run();
    } finally {
      execute("delete from history where entity_type = 'much'");
    }
  }

  private static long head() throws SQLException {
    return number("select position from feed_head");
  }

  private static long number(String query) throws SQLException {
    try (var superuser = superuser();
        var statement = superuser.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = owner();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection owner() throws SQLException {
    return DriverManager.getConnection(
        Postgres.shared().jdbcUrl("sample"), "sample_owner", "sample_owner");
  }

  private static Connection superuser() throws SQLException {
    return DriverManager.getConnection(Postgres.shared().jdbcUrl("sample"), "postgres", "postgres");
  }

  /** Takes lines when asked, and leaves the rest with the server. */
  private static final class Reader implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final BufferedReader lines;

    Reader(URI home, String path) throws Exception {
      var answer =
          client.send(
              HttpRequest.newBuilder(home.resolve(path)).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    String line() throws IOException {
      return lines.readLine();
    }

    /** How much of that type is left, up to the line that says that this is the end. */
    long countToTheEnd() throws IOException {
      var count = 0L;
      var last = "";
      for (var line = line(); line != null; line = line()) {
        last = line;
        if (line.startsWith("{\"entityType\":\"much\"")) {
          count++;
        }
      }
      assertThat(last).startsWith("{\"end\"");
      return count;
    }

    @Override
    public void close() throws IOException {
      lines.close();
      client.shutdownNow();
    }
  }
}

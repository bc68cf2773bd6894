package dev.zhihe.sample;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import dev.zhihe.servers.Postgres;
import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Answers that are kept while nothing is committed, and no longer. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class KeptAnswersTest {
  private static final String ITEM = "/v1/topics/520077-t1";
  private static final String LIST = "/v1/topics?area=520077";
  private static final String TALLY = "/v1/notice-tallies?area=520077";
  private static final List<String> READS = List.of(ITEM, LIST, TALLY);
  private static final List<Supplier<Request>> READERS =
      List.of(() -> given(), () -> as("carl", "consumer"), () -> asEditor());

  @Inject AgroalDataSource database;

  /** Nobody reads the tables while they are locked, so what is answered was kept. */
  @Test
  void keepsAnAnswerUntilTheNextCommit() throws SQLException {
    named("初名");
    Family.sealedPosition("topics");
    for (var reader : READERS) {
      READS.forEach(read -> reader.get().get(read));
      var first =
          READS.stream().collect(Collectors.toMap(read -> read, read -> reader.get().get(read)));
      try (var connection = database.getConnection();
          var statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("set local idle_in_transaction_session_timeout = 0");
        statement.execute("lock table topic, notice in access exclusive mode");
        for (var read : READS) {
          assertThat(told(kept(() -> reader.get().get(read))))
              .as(read)
              .isEqualTo(told(first.get(read)));
          var tag = first.get(read).header("ETag");
          for (var held : List.of(tag, "W/" + tag, "\"x\", " + tag)) {
            var unchanged = kept(() -> reader.get().header("If-None-Match", held).get(read));
            unchanged.then().statusCode(304).header("ETag", tag);
            assertThat(unchanged.header("Zhihe-As-Of"))
                .isEqualTo(first.get(read).header("Zhihe-As-Of"));
            assertThat(unchanged.headers().hasHeaderWithName("Content-Type")).isFalse();
          }
        }
        reader.get().header("Accept-Language", "fr").get(ITEM).then().statusCode(503);
        connection.rollback();
      }
    }
  }

  @Test
  void keepsWhatIsAskedForAgain() throws SQLException {
    named("初名");
    Family.sealedPosition("topics");
    var read = LIST + "&limit=7";
    given().get(read).then().statusCode(200);
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local idle_in_transaction_session_timeout = 0");
      statement.execute("lock table topic in access exclusive mode");
      given().get(read).then().statusCode(503);
      connection.rollback();
      given().get(read).then().statusCode(200);
      statement.execute("lock table topic in access exclusive mode");
      kept(() -> given().get(read)).then().statusCode(200);
      connection.rollback();
    }
  }

  /** A list of topics does not depend on notices, but a tally counts both. */
  @Test
  void keepsAnAnswerWhileOtherTypesChange() throws SQLException {
    named("初名");
    Family.sealedPosition("topics");
    READS.forEach(read -> given().get(read));
    var first = READS.stream().collect(Collectors.toMap(read -> read, read -> given().get(read)));
    var notice = written("520077-n1");
    Family.sealedPosition("notices");
    var position = asEditor().get("/v1/notices?limit=1").header("Zhihe-As-Of");
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local idle_in_transaction_session_timeout = 0");
      statement.execute("lock table topic in access exclusive mode");
      for (var read : List.of(ITEM, LIST)) {
        for (int again = 0; again < 2; again++) {
          var kept = told(kept(() -> given().get(read)));
          assertThat(kept).as(read).containsEntry("Zhihe-As-Of", position);
          var before = told(first.get(read));
          kept.remove("Zhihe-As-Of");
          before.remove("Zhihe-As-Of");
          assertThat(kept).as(read).isEqualTo(before);
        }
        kept(() -> given().header("If-None-Match", first.get(read).header("ETag")).get(read))
            .then()
            .statusCode(304)
            .header("Zhihe-As-Of", equalTo(position));
      }
      given().get(TALLY).then().statusCode(503);
      connection.rollback();
    }
    given().get(TALLY).then().statusCode(200).header("Zhihe-As-Of", equalTo(position));
    asEditor().header("If-Match", notice).delete("/v1/notices/520077-n1").then().statusCode(204);
  }

  /** What was known at a position, and what holds on a day, as long as nothing changes that. */
  @Test
  void keepsAnswersOfOtherMoments() throws SQLException {
    named("原名");
    var position = Family.sealedPosition("topics");
    named("后名");
    var now = Family.sealedPosition("topics");
    var past = LIST + "&asOf=" + position;
    var day = LIST + "&on=2100-01-01";
    for (int again = 0; again < 2; again++) {
      given().get(past).then().body("items.nameZh", hasItem("原名"));
      given().get(day).then().body("items.nameZh", hasItem("后名"));
    }
    var notice = written("520077-n2");
    var later = Family.sealedPosition("notices");
    try (var connection =
            DriverManager.getConnection(
                Postgres.shared().jdbcUrl("sample"), "sample_owner", "sample_owner");
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local idle_in_transaction_session_timeout = 0");
      statement.execute("lock table history in access exclusive mode");
      kept(() -> given().get(past))
          .then()
          .body("items.nameZh", hasItem("原名"))
          .header("Zhihe-As-Of", endsWith("/" + position));
      kept(() -> given().get(day))
          .then()
          .body("items.nameZh", hasItem("后名"))
          .header("Zhihe-As-Of", endsWith("/" + later));
      connection.rollback();
    }
    assertThat(later).isGreaterThan(now);
    named("再名");
    given().get(past).then().body("items.nameZh", hasItem("原名"));
    given().get(day).then().body("items.nameZh", hasItem("再名"));
    asEditor().header("If-Match", notice).delete("/v1/notices/520077-n2").then().statusCode(204);
  }

  @Test
  void answersWithEachCommitAtOnce() {
    for (int round = 0; round < 5; round++) {
      var name = "第" + round + "名";
      named(name);
      for (var reader : READERS) {
        for (int again = 0; again < 3; again++) {
          reader.get().get(ITEM).then().statusCode(200).body("nameZh", equalTo(name));
          reader.get().get(LIST).then().body("items.nameZh", hasItem(name));
          reader.get().get(TALLY).then().body("items.nameZh", hasItem(name));
        }
      }
    }
  }

  @Test
  void answersOtherFormatsPagesAndMomentsApart() {
    named("另一名");
    new Family("topics").imported("code,area,nameZh\n520077-t2,520077,第二个\n", "").statusCode(200);
    for (int again = 0; again < 3; again++) {
      given().get(LIST).then().body("items.size()", equalTo(2));
      given().get(LIST + "&limit=1").then().body("items.size()", equalTo(1));
      given().get(LIST + "&asOf=now").then().body("items.size()", equalTo(2));
      assertThat(given().accept("text/csv").get(LIST).asString()).startsWith("code,");
      assertThat(given().get(LIST + "&format=csv").asString()).startsWith("code,");
      given()
          .head(ITEM)
          .then()
          .statusCode(200)
          .header("Content-Length", matchesPattern("[1-9]\\d*"));
      given().header("If-Match", "\"v0\"").get(ITEM).then().statusCode(412);
      given().header("If-None-Match", "\"v0\"").get(ITEM).then().statusCode(200);
      given().header("If-None-Match", "*").get(ITEM).then().statusCode(304);
      given().auth().oauth2("no.such.token").get(ITEM).then().statusCode(401);
    }
  }

  @Test
  void keepsNoHeaderOfAConnection() {
    named("一名");
    Family.sealedPosition("topics");
    // The JDK's client does not let a request close its connection.
    RestAssured.given()
        .header("Connection", "close")
        .get(ITEM)
        .then()
        .header("Connection", "close");
    assertThat(given().get(ITEM).headers().hasHeaderWithName("Connection")).isFalse();
  }

  private static void named(String name) {
    new Family("topics")
        .imported("code,area,nameZh\n520077-t1,520077," + name + "\n", "?onExisting=update")
        .statusCode(200);
  }

  /** A draft of a notice of the topic; its tag. */
  private static String written(String code) {
    return asEditor()
        .contentType("application/json")
        .body(Map.of("code", code, "topic", "520077-t1", "titleZh", "公告", "day", "2021-05-01"))
        .post("/v1/notices")
        .then()
        .statusCode(201)
        .extract()
        .header("ETag");
  }

  /** The kept answer. A busy machine may take too long to tell the head of the log. */
  private static Response kept(Supplier<Response> read) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(read::get, answer -> answer.statusCode() != 503);
  }

  private static Map<String, String> told(Response answer) {
    var told = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    answer.headers().forEach(header -> told.put(header.getName(), header.getValue()));
    told.put("body", answer.asString());
    return told;
  }
}

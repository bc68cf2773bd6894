package dev.zhihe.sample;

import static dev.zhihe.sample.Board.TOPICS;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An answer names the position that it stands on, and at that position it is given again. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class CitedReadsTest {
  private static final String CITED = "Zhihe-As-Of";
  private static final String LIST = "/v1/topics?area=440016";
  private static final String TALLY = "/v1/notice-tallies?area=440016&on=2023-06-30";
  private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);
  private static final int WRITES = 15;
  private static final int CITATIONS = 60;

  /** Reads of every kind, each naming its day if it depends on one. */
  private static final List<String> PATHS =
      List.of(
          "/v1/topics/440016-i3",
          LIST,
          LIST + "&limit=2",
          LIST + "&on=2199-12-31",
          LIST + "&format=csv",
          LIST + "&limit=3&format=csv",
          LIST + "&kind=service",
          TALLY,
          TALLY + "&format=csv");

  @BeforeEach
  void topicsAreThere() {
    TOPICS.imported(topics("初"), "?onExisting=update").statusCode(200);
  }

  private static String topics(String note) {
    return "code,area,kind,nameZh,note\n"
        + IntStream.range(1, 7).mapToObj(i -> topic(i, note)).collect(Collectors.joining());
  }

  private static String topic(int number, String note) {
    return "440016-i%1$d,440016,%2$s,主题%1$d %3$s,%3$s\n"
        .formatted(number, number % 2 == 0 ? "event" : "service", note);
  }

  private record Citation(String path, String position, String answer) {}

  @Test
  void whatWasCitedWhileOthersWroteIsGivenAgain() throws Exception {
    new Board("440016").loaded().published(1);
    var before = cited(TALLY, get(TALLY + "&asOf=now"));
    var done = new CountDownLatch(2);
    var writers =
        IntStream.of(1, 2)
            .mapToObj(seed -> CompletableFuture.runAsync(() -> write(seed, done), THREADS))
            .toList();
    var readers =
        IntStream.of(3, 4)
            .mapToObj(seed -> CompletableFuture.supplyAsync(() -> read(seed, done), THREADS))
            .toList();
    for (var writer : writers) {
      writer.get(10, TimeUnit.MINUTES);
    }
    var cited = new ArrayList<Citation>();
    cited.add(before);
    for (var reader : readers) {
      cited.addAll(reader.get(10, TimeUnit.MINUTES));
    }
    for (var path : PATHS) {
      var answer =
          Awaitility.await()
              .atMost(Duration.ofMinutes(1))
              .until(() -> get(path), one -> one.header(CITED) != null);
      cited.add(cited(path, answer));
      var unchanged = given().header("If-None-Match", answer.header("ETag")).get(path);
      assertThat(unchanged.statusCode()).as(path).isEqualTo(304);
      assertThat(unchanged.header(CITED)).as(path).isEqualTo(answer.header(CITED));
    }
    for (var citation : cited) {
      var again =
          get(
              citation.path
                  + (citation.path.contains("?") ? "&" : "?")
                  + "asOf="
                  + citation.position);
      assertThat(again.header(CITED)).as(citation.path).isEqualTo(citation.position);
      assertThat(again.asString())
          .as("%s at %s", citation.path, citation.position)
          .isEqualTo(citation.answer);
    }
    assertThat(cited.stream().map(Citation::path).distinct()).containsAll(PATHS);
    var positions =
        cited.stream().map(Citation::position).collect(Collectors.toCollection(HashSet::new));
    assertThat(positions).as("they wrote meanwhile").hasSizeGreaterThan(1);
  }

  /** The columns of a release belong to the tag of its files. */
  @Test
  void aCopyWithOtherColumnsIsNotCurrent() {
    for (var path : List.of(LIST + "&format=csv&asOf=now", LIST + "&limit=3&format=csv&asOf=now")) {
      var tag = get(path).header("ETag");
      assertThat(tag).contains(".csv.");
      assertThat(given().header("If-None-Match", tag).get(path).statusCode()).isEqualTo(304);
      for (var other : List.of("", ".00000000")) {
        var held = tag.replaceFirst("(?<=\\.csv)\\.[0-9a-f]{8}", other);
        assertThat(held).isNotEqualTo(tag);
        assertThat(given().header("If-None-Match", held).get(path).statusCode()).isEqualTo(200);
      }
    }
  }

  /** Changes one, or all together. */
  private static void write(int seed, CountDownLatch done) {
    try {
      var random = new Random(seed);
      for (int i = 0; i < WRITES; i++) {
        var note = seed + "-" + i;
        var one = random.nextInt(1, 12);
        var file =
            one < 7
                ? topics(note).lines().findFirst().orElseThrow() + "\n" + topic(one, note)
                : topics(note);
        TOPICS.imported(file, "?onExisting=update").statusCode(200);
      }
    } finally {
      done.countDown();
    }
  }

  /** Reads until nobody writes any more; keeps the answers that name their position. */
  private static List<Citation> read(int seed, CountDownLatch done) {
    var random = new Random(seed);
    var cited = new ArrayList<Citation>();
    while (done.getCount() > 0 && cited.size() < CITATIONS) {
      var path = PATHS.get(random.nextInt(PATHS.size()));
      var now = random.nextInt(4) == 0;
      var answer = get(now ? path + (path.contains("?") ? "&" : "?") + "asOf=now" : path);
      if (answer.header(CITED) != null) {
        cited.add(cited(path, answer));
      } else {
        assertThat(now || path.contains("2199")).as("%s has a position", path).isFalse();
      }
    }
    return cited;
  }

  private static Citation cited(String path, Response answer) {
    return new Citation(
        path, answer.header(CITED), new String(answer.asByteArray(), StandardCharsets.UTF_8));
  }

  private static Response get(String path) {
    return given().get(path).then().statusCode(200).extract().response();
  }

  @Test
  void thePagesAfterTheFirstAreOfItsPosition() {
    var path = LIST + "&kind=event&limit=2"; // three in all
    var first = get(path + "&asOf=now");
    var position = first.header(CITED);
    var cursor = first.jsonPath().getString("next");
    given()
        .get(path + "&asOf=now&cursor=" + cursor)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/asOf"))
        .body("errors[0].value", equalTo("now"));
    var link = linkOf(first);
    assertThat(link).contains("asOf=" + position.replace("/", "%2F")).contains("cursor=" + cursor);
    TOPICS.imported(topics("后"), "?onExisting=update").statusCode(200);
    var second = given().urlEncodingEnabled(false).get(link);
    assertThat(second.header(CITED)).isEqualTo(position);
    assertThat(second.jsonPath().getList("items.note")).containsOnly("初").hasSize(1);
    assertThat(get(path + "&cursor=" + cursor).jsonPath().getList("items.note"))
        .as("of now")
        .containsOnly("后");
    TOPICS.imported(topics("初"), "?onExisting=update").statusCode(200);
  }

  private static String linkOf(Response answer) {
    return answer.header("Link").replaceFirst("^<([^>]*)>.*$", "$1");
  }

  @Test
  void anAnswerWithNothingStandsOnAPositionToo() {
    for (var nothing : new @Nullable String[] {"", "&format=csv", "&on=2199-12-31"}) {
      var path = "/v1/topics?area=000001" + nothing;
      var position = get(path + "&asOf=now").header(CITED);
      assertThat(position).startsWith("sample/");
      given()
          .get(path + "&asOf=" + position)
          .then()
          .statusCode(200)
          .header(CITED, startsWith(position));
    }
  }
}

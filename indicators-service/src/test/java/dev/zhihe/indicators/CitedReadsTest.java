package dev.zhihe.indicators;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.zhihe.test.Family;
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
  private static final String PLAN = "440016-145";
  private static final String LIST = "/v1/indicators?plan=" + PLAN;
  private static final Family INDICATORS = new Family("indicators");
  private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);
  private static final int WRITES = 15;
  private static final int CITATIONS = 60;

  /** Reads of every kind, each naming its day if it depends on one. */
  private static final List<String> PATHS =
      List.of(
          "/v1/indicators/440016-i3",
          LIST,
          LIST + "&limit=2",
          LIST + "&on=2199-12-31",
          LIST + "&format=csv",
          LIST + "&limit=3&format=csv",
          LIST + "&kind=headline",
          "/v1/assessments?on=2023-06-30&plan=" + PLAN,
          "/v1/scorecards?on=2023-06-30&plan=" + PLAN,
          "/v1/target-breakdowns?on=2023-06-30&year=2023&plan=" + PLAN);

  @BeforeEach
  void aPlanIsThere() {
    new Family("plans")
        .imported("code,area,nameZh,startYear,endYear\n%s,440016,某区,2021,2025\n".formatted(PLAN))
        .statusCode(200);
    INDICATORS.imported(indicators("初"), "?onExisting=update").statusCode(200);
    new Family("targets")
        .imported(
            "code,plan,indicator,area,year,comparator,value,baselineValue,baselineYear\n"
                + IntStream.range(1, 7)
                    .mapToObj(
                        i ->
                            "440016-t%1$d,%2$s,440016-i%1$d,440016,2025,ge,%1$d,0,2020\n"
                                .formatted(i, PLAN))
                    .collect(Collectors.joining()))
        .statusCode(200);
    PlanFiles.adopt(PLAN);
  }

  private static String indicators(String category) {
    return "code,nameZh,kind,unit,direction,nature,category,plans\n"
        + IntStream.range(1, 7).mapToObj(i -> indicator(i, category)).collect(Collectors.joining());
  }

  private static String indicator(int number, String category) {
    return "440016-i%1$d,指标%1$d,goal,家,increase,level,%2$s,%3$s\n"
        .formatted(number, category, PLAN);
  }

  private record Citation(String path, String position, String answer) {}

  @Test
  void whatWasCitedWhileOthersWroteIsGivenAgain() throws Exception {
    var before = cited(LIST, get(LIST + (LIST.contains("?") ? "&" : "?") + "asOf=now"));
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

  /** Changes one, or all together. */
  private static void write(int seed, CountDownLatch done) {
    try {
      var random = new Random(seed);
      for (int i = 0; i < WRITES; i++) {
        var category = seed + "-" + i;
        var one = random.nextInt(1, 12);
        var file =
            one < 7
                ? indicators(category).lines().findFirst().orElseThrow()
                    + "\n"
                    + indicator(one, category)
                : indicators(category);
        INDICATORS.imported(file, "?onExisting=update").statusCode(200);
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
    var path = LIST + "&limit=4";
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
    INDICATORS.imported(indicators("后"), "?onExisting=update").statusCode(200);
    var second = given().urlEncodingEnabled(false).get(link);
    assertThat(second.header(CITED)).isEqualTo(position);
    assertThat(second.jsonPath().getList("items.category")).containsOnly("初").hasSize(2);
    assertThat(get(path + "&cursor=" + cursor).jsonPath().getList("items.category"))
        .as("of now")
        .containsOnly("后");
    INDICATORS.imported(indicators("初"), "?onExisting=update").statusCode(200);
  }

  private static String linkOf(Response answer) {
    return answer.header("Link").replaceFirst("^<([^>]*)>.*$", "$1");
  }

  @Test
  void anAnswerWithNothingStandsOnAPositionToo() {
    for (var nothing : new @Nullable String[] {"", "&format=csv", "&on=2199-12-31"}) {
      var path = "/v1/indicators?plan=000001-145" + nothing;
      var position = get(path + "&asOf=now").header(CITED);
      assertThat(position).startsWith("indicators/");
      given()
          .get(path + "&asOf=" + position)
          .then()
          .statusCode(200)
          .header(CITED, startsWith(position));
    }
  }
}

package dev.zhihe.sample;

import static dev.zhihe.sample.Board.NOTICES;
import static dev.zhihe.sample.Board.TOPICS;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Lists, items, names and imports of the families, each test with an area of its own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FamiliesTest {
  private static String topics(String area) {
    return IntStream.range(0, 25)
        .mapToObj(
            i ->
                "%1$s-t%2$02d,%1$s,%3$s,主题%2$d,别%4$d;名%2$d,2021,2025,%2$d.50\n"
                    .formatted(area, i, i % 2 == 0 ? "event" : "service", i % 5))
        .collect(
            Collectors.joining(
                "", "code,area,kind,nameZh,aliases,startYear,endYear,feeYuan\n", ""));
  }

  @Test
  void losesNoRowBetweenPagesAndTakesBackWhatItGave() {
    var file = topics("440001");
    TOPICS.takesInOnce(file);
    TOPICS.walksAllPages("area=440001", file);
    TOPICS.refusesAForeignCursor("area=440001", "area=440002");
    TOPICS.roundTrips("area=440001", file);
    TOPICS.refusesUnknownAndRepeatedParameters();
  }

  @Test
  void neverAnswers304AfterAWrite() {
    var file = topics("440003");
    TOPICS.imported(file).statusCode(200);
    TOPICS.neverAnswers304AfterAWrite("440003-t07", "area=440003", file.replace("主题7,", "主题七,"));
  }

  @Test
  void filtersByEqualityWordsAndWhatAListContains() {
    TOPICS.imported(topics("440005")).statusCode(200);
    TOPICS.imported("code,area,nameZh,parent\n440005-u1,440005,子主题,440005-t01\n").statusCode(200);
    var list = "/v1/topics?area=440005&limit=100";
    given().get(list + "&kind=service").then().body("items.size()", equalTo(12));
    given().get(list + "&parent=440005-t01").then().body("items.code", contains("440005-u1"));
    given()
        .get(list + "&alias=别3")
        .then()
        .body(
            "items.code",
            contains("440005-t03", "440005-t08", "440005-t13", "440005-t18", "440005-t23"));
    given()
        .get(list + "&kind=EVENT")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/kind"));
  }

  @Test
  void namesEveryErrorOfEveryRowAndWritesNothing() {
    TOPICS
        .imported(
            """
            code,area,kind,nameZh,parent,startYear,endYear,opensOn,feeYuan,weight,aliases
            440006-t1,4400,游园,甲,440006-t9,2021,2020,2021-02-30,-1,1e3,a;a
            440006-t2,440006,活动,,,2021,2025,,,,
            440006-t3,440006,service,好,,2021,2025,2021-05-01,2.5,0.25,甲;乙
            """)
        .statusCode(422)
        .body(
            "errors.findAll { it.row == 2 }.column",
            containsInAnyOrder(
                "area", "kind", "parent", "endYear", "opensOn", "feeYuan", "weight", "aliases"))
        .body("errors.findAll { it.row == 3 }.code", contains("required"))
        .body("errors.findAll { it.row == 4 }", empty());
    asEditor().get("/v1/topics/440006-t3").then().statusCode(404);
  }

  @Test
  void doesNotChangeATopicThatAPublishedNoticeIsAbout() {
    var board = new Board("440007").loaded();
    var changed = "code,area,nameZh\n%s,440007,改名\n".formatted(board.topic());
    board.waiting(1);
    TOPICS.imported(changed, "?onExisting=update&dryRun=true").statusCode(200);
    board.published(2);
    TOPICS
        .imported(changed, "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("in-use"));
  }

  @Test
  void findsAPublishedNoticeByItsTitle() {
    var board = new Board("440008").loaded();
    board.published(1);
    board.waiting(2);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                given()
                    .get("/v1/search/sample?q=五月&area=440008")
                    .then()
                    .statusCode(200)
                    .body("items.code", contains(board.notice(1))));
  }

  @Test
  void showsANoticeToEverybodyOnceItIsPublished() {
    var board = new Board("440009").loaded();
    board.waiting(1);
    var list = NOTICES + "?topic=" + board.topic();
    given().get(board.item(1)).then().statusCode(404);
    given().get(list).then().body("items", empty());
    asEditor().get(list + "&status=submitted").then().body("items.code", contains(board.notice(1)));
    board.published(2);
    given().get(list).then().body("items.code", contains(board.notice(2)));
    given().get(board.item(2)).then().statusCode(200).body("status", equalTo("published"));
  }

  @Test
  void readsTheStateOfAnEarlierMoment() {
    var board = new Board("440010").loaded();
    board.drafted(asEditor(), 1);
    var before =
        Awaitility.await()
            .until(
                () -> asEditor().get(board.item(1) + "?asOf=now"),
                answer -> answer.statusCode() == 200);
    asEditor()
        .contentType("application/json")
        .header("If-Match", "\"v1\"")
        .body(board.body(1, Map.of("places", 41)))
        .put(board.item(1))
        .then()
        .statusCode(200)
        .body("places", equalTo(41));
    asEditor()
        .get(board.item(1) + "?asOf=" + before.header("Zhihe-As-Of"))
        .then()
        .statusCode(200)
        .body(equalTo(before.asString()));
  }
}

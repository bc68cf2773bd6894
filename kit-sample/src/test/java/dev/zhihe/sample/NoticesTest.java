package dev.zhihe.sample;

import static dev.zhihe.sample.Board.NOTICES;
import static dev.zhihe.sample.Board.rita;
import static dev.zhihe.test.Acts.seen;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The review of notices: its steps, its second person, one and many. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class NoticesTest {
  @Test
  void goesFromDraftToPublishedWithAReturnBetween() {
    var board = new Board("450001").loaded();
    board.waiting(1);
    seen(rita(), board.item(1))
        .contentType("application/json")
        .body(
            Map.of(
                "reason", " 请核对 ", "fields", List.of(Map.of("field", "places", "reason", "与通知不符"))))
        .post(board.item(1) + "/return")
        .then()
        .statusCode(200)
        .header("ETag", "\"v3\"")
        .body("status", equalTo("returned"))
        .body("returnReason", equalTo("请核对"))
        .body("fieldReasons.field", contains("places"));
    seen(asEditor(), board.item(1))
        .contentType("application/json")
        .body(board.body(1, Map.of("places", 41)))
        .put(board.item(1))
        .then()
        .statusCode(200)
        .body("status", equalTo("draft"))
        .body("fieldReasons", empty())
        .body("returnReason", equalTo(null));
    board.submitted(asEditor(), 1);
    seen(rita(), board.item(1))
        .post(board.item(1) + "/publication")
        .then()
        .statusCode(200)
        .header("ETag", "\"v6\"")
        .body("status", equalTo("published"));
  }

  @Test
  void refusesAStepThatTheStateDoesNotAllowAndNamesTheOthers() {
    var board = new Board("450002").loaded();
    board.drafted(asEditor(), 1);
    seen(rita(), board.item(1))
        .header("Accept-Language", "en")
        .post(board.item(1) + "/publication")
        .then()
        .statusCode(409)
        .body("type", endsWith("/conflict"))
        .body(
            "detail",
            containsString(
                "It cannot be published: " + board.notice(1) + " is a draft: an editor"));
    board.published(2);
    seen(asEditor(), board.item(2)).delete(board.item(2)).then().statusCode(409);
    seen(asEditor(), board.item(2))
        .contentType("application/json")
        .body(board.body(2))
        .put(board.item(2))
        .then()
        .statusCode(409);
  }

  @Test
  void refusesInOneOrderTheVersionThenThePersonThenTheStep() {
    var board = new Board("450003").loaded();
    board.drafted(as("pat", "editor", "reviewer"), 1);
    var publication = board.item(1) + "/publication";
    as("pat", "editor", "reviewer").post(publication).then().statusCode(428);
    as("pat", "editor", "reviewer")
        .header("If-Match", "\"v9\"")
        .post(publication)
        .then()
        .statusCode(412);
    as("pat", "editor", "reviewer")
        .header("If-Match", "\"v1\"")
        .post(publication)
        .then()
        .statusCode(403);
    rita().header("If-Match", "\"v1\"").post(publication).then().statusCode(409);
  }

  @Test
  void aPersonOfAnEarlierVersionIsAFirstPersonToo() {
    var board = new Board("450004").loaded();
    board.drafted(as("pat", "editor", "reviewer"), 1);
    seen(asEditor(), board.item(1))
        .contentType("application/json")
        .body(board.body(1, Map.of("places", 41)))
        .put(board.item(1))
        .then()
        .statusCode(200);
    board.submitted(asEditor(), 1);
    seen(as("pat", "editor", "reviewer"), board.item(1))
        .post(board.item(1) + "/publication")
        .then()
        .statusCode(403)
        .body("detail", containsString(board.notice(1) + " 由您起草"));
  }

  @Test
  void whoeverReturnedANoticeMayPublishItLater() {
    var board = new Board("450005").loaded();
    board.waiting(1);
    seen(rita(), board.item(1))
        .contentType("application/json")
        .body(Map.of("reason", "请核对"))
        .post(board.item(1) + "/return")
        .then()
        .statusCode(200);
    seen(asEditor(), board.item(1))
        .contentType("application/json")
        .body(board.body(1))
        .put(board.item(1))
        .then()
        .statusCode(200);
    board.submitted(asEditor(), 1);
    seen(rita(), board.item(1)).post(board.item(1) + "/publication").then().statusCode(200);
  }

  @Test
  void publishesAndReturnsManyUnlessOneIsTheCallersOwn() {
    var board = new Board("450006").loaded();
    for (int number = 1; number <= 3; number++) {
      board.waiting(number);
    }
    board.drafted(as("pat", "editor", "reviewer"), 4);
    board.submitted(asEditor(), 4);
    board.drafted(asEditor(), 5);
    var all = Map.of("topic", board.topic());
    as("pat", "editor", "reviewer")
        .contentType("application/json")
        .body(all)
        .post(NOTICES + "/publications")
        .then()
        .statusCode(403)
        .body("detail", containsString(board.notice(4)));
    assertThat(statuses(board)).containsOnly("submitted", "draft");
    rita()
        .contentType("application/json")
        .body(
            Map.of(
                "selection",
                Map.of("topic", board.topic(), "codes", List.of(board.notice(2), board.notice(5))),
                "reason",
                "请核对"))
        .post(NOTICES + "/returns")
        .then()
        .statusCode(200)
        .body("count", equalTo(1))
        .body("more", equalTo(false));
    rita()
        .contentType("application/json")
        .body(all)
        .post(NOTICES + "/publications")
        .then()
        .statusCode(200)
        .body("count", equalTo(3));
    assertThat(statuses(board))
        .containsExactly("published", "returned", "published", "published", "draft");
    rita()
        .contentType("application/json")
        .body(Map.of())
        .post(NOTICES + "/publications")
        .then()
        .statusCode(422);
  }

  private static List<String> statuses(Board board) {
    return asEditor()
        .get(NOTICES + "?topic=" + board.topic())
        .jsonPath()
        .getList("items.status", String.class);
  }

  @Test
  void withdrawsWhatIsNotPublished() {
    var board = new Board("450007").loaded();
    board.waiting(1);
    seen(asEditor(), board.item(1)).delete(board.item(1)).then().statusCode(204);
    asEditor().get(board.item(1)).then().statusCode(404);
  }
}

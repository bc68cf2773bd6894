package dev.zhihe.sample;

import static dev.zhihe.sample.Board.NOTICES;
import static dev.zhihe.test.Acts.imported;
import static dev.zhihe.test.Acts.pat;
import static dev.zhihe.test.Acts.seen;
import static java.util.stream.Collectors.toSet;

import dev.zhihe.kit.review.Act;
import dev.zhihe.test.Acts;
import dev.zhihe.test.Acts.Attempt;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which acts need a second person: each as the table of acts says, on a board of its own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ActsTest {
  private static final String TOPICS = "code,nameZh\n%s,主题\n";

  private final Map<String, Attempt> attempts = new HashMap<>();

  ActsTest() {
    attempts.put("importTopics", imported(Acts::pat, "topics", TOPICS.formatted("410001-t1")));
    attempts.put(
        "deleteTopic",
        new Attempt(
            imported(Acts::pat, "topics", TOPICS.formatted("410002-t1")).prepare(),
            somebody -> seen(somebody, "/v1/topics/410002-t1").delete("/v1/topics/410002-t1")));
    attempt(
        "draftNotice",
        (board, pat) -> {},
        (board, somebody) ->
            somebody.contentType("application/json").body(board.body(1)).post(NOTICES));
    BiConsumer<Board, Request> drafted = (board, pat) -> board.drafted(pat, 1);
    attempt(
        "changeNotice",
        drafted,
        (board, somebody) ->
            seen(somebody, board.item(1))
                .contentType("application/json")
                .body(board.body(1, Map.of("places", 41)))
                .put(board.item(1)));
    attempt("submitNotice", drafted, posted("/submission", null));
    attempt(
        "withdrawNotice",
        drafted,
        (board, somebody) -> seen(somebody, board.item(1)).delete(board.item(1)));
    BiConsumer<Board, Request> submitted =
        (board, pat) -> {
          board.drafted(pat, 1);
          board.submitted(pat(), 1);
        };
    attempt("publishNotice", submitted, posted("/publication", null));
    attempt("returnNotice", submitted, posted("/return", Map.of("reason", "请核对日期")));
    attempt(
        "publishNotices",
        submitted,
        (board, somebody) ->
            somebody
                .contentType("application/json")
                .body(Map.of("topic", board.topic()))
                .post(NOTICES + "/publications"));
    attempt(
        "returnNotices",
        submitted,
        (board, somebody) ->
            somebody
                .contentType("application/json")
                .body(Map.of("selection", Map.of("topic", board.topic()), "reason", "请核对日期"))
                .post(NOTICES + "/returns"));
  }

  @Test
  void everyActOfTheContractIsInTheTable() {
    new Acts(attempts)
        .standInTheContract(Stream.of(SampleAct.values()).map(Act::operationId).collect(toSet()));
  }

  @ParameterizedTest
  @EnumSource
  void anActIsRefusedToWhoeverPreparedItIfItNeedsASecondPerson(SampleAct act) {
    new Acts(attempts).hold(act.operationId(), act.needsSecondPerson(), Acts::pat);
  }

  private static BiFunction<Board, Request, Response> posted(
      String act, @Nullable Map<String, String> body) {
    return (board, somebody) -> {
      var request = seen(somebody, board.item(1));
      return (body == null ? request : request.contentType("application/json").body(body))
          .post(board.item(1) + act);
    };
  }

  private void attempt(
      String operation,
      BiConsumer<Board, Request> prepare,
      BiFunction<Board, Request, Response> take) {
    var board = new Board("41%04d".formatted(attempts.size() + 1));
    attempts.put(
        operation,
        new Attempt(
            () -> prepare.accept(board.loaded(), pat()), somebody -> take.apply(board, somebody)));
  }
}

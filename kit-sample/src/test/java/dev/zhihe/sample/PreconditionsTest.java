package dev.zhihe.sample;

import static dev.zhihe.sample.Board.rita;
import static dev.zhihe.test.Family.asEditor;

import dev.zhihe.test.Family;
import dev.zhihe.test.Preconditions;
import dev.zhihe.test.Preconditions.Change;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class PreconditionsTest {
  @Test
  void everyReadHasATagAndEveryChangeAsksForTheVersionSeen() {
    var board = new Board("420001").loaded();
    board.drafted(asEditor(), 1);
    board.waiting(2);
    new Preconditions(
            Family::asEditor,
            Map.of(
                "deleteTopic",
                new Change(board.topic(), Family::asEditor),
                "changeNotice",
                new Change(board.notice(1), () -> json(asEditor()).body(board.body(1))),
                "submitNotice",
                new Change(board.notice(1), Family::asEditor),
                "withdrawNotice",
                new Change(board.notice(1), Family::asEditor),
                "publishNotice",
                new Change(board.notice(2), Board::rita),
                "returnNotice",
                new Change(board.notice(2), () -> json(rita()).body(Map.of("reason", "请核对日期")))))
        .hold();
  }

  private static Request json(Request somebody) {
    return somebody.contentType("application/json");
  }
}

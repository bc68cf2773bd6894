package dev.zhihe.sample;

import static dev.zhihe.sample.Board.NOTICES;
import static dev.zhihe.test.Family.asEditor;

import dev.zhihe.kit.json.Views;
import dev.zhihe.test.Family;
import dev.zhihe.test.RoundTrip;
import dev.zhihe.test.RoundTrip.Body;
import dev.zhihe.test.RoundTrip.Seed;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever is given for whatever field is refused, or comes back as it was given. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RoundTripTest {
  @Test
  void keepsOrRefusesWhateverIsGiven() throws Exception {
    var board = new Board("430001").loaded();
    board.drafted(asEditor(), 1);
    new RoundTrip("sample")
        .holds(
            List.of(
                new Seed(
                    new Family("topics"),
                    "code,area,kind,nameZh,startYear,endYear\n430001-t9,430001,event,开放日,2021,2025\n")),
            Map.of(
                "draftNotice",
                new Body(NOTICES, Family::asEditor, Views.write(board.body(2)), null),
                "changeNotice",
                new Body(
                    board.item(1), Family::asEditor, Views.write(board.body(1)), board.item(1)),
                "returnNotice",
                new Body(board.item(9) + "/return", Board::rita, "{\"reason\": \"请核对日期\"}", null),
                "publishNotices",
                new Body(
                    NOTICES + "/publications", Board::rita, "{\"topic\": \"430009-t1\"}", null),
                "returnNotices",
                new Body(
                    NOTICES + "/returns",
                    Board::rita,
                    "{\"selection\": {\"topic\": \"430009-t1\"}, \"reason\": \"请核对日期\"}",
                    null)));
  }
}

package dev.zhihe.indicators.figures.plausibility;

import static dev.zhihe.indicators.PlanFiles.OBSERVATIONS;
import static dev.zhihe.test.Request.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Figures that are handed in, held against those published before. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class PlausibilityCheckTest {
  private static final String HEADER =
      "code,indicator,area,board,period,comparator,value,status,comment\n";

  @Test
  void asksForACommentAndBlocksNothing() {
    indicator("439101");
    OBSERVATIONS
        .imported(
            HEADER
                + row("439101", "2017", "", "eq", "10", "")
                + row("439101", "2018", "", "eq", "11", "")
                + row("439101", "2019", "", "eq", "12", "")
                + row("439101", "2020", "", "eq", "13", "")
                + row("439101", "2021", "", "eq", "14", ""))
        .statusCode(200);
    var slip = row("439101", "2022", "", "eq", "140000", "");
    OBSERVATIONS
        .handedIn(HEADER + slip, "")
        .statusCode(422)
        .body("errors.code", contains("unit-slip"))
        .body("errors.column", contains("value"))
        .body("errors.value", contains("140000"))
        .body("errors[0].detail", containsString("14 × 10000"))
        .body("errors[0].detail", containsString("元/万元"));
    OBSERVATIONS
        .handedIn(HEADER + row("439101", "2022", "", "eq", "18", ""), "")
        .statusCode(422)
        .body("errors.code", contains("comment-required"))
        .body("errors[0].detail", containsString("4.05"));
    OBSERVATIONS
        .handedIn(HEADER + row("439101", "2022", "", "eq", "140000", "口径扩大"), "")
        .statusCode(200)
        .body("created", equalTo(1));
    OBSERVATIONS
        .handedIn(HEADER + row("439101", "2022", "", "eq", "16", ""), "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
  }

  /** The mistake of a first file is seen in it, and what follows it is not held against it. */
  @Test
  void comparesWithTheSameFileAndWithWhatWaits() {
    indicator("439103");
    var months =
        IntStream.rangeClosed(1, 12)
            .mapToObj(
                month ->
                    row(
                        "439103",
                        "2022-%02d".formatted(month),
                        "",
                        "eq",
                        month == 5 ? "410000" : String.valueOf(40 + month),
                        ""))
            .toList();
    OBSERVATIONS
        .handedIn(HEADER + String.join("", months), "")
        .statusCode(422)
        .body("errors.row", contains(6))
        .body("errors.code", contains("unit-slip"));
    var right = String.join("", months).replace("410000", "45");
    OBSERVATIONS.handedIn(HEADER + right, "").statusCode(200);
    OBSERVATIONS
        .handedIn(HEADER + row("439103", "2023-01", "", "eq", "410000", ""), "")
        .statusCode(422)
        .body("errors.code", contains("unit-slip"))
        .body("errors[0].detail", containsString("52 × 10000"));
  }

  /** Nothing earlier is known of it, but what it corrects is. */
  @Test
  void comparesACorrectionWithWhatItCorrects() {
    share("439109", "", "");
    var figure =
        "code,indicator,area,period,value,status,comment\n439109-o,439109-i,439109,2022,%s,actual,%s\n";
    OBSERVATIONS.imported(figure.formatted("3.8", "")).statusCode(200);
    for (var slipped : new String[] {"38", "0.38", "0.039"}) {
      OBSERVATIONS
          .handedIn(figure.formatted(slipped, ""), "?onExisting=update")
          .statusCode(422)
          .body("errors.code", contains("unit-slip"))
          .body("errors[0].detail", containsString("3.8"));
    }
    OBSERVATIONS.handedIn(figure.formatted("4.1", ""), "?onExisting=update").statusCode(200);
  }

  /** What was said of one value explains no other. */
  @Test
  void aCommentSpeaksOfTheValueItCameWith() {
    indicator("439104");
    OBSERVATIONS
        .imported(
            HEADER
                + row("439104", "2021", "", "eq", "10", "")
                + row("439104", "2022", "", "eq", "12", "口径调整"))
        .statusCode(200);
    var correction =
        "code,indicator,area,period,value,status\n439104-i-2022-all,439104-i,439104,2022,%s,actual\n";
    OBSERVATIONS
        .handedIn(correction.formatted("120000"), "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("unit-slip"));
    OBSERVATIONS
        .handedIn(HEADER + row("439104", "2022", "", "eq", "120000", "并表"), "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
    // The value stays, and so does what was said of it.
    OBSERVATIONS
        .handedIn(
            correction.formatted("120000").replace("actual", "provisional"), "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
  }

  @Test
  void comparesWithTheSameSeriesAlone() {
    indicator("439102");
    OBSERVATIONS
        .imported(
            HEADER
                + row("439102", "2020", "", "eq", "10", "")
                + row("439102", "2021-Q4", "", "eq", "100000", "")
                + row("439102", "2021", "某板块", "eq", "100000", "")
                + row("439102", "2021", "", "ge", "100000", "")
                + row("439102", "2024", "", "eq", "100000", "两年后"))
        .statusCode(200);
    OBSERVATIONS
        .handedIn(
            HEADER
                + row("439102", "2022", "", "eq", "12", "")
                + row("439102", "2022-Q1", "", "eq", "90000", "")
                + row("439102", "2022", "某板块", "eq", "90000", "")
                + row("439102", "2023", "", "ge", "90000", ""),
            "")
        .statusCode(200)
        .body("created", equalTo(4));
    OBSERVATIONS
        .handedIn(
            HEADER
                + row("439102", "2022", "另一板块", "eq", "12", "")
                + row("439102", "2022-Q2", "", "eq", "9", "")
                + row("439102", "2023", "某板块", "eq", "9", ""),
            "")
        .statusCode(422)
        .body("errors.row", contains(3, 4))
        .body("errors.code", contains("unit-slip", "unit-slip"));
  }

  /** By whatever way a figure comes: alone, in a file, as a correction, as an estimate. */
  @Test
  void knowsPercent() {
    share("439105", "", "");
    OBSERVATIONS.imported(HEADER + row("439105", "2021", "", "eq", "3.8", "")).statusCode(200);
    for (var value : List.of("38", "150", "-3", "0.039")) {
      OBSERVATIONS
          .handedIn(HEADER + row("439105", "2022", "", "eq", value, ""), "")
          .statusCode(422)
          .body("errors.column", contains("value"))
          .body("errors.value", contains(value))
          .body("errors[0].detail", containsString("comment"));
      OBSERVATIONS
          .handedIn(
              HEADER + row("439105", "2022", "", "eq", value, "").replace("actual", "estimated"),
              "")
          .statusCode(422);
    }
    OBSERVATIONS
        .handedIn(
            HEADER
                + row("439105", "2022", "", "eq", "4.1", "")
                + row("439105", "2023", "", "eq", "41", "")
                + row("439105", "2024", "", "ge", "150", "")
                + row("439105", "2025", "", "eq", "4.3", ""),
            "")
        .statusCode(422)
        .body("errors.row", containsInAnyOrder(3, 4))
        .body("errors.code", containsInAnyOrder("unit-slip", "comment-required"));
    OBSERVATIONS.imported(HEADER + row("439105", "2022", "", "eq", "4.1", "核对无误")).statusCode(200);
    OBSERVATIONS
        .handedIn(HEADER + row("439105", "2022", "", "eq", "41", "核对无误"), "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("unit-slip"));
    OBSERVATIONS
        .handedIn(HEADER + row("439105", "2022", "", "eq", "150", "跨区并表"), "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
  }

  /** A comment opens no stated bound, and a later bound closes nothing that is stored. */
  @Test
  void keepsToTheBoundsThatTheIndicatorStates() {
    share("439106", "-50", "50");
    given()
        .get("/v1/indicators/439106-i")
        .then()
        .body("minimum", equalTo(-50))
        .body("maximum", equalTo(50));
    for (var value : List.of("-50.01", "50.01")) {
      OBSERVATIONS
          .handedIn(HEADER + row("439106", "2021", "", "eq", value, "确有其事"), "")
          .statusCode(422)
          .body("errors.code", contains("out-of-bounds"))
          .body("errors.value", contains(value))
          .body("errors[0].detail", containsString("50"));
    }
    var least = row("439106", "2021", "", "eq", "-50", "");
    var greatest = row("439106", "2022", "", "eq", "50", "");
    OBSERVATIONS.imported(HEADER + least + greatest).statusCode(200);

    share("439106", "-10", "10");
    given().get("/v1/observations/439106-i-2022-all").then().body("value", equalTo(50));
    given().get("/v1/observations?area=439106").then().body("items.value", contains(-50, 50));
    OBSERVATIONS.handedIn(HEADER + least + greatest, "").body("unchanged", equalTo(2));
    OBSERVATIONS
        .handedIn(HEADER + row("439106", "2022", "", "eq", "11", ""), "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("out-of-bounds"));
    OBSERVATIONS
        .handedIn(
            "code,indicator,area,period,value,measure,status\n439106-n,439106-i,439106,2023,-60,increment,actual\n",
            "")
        .statusCode(200);
  }

  @Test
  void refusesBoundsThatLeaveNoValue() {
    new Family("indicators")
        .imported(
            SHARE
                + "439107-i,占比,goal,%,2,1,increase,ratio\n439107-j,占比,goal,%,1,a,increase,ratio\n")
        .statusCode(422)
        .body("errors.row", contains(2, 3))
        .body("errors.column", contains("maximum", "maximum"))
        .body("errors.code", contains("order", "number"));
    new Family("indicators")
        .imported(SHARE + "439107-i,占比,goal,%,1,1,increase,ratio\n")
        .statusCode(200);
  }

  private static final String SHARE = "code,nameZh,kind,unit,minimum,maximum,direction,nature\n";

  private static void share(String area, String minimum, String maximum) {
    new Family("indicators")
        .imported(
            SHARE + "%s-i,占比,goal,%%,%s,%s,increase,ratio\n".formatted(area, minimum, maximum),
            "?onExisting=update")
        .statusCode(200);
  }

  private static void indicator(String area) {
    new Family("plans")
        .imported(
            "code,area,nameZh,startYear,endYear\n%1$s-145,%1$s,某区规划,2021,2025\n".formatted(area))
        .statusCode(200);
    new Family("indicators")
        .imported(
            "code,nameZh,kind,unit,direction,nature,plans\n%1$s-i,产值,goal,万元,increase,level,%1$s-145\n"
                .formatted(area))
        .statusCode(200);
  }

  private static String row(
      String area, String period, String board, String comparator, String value, String comment) {
    return "%1$s-i-%7$s-%8$s,%1$s-i,%1$s,%3$s,%2$s,%4$s,%5$s,actual,%6$s\n"
        .formatted(
            area,
            period,
            board,
            comparator,
            value,
            comment,
            period.toLowerCase(Locale.ROOT),
            board.isEmpty() ? "all" : board.equals("某板块") ? "one" : "other");
  }
}

package dev.zhihe.indicators.figures.calendar;

import static dev.zhihe.indicators.PlanFiles.OBSERVATIONS;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.zhihe.indicators.PlanFiles;
import dev.zhihe.kit.json.Days;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The calendar of collection, what it locks, and what it finds missing or late. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class CollectionTest {
  private static final Family PERIODS = new Family("collection-periods");
  private static final String OPEN = "2999-12-31";

  @Test
  void isAFamilyLikeOthers() {
    var file =
        """
        code,area,period,dueDate,lockAfterDue,note
        439001-2023,439001,2023,2999-12-31,true,年报
        439001-2023-h1,439001,2023-H1,2999-12-31,true,
        439001-2023-q1,439001,2023-Q1,2999-12-31,false,
        439001-2023-01,439001,2023-01,2999-12-31,true,
        """;
    PERIODS.takesInOnce(file);
    PERIODS.walksAllPages("area=439001", file);
    PERIODS.roundTrips("area=439001", file);
    PERIODS.refusesAForeignCursor("area=439001", "area=439002");
    PERIODS.refusesUnknownAndRepeatedParameters();
    PERIODS.neverAnswers304AfterAWrite(
        "439001-2023", "area=439001", file.replace("true,年报", "true,统计年报"));
  }

  @Test
  void aCodeFollowsFromAreaAndPeriod() {
    PERIODS
        .imported("area,period,dueDate\n439002,2023年1月,2999-12-31\n")
        .statusCode(200)
        .body("created", equalTo(1));
    assertThat(PERIODS.item("439002-2023-01").getBoolean("lockAfterDue")).isTrue();
    refused("439002-2023-m2,439002,2023-02,2999-12-31,", "code", "439002-2023-02");
    refused("439002-2023-03,439002,2023-13,2999-12-31,", "period", "2020-Q3");
    refused("439002-2023-q1,439002,2023-Q1,2023-03-30,", "order", "2023-03-31");
    refused("439002-2023-q1,439002,2023-Q1,2999-12-31,perhaps", "shape", "true");
  }

  @Test
  void aDueDayEndsAtMidnightInShanghai() {
    assertThat(Days.of(Instant.parse("2023-04-20T15:59:59.999999Z")))
        .isEqualTo(LocalDate.of(2023, 4, 20));
    assertThat(Days.of(Instant.parse("2023-04-20T16:00:00Z"))).isEqualTo(LocalDate.of(2023, 4, 21));
  }

  @Test
  void figuresOfAPeriodThatIsOverAreNotTaken() {
    indicators("439003", "a,甲局3,quarter", "b,乙局3,quarter", "c,,quarter");
    OBSERVATIONS.imported(figures("439003", "a,2023-Q1,5")).statusCode(200);
    calendar("439003", "2023-Q1,2023-04-20,", "2023-Q2,2023-07-20,false", "2023-Q3," + OPEN + ",");
    OBSERVATIONS
        .handedIn(
            figures(
                "439003", "a,2023-Q1,5", "b,2023-Q1,5", "b,2023-Q2,5", "b,2023-Q3,5", "b,2023,5"),
            "")
        .statusCode(422)
        .body("errors.code", contains("locked"))
        .body("errors.row", contains(3))
        .body("errors.column", contains("period"))
        .body("errors[0].detail", containsString("2023-04-20"))
        .body("errors[0].detail", containsString("审核人"));
    asEditor()
        .header("Accept-Language", "en")
        .contentType("text/csv; charset=utf-8")
        .body(figures("439003", "a,2023-Q1,6"))
        .post("/v1/observations/imports?onExisting=update")
        .then()
        .statusCode(422)
        .body("errors.code", contains("locked"))
        .body("errors[0].detail", containsString("2023-04-20"))
        .body("errors[0].detail", containsString("a reviewer can extend it"));
    OBSERVATIONS
        .handedIn(figures("439003", "b,2023-Q2,5", "b,2023-Q3,5", "b,2023,5"), "")
        .statusCode(200)
        .body("created", equalTo(3));
  }

  @Test
  void aReviewerGivesOneDepartmentMoreTime() {
    indicators("439004", "a,甲局4,quarter", "b,乙局4,quarter", "c,,quarter");
    calendar("439004", "2023-Q1,2023-04-20,");
    extend("439004-2023-q1", "\"v1\"", extension("甲局4", OPEN)).statusCode(200);
    OBSERVATIONS
        .handedIn(figures("439004", "a,2023-Q1,5", "b,2023-Q1,5", "c,2023-Q1,5"), "?mode=valid")
        .statusCode(200)
        .body("created", equalTo(1))
        .body("errors.row", contains(3, 4));
    extend("439004-2023-q1", "\"v2\"", extension(null, "2023-05-10")).statusCode(200);
    OBSERVATIONS
        .handedIn(figures("439004", "b,2023-Q1,5"), "")
        .statusCode(422)
        .body("errors[0].detail", containsString("2023-05-10"));
    extend("439004-2023-q1", "\"v3\"", extension(null, OPEN))
        .statusCode(200)
        .header("ETag", "\"v4\"")
        .body("dueDate", equalTo("2023-04-20"))
        .body("extensions.until", contains(OPEN, "2023-05-10", OPEN));
    OBSERVATIONS
        .handedIn(figures("439004", "b,2023-Q1,5", "c,2023-Q1,5"), "")
        .statusCode(200)
        .body("created", equalTo(2));
    PERIODS.roundTrips("area=439004", "code\n439004-2023-q1,\n");
  }

  @Test
  void anExtensionSaysUntilWhenAndWhy() {
    indicators("439005", "a,甲局5,year");
    calendar("439005", "2023,2024-04-20,");
    var code = "439005-2023";
    extend(code, "\"v1\"", Map.of())
        .statusCode(422)
        .body("errors.pointer", hasItem("/until"))
        .body("errors.pointer", hasItem("/reason"));
    extend(code, "\"v1\"", Map.of("until", OPEN, "reason", "  "))
        .statusCode(422)
        .body("errors.pointer", contains("/reason"));
    extend(code, "\"v1\"", extension(null, "2024-04-20"))
        .statusCode(422)
        .body("errors.code", contains("order"))
        .body("errors[0].detail", containsString("2024-04-20"));
    extend(code, "\"v1\"", extension("丙局5", OPEN))
        .statusCode(422)
        .body("errors.code", contains("unknown-reference"))
        .body("errors[0].pointer", equalTo("/department"));
    extend("439005-2099", "\"v1\"", extension(null, OPEN)).statusCode(404);
    as("erin", "reviewer") // who set the day
        .contentType("application/json")
        .header("If-Match", "\"v1\"")
        .body(extension(null, OPEN))
        .post(PERIODS.path() + "/" + code + "/extensions")
        .then()
        .statusCode(403);
    asEditor()
        .header("If-Match", "\"v1\"")
        .contentType(ContentType.JSON)
        .body(extension(null, OPEN))
        .post(PERIODS.path() + "/" + code + "/extensions")
        .then()
        .statusCode(403);
    assertThat(PERIODS.item(code).getList("extensions")).isEmpty();
  }

  @Test
  void whatIsOverIsNotOpenedByAFile() {
    calendar("439006", "2023,2024-04-20,", "2024,2025-04-20,false", "2098,2099-04-20,false");
    for (var moved :
        List.of("2023," + OPEN + ",true", "2023,2024-04-20,false", "2024," + OPEN + ",false")) {
      PERIODS
          .imported(calendarFile("439006", moved), "?onExisting=update")
          .statusCode(422)
          .body("errors.code", contains("over"))
          .body("errors[0].detail", containsString("POST /v1/collection-periods/439006-20"));
    }
    PERIODS
        .imported(calendarFile("439006", "2098,2099-05-20,true"), "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
    extend("439006-2098", "\"v2\"", extension(null, "2099-06-20")).statusCode(200);
    PERIODS
        .imported(calendarFile("439006", "2098,2099-08-20,true"), "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("extended"));
  }

  @Test
  void tellsWhatIsThereAndInTimeByDepartment() {
    plan("439007");
    indicators(
        "439007",
        "a,甲局7,",
        "b,甲局7,year",
        "c,甲局7,year",
        "d,乙局7,year",
        "e,,year",
        "q,甲局7,quarter",
        "o,甲局7,once",
        "x,乙局7,year,2023-01-01");
    OBSERVATIONS
        .imported(figures("439007", "a,2023,5", "c,2023,", "d,2023,7", "q,2023,1"))
        .statusCode(200);
    OBSERVATIONS.handedIn(figures("439007", "b,2023,6"), "").statusCode(200);
    var before = completeness("439007", "&period=2023", true);
    assertLine(before, "total", 5, 2, 2, 0, 2, 1);
    assertThat(before.getList("items.department")).containsExactly("乙局7", "甲局7", null);
    assertLine(before, "items[1]", 3, 1, 1, 0, 1, 1);
    assertThat(before.getFloat("items[1].completePercent")).isEqualTo(66.7f);
    assertThat(before.getInt("items[1].waiting")).isEqualTo(1);
    assertThat(before.getInt("total.waiting")).isEqualTo(1);
    assertThat(before.getString("items[1].dueOn")).isNull();
    assertThat(before.getList("items[1].missingIndicators.indicator")).containsExactly("439007-b");
    given()
        .get(before.getString("items[1].missingIndicators[0].link"))
        .then()
        .statusCode(200)
        .body("items.size()", equalTo(0));
    calendar("439007", "2023,2024-04-20,");
    var late = completeness("439007", "&period=2023", false);
    assertLine(late, "total", 5, 2, 0, 2, 2, 1);
    assertThat(late.getFloat("total.timelyPercent")).isZero();
    assertThat(late.getBoolean("total.overdue")).isTrue();
    assertThat(late.getString("total.dueOn")).isEqualTo("2024-04-20");
    assertThat(late.getMap("total")).doesNotContainKey("waiting");
    extend("439007-2023", "\"v1\"", extension("甲局7", OPEN)).statusCode(200);
    var extended = completeness("439007", "&period=2023", false);
    assertLine(extended, "total", 5, 2, 1, 1, 2, 1);
    assertThat(extended.getString("items[1].dueOn")).isEqualTo(OPEN);
    assertThat(extended.getBoolean("items[1].overdue")).isFalse();
    var earlier = completeness("439007", "&period=2023&on=2024-01-01", false);
    assertLine(earlier, "total", 5, 0, 0, 0, 5, 0);
    assertLine(completeness("439007", "&period=2023-Q1", false), "total", 1, 0, 0, 0, 1, 0);
    assertThat(completeness("439007", "&period=2023-07", false).getMap("total"))
        .doesNotContainKey("completePercent")
        .containsEntry("expected", 0);
    given()
        .get("/v1/completeness?format=csv&plan=439007-145&period=2023")
        .then()
        .statusCode(200)
        .body(containsString("甲局7,3,1,1,0,1,1"))
        .body(containsString("439007-b"))
        .body(containsString("\r\n合计 total,"))
        .body(endsWith(",true\r\n"));
  }

  @Test
  void doesNotCountWhatTheCallerMayNotRead() {
    plan("439008");
    new Family("indicators")
        .imported(
            "code,nameZh,kind,unit,direction,nature,sharing,plans\n"
                + "439008-a,甲,goal,家,increase,level,not_shared,439008-145\n"
                + "439008-b,乙,goal,家,increase,level,unconditional,439008-145\n")
        .statusCode(200);
    OBSERVATIONS.imported(figures("439008", "a,2023,5")).statusCode(200);
    assertLine(completeness("439008", "&period=2023", false), "total", 1, 0, 0, 0, 1, 0);
    assertLine(completeness("439008", "&period=2023", true), "total", 2, 1, 1, 0, 1, 0);
  }

  @Test
  void asksForWhatItNeeds() {
    given()
        .get("/v1/completeness")
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("/plan", "/period"));
    given().get("/v1/completeness?plan=439999-145&period=2023").then().statusCode(404);
    given()
        .get("/v1/completeness?plan=439007-145&period=2023&area=4")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/area"));
    given().get("/v1/completeness?plan=1&period=2023-7").then().statusCode(400);
  }

  private static void assertLine(
      JsonPath answer,
      String line,
      int expected,
      int reported,
      int inTime,
      int late,
      int missing,
      int notCollected) {
    assertThat(answer.<String, Object>getMap(line))
        .containsEntry("expected", expected)
        .containsEntry("reported", reported)
        .containsEntry("inTime", inTime)
        .containsEntry("late", late)
        .containsEntry("missing", missing)
        .containsEntry("notCollected", notCollected);
    assertThat(reported + missing + notCollected).isEqualTo(expected);
    assertThat(inTime + late).isEqualTo(reported);
  }

  private static JsonPath completeness(String area, String more, boolean bureau) {
    return (bureau ? asEditor() : given())
        .get("/v1/completeness?plan=" + area + "-145" + more)
        .then()
        .statusCode(200)
        .header("ETag", not(equalTo(null)))
        .extract()
        .jsonPath();
  }

  private static void plan(String area) {
    new Family("plans")
        .imported(
            "code,area,nameZh,startYear,endYear\n%1$s-145,%1$s,某区规划,2021,2025\n".formatted(area))
        .statusCode(200);
    PlanFiles.adopt(area + "-145");
  }

  /** Each as {@code end of its code,lead department,frequency[,day of retirement]}. */
  private static void indicators(String area, String... lines) {
    if (!given().get("/v1/plans/" + area + "-145").then().extract().asString().contains(area)) {
      plan(area);
    }
    var file =
        new StringBuilder(
            "code,nameZh,kind,unit,direction,nature,leadDepartment,frequency,retiredOn,plans\n");
    for (var line : lines) {
      var cells = line.split(",", -1);
      file.append(
          "%1$s-%2$s,指标%2$s,goal,家,increase,level,%3$s,%4$s,%5$s,%1$s-145\n"
              .formatted(area, cells[0], cells[1], cells[2], cells.length > 3 ? cells[3] : ""));
    }
    new Family("indicators").imported(file.toString()).statusCode(200);
  }

  /** Each as {@code end of the indicator's code,period,value}; without a value not collected. */
  private static String figures(String area, String... lines) {
    var file = new StringBuilder("code,indicator,area,period,value,status\n");
    for (var line : lines) {
      var cells = line.split(",", -1);
      file.append(
          "%1$s-%2$s-%5$s,%1$s-%2$s,%1$s,%3$s,%4$s,%6$s\n"
              .formatted(
                  area,
                  cells[0],
                  cells[1],
                  cells[2],
                  cells[1].toLowerCase(java.util.Locale.ROOT),
                  cells[2].isEmpty() ? "not_collected" : "actual"));
    }
    return file.toString();
  }

  /** Each as {@code period,due day,whether it locks}. */
  private static void calendar(String area, String... lines) {
    PERIODS.imported(calendarFile(area, lines)).statusCode(200);
  }

  private static String calendarFile(String area, String... lines) {
    var file = new StringBuilder("area,period,dueDate,lockAfterDue\n");
    for (var line : lines) {
      file.append(area).append(',').append(line).append('\n');
    }
    return file.toString();
  }

  private static void refused(String line, String code, String expected) {
    PERIODS
        .imported("code,area,period,dueDate,lockAfterDue\n" + line + "\n")
        .statusCode(422)
        .body("errors.code", contains(code))
        .body("errors[0].detail", containsString(expected));
  }

  private static Map<String, Object> extension(String department, String until) {
    return department == null
        ? Map.of("until", until, "reason", "年报推迟")
        : Map.of("department", department, "until", until, "reason", "年报推迟");
  }

  private static ValidatableResponse extend(String code, String tag, Map<String, Object> body) {
    return as("rita", "reviewer")
        .header("If-Match", tag)
        .contentType(ContentType.JSON)
        .body(body)
        .post(PERIODS.path() + "/" + code + "/extensions")
        .then();
  }
}

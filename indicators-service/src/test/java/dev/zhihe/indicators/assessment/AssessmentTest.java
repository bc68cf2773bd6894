package dev.zhihe.indicators.assessment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.zhihe.indicators.PlanFiles;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Assessments of the plan's own files, and of a like plan elsewhere with figures made up. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class AssessmentTest {
  private static final String ELSEWHERE = "430106-145";
  private static final String MIDDLE = "/v1/assessments?plan=" + ELSEWHERE + "&on=2023-06-30";

  @BeforeEach
  void plansAndFiguresAreThere() throws IOException {
    PlanFiles.load();
    PlanFiles.OBSERVATIONS.imported(Family.planFile("09-observations.csv")).statusCode(200);
    new Family("plans")
        .imported(
            "code,area,nameZh,startYear,endYear\n%s,430106,别处,2021,2025\n430107-145,430107,草案,2021,2025\n"
                .formatted(ELSEWHERE))
        .statusCode(200);
    new Family("targets").imported(tableTwo(Family.planFile("03-targets.csv"))).statusCode(200);
    PlanFiles.adopt(ELSEWHERE);
    figures("3.8");
  }

  /** The twelve targets of Table 2, of another area. */
  private static String tableTwo(String targets) {
    return targets
        .lines()
        .filter(line -> line.startsWith("code,") || line.startsWith("500106-145-t"))
        .map(line -> line.replace("500106", "430106"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** The figures of 2022 that the page of worked examples has, but for the second. */
  private static void figures(String second) throws IOException {
    var codes =
        Stream.iterate(1, number -> number + 1)
            .limit(12)
            .map("%s-t%%02d".formatted(ELSEWHERE)::formatted)
            .toList();
    var indicators =
        codes.stream()
            .map(code -> given().get("/v1/targets/" + code).jsonPath().getString("indicator"))
            .toList();
    var values = new ArrayList<>(JudgementTest.tableTwoByTimeProgress().toList());
    var file = new StringBuilder("code,indicator,area,period,value,status\n");
    for (int i = 0; i < codes.size(); i++) {
      file.append(
          "430106-o%d,%s,430106,2022,%s,actual\n"
              .formatted(i + 1, indicators.get(i), i == 1 ? second : values.get(i).text("2022")));
    }
    PlanFiles.OBSERVATIONS.imported(file.toString(), "?onExisting=update").statusCode(200);
  }

  @Test
  void oneTargetsTroubleIsThatTargetsVerdict() {
    new Family("plans")
        .imported("code,area,nameZh,startYear,endYear\n430118-145,430118,难处,2021,2025\n")
        .statusCode(200);
    new Family("indicators")
        .imported(
            "code,nameZh,kind,direction,nature,plans\n430118-i1,指标,goal,increase,level,430118-145\n")
        .statusCode(200);
    new Family("targets")
        .imported(
            """
            code,plan,indicator,area,board,year,comparator,value,baselineValue,baselineYear
            430118-t1,430118-145,430118-i1,430118,,2025,gt,100,100,2020
            430118-t2,430118-145,430118-i1,430118,一,2025,ge,999999999999999999,0.0000000001,2020
            430118-t3,430118-145,430118-i1,430118,二,2025,ge,110,100,2020
            """)
        .statusCode(200);
    PlanFiles.adopt("430118-145");
    PlanFiles.OBSERVATIONS
        .imported(
            """
            code,indicator,area,board,period,value,status
            430118-o1,430118-i1,430118,,2022,100,actual
            430118-o2,430118-i1,430118,一,2021-01,999999999999999998,actual
            430118-o3,430118-i1,430118,二,2022,105,actual
            """)
        .statusCode(200);
    for (var method : List.of("time-progress", "required-growth", "attainment")) {
      given()
          .get("/v1/assessments?plan=430118-145&on=2023-06-30&method=" + method)
          .then()
          .statusCode(200)
          .body("items.target", contains("430118-t1", "430118-t2", "430118-t3"));
    }
    given()
        .get("/v1/assessments?plan=430118-145&on=2023-06-30&method=time-progress")
        .then()
        .body("items.verdict", contains("behind", "on_track", "on_track"))
        .body("items[0].cautions", contains("beyond_baseline"));
    given()
        .get("/v1/scorecards?plan=430118-145&on=2023-06-30&by=kind")
        .then()
        .statusCode(200)
        .body("items.last().targets", equalTo(3));
  }

  @Test
  void tableOneComesToItsPrintedVerdicts() {
    var printed = Map.of("是", "met", "否", "not_met", "——", "no_data");
    var expected = new HashMap<String, String>();
    for (var target :
        given()
            .get("/v1/targets?plan=500106-135&year=2020&limit=100")
            .jsonPath()
            .<Map<String, String>>getList("items")) {
      expected.put(target.get("code"), printed.get(target.get("verdictPrinted")));
    }
    assertThat(expected).hasSize(13);
    var told = new HashMap<String, String>();
    for (var line : lines("/v1/assessments?plan=500106-135&on=2020-12-31")) {
      assertThat(line.get("method")).isEqualTo("attainment");
      told.put(line.get("target"), line.get("verdict"));
    }
    assertThat(told).isEqualTo(expected);
  }

  private static List<Map<String, String>> lines(String path) {
    return given().get(path).then().statusCode(200).extract().jsonPath().getList("items");
  }

  @Test
  void tableTwoIsJudgedAsWorkedByHand() throws IOException {
    for (var method : List.of(AssessmentMethod.TIME_PROGRESS, AssessmentMethod.REQUIRED_GROWTH)) {
      var worked =
          method == AssessmentMethod.TIME_PROGRESS
              ? JudgementTest.tableTwoByTimeProgress()
              : JudgementTest.tableTwoByRequiredGrowth();
      var lines =
          given()
              .get(MIDDLE + "&method=" + dev.zhihe.kit.json.Views.word(method))
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      var rows = worked.toList();
      assertThat(lines.getList("items.verdict", String.class))
          .isEqualTo(rows.stream().map(row -> row.text("verdict")).toList());
      for (int i = 0; i < rows.size(); i++) {
        assertThat(lines.getString("items[" + i + "].expectedValue"))
            .isEqualTo(rows.get(i).text("expected"));
      }
    }
  }

  @Test
  void namesEverythingAVerdictStandsOn() {
    given()
        .get(MIDDLE)
        .then()
        .statusCode(200)
        .body("on", equalTo("2023-06-30"))
        .body("methods.method", contains("time-progress"))
        .body("methods[0].version", equalTo(1))
        .body("methods[0].ruleZh", startsWith("五年规划中期评估"))
        .body(
            "counts.collect { it.verdict + ' ' + it.count }",
            contains("behind 6", "on_track 5", "ahead 1"))
        .body("items", hasSize(12))
        .body("items[1].target", equalTo(ELSEWHERE + "-t02"))
        .body("items[1].targetVersion", equalTo(2))
        .body("items[1].observation", equalTo("430106-o2"))
        .body("items[1].period", equalTo("2022"))
        .body("items[1].verdictZh", equalTo("达到预期进度"))
        .body(
            "items[1].explanationZh",
            equalTo("目标≥4.0%（2025年底）；2022为3.8%；时间进度40.00%，应达3.73%，完成率55.56%：达到预期进度"))
        .body("items[0].cautions", contains("baseline_year_differs"));
  }

  @Test
  void aCorrectionChangesNothingOfWhatWasKnownBefore() throws IOException {
    var known = Family.sealedPosition("targets");
    var before = given().get(MIDDLE + "&asOf=" + known);
    assertThat(before.statusCode()).isEqualTo(200);
    figures("3.5");
    assertThat(Family.sealedPosition("targets")).isGreaterThan(known);
    given().get(MIDDLE).then().body("items[1].verdict", equalTo("behind"));
    assertThat(given().get(MIDDLE + "&asOf=" + known).asByteArray())
        .isEqualTo(before.asByteArray());
    given()
        .get(MIDDLE + "&asOf=" + Family.sealedPosition("targets"))
        .then()
        .body("items[1].verdict", equalTo("behind"))
        .body(
            "items[1].observationVersion",
            not(equalTo(before.path("items[1].observationVersion"))));
  }

  @Test
  void theDayIsTodayAndTheAnswerIsKeptNoLonger() {
    var path = "/v1/assessments?plan=" + ELSEWHERE;
    var today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    var answer = given().get(path);
    assertThat(answer.jsonPath().getString("on")).isEqualTo(today.toString());
    assertThat(answer.getHeader("ETag")).contains("." + today + "-");
    var methods = answer.jsonPath().getList("items.method", String.class);
    assertThat(methods)
        .containsOnly(today.isAfter(LocalDate.of(2025, 12, 30)) ? "attainment" : "time-progress");
    given().header("If-None-Match", answer.getHeader("ETag")).get(path).then().statusCode(304);
    given()
        .header("If-None-Match", answer.getHeader("ETag"))
        .get(path + "&on=2023-06-30")
        .then()
        .statusCode(200);
  }

  @Test
  void givesItsLinesAsATable() {
    Response csv = given().get(MIDDLE + "&format=csv");
    assertThat(csv.statusCode()).isEqualTo(200);
    assertThat(csv.asString().lines()).hasSize(13);
    assertThat(csv.asString()).startsWith("target,targetVersion,indicator,nameZh,unit,");
  }

  @Test
  void draftsAreNotJudged() {
    for (var plan : List.of("430107-145", "430108-145")) {
      given().get("/v1/assessments?plan=" + plan).then().statusCode(404);
    }
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    given()
        .get("/v1/assessments?method=best")
        .then()
        .statusCode(400)
        .body("errors.pointer", containsInAnyOrder("/plan", "/method"));
    given()
        .get("/v1/assessments?plan=500106-145&on=2023-02-30")
        .then()
        .statusCode(400)
        .body("errors.pointer", everyItem(equalTo("/on")));
  }
}

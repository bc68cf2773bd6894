package dev.zhihe.indicators.assessment;

import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.indicators.PlanFiles;
import dev.zhihe.kit.sealed.SealedLog;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scorecards and the links from them, of a plan made up. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ScorecardTest {
  private static final String DAY = "plan=431006-145&on=2023-06-30";

  @Inject DataSource database;

  @BeforeEach
  void aPlanIsThere() {
    PlanFiles.load();
    new Family("plans")
        .imported("code,area,nameZh,startYear,endYear\n431006-145,431006,别处,2021,2025\n")
        .statusCode(200);
    var indicators =
        new StringBuilder(
            "code,nameZh,kind,unit,direction,nature,attribute,category,leadDepartment,plans\n");
    var targets =
        new StringBuilder(
            "code,plan,indicator,area,year,comparator,value,baselineValue,baselineYear\n");
    var figures = new StringBuilder("code,indicator,area,period,value,status\n");
    // Ten are wanted from nothing, and four by the middle of 2023, when the figure is of 2022.
    indicator(1, "headline", "binding", "甲 & 乙", "区科技局", "2", indicators, targets, figures);
    indicator(2, "headline", "anticipatory", "甲 & 乙", "区科技局", "5", indicators, targets, figures);
    indicator(3, "goal", "", "丙", "区教委", "5", indicators, targets, figures);
    indicator(4, "goal", "", "丁", "", "1", indicators, targets, figures);
    indicator(5, "goal", "", "", "", "1", indicators, targets, figures);
    indicator(6, "goal", "", "戊", "", "", indicators, targets, figures);
    indicator(7, "goal", "", "甲 & 乙", "区教委", "11", indicators, targets, figures);
    new Family("indicators").imported(indicators.toString()).statusCode(200);
    new Family("targets").imported(targets.toString()).statusCode(200);
    PlanFiles.OBSERVATIONS.imported(figures.toString()).statusCode(200);
    PlanFiles.adopt("431006-145");
  }

  private static void indicator(
      int number,
      String kind,
      String attribute,
      String category,
      String department,
      String value,
      StringBuilder indicators,
      StringBuilder targets,
      StringBuilder figures) {
    indicators.append(
        "431006-i%d,指标,%s,个,increase,level,%s,%s,%s,431006-145\n"
            .formatted(number, kind, attribute, category, department));
    targets.append(
        "431006-145-t%d,431006-145,431006-i%d,431006,2025,ge,10,0,2020\n"
            .formatted(number, number));
    if (!value.isEmpty()) {
      figures.append(
          "431006-o%d,431006-i%d,431006,2022,%s,actual\n".formatted(number, number, value));
    }
  }

  private static JsonPath read(String path) {
    return given()
        .urlEncodingEnabled(false)
        .get(path)
        .then()
        .log()
        .ifValidationFails()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Test
  void putsTheWorstGroupFirstThoseWithoutANameAndTheTotalLast() {
    given()
        .get("/v1/scorecards?" + DAY)
        .then()
        .statusCode(200)
        .body("by", equalTo("category"))
        .body("methods.method", contains("time-progress"))
        .body("items.nameZh", contains("丁", "甲 & 乙", "丙", "戊", "未指定", "合计"))
        .body("items.goodPercent", contains(0.00f, 66.67f, 100.00f, null, 0.00f, 50.00f))
        .body("items.targets", contains(1, 3, 1, 1, 1, 7))
        .body("items.judged", contains(1, 3, 1, 0, 1, 6))
        .body(
            "items.worst", contains("behind", "behind", "on_track", "no_data", "behind", "behind"))
        .body("items[1].worstZh", equalTo("滞后"))
        .body("items[1].group", equalTo("甲 & 乙"))
        .body("items[4].group", nullValue())
        .body("items.total", contains(false, false, false, false, false, true))
        .body("items[5].counts", hasSize(AssessmentVerdict.values().length))
        .body("items[5].counts.find { it.verdict == 'on_track' }.count", equalTo(2))
        .body("items[5].counts.find { it.verdict == 'ahead' }.verdictZh", equalTo("提前完成"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        DAY + "&by=category",
        DAY + "&by=leadDepartment",
        DAY + "&by=attribute",
        DAY + "&by=kind",
        DAY + "&by=category&method=required-growth",
        "plan=500106-145&on=2025-12-31&by=category"
      })
  void everyCountLeadsToExactlyTheTargetsItCounts(String query) {
    var items = read("/v1/scorecards?" + query).<Map<String, Object>>getList("items");
    assertThat(items).hasSizeGreaterThan(2);
    var together = 0;
    for (var card : items) {
      var lines = read((String) card.get("href")).<Map<String, Object>>getList("items");
      assertThat(lines).as("%s", card.get("nameZh")).hasSize((Integer) card.get("targets"));
      together += (boolean) card.get("total") ? 0 : lines.size();
      for (var count : counts(card)) {
        if (!count.get("count").equals(0) || (boolean) card.get("total")) {
          assertThat(read((String) count.get("href")).getList("items.verdict"))
              .as("%s %s", card.get("nameZh"), count.get("verdict"))
              .hasSize((Integer) count.get("count"))
              .allMatch(count.get("verdict")::equals);
        }
      }
    }
    assertThat(items.getLast()).containsEntry("targets", together);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> counts(Map<String, Object> card) {
    return (List<Map<String, Object>>) card.get("counts");
  }

  @Test
  void linksKeepWhatWasKnown() {
    var cut = read("/v1/assessments?" + DAY + "&format=json");
    assertThat(cut.getList("items")).isNotEmpty();
    var asOf =
        given()
            .get("/v1/plans?limit=1&on=2199-12-31")
            .then()
            .statusCode(200)
            .extract()
            .header("Zhihe-As-Of");
    var href = read("/v1/scorecards?" + DAY + "&asOf=" + asOf).getString("items[0].href");
    assertThat(href).contains("asOf=" + asOf.replace("/", "%2F"));
    assertThat(given().urlEncodingEnabled(false).get(href).header("Zhihe-As-Of")).isEqualTo(asOf);
  }

  @Test
  void givesItsGroupsAsATable() {
    var csv = given().get("/v1/scorecards?" + DAY + "&format=csv").asString();
    assertThat(csv.lines()).hasSize(7);
    assertThat(csv).contains("甲 & 乙,甲 & 乙,甲 & 乙,false,3,3,2,66.67,behind,").contains("behind=1;");
    given().get("/v1/scorecards?" + DAY + "&format=xlsx").then().statusCode(200);
  }

  @Test
  void filtersTheTargetsOfAnAssessment() {
    given()
        .get("/v1/assessments?" + DAY + "&leadDepartment=区科技局&attribute=binding")
        .then()
        .statusCode(200)
        .body("items.target", contains("431006-145-t1"))
        .body("items[0].category", equalTo("甲 & 乙"))
        .body("items[0].leadDepartment", equalTo("区科技局"))
        .body("items[0].attribute", equalTo("binding"))
        .body("items[0].kind", equalTo("headline"))
        .body("counts.collect { it.verdict + ' ' + it.count }", contains("behind 1"));
    given()
        .get("/v1/assessments?" + DAY + "&kind=goal&verdict=behind")
        .then()
        .body("items.indicator", contains("431006-i4", "431006-i5"));
    given()
        .queryParam("category", "甲 & 乙")
        .get("/v1/assessments?" + DAY + "&attribute=-")
        .then()
        .body("items.indicator", contains("431006-i7"));
    given()
        .get("/v1/assessments?" + DAY + "&indicator=431006-i3")
        .then()
        .body("items.verdict", everyItem(equalTo("on_track")))
        .body("items", hasSize(1));
    given().get("/v1/assessments?" + DAY + "&category=无").then().body("items", hasSize(0));
  }

  @Test
  void refusesWordsThatThereAreNot() {
    given()
        .header("Accept-Language", "en")
        .get("/v1/assessments?" + DAY + "&attribute=strong&kind=main&verdict=bad")
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("/attribute", "/kind", "/verdict"));
    given()
        .get("/v1/scorecards?" + DAY + "&by=colour")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/by"));
    given().get("/v1/scorecards?plan=431007-145").then().statusCode(404);
    given().get("/v1/scorecards").then().statusCode(400);
  }

  /** The same states are another answer once they have a position, because it is told. */
  @Test
  void isReadAnewOnceItHasAPosition() throws SQLException {
    String tag;
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local idle_in_transaction_session_timeout = 0");
      SealedLog.lockBatch(connection); // nothing is sealed meanwhile
      new Family("plans")
          .imported("code,area,nameZh,startYear,endYear\n431007-145,431007,别处,2021,2025\n")
          .statusCode(200);
      var waiting = given().get("/v1/scorecards?" + DAY).then().statusCode(200);
      waiting.body(not(containsString("asOf="))).header("Zhihe-As-Of", nullValue());
      tag = waiting.extract().header("ETag");
      connection.rollback();
    }
    Family.sealedPosition("plans");
    given()
        .header("If-None-Match", tag)
        .get("/v1/scorecards?" + DAY)
        .then()
        .statusCode(200)
        .body(containsString("asOf="));
  }
}

package dev.zhihe.indicators.figures.observation;

import static dev.zhihe.indicators.PlanFiles.OBSERVATIONS;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.indicators.PlanFiles;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What everybody reads of a figure: its versions, and lists with the names of indicators. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ObservationReadsTest {
  private static final String HEADER =
      "code,indicator,area,period,value,status,note,comment,publishAt\n";
  private static final String UPDATE = "?onExisting=update";

  @Test
  void showsEachCorrectionAndTheRetractionOfAFigure() {
    indicator("451001", "");
    OBSERVATIONS.imported(HEADER + row("451001", "2022", "5", "初报")).statusCode(200);
    var first = versions("451001-2022");
    assertThat(first.getList("items.value", Integer.class)).containsExactly(5);

    OBSERVATIONS.imported(HEADER + row("451001", "2022", "6", "按年鉴更正"), UPDATE).statusCode(200);
    // What waits for a reviewer, is returned or under embargo is nobody's business yet.
    OBSERVATIONS.handedIn(HEADER + row("451001", "2022", "7", "再次更正"), UPDATE).statusCode(200);
    var second = versions("451001-2022");
    assertThat(second.getList("items.value", Integer.class)).containsExactly(5, 6);
    assertThat(second.getList("items.note")).containsExactly("初报", "按年鉴更正");
    assertThat(second.getList("items.version", Integer.class)).containsExactly(1, 2);
    assertThat(second.getList("items.action")).containsExactly("created", "updated");
    assertThat(second.getLong("items[0].position")).isLessThan(second.getLong("items[1].position"));
    assertThat(second.getString("items[0].publishedAt"))
        .isEqualTo(first.getString("items[0].publishedAt"));
    given()
        .get("/v1/observations/451001-2022?asOf=" + second.getString("items[0].publishedAt"))
        .then()
        .body("value", equalTo(5));
    given()
        .get(
            "/v1/observations/451001-2022/versions?asOf=" + first.getString("items[0].publishedAt"))
        .then()
        .body("items.value", contains(5));

    asEditor()
        .header("If-Match", "*")
        .delete("/v1/observation-submissions/451001-2022")
        .then()
        .statusCode(204);
    asEditor()
        .header("If-Match", "*")
        .contentType("application/json")
        .body("{\"reason\":\"误用了预计数\"}")
        .post("/v1/observations/451001-2022/retraction")
        .then()
        .statusCode(201);
    assertThat(versions("451001-2022").getList("items")).hasSize(2);
    PlanFiles.approveRequests("451001-2022");
    given()
        .get("/v1/observations/451001-2022/versions")
        .then()
        .body("items", hasSize(3))
        .body("items[2].status", equalTo("retracted"))
        .body("items[2].retractionReason", equalTo("误用了预计数"))
        .body("items[2].value", nullValue())
        .body("items[1].value", equalTo(6));
  }

  @Test
  void showsNothingOfAFigureThatIsNotPublishedOrNotForTheCaller() {
    indicator("451002", "conditional");
    OBSERVATIONS.handedIn(HEADER + row("451002", "2021", "5", ""), "").statusCode(200);
    OBSERVATIONS
        .imported(
            HEADER
                + row("451002", "2022", "5", "")
                + "451002-2023,451002-i,451002,2023,6,actual,,,2199-01-01\n")
        .statusCode(200);
    for (var unpublished : List.of("451002-2021", "451002-2023", "no-such-figure")) {
      asEditor().get(path(unpublished)).then().statusCode(404);
    }
    given().get(path("451002-2022")).then().statusCode(404);
    as("carl", "consumer").get(path("451002-2022")).then().body("items.value", contains(5));
    as("ada", "admin")
        .get("/v1/audit/indicators/reads?client=carl")
        .then()
        .statusCode(200)
        .body("items.request", hasItem(containsString("451002-2022/versions")));
  }

  @Test
  void pagesVersionsLikeEveryList() {
    indicator("451003", "");
    for (var value : List.of("5", "6", "7")) {
      OBSERVATIONS
          .imported(HEADER + row("451003", "2022", value, "第" + value + "次"), UPDATE)
          .statusCode(200);
    }
    var page = given().get(path("451003-2022") + "?limit=2");
    page.then().body("items.value", contains(5, 6));
    var next = page.jsonPath().getString("next");
    assertThat(page.header("Link")).contains("cursor=" + next, "limit=2", "rel=\"next\"");
    given()
        .get(path("451003-2022") + "?limit=2&cursor=" + next)
        .then()
        .body("items.value", contains(7))
        .body("next", nullValue());
    OBSERVATIONS.imported(HEADER + row("451003", "2021", "5", "")).statusCode(200);
    given()
        .get(path("451003-2021") + "?cursor=" + next)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/cursor"));
    given().get(path("451003-2022") + "?format=csv").then().body(containsString("第7次"));
    given()
        .header("If-None-Match", page.header("ETag"))
        .get(path("451003-2022") + "?limit=2")
        .then()
        .statusCode(200); // another figure was published since
    var again = given().get(path("451003-2022"));
    given()
        .header("If-None-Match", again.header("ETag"))
        .get(path("451003-2022"))
        .then()
        .statusCode(304);
    given().get(path("451003-2022") + "?on=2022-06-30").then().statusCode(404);
    given().get(path("451003-2022") + "?paln=1").then().statusCode(400);
  }

  /** A figure that was computed from another goes when that is retracted, and says so. */
  @Test
  void endsWithTheDeletionOfAComputedFigure() {
    new Family("indicators")
        .imported(
            "code,nameZh,kind,direction,nature,unit\n451004-i,分子,goal,increase,level,家\n451004-n,分母,goal,increase,level,家\n")
        .statusCode(200);
    new Family("indicators")
        .imported(
            "code,nameZh,kind,direction,nature,numerator,denominator\n451004-q,比,goal,increase,ratio,451004-i,451004-n\n")
        .statusCode(200);
    PlanFiles.approveRequests("451004-q");
    OBSERVATIONS
        .imported(
            HEADER
                + row("451004", "2022", "6", "")
                + "451004-n-2022,451004-n,451004,2022,3,actual,,,\n")
        .statusCode(200);
    var computed = "451004-451004-q-2022";
    given().get(path(computed)).then().body("items[0].value", equalTo(2.0f));
    as("rosa", "reviewer")
        .header("If-Match", "*")
        .contentType("application/json")
        .body("{\"reason\":\"误报\"}")
        .post("/v1/observations/451004-2022/retraction")
        .then()
        .statusCode(201);
    PlanFiles.approveRequests("451004-2022");
    given().get("/v1/observations/" + computed).then().statusCode(404);
    given()
        .get(path(computed))
        .then()
        .body("items.action", contains("created", "deleted"))
        .body("items[1].value", nullValue())
        .body("items[1].indicator", nullValue());
  }

  @Test
  void listsFiguresWithTheNamesAndUnitsOfTheirIndicators() {
    indicator("451005", "");
    OBSERVATIONS
        .imported(HEADER + row("451005", "2022", "5", "") + row("451005", "2023", "6", ""))
        .statusCode(200);
    var list = "/v1/observations?area=451005";
    var plain = given().get(list);
    assertThat(plain.asString()).doesNotContain("nameZh", "unit");
    var expanded = given().get(list + "&expand=indicator");
    expanded
        .then()
        .body("items.value", contains(5, 6))
        .body("items.nameZh", contains("企业数", "企业数"))
        .body("items.nameEn", contains("Firms", "Firms"))
        .body("items.unit", contains("家", "家"));
    given()
        .get(list + "&expand=indicator&limit=1")
        .then()
        .body("items.nameZh", contains("企业数"))
        .header("Link", containsString("expand=indicator"));
    given()
        .get(list + "&expand=indicator&format=csv")
        .then()
        .body(containsString("sourceLine,nameZh,nameEn,unit"))
        .body(containsString("企业数,Firms,家"));
    assertThat(given().get(list + "&format=csv").asString()).doesNotContain("nameZh");
    var cited = given().get(list + "&expand=indicator&asOf=now");

    new Family("indicators")
        .imported(
            "code,nameZh,nameEn,kind,unit,direction,nature,retiredOn\n451005-i,高新技术企业数,Firms,goal,家,increase,level,2024-01-01\n",
            UPDATE)
        .statusCode(200);
    given()
        .header("If-None-Match", expanded.header("ETag"))
        .get(list + "&expand=indicator")
        .then()
        .statusCode(200)
        .body("items.nameZh", contains("高新技术企业数", "高新技术企业数"));
    given()
        .get(list + "&expand=indicator&on=2199-12-31")
        .then()
        .body("items.nameZh", contains("高新技术企业数", "高新技术企业数"));
    assertThat(
            given()
                .get(list + "&expand=indicator&asOf=" + cited.header("Zhihe-As-Of"))
                .asByteArray())
        .isEqualTo(cited.asByteArray());
    assertThat(given().get(list).asByteArray()).isEqualTo(plain.asByteArray());

    given()
        .header("Accept-Language", "en")
        .get(list + "&expand=plan")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/expand"))
        .body("detail", containsString("indicator"))
        .body("detail", not(containsString("null")));
  }

  private static String path(String code) {
    return "/v1/observations/" + code + "/versions";
  }

  private static JsonPath versions(String code) {
    return given().get(path(code)).then().statusCode(200).extract().jsonPath();
  }

  private static void indicator(String area, String sharing) {
    new Family("indicators")
        .imported(
            "code,nameZh,nameEn,kind,unit,direction,nature,sharing\n%s-i,企业数,Firms,goal,家,increase,level,%s\n"
                .formatted(area, sharing))
        .statusCode(200);
  }

  private static String row(String area, String period, String value, String note) {
    return "%1$s-%2$s,%1$s-i,%1$s,%2$s,%3$s,actual,%4$s,,\n".formatted(area, period, value, note);
  }
}

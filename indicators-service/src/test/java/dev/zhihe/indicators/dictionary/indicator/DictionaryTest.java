package dev.zhihe.indicators.dictionary.indicator;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.zhihe.indicators.PlanFiles;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the dictionary says of an indicator, and what follows from it for its figures. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class DictionaryTest {
  private static final Family INDICATORS = new Family("indicators");
  private static final Family OBSERVATIONS = PlanFiles.OBSERVATIONS;

  @Test
  void computesAQuotientAndFollowsItsInputs() {
    dictionary("430201");
    figures("a1,430201-rd,430201,2022,15.5,actual", "a2,430201-gdp,430201,2022,400,actual");
    quotient("430201-430201-intensity-2022")
        .body("indicator", equalTo("430201-intensity"))
        .body("value", equalTo(3.875f))
        .body("status", equalTo("actual"))
        .body("derivedFrom", contains("a1@v1", "a2@v1"));

    corrected("a2,430201-gdp,430201,2022,410,provisional");
    quotient("430201-430201-intensity-2022")
        .header("ETag", "\"v2\"")
        .body("value", equalTo(3.7805f)) // 15.5 ÷ 410 × 100 = 3.78048…
        .body("status", equalTo("provisional"))
        .body("derivedFrom", contains("a1@v1", "a2@v2"));

    // The figure moves to another year, and what was made of it goes with it.
    corrected("a2,430201-gdp,430201,2021,410,actual");
    given().get("/v1/observations/430201-430201-intensity-2022").then().statusCode(404);
    corrected("a2,430201-gdp,430201,2022,410,actual");
    quotient("430201-430201-intensity-2022").header("ETag", "\"v4\"");

    retracted("a1");
    given().get("/v1/observations/430201-430201-intensity-2022").then().statusCode(404);
    assertThat(changesOf("430201-430201-intensity-2022"))
        .as("consumers are told of each, the ends included")
        .containsExactly("created", "updated", "deleted", "created", "deleted");
  }

  @Test
  void dividesNothingThatIsNoNumber() {
    dictionary("430202");
    figures(
        "b1,430202-rd,430202,2022,15.5,actual",
        "b2,430202-gdp,430202,2022,0,actual",
        "b3,430202-rd,430202,2021,,not_collected",
        "b4,430202-gdp,430202,2021,400,actual",
        "b5,430202-rd,430202,2020,10,actual");
    given()
        .get("/v1/observations?indicator=430202-intensity")
        .then()
        .statusCode(200)
        .body("items", hasSize(0));
  }

  @Test
  void aFormulaSaidLaterIsWorkedOverAllThatIsThere() {
    indicators(inputs("430203")).statusCode(200);
    figures("c1,430203-rd,430203,2022,15.5,actual", "c2,430203-gdp,430203,2022,400,actual");
    formula(quotientOf("430203", "100"));
    quotient("430203-430203-intensity-2022").body("value", equalTo(3.875f));
    formula(quotientOf("430203", "1000"));
    quotient("430203-430203-intensity-2022").body("value", equalTo(38.75f));
  }

  @Test
  void whatIsComputedIsNotEnteredNorTakenAway() {
    dictionary("430204");
    OBSERVATIONS
        .imported(FIGURES + "d0,430204-intensity,430204,2022,4,actual\n")
        .statusCode(422)
        .body("errors.code", contains("computed"));
    figures("d1,430204-rd,430204,2022,15.5,actual", "d2,430204-gdp,430204,2022,400,actual");
    var code = "430204-430204-intensity-2022";
    OBSERVATIONS
        .imported(FIGURES + code + ",430204-intensity,430204,2022,4,actual\n", "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("computed"));
    retraction(code).statusCode(409).body("detail", containsString("d1@v1"));
    var all = given().accept("text/csv").get("/v1/observations?area=430204").asString();
    OBSERVATIONS.imported(all).statusCode(200).body("unchanged", equalTo(3));
  }

  @Test
  void twoWritersOfTheTwoInputsLeaveOneRightQuotient() throws Exception {
    dictionary("430205");
    var years = IntStream.rangeClosed(1990, 2019).boxed().toList();
    figures(inBothInputs(years, 1));
    var start = new CountDownLatch(1);
    try (var writers = Executors.newFixedThreadPool(2)) {
      var running =
          List.of("rd", "gdp").stream()
              .map(
                  input ->
                      writers.submit(
                          () -> {
                            start.await();
                            for (var year : years) {
                              corrected(
                                  "e%1$s%2$d,430205-%1$s,430205,%2$d,%3$d,actual"
                                      .formatted(input, year, input.equals("rd") ? 3 : 4));
                            }
                            return null;
                          }))
              .toList();
      start.countDown();
      for (var one : running) {
        one.get();
      }
    }
    given()
        .get("/v1/observations?indicator=430205-intensity")
        .then()
        .body("items.value", everyItem(equalTo(75.0f)))
        .body("items", hasSize(years.size()));
  }

  @Test
  void refusesFormulasThatCannotBe() {
    indicators(inputs("430206")).statusCode(200);
    formula(quotientOf("430206", "100"));
    indicators(
            "430206-x1,甲,,,,430206-rd,,,,\n" // no denominator
                + "430206-x2,乙,,,,430206-intensity,430206-gdp,,,\n" // computed itself
                + "430206-x3,丙,,,,430206-rd,430206-gdp,-1,,\n"
                + "430206-x4,丁,,,,,,,,430206-rd\n" // replaced, but not retired
                + "430206-x5,戊,,,,430206-secret,430206-gdp,,,\n" // more open than what it shows
                + "430206-x6,己,,,,430206-nothing,430206-gdp,,,\n")
        .statusCode(422)
        .body("errors.row", contains(2, 3, 4, 5, 6, 7))
        .body(
            "errors.column",
            contains("denominator", "numerator", "factor", "replacedBy", "sharing", "numerator"))
        .body(
            "errors.code",
            contains(
                "formula", "formula", "formula", "not-retired", "more-open", "unknown-reference"));
  }

  /** What values mean does not change under adopted targets and figures, whoever writes files. */
  @Test
  void whatValuesMeanStays() {
    var file = "code,nameZh,kind,unit,direction,nature\n%1$s-a,产值,headline,%2$s,%3$s,%4$s\n";
    INDICATORS.imported(file.formatted("430209", "亿元", "increase", "level")).statusCode(200);
    INDICATORS
        .imported(file.formatted("430209", "万元", "increase", "level"), "?onExisting=update")
        .statusCode(200);
    new Family("plans")
        .imported("code,area,nameZh,startYear,endYear\n430209-145,430209,某区规划,2021,2025\n")
        .statusCode(200);
    new Family("targets")
        .imported(
            "code,plan,indicator,area,year,comparator,value\n430209-t,430209-145,430209-a,430209,2025,ge,5\n")
        .statusCode(200);
    // The plan is a draft, and so is what it aims at.
    INDICATORS
        .imported(file.formatted("430209", "亿元", "increase", "level"), "?onExisting=update")
        .statusCode(200);
    PlanFiles.adopt("430209-145");
    refusesToChange("unit", file.formatted("430209", "万元", "increase", "level"));
    refusesToChange("direction", file.formatted("430209", "亿元", "decrease", "level"));
    refusesToChange("nature", file.formatted("430209", "亿元", "increase", "ratio"));

    INDICATORS.imported(file.formatted("430210", "亿元", "increase", "level")).statusCode(200);
    OBSERVATIONS.handedIn(FIGURES + "j1,430210-a,430210,2022,5,actual\n", "").statusCode(200);
    refusesToChange("unit", file.formatted("430210", "万元", "increase", "level"));
  }

  private static void refusesToChange(String column, String file) {
    INDICATORS
        .imported(file, "?onExisting=update&mode=valid")
        .statusCode(200)
        .body("rejected", equalTo(1));
    INDICATORS
        .imported(file, "?onExisting=update")
        .statusCode(422)
        .body("errors.column", contains(column))
        .body("errors.code", contains("in-use"));
  }

  @Test
  void aFormulaStaysNoMoreOpenThanItsInputs() {
    dictionary("430211");
    indicators("430211-rd,研发投入,,,not_shared,,,,,\n", "?onExisting=update")
        .statusCode(422)
        .body("errors.column", contains("sharing"))
        .body("errors.code", contains("more-open"))
        .body("errors[0].detail", containsString("430211-intensity"));
    indicators(
            "430211-intensity,研发投入强度,,,not_shared,430211-rd,430211-gdp,100,,\n",
            "?onExisting=update")
        .statusCode(200);
    indicators("430211-rd,研发投入,,,not_shared,,,,,\n", "?onExisting=update").statusCode(200);
    indicators("430211-gdp,地区生产总值,,,,430211-secret,430211-rd,,,\n", "?onExisting=update")
        .statusCode(422)
        .body("errors.code", hasItem("more-open"));
    indicators("430211-gdp,地区生产总值,,,not_shared,430211-secret,430211-rd,,,\n", "?onExisting=update")
        .statusCode(422)
        .body("errors.column", contains("numerator"))
        .body("errors[0].detail", containsString("430211-intensity"));
  }

  @Test
  void anotherNumeratorLeavesNothingOfTheFirst() {
    dictionary("430212");
    indicators("430212-other,另一投入,,,,,,,,\n").statusCode(200);
    figures(
        "k1,430212-rd,430212,2021,10,actual",
        "k2,430212-gdp,430212,2021,400,actual",
        "k3,430212-rd,430212,2022,12,actual",
        "k4,430212-gdp,430212,2022,400,actual",
        "k5,430212-other,430212,2022,20,actual");
    formula(quotientOf("430212", "100").replace("430212-rd", "430212-other"));
    given().get("/v1/observations/430212-430212-intensity-2021").then().statusCode(404);
    quotient("430212-430212-intensity-2022")
        .body("value", equalTo(5.0f))
        .body("derivedFrom", contains("k5@v1", "k4@v1"));
  }

  @Test
  void aRetiredFormulaIsWorkedForThePeriodsBeforeIt() {
    dictionary("430213");
    indicators(
            "430213-intensity,研发投入强度,,,,430213-rd,430213-gdp,100,2023-01-01,\n",
            "?onExisting=update")
        .statusCode(200);
    figures(
        "l1,430213-rd,430213,2022,10,actual",
        "l2,430213-gdp,430213,2022,400,actual",
        "l3,430213-rd,430213,2023,10,actual",
        "l4,430213-gdp,430213,2023,400,actual");
    quotient("430213-430213-intensity-2022").body("value", equalTo(2.5f));
    given().get("/v1/observations/430213-430213-intensity-2023").then().statusCode(404);

    // A later end makes figures, so it waits; an earlier one does not.
    var revived = "430213-intensity,研发投入强度,,,,430213-rd,430213-gdp,100,,\n";
    indicators(revived, "?onExisting=update").statusCode(200).body("waiting", equalTo(1));
    given().get("/v1/observations/430213-430213-intensity-2023").then().statusCode(404);
    given().get("/v1/indicators/430213-intensity").then().body("retiredOn", equalTo("2023-01-01"));
    PlanFiles.approveRequests("430213-intensity");
    quotient("430213-430213-intensity-2023").body("value", equalTo(2.5f));
    indicators(revived).statusCode(200).body("unchanged", equalTo(1)).body("waiting", equalTo(0));
  }

  @Test
  void retiredIsNotDeletedAndTakesNoMoreFigures() {
    indicators(inputs("430207")).statusCode(200);
    indicators("430207-rd,研发投入,,,,,,,2023-01-01,430207-gdp\n", "?onExisting=update")
        .statusCode(200);
    given()
        .get("/v1/indicators/430207-rd")
        .then()
        .statusCode(200)
        .body("retiredOn", equalTo("2023-01-01"));
    given().get("/v1/indicators/430207-rd?on=2022-12-31").then().statusCode(200);
    given().get("/v1/indicators/430207-rd?on=2023-01-01").then().statusCode(404);
    figures("g1,430207-rd,430207,2022,15.5,actual");
    OBSERVATIONS
        .imported(FIGURES + "g2,430207-rd,430207,2023,16,actual\n")
        .statusCode(422)
        .body("errors.code", contains("retired"));
  }

  @Test
  void figuresAreReadByWhomTheirSharingClassSays() {
    indicators(
            "430208-open,公开,,,unconditional,,,,,\n"
                + "430208-some,有条件,,,有条件共享,,,,,\n"
                + "430208-none,不共享,,,不予共享,,,,,\n")
        .statusCode(200);
    figures(
        "h1,430208-open,430208,2022,1,actual",
        "h2,430208-some,430208,2022,2,actual",
        "h3,430208-none,430208,2022,3,actual");
    var list = "/v1/observations?area=430208";
    given().get(list).then().body("items.code", contains("h1"));
    as("carl", "consumer").get(list).then().body("items.code", contains("h1", "h2"));
    asEditor().get(list).then().body("items.code", contains("h1", "h2", "h3"));
    given().get("/v1/observations/h2").then().statusCode(404);
    as("carl", "consumer").get("/v1/observations/h2").then().statusCode(200);
    as("carl", "consumer").get("/v1/observations/h3").then().statusCode(404);

    Family.sealedPosition("observations");
    var feed = given().get("/v1/changes/indicators?after=0&limit=1000&area=430208").jsonPath();
    assertThat(feed.getList("items.findAll { it.entityId == 'h2' }")).as("withheld").isEmpty();
    indicators("430208-some,有条件,,,unconditional,,,,,\n", "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("in-use"));
    as("ada", "admin")
        .get("/v1/audit/indicators/reads?client=carl")
        .then()
        .statusCode(200)
        .body("items.request", hasItem("GET /v1/observations/h2"));
  }

  private static final String HEADER =
      "code,nameZh,definition,leadDepartment,sharing,numerator,denominator,factor,retiredOn,replacedBy,kind,direction,nature\n";
  private static final String ORDINARY = ",goal,increase,level\n";

  private static final String FIGURES = "code,indicator,area,period,value,status\n";

  private static ValidatableResponse indicators(String lines) {
    return indicators(lines, "");
  }

  private static ValidatableResponse indicators(String lines, String query) {
    return INDICATORS.imported(HEADER + lines.replace("\n", ORDINARY), query);
  }

  private static String inputs(String area) {
    return "%1$s-rd,研发投入,,,,,,,,\n%1$s-gdp,地区生产总值,,,,,,,,\n%1$s-secret,内部,,,not_shared,,,,,\n"
        .formatted(area);
  }

  private static String quotientOf(String area, String factor) {
    return "%1$s-intensity,研发投入强度,研发投入与地区生产总值之比,区科技局,,%1$s-rd,%1$s-gdp,%2$s,,\n"
        .formatted(area, factor);
  }

  private static void dictionary(String area) {
    indicators(inputs(area)).statusCode(200);
    formula(quotientOf(area, "100"));
  }

  /** Imports a formula, which another person approves. */
  private static void formula(String line) {
    indicators(line, "?onExisting=update").statusCode(200).body("waiting", equalTo(1));
    PlanFiles.approveRequests(line.substring(0, line.indexOf(',')));
  }

  private static String[] inBothInputs(List<Integer> years, int value) {
    return years.stream()
        .flatMap(
            year ->
                List.of("rd", "gdp").stream()
                    .map(
                        input ->
                            "e%1$s%2$d,430205-%1$s,430205,%2$d,%3$d,actual"
                                .formatted(input, year, value)))
        .toArray(String[]::new);
  }

  private static void figures(String... lines) {
    OBSERVATIONS.imported(FIGURES + String.join("\n", lines) + "\n").statusCode(200);
  }

  private static void corrected(String line) {
    OBSERVATIONS.imported(FIGURES + line + "\n", "?onExisting=update").statusCode(200);
  }

  private static ValidatableResponse quotient(String code) {
    return given().get("/v1/observations/" + code).then().statusCode(200);
  }

  private static ValidatableResponse retraction(String code) {
    return asEditor()
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("reason", "误用"))
        .post("/v1/observations/" + code + "/retraction")
        .then();
  }

  private static void retracted(String code) {
    retraction(code).statusCode(201);
    PlanFiles.approveRequests(code);
  }

  /** Read until the feed is read to its end and has told of the last change there was. */
  private static List<String> changesOf(String code) {
    var path = "/v1/changes/indicators?limit=1000&wait=5&area=430201&after=";
    var actions = new ArrayList<String>();
    var next = "0";
    for (var pages = 0; pages < 100; pages++) {
      var page = given().get(path + next).jsonPath();
      actions.addAll(page.getList("items.findAll { it.entityId == '" + code + "' }.action"));
      next = page.getString("next");
      if (next.equals(page.getString("head")) && actions.size() >= 5) {
        break;
      }
    }
    return actions;
  }
}

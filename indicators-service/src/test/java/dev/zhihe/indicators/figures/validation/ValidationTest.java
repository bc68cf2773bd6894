package dev.zhihe.indicators.figures.validation;

import static dev.zhihe.indicators.PlanFiles.OBSERVATIONS;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.zhihe.indicators.PlanFiles;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules across indicators: kept as a family, told of what is published, asked at approval. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ValidationTest {
  private static final Family RULES = new Family("validation-rules");
  private static final String HEADER =
      "code,nameZh,severity,left,comparator,right,constant,tolerancePercent\n";

  @Test
  void rulesAreAFamilyLikeOthers() {
    indicators("439201");
    var file =
        HEADER
            + "439201-r1,部分之和不超过总数,error,439201-a;439201-b,le,439201-c,,0.5\n"
            + "439201-r2,百分比,warning,439201-a,le,,100,0\n";
    RULES.takesInOnce(file);
    RULES.roundTrips("on=2000-01-01", HEADER + rules());
    RULES.refusesUnknownAndRepeatedParameters();
    RULES.neverAnswers304AfterAWrite("439201-r2", "severity=warning", file.replace("百分比", "比例"));
    given()
        .get(RULES.path() + "?severity=mild")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/severity"));
  }

  @Test
  void aRuleHasTwoSides() {
    indicators("439202");
    RULES
        .imported(
            HEADER
                + "439202-r1,甲,error,439202-a,le,,,\n"
                + "439202-r2,乙,error,439202-a,le,439202-b,5,\n"
                + "439202-r3,丙,error,439202-a;439202-z,le,,5,\n"
                + "439202-r4,丁,fatal,439202-a,about,,5,-1\n"
                + "439202-r5,戊,error,,le,,5,\n")
        .statusCode(422)
        .body(
            "errors.code",
            containsInAnyOrder(
                "right-or-constant",
                "right-or-constant",
                "unknown-reference",
                "unknown-word",
                "unknown-word",
                "percent",
                "required"));
  }

  @Test
  void tellsWhereFiguresBreakRules() {
    indicators("439203");
    RULES
        .imported(
            HEADER
                + "439203-w1,部分之和不超过总数,warning,439203-a;439203-b,le,439203-c,,\n"
                + "439203-w2,乙不为零,warning,439203-b,gt,,0,\n")
        .statusCode(200);
    OBSERVATIONS
        .imported(
            figures(
                "439203",
                "a,2021,60",
                "b,2021,50",
                "c,2021,100",
                "a,2022,60",
                "b,2022,0",
                "c,2022,100"))
        .statusCode(200);
    violations("439203", "")
        .statusCode(200)
        .body("rules", equalTo(rulesInAll()))
        .body("items.rule", contains("439203-w1", "439203-w2"))
        .body("items.period", contains("2021", "2022"))
        .body("items[0].left", equalTo(110))
        .body("items[0].right", equalTo(100))
        .body("items[0].difference", equalTo(10))
        .body("items[0].severity", equalTo("warning"))
        .body(
            "items[0].inputs.observation",
            contains("439203-a-2021", "439203-b-2021", "439203-c-2021"))
        .body("items[0].inputs.version", contains(1, 1, 1))
        .body("items[0].sentenceZh", containsString("110 应 ≤ 100"));
    violations("439203", "&period=2022").body("items.rule", contains("439203-w2"));
    violations("439203", "&rule=439203-w1").body("items.rule", contains("439203-w1"));
    violations("439203", "&severity=error").body("items.size()", equalTo(0));
    given()
        .get("/v1/rule-violations?area=439203&format=csv")
        .then()
        .statusCode(200)
        .body(containsString("439203-a-2021@v1;439203-b-2021@v1"));
    OBSERVATIONS
        .handedIn(figures("439203", "c,2021,120", "b,2023,-1"), "?onExisting=update")
        .statusCode(200);
    violations("439203", "").body("items.rule", contains("439203-w1", "439203-w2"));
    asEditor()
        .get("/v1/rule-violations?area=439203&pending=true")
        .then()
        .statusCode(200)
        .body("pending", equalTo(true))
        .body("items.rule", contains("439203-w2", "439203-w2"))
        .body("items.period", containsInAnyOrder("2022", "2023"))
        .body("items.find { it.period == '2023' }.inputs[0].pending", equalTo(true));
  }

  @Test
  void asksForAnAreaAndKeepsWhatWaitsToTheBureau() {
    given()
        .get("/v1/rule-violations")
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("/area"));
    violations("4392", "").statusCode(400).body("errors[0].pointer", equalTo("/area"));
    violations("439203", "&period=2022-13").statusCode(400);
    violations("439203", "&pending=maybe")
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/pending"));
    violations("439203", "&pending=true").statusCode(403);
    as("carl", "consumer")
        .get("/v1/rule-violations?area=439203&pending=true")
        .then()
        .statusCode(403);
  }

  @Test
  void figuresThatBreakAnErrorRuleAreNotApproved() {
    indicators("439204");
    RULES.imported(HEADER + "439204-e1,部分不超过总数,error,439204-a,le,439204-c,,\n").statusCode(200);
    OBSERVATIONS.imported(figures("439204", "c,2021,100")).statusCode(200);
    OBSERVATIONS
        .handedIn(figures("439204", "a,2021,101", "a,2022,5", "b,2021,7"), "")
        .statusCode(200);
    as("rita", "reviewer")
        .header("If-Match", "\"v1\"")
        .post("/v1/observation-submissions/439204-a-2021/approval")
        .then()
        .statusCode(422)
        .body("type", containsString("rule-broken"))
        .body("errors.code", contains("rule-broken"))
        .body("errors[0].value", equalTo("439204-e1: 439204-a-2021, 439204-c-2021"))
        .body("errors[0].detail", containsString("101 应 ≤ 100"));
    approved(Map.of("area", "439204"))
        .statusCode(422)
        .body("errors.code", contains("rule-broken"))
        .body("detail", containsString("439204 2021"));
    given()
        .get("/v1/observations?area=439204")
        .then()
        .body("items.code", contains("439204-c-2021"));
    approved(Map.of("codes", List.of("439204-a-2022", "439204-b-2021"))).statusCode(200);
    OBSERVATIONS.imported(figures("439204", "a,2021,100"), "?onExisting=update").statusCode(200);
    // What breaks it by being corrected later is refused as well, and so is its other side.
    OBSERVATIONS.handedIn(figures("439204", "c,2021,99"), "?onExisting=update").statusCode(200);
    approved(Map.of("codes", List.of("439204-c-2021"))).statusCode(422);
    // Both at once are as they would be published.
    OBSERVATIONS.handedIn(figures("439204", "a,2021,90"), "?onExisting=update").statusCode(200);
    approved(Map.of("area", "439204")).statusCode(200);
  }

  @Test
  void aWarningHoldsUpNothing() {
    indicators("439205");
    RULES.imported(HEADER + "439205-w1,部分不超过总数,warning,439205-a,le,439205-c,,\n").statusCode(200);
    OBSERVATIONS.imported(figures("439205", "a,2021,101", "c,2021,100")).statusCode(200);
    violations("439205", "&severity=warning").body("items.rule", contains("439205-w1"));
  }

  @Test
  void anEmbargoedFigureIsHeldAgainstTheRulesWhenItIsApproved() {
    indicators("439206");
    RULES.imported(HEADER + "439206-e1,不超过百,error,439206-a,le,,100,\n").statusCode(200);
    OBSERVATIONS
        .handedIn(
            "code,indicator,area,period,value,status,publishAt\n"
                + "439206-a-2021,439206-a,439206,2021,101,actual,2199-01-01\n",
            "")
        .statusCode(200);
    approved(Map.of("area", "439206")).statusCode(422).body("errors.code", contains("rule-broken"));
  }

  @Test
  void whatIsComputedFromAFigureIsHeldAgainstTheRulesToo() {
    indicators("439207");
    new Family("indicators")
        .imported(
            "code,nameZh,kind,unit,direction,nature,numerator,denominator,factor,plans\n"
                + "439207-share,比重,goal,%,increase,ratio,439207-a,439207-c,100,439207-145\n")
        .statusCode(200);
    PlanFiles.approveRequests("439207-share");
    RULES.imported(HEADER + "439207-e1,比重不超过百,error,439207-share,le,,100,\n").statusCode(200);
    OBSERVATIONS.imported(figures("439207", "c,2021,100")).statusCode(200);
    OBSERVATIONS.handedIn(figures("439207", "a,2021,120"), "").statusCode(200);
    approved(Map.of("area", "439207"))
        .statusCode(422)
        .body("errors[0].detail", containsString("120.0000 应 ≤ 100"));
  }

  @Test
  void twoReviewersOfTheTwoSidesDoNotBreakARuleTogether() throws Exception {
    indicators("439208");
    RULES.imported(HEADER + "439208-e1,部分不超过总数,error,439208-a,le,439208-c,,\n").statusCode(200);
    var years = IntStream.rangeClosed(1990, 2019).boxed().toList();
    var file = new StringBuilder("code,indicator,area,period,value,status\n");
    for (var year : years) {
      file.append("439208-a-%1$d,439208-a,439208,%1$d,101,actual\n".formatted(year))
          .append("439208-c-%1$d,439208-c,439208,%1$d,100,actual\n".formatted(year));
    }
    OBSERVATIONS.handedIn(file.toString(), "").statusCode(200);
    try (var reviewers = Executors.newFixedThreadPool(2)) {
      var together = new CyclicBarrier(2);
      var refused =
          Stream.of("a", "c")
              .map(
                  side ->
                      reviewers.submit(
                          () -> {
                            var count = 0;
                            for (var year : years) {
                              together.await();
                              count +=
                                  approved(Map.of("codes", List.of("439208-" + side + "-" + year)))
                                              .extract()
                                              .statusCode()
                                          == 422
                                      ? 1
                                      : 0;
                            }
                            return count;
                          }))
              .toList();
      assertThat(refused.getFirst().get() + refused.getLast().get()).isEqualTo(years.size());
    }
    given()
        .get("/v1/observations?area=439208&limit=100")
        .then()
        .body("items.size()", equalTo(years.size()));
    violations("439208", "").body("items.size()", equalTo(0));
  }

  private static ValidatableResponse approved(Map<String, Object> selection) {
    return as("rita", "reviewer")
        .contentType(ContentType.JSON)
        .body(selection)
        .post("/v1/observation-submissions/approvals")
        .then();
  }

  private static ValidatableResponse violations(String area, String more) {
    return given().get("/v1/rule-violations?area=" + area + more).then();
  }

  private static int rulesInAll() {
    return given().get(RULES.path() + "?limit=1000").jsonPath().getList("items").size();
  }

  /** The lines of all rules that other tests brought too. */
  private static String rules() {
    return String.join(
            ",\n",
            given()
                .get(RULES.path() + "?limit=1000&on=2000-01-01")
                .jsonPath()
                .getList("items.code", String.class))
        + ",\n";
  }

  private static void indicators(String area) {
    new Family("plans")
        .imported(
            "code,area,nameZh,startYear,endYear\n%1$s-145,%1$s,某区规划,2021,2025\n".formatted(area))
        .statusCode(200);
    var file = new StringBuilder("code,nameZh,kind,unit,direction,nature,plans\n");
    for (var end : List.of("a", "b", "c")) {
      file.append("%1$s-%2$s,指标%2$s,goal,家,increase,level,%1$s-145\n".formatted(area, end));
    }
    new Family("indicators").imported(file.toString()).statusCode(200);
  }

  /** Each as {@code end of the indicator's code,period,value}. */
  private static String figures(String area, String... lines) {
    var file = new StringBuilder("code,indicator,area,period,value,status\n");
    for (var line : lines) {
      var cells = line.split(",", -1);
      file.append(
          "%1$s-%2$s-%3$s,%1$s-%2$s,%1$s,%3$s,%4$s,actual\n"
              .formatted(area, cells[0], cells[1], cells[2]));
    }
    return file.toString();
  }
}

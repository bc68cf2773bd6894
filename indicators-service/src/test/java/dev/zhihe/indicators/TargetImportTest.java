package dev.zhihe.indicators;

import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import dev.zhihe.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The plan's own files, loaded as any editor loads them. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class TargetImportTest {
  private static final Path PLAN = Path.of("..", "plan");

  @BeforeEach
  void theHeadlineTablesAreLoaded() {
    PlanFiles.load();
  }

  @Test
  void servesTwelveAndThirteenIndicatorsOfTheTwoPlans() {
    given()
        .get("/v1/indicators?plan=500106-145&kind=headline")
        .then()
        .statusCode(200)
        .body("items", hasSize(12));
    given()
        .get("/v1/indicators?plan=500106-135&kind=headline")
        .then()
        .statusCode(200)
        .body("items", hasSize(13));
    given()
        .get("/v1/targets?plan=500106-145&year=2025&limit=1000")
        .then()
        .statusCode(200)
        .body("items.findAll { it.code.startsWith('500106-145-t') }", hasSize(12))
        .body("items.status", everyItem(is("adopted")));
  }

  @Test
  void takesWhatThePlanSaysWasReachedAndThePoliciesItNames() {
    PlanFiles.OBSERVATIONS.takesInOnce(Family.planFile("09-observations.csv"));
    new Family("policies").takesInOnce(Family.planFile("10-policies.csv"));
    given()
        .get("/v1/observations?status=not_collected")
        .then()
        .statusCode(200)
        .body("items.findAll { it.area == '500106' }.value", everyItem(is((Object) null)));
    given()
        .get("/v1/policies?plan=500106-145&status=planned&kind=十四五拟出台区级政策")
        .then()
        .body("items", hasSize(14));
  }

  @Test
  void refusesToImportIntoAnAdoptedPlan() throws IOException {
    var file = plan("03-targets.csv");
    imported("targets", file).statusCode(200).body("unchanged", equalTo(rows()));
    var changed = file.replace("ge,65,,50.91,", "ge,66,,50.91,");
    imported("targets?onExisting=update", changed)
        .statusCode(422)
        .body("errors", hasSize(1))
        .body("errors[0].code", equalTo("adopted"));
    var added =
        "code,plan,indicator,area,year,comparator,value\n"
            + "500106-145-t99,500106-145,patents-granted,500106,2025,ge,1\n";
    imported("targets", added).statusCode(422).body("errors[0].code", equalTo("adopted"));
  }

  @Test
  void refusesToMoveATargetToAnotherPlan() {
    imported("plans", "code,area,nameZh,startYear,endYear\n220000-155,220000,草案,2026,2030\n")
        .statusCode(200);
    var target =
        """
        code,plan,indicator,area,year,comparator,value
        220000-155-t1,%s,patents-granted,220000,2030,ge,5
        """;
    imported("targets", target.formatted("220000-155")).statusCode(200);
    imported("targets?onExisting=update", target.formatted("500106-145"))
        .statusCode(422)
        .body("errors.code", contains("moved"))
        .body("errors.detail", contains("属于 220000-155；代码不可移至另一规划"));
    editor().get("/v1/targets/220000-155-t1").then().body("plan", equalTo("220000-155"));
    given().get("/v1/targets/220000-155-t1").then().statusCode(404);
  }

  @Test
  void namesUnknownReferencesWrongWordsAndValuesWithUnits() {
    imported(
            "targets",
            """
            code,plan,indicator,area,year,comparator,value,baselineValue
            x-1,no-such-plan,no-such-indicator,500106,2025,more,40亿,1
            x-2,500106-145,patents-granted,500106,2025,range,5,
            """)
        .statusCode(422)
        .body(
            "errors.findAll { it.row == 2 }.column",
            containsInAnyOrder("plan", "indicator", "comparator", "value", "baselineYear"))
        .body("errors.findAll { it.row == 3 }.column", containsInAnyOrder("valueMax"));
  }

  @Test
  void walksAllPagesWithoutLossAndBindsACursorToItsFilters() throws IOException {
    var seen = new HashSet<String>();
    var address = "/v1/targets?area=500106&limit=7";
    for (var page = given().get(address).then().statusCode(200);
        ;
        page = given().get(address).then().statusCode(200)) {
      page.extract()
          .jsonPath()
          .<String>getList("items.code")
          .forEach(code -> assertThat(seen.add(code)).isTrue());
      String next = page.extract().path("next");
      if (next == null) {
        break;
      }
      given()
          .get("/v1/targets?area=500106&year=2025&limit=7&cursor=" + next)
          .then()
          .statusCode(400)
          .body("errors[0].pointer", equalTo("/cursor"));
      address = "/v1/targets?area=500106&limit=7&cursor=" + next;
    }
    assertThat(seen).hasSize(rows());
  }

  @Test
  void answersNotModifiedOnlyUntilSomethingIsWritten() {
    var list = given().get("/v1/indicators").then().statusCode(200).extract();
    var etag = list.header("ETag");
    given().header("If-None-Match", etag).get("/v1/indicators").then().statusCode(304);
    given()
        .header("If-None-Match", etag)
        .accept("text/csv")
        .get("/v1/indicators")
        .then()
        .statusCode(200);
    imported(
            "indicators",
            "code,nameZh,kind,direction,nature\nnew-"
                + System.nanoTime()
                + ",新指标,headline,increase,level\n")
        .statusCode(200);
    given().header("If-None-Match", etag).get("/v1/indicators").then().statusCode(200);
    given()
        .header("If-None-Match", "\"v1\"")
        .get("/v1/indicators/patents-granted")
        .then()
        .statusCode(304);
    given()
        .get("/v1/indicators/patents-granted")
        .then()
        .statusCode(200)
        .header("ETag", "\"v1\"")
        .body("$", not(hasKey("version")));
  }

  @Test
  void takesBackTheCsvThatItGives() throws IOException {
    var csv =
        given()
            .get("/v1/targets?area=500106&format=csv&limit=1000")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    imported("targets", csv)
        .statusCode(200)
        .body("unchanged", equalTo(rows()))
        .body("created", equalTo(0));
  }

  @Test
  void keepsDecimalsAsPrinted() {
    var body =
        given().get("/v1/targets/500106-145-t02").then().statusCode(200).extract().asString();
    assertThat(body).contains("\"value\":4.0,").contains("\"baselineValue\":3.55,");
  }

  private static int rows() throws IOException {
    return Family.codes(plan("03-targets.csv")).size();
  }

  private static String plan(String file) throws IOException {
    return Files.readString(PLAN.resolve(file));
  }

  private static Request as(String name, String... roles) {
    return given().auth().oauth2(Tokens.of(name, roles));
  }

  private static Request editor() {
    return as("erin", "editor");
  }

  private static ValidatableResponse imported(String family, String csv) {
    var path = family.contains("?") ? family.replace("?", "/imports?") : family + "/imports";
    return editor()
        .contentType("text/csv")
        .body(csv.getBytes(StandardCharsets.UTF_8))
        .post("/v1/" + path)
        .then();
  }
}

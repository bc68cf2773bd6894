package dev.zhihe.platforms;

import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Family.planFile;
import static dev.zhihe.test.Request.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.hamcrest.Matchers.stringContainsInOrder;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class PlatformsTest {
  private static final Family PLATFORMS = new Family("platforms");
  private static final String FILE = "08-platforms.csv";

  @Test
  void loadsThePlanTwiceAndShowsItToEverybody() {
    PLATFORMS.takesInOnce(planFile(FILE));
    given()
        .get("/v1/platforms/500106-pf-035")
        .then()
        .statusCode(200)
        .body("type", equalTo("transfer_platform"))
        .body("mentions.source", contains("table-4", "table-9", "prose", "table-11"))
        .body("mentions.line", contains(374, 542, 567, 574))
        .body(containsString("\"floorAreaM2\":17000,"));
    var path = "/v1/platforms?limit=1000&area=500106";
    given().get(path + "&type=rd_platform").then().body("items", hasSize(47));
    given().get(path + "&type=laboratory").then().body("items", hasSize(9));
    given().get(path + "&type=实验室").then().body("items", hasSize(9));
    given().get(path + "&type=transfer_platform").then().body("items", hasSize(15));
    given().get(path + "&type=innovation_park").then().body("items", hasSize(9));
    given().get(path + "&stage=construction").then().body("items", hasSize(8));
    given().get(path + "&category=双创特色园区").then().body("items", hasSize(5));
    given()
        .get(path + "&responsibleUnit=国际物流枢纽公司")
        .then()
        .body("items.code", contains("500106-pf-027", "500106-pf-030", "500106-pf-033"));
    given()
        .header("Accept-Language", "en")
        .get(path + "&type=meadow")
        .then()
        .statusCode(400)
        .body(
            "detail",
            stringContainsInOrder(
                "type is one of", "rd_platform, transfer_platform, innovation_park", "meadow"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "area=abc|area is an area code of six digits|/area",
        "area=50010|area is an area code of six digits|/area",
        "limit=0|limit is a whole number of 1 or more; above 1000 it counts as 1000|/limit"
      })
  void namesTheParameterWhatItTakesAndWhatWasGiven(String query, String text, String pointer) {
    given()
        .header("Accept-Language", "en")
        .get("/v1/platforms?" + query)
        .then()
        .statusCode(400)
        .body("detail", startsWith(text))
        .body("detail", endsWith("; given: \"" + query.substring(query.indexOf('=') + 1) + "\""))
        .body("errors[0].pointer", equalTo(pointer));
  }

  @Test
  void namesEveryFormatThereIs() {
    given()
        .accept("application/pdf")
        .get("/v1/platforms")
        .then()
        .statusCode(406)
        .body(
            "detail",
            stringContainsInOrder("application/json", "text/csv", "spreadsheetml.sheet", "xlsx"));
    asEditor()
        .contentType("text/plain")
        .body("code")
        .post("/v1/platforms/imports")
        .then()
        .statusCode(415)
        .body("detail", containsString("spreadsheetml.sheet"));
  }

  @Test
  void losesNoRowBetweenPagesAndTakesBackWhatItGave() {
    var file = planFile(FILE, "510001");
    PLATFORMS.imported(file).statusCode(200);
    PLATFORMS.walksAllPages("area=510001", file);
    PLATFORMS.refusesAForeignCursor("area=510001", "area=500106");
    PLATFORMS.roundTrips("area=510001", file);
    PLATFORMS.refusesUnknownAndRepeatedParameters();
  }

  @Test
  void neverAnswers304AfterAWrite() {
    var file = planFile(FILE, "510002");
    PLATFORMS.imported(file).statusCode(200);
    PLATFORMS.neverAnswers304AfterAWrite(
        "510002-pf-048", "area=510002", file.replace("table-9@545", "table-9@546"));
  }

  @Test
  void namesEveryErrorOfEveryRowAndWritesNothing() {
    PLATFORMS
        .imported(
            """
            代码,行政区划代码,name,类别,type,stage,floorAreaM2,mentions
            510003-pf-1,510003,甲,,研发院,built,-5,table-3:342
            510003-pf-2,51000,,,rd_platform,not_stated,1.7万,table-3@342
            """)
        .statusCode(422)
        .body(
            "errors.findAll { it.row == 2 }.column",
            containsInAnyOrder("type", "stage", "floorAreaM2", "mentions"))
        .body(
            "errors.findAll { it.row == 3 }.column",
            containsInAnyOrder("行政区划代码", "name", "floorAreaM2"));
    asEditor().get("/v1/platforms?area=510003").then().body("items", hasSize(0));
  }

  /** What a file names is looked up before its errors are told. */
  @Test
  void aCellThatCannotBeStoredHidesNoOtherError() {
    PLATFORMS
        .imported(
            """
            code,area,name,type,stage,operator,partOf
            510018-pf-1,510018,甲,park,completed,a\0b,
            510018-pf-2,510018,乙,park,built,,c\0d
            """)
        .statusCode(422)
        .body("errors.findAll { it.row == 2 }.column", contains("operator"))
        .body("errors.findAll { it.row == 3 }.column", containsInAnyOrder("stage", "partOf"));
  }

  /** On a day, the registry is what the acts of that day and before made of it. */
  @Test
  void readsTheRegistryAsItWasOnADay() {
    var acts = new RegistryActs(new Parks("181022").loaded());
    acts.approved(
        acts.change(
            "upgrade",
            List.of("181022-pf-1"),
            Map.of(
                "changes",
                RegistryActs.changes(Map.of("level", "municipal")),
                "effectiveOn",
                "2026-06-01")));
    acts.approved(
        acts.change("withdrawal", List.of("181022-pf-1"), Map.of("effectiveOn", "2026-10-01")));
    acts.approved(
        acts.change(
            "addition",
            List.of("181022-pf-8"),
            Map.of(
                "changes",
                RegistryActs.changes(Map.of("name", "新园", "type", "park", "stage", "建成")),
                "effectiveOn",
                "2026-08-01")));
    var item = "/v1/platforms/181022-pf-1?on=";
    given()
        .get(item + "2026-05-31")
        .then()
        .body("level", nullValue())
        .body("status", equalTo("active"));
    given()
        .get(item + "2026-06-01")
        .then()
        .body("level", equalTo("municipal"))
        .body("status", equalTo("active"));
    given().get(item + "2026-10-01").then().body("status", equalTo("withdrawn"));
    var list = "/v1/platforms?area=181022&on=";
    given()
        .get(list + "2026-07-31&level=municipal")
        .then()
        .body("items.code", contains("181022-pf-1"));
    given().get(list + "2026-05-31&level=municipal").then().body("items", empty());
    given()
        .get(list + "2026-09-30&status=active")
        .then()
        .body(
            "items.code",
            contains("181022-pf-1", "181022-pf-2", "181022-pf-3", "181022-pf-4", "181022-pf-8"));
    given()
        .get(list + "2026-07-31&limit=2")
        .then()
        .body("items.code", contains("181022-pf-1", "181022-pf-2"));
    given()
        .get(list + "2026-05-31&format=csv")
        .then()
        .statusCode(200)
        .body(containsString("181022-pf-1,181022,甲园"))
        .body(not(containsString("municipal")))
        .body(not(containsString("181022-pf-8")));
  }
}

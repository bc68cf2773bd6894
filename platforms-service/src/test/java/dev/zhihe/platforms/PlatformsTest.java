package dev.zhihe.platforms;

import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Family.planFile;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

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
        .body("mentions.source", contains("table-4", "table-9"))
        .body("mentions.line", contains(374, 542))
        .body(containsString("\"floorAreaM2\":17000,"));
    var path = "/v1/platforms?area=500106";
    given().get(path + "&type=rd_platform").then().body("items", hasSize(25));
    given().get(path + "&type=transfer_platform").then().body("items", hasSize(16));
    given().get(path + "&type=innovation_park").then().body("items", hasSize(7));
    given().get(path + "&stage=construction").then().body("items", hasSize(8));
    given().get(path + "&category=双创特色园区").then().body("items", hasSize(2));
    given()
        .get(path + "&responsibleUnit=国际物流枢纽公司")
        .then()
        .body("items.code", contains("500106-pf-027", "500106-pf-030", "500106-pf-033"));
    given()
        .header("Accept-Language", "en")
        .get(path + "&type=meadow")
        .then()
        .statusCode(400)
        .body("detail", containsString("rd_platform, transfer_platform, innovation_park"));
  }

  @Test
  void losesNoRowBetweenPagesAndTakesBackWhatItGave() {
    var file = planFile(FILE, "510001");
    PLATFORMS.imported(file).statusCode(200);
    PLATFORMS.walksAllPages("area=510001", file);
    PLATFORMS.refusesAForeignCursor("area=510001", "area=500106");
    PLATFORMS.roundTrips("area=510001", file);
    PLATFORMS.refusesUnknownParameters();
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
            510003-pf-1,510003,甲,,研发平台,built,-5,table-3:342
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
}

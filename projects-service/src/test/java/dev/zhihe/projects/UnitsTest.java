package dev.zhihe.projects;

import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Family.planFile;
import static dev.zhihe.test.Request.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The register of units, each test with a district of its own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class UnitsTest {
  private static final Family UNITS = new Family("units");
  private static final String HEADER = "code,area,name,aliases,creditCode\n";

  @Test
  void keepsTheUnitsOfThePlan() {
    var file = planFile("15-units.csv", "511001");
    UNITS.takesInOnce(file);
    UNITS.walksAllPages("area=511001", file);
    UNITS.refusesAForeignCursor("area=511001", "area=500106");
    UNITS.roundTrips("area=511001", file);
    UNITS.refusesUnknownAndRepeatedParameters();
    UNITS.neverAnswers304AfterAWrite(
        "511001-u07", "area=511001", file.replace("511001,区科协,", "511001,区科协,科协"));
    given()
        .get("/v1/units/511001-u02")
        .then()
        .statusCode(200)
        .body("name", equalTo("国际物流枢纽公司"))
        .body("aliases", contains("国际物流园枢纽公司", "国物流枢纽公司", "国际物流公司"));
  }

  @Test
  void checksCreditCodes() {
    UNITS
        .imported(
            HEADER
                + "511002-u1,511002,甲,,91330100799655058C\n"
                + "511002-u2,511002,乙,,9133010079965505IB\n"
                + "511002-u3,511002,丙,,123\n")
        .statusCode(422)
        .body("errors.column", contains("creditCode", "creditCode", "creditCode"))
        .body("errors.code", contains("check-character", "shape", "shape"));
    UNITS.imported(HEADER + "511002-u1,511002,甲,,91330100799655058B\n").statusCode(200);
    asEditor()
        .get("/v1/units?creditCode=91330100799655058B&area=511002")
        .then()
        .body("items.code", contains("511002-u1"));
  }

  @Test
  void givesNoNameAndNoCreditCodeToTwoUnitsOfAnArea() {
    UNITS.imported(HEADER + "511003-u1,511003,甲局,甲;甲委,91330100799655058B\n").statusCode(200);
    UNITS
        .imported(
            HEADER
                + "511003-u2,511003,甲局,,\n"
                + "511003-u3,511003,甲委,,\n"
                + "511003-u4,511003,丁局,丁;甲,\n"
                + "511003-u5,511003,戊局,甲局,91330100799655058B\n"
                + "511003-u6,511003,己局,己,\n"
                + "511003-u7,511003,己,,\n"
                + "511004-u1,511004,甲局,甲,91330100799655058B\n")
        .statusCode(422)
        .body("errors.findAll { it.row == 2 }.code", containsInAnyOrder("taken"))
        .body("errors.findAll { it.row == 3 }.column", contains("name"))
        .body("errors.findAll { it.row == 4 }.column", contains("aliases"))
        .body("errors.findAll { it.row == 5 }.column", containsInAnyOrder("aliases", "creditCode"))
        .body("errors.findAll { it.row == 6 }", hasSize(0))
        .body("errors.findAll { it.row == 7 }.detail", contains("属于单位 511003-u6"))
        .body("errors.findAll { it.row == 8 }", hasSize(0));
    asEditor().get("/v1/units?area=511003").then().body("items", hasSize(1));
  }

  /** What a file says of a unit counts instead of what is stored. */
  @Test
  void takesANameFromOneUnitForAnother() {
    UNITS.imported(HEADER + "511005-u1,511005,甲局,甲委,\n511005-u2,511005,乙局,,\n").statusCode(200);
    UNITS
        .imported(HEADER + "511005-u1,511005,甲局,,\n511005-u2,511005,乙局,甲委,\n", "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(2));
  }

  @Test
  void findsAUnitByAnyOfItsNames() {
    UNITS.imported(HEADER + "511006-u1,511006,星河建设公司,星河公司,\n").statusCode(200);
    for (var q : new String[] {"星河建设公司", "星河公司"}) {
      given()
          .queryParam("q", q)
          .get("/v1/search/projects?area=511006&type=unit")
          .then()
          .statusCode(200)
          .body("items[0].href", equalTo("/v1/units/511006-u1"));
    }
  }
}

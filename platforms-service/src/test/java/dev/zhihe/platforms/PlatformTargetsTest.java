package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Family.asOperator;
import static dev.zhihe.test.Family.planFile;
import static dev.zhihe.test.Request.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class PlatformTargetsTest {
  private static final Family PLATFORMS = new Family("platforms");
  private static final Family TARGETS = new Family("platform-targets");
  private static final String HEADER =
      "code,area,platform,measure,comparator,value,countedFrom,deadline,statements\n";

  @Test
  void loadsTheTargetsOfThePlansTables() {
    PLATFORMS.imported(planFile("08-platforms.csv", "181101")).statusCode(200);
    TARGETS.takesInOnce(planFile("16-platform-targets.csv", "181101"));
    var path = "/v1/platform-targets?limit=1000&area=181101";
    given().get(path).then().body("items", hasSize(30));
    given().get(path + "&measure=new_tech_firms").then().body("items", hasSize(7));
    given().get(path + "&measure=高新技术企业").then().body("items", hasSize(7));
    given().get(path + "&measure=floor_area_m2").then().body("items", hasSize(8));
    given().get(path + "&measure=output_yuan").then().body("items", hasSize(8));
    given()
        .get(path + "&platform=181101-pf-042")
        .then()
        .body(
            "items.measure",
            contains("new_tech_firms", "high_tech_firms", "floor_area_m2", "output_yuan"))
        .body("items[3].comparator", equalTo("eq"))
        .body("items[3].countedFrom", equalTo("2025-01-01"))
        .body("items[3].deadline", equalTo("2025-12-31"))
        .body("items[3].statements.source", contains("table-10"))
        .body("items[3].statements.line", contains(557))
        .body("items[3].statements.words", contains("12 亿"))
        .body("items[1].countedFrom", nullValue())
        .body(containsString("\"value\":1200000000.00,"));
    TARGETS.roundTrips("area=181101", planFile("16-platform-targets.csv", "181101"));
  }

  @Test
  void behavesAsEveryFamily() {
    platforms("181102");
    var file = rows("181102");
    TARGETS.takesInOnce(file);
    TARGETS.walksAllPages("area=181102", file);
    TARGETS.refusesAForeignCursor("area=181102", "area=181101");
    TARGETS.refusesUnknownAndRepeatedParameters();
    TARGETS.neverAnswers304AfterAWrite(
        "181102-pt-03", "area=181102", file.replace(",ge,3,", ",ge,33,"));
    TARGETS.deletesWhatWasEnteredInError(
        "platforms",
        HEADER + "181102-pt-90,181102,181102-pf-2,tenants,ge,90,,2025-12-31,\n",
        "181102-pt-90");
    for (var other :
        List.of(
            as("rita", "reviewer"), as("ada", "admin"), asOperator("olga", "91000000MA00000157"))) {
      other
          .contentType("text/csv")
          .body("code\n")
          .post(TARGETS.path() + "/imports")
          .then()
          .statusCode(403);
    }
  }

  @Test
  void namesWhatIsWrongWithEachCell() {
    platforms("181103");
    platforms("181104");
    TARGETS
        .imported(
            HEADER
                + """
                181103-pt-1,181103,181103-pf-9,many,about,x,,,
                181103-pt-2,181103,181104-pf-1,tenants,ge,1.5,2021-01-01,2025-12-31,table-8:499
                181103-pt-3,181103,181103-pf-1,output_yuan,ge,12.345,,2025-12-31,table-8@499
                181103-pt-4,181103,181103-pf-1,new_tenants,ge,-1,2026-01-01,2025-12-31,
                181103-pt-5,181103,181103-pf-1,tenants,ge,10000000000000,,2025-12-31,
                181103-pt-6,181103,181103-pf-1,floor_area_m2,ge,5%,,2025-12-31,
                """)
        .statusCode(422)
        .body(
            "errors.findAll { it.row == 2 }.column",
            containsInAnyOrder("platform", "measure", "comparator", "value", "deadline"))
        .body(
            "errors.findAll { it.row == 3 }.code",
            containsInAnyOrder("elsewhere", "target-value", "counted-from", "shape"))
        .body(
            "errors.findAll { it.row == 4 }.code",
            containsInAnyOrder("target-value", "counted-from"))
        .body("errors.findAll { it.row == 5 }.code", containsInAnyOrder("target-value", "order"))
        .body("errors.findAll { it.row == 6 }.code", contains("target-value"))
        .body("errors.findAll { it.row == 7 }.code", contains("unit-mismatch"));
    asEditor().get("/v1/platform-targets?area=181103").then().body("items", hasSize(0));
  }

  @Test
  void aRequirementIsOneTargetAndStaysWithItsPlatform() {
    platforms("181105");
    var row = "181105-pt-1,181105,181105-pf-1,output_yuan,ge,5.00,2025-01-01,2025-12-31,\n";
    TARGETS.imported(HEADER + row).statusCode(200);
    TARGETS
        .imported(HEADER + row.replace("pt-1", "pt-2").replace("5.00", "5"))
        .statusCode(422)
        .body("errors.code", contains("same-thing"));
    TARGETS.imported(HEADER + row.replace("pt-1", "pt-2").replace("5.00", "6")).statusCode(200);
    TARGETS
        .imported(HEADER + row.replace("pf-1", "pf-2"), "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("moved"));
    TARGETS
        .imported(HEADER.replace("value", "目标值（万元）") + row)
        .statusCode(422)
        .body("errors.code", contains("unit-mismatch"));
  }

  private static void platforms(String area) {
    PLATFORMS
        .imported(
            "code,area,name,type,stage\n%1$s-pf-1,%1$s,甲园,park,completed\n%1$s-pf-2,%1$s,乙园,park,completed\n"
                .formatted(area))
        .statusCode(200);
  }

  private static String rows(String area) {
    var rows = new StringBuilder(HEADER);
    for (int i = 1; i <= 12; i++) {
      rows.append(
          "%1$s-pt-%2$02d,%1$s,%1$s-pf-1,tenants,ge,%2$d,,2025-12-31,table-8@%2$d 原文 %2$d 家\n"
              .formatted(area, i));
    }
    return rows.toString();
  }
}

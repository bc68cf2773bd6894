package dev.zhihe.indicators.goals.merger;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.indicators.PlanFiles;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One requirement is one target, however often a plan states it. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class TargetMergerTest {
  private static final Family TARGETS = new Family("targets");

  @Test
  void aFileStatesARequirementOnce() {
    plan("439501");
    TARGETS
        .imported(
            targets(
                "439501-145-t1,439501-145,merger-level,439501,2025,ge,40,,,d,1,",
                "439501-145-t2,439501-145,merger-level,439501,2025,eq,40.0,level,,d,2,",
                "439501-145-t3,439501-145,merger-level,439501,2025,gt,40,increment,,d,3,",
                "439501-145-t4,439501-145,merger-level,439501,2025,le,40,,,d,4,",
                "439501-145-t5,439501-145,merger-level,439501,2030,ge,40,,,d,5,"))
        .statusCode(422)
        .body("errors.row", contains(3))
        .body("errors.code", everyItem(equalTo("same-thing")));
  }

  @Test
  void aTargetHasEveryPlaceThatStatesIt() {
    plan("439502");
    var row = "439502-145-t1,439502-145,merger-level,439502,2025,ge,40,,≥40,d,1,";
    TARGETS
        .imported(targets(row + "table@1 ge ≥40;prose@7 eq 40 家;other doc/prose@9 ge"))
        .statusCode(200);
    asEditor()
        .get("/v1/targets/439502-145-t1")
        .then()
        .body("statements.document", contains("d", "d", "other doc"))
        .body("statements.place", contains("table", "prose", "prose"))
        .body("statements.line", contains(1, 7, 9))
        .body("statements.comparator", contains("ge", "eq", "ge"))
        .body("statements.words", contains("≥40", "40 家", null));
    TARGETS
        .imported(targets(row + "d/表@1 ≥ ≥40；正文@7 = 40 家；other doc/prose@9 ge"))
        .body("unchanged", equalTo(1));
    TARGETS
        .imported(targets(row + "table@7 ge"), "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("own-statement"));
    TARGETS
        .imported(targets(row + "table 1 ge"), "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("shape"));
  }

  @Test
  void theSideOfAPlainNumberFollowsFromTheIndicator() {
    plan("439506");
    TARGETS
        .imported(
            targets(
                "439506-145-t1,439506-145,merger-less,439506,2025,eq,5,,,d,1,",
                "439506-145-t2,439506-145,merger-less,439506,2025,le,5,,,d,2,",
                "439506-145-t3,439506-145,merger-less,439506,2025,ge,5,,,d,3,"))
        .statusCode(422)
        .body("errors.row", contains(3))
        .body("errors.code", everyItem(equalTo("same-thing")));
  }

  @Test
  void whatHasNoNumberIsToldApartByItsLine() {
    plan("439507");
    TARGETS
        .imported(
            targets(
                "439507-145-t1,439507-145,merger-level,439507,2025,qualitative,,,不断优化,d,1,",
                "439507-145-t2,439507-145,merger-level,439507,2025,qualitative,,,不断优化,d,2,"))
        .statusCode(200);
  }

  @Test
  void targetsOfOtherValuesNameEachOtherUntilTheyAskForTheSame() {
    plan("439503");
    two("439503");
    target("439503-145-t1").body("contradicts", contains("439503-145-t2"));
    target("439503-145-t2").body("contradicts", contains("439503-145-t1"));
    target("439503-145-t3").body("contradicts", nullValue());
    refused("439503-145-t2", "439503-145-t3", "other-requirement");
    refused("439503-145-t2", "439503-145-t2", "same-thing");
    refused("439503-145-t2", "none", "unknown-reference");
    refused("439503-145-t2", "439503-145-t1", "other-value");

    adjusted("439503-145-t2", 40);
    target("439503-145-t1").body("contradicts", nullValue());
    target("439503-145-t2").body("contradicts", nullValue());
    target("439503-145-t2-a1").body("contradicts", nullValue());
    refused("439503-145-t1", "439503-145-t2", "in-force");
    refused("439503-145-t2-a1", "439503-145-t1", "other-value");
  }

  @Test
  void aTargetThatIsStatedTwiceIsMergedWithThoseThatItReplaced() {
    twins("439509");
    adjusted("439509-145-t2", 45);
    refused("439509-145-t2-a1", "439509-145-t1", "other-value");
    adjusted("439509-145-t2-a1", 40, "2024-01-01");
    var code = request("439509-145-t2-a2", "439509-145-t1").statusCode(201).extract().path("code");
    target("439509-145-t2-a2").body("mergedInto", nullValue());
    approve(code).statusCode(200);

    target("439509-145-t1")
        .body("statements.line", contains(1, 2))
        .body("statements.words", contains("≥40", "40以上"))
        .body("baselineValue", equalTo(10))
        .body("baselineYear", equalTo(2020))
        .body("note", equalTo("正文另有"));
    for (var merged : new String[] {"t2", "t2-a1", "t2-a2"}) {
      target("439509-145-" + merged).body("mergedInto", equalTo("439509-145-t1"));
    }
    for (var day : new String[] {"2021-06-30", "2023-12-31", "2024-06-30"}) {
      given()
          .get("/v1/targets?plan=439509-145&asOf=now&on=" + day)
          .then()
          .body("items.code", contains("439509-145-t1", "439509-145-t3"));
    }
    given()
        .get("/v1/assessments?plan=439509-145&on=2023-06-30&asOf=now")
        .then()
        .body("items.target", contains("439509-145-t1", "439509-145-t3"));
    request("439509-145-t2-a2", "439509-145-t1")
        .statusCode(409)
        .body("detail", containsString("439509-145-t1"));
  }

  @Test
  void statementsGoToTheTargetThatTheDocumentPrints() {
    twins("439504");
    adjusted("439504-145-t1", 45);
    adjusted("439504-145-t2", 45);
    var code =
        request("439504-145-t2-a1", "439504-145-t1-a1").statusCode(201).extract().path("code");
    approve(code).statusCode(200);
    target("439504-145-t2").body("mergedInto", equalTo("439504-145-t1-a1"));
    target("439504-145-t1").body("statements.line", contains(1, 2));
    target("439504-145-t1-a1").body("statements", nullValue());
  }

  @Test
  void aMergerEndsContradictionsOfThirdTargets() {
    plan("439508");
    two("439508");
    adjusted("439508-145-t2", 45);
    target("439508-145-t1").body("contradicts", contains("439508-145-t2-a1"));
    adjusted("439508-145-t1", 45);
    target("439508-145-t1-a1").body("contradicts", nullValue());
    target("439508-145-t2-a1").body("contradicts", nullValue());
  }

  @Test
  void aTargetWithPartsOrAnOpenAdjustmentKeepsItsPlace() {
    twins("439505");
    var code = request("439505-145-t2", "439505-145-t1").statusCode(201).extract().path("code");
    new Family("target-parts")
        .imported("code,plan,target,year,value\n439505-p1,439505-145,439505-145-t2,2023,20\n")
        .statusCode(200);
    approve(code).statusCode(409).body("detail", containsString("439505-145-t2"));
    target("439505-145-t2").body("mergedInto", nullValue());
    request("439505-145-t2", "439505-145-t1").statusCode(409);
    twins("439510");
    drafted("439510-145-t2", 45, "2023-07-01");
    request("439510-145-t2", "439510-145-t1").statusCode(409);
  }

  @Test
  void aStatementAsksForWhatTheTargetAsksFor() {
    plan("439511");
    var row = "439511-145-t1,439511-145,merger-level,439511,2025,ge,5,,≥5,d,1,";
    for (var statements :
        new String[] {"table@1 ge ≥5;prose@2 le 5以下", "table@1 eq >=5", "table@1 gt"}) {
      TARGETS
          .imported(targets(row + statements))
          .statusCode(422)
          .body("errors.code", contains("other-comparator"));
    }
  }

  @Test
  void everyBrokenRuleOfARequestIsTold() {
    asEditor()
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of())
        .post("/v1/targets/none/merger")
        .then()
        .statusCode(422)
        .body("errors.pointer", containsInAnyOrder("/into", "/reason"));
  }

  /** Two targets of one requirement that ask for 40 and 50, and one of another year. */
  private static void two(String area) {
    TARGETS
        .imported(
            """
            code,plan,indicator,area,year,comparator,value,measure,valuePrinted,baselineValue,baselineYear,note,document,sourceLine
            AREA-145-t1,AREA-145,merger-level,AREA,2025,ge,40,,≥40,,,,d,1
            AREA-145-t2,AREA-145,merger-level,AREA,2025,eq,50,level,50以上,10,2020,正文另有,d,2
            AREA-145-t3,AREA-145,merger-level,AREA,2030,ge,60,,,,,,d,3
            """
                .replace("AREA", area))
        .statusCode(200);
    PlanFiles.adopt(area + "-145");
  }

  private static void refused(String code, String into, String why) {
    request(code, into).statusCode(422).body("errors.code", contains(why));
  }

  /** Two targets of one requirement and value: the indicator's nature is known only afterwards. */
  private static void twins(String area) {
    plan(area);
    var indicator =
        "code,nameZh,kind,direction,nature\n%s-twin,指标,headline,increase,NATURE\n".formatted(area);
    new Family("indicators").imported(indicator.replace("NATURE", "level")).statusCode(200);
    TARGETS
        .imported(
            """
            code,plan,indicator,area,year,comparator,value,measure,valuePrinted,baselineValue,baselineYear,note,document,sourceLine
            AREA-145-t1,AREA-145,AREA-twin,AREA,2025,ge,40,,≥40,,,,d,1
            AREA-145-t2,AREA-145,AREA-twin,AREA,2025,eq,40.0,ratio,40以上,10,2020,正文另有,d,2
            AREA-145-t3,AREA-145,AREA-twin,AREA,2030,ge,60,,,,,,d,3
            """
                .replace("AREA", area))
        .statusCode(200);
    new Family("indicators")
        .imported(indicator.replace("NATURE", "ratio"), "?onExisting=update")
        .statusCode(200);
    PlanFiles.adopt(area + "-145");
  }

  private static void adjusted(String target, int value) {
    adjusted(target, value, "2023-07-01");
  }

  private static void adjusted(String target, int value, String day) {
    drafted(target, value, day);
    var path = "/v1/target-adjustments/" + target + "-adj1";
    asEditor().header("If-Match", "*").post(path + "/submission").then().statusCode(200);
    as("rita", "reviewer").header("If-Match", "*").post(path + "/approval").then().statusCode(200);
  }

  private static void drafted(String target, int value, String day) {
    new Family("target-adjustments")
        .imported(
            "code,target,afterComparator,afterValue,reason,documentTitle,documentNumber,effectiveOn\n%1$s-adj1,%1$s,ge,%2$d,口径,通知,1号,%3$s\n"
                .formatted(target, value, day))
        .statusCode(200);
  }

  private static ValidatableResponse request(String code, String into) {
    return asEditor()
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("into", into, "reason", "正文重述"))
        .post("/v1/targets/" + code + "/merger")
        .then();
  }

  private static ValidatableResponse approve(Object code) {
    return as("rita", "reviewer")
        .header("If-Match", "*")
        .post("/v1/change-requests/" + code + "/approval")
        .then();
  }

  private static ValidatableResponse target(String code) {
    return given().get("/v1/targets/" + code).then().statusCode(200);
  }

  private static String targets(String... rows) {
    return "code,plan,indicator,area,year,comparator,value,measure,valuePrinted,document,sourceLine,statements\n"
        + String.join("\n", rows)
        + "\n";
  }

  private static void plan(String area) {
    new Family("plans")
        .imported(
            "code,area,nameZh,startYear,endYear,horizonYear\n%1$s-145,%1$s,某规划,2021,2025,2035\n"
                .formatted(area))
        .statusCode(200);
    new Family("indicators")
        .imported(
            "code,nameZh,kind,direction,nature\nmerger-level,指标,headline,increase,level\nmerger-less,能耗,headline,decrease,ratio\n",
            "?onExisting=update")
        .statusCode(200);
  }
}

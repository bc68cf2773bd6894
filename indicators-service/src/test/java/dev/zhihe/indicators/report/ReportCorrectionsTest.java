package dev.zhihe.indicators.report;

import static dev.zhihe.indicators.report.MadeUpReports.figure;
import static dev.zhihe.indicators.report.MadeUpReports.file;
import static dev.zhihe.indicators.report.MadeUpReports.frozen;
import static dev.zhihe.indicators.report.MadeUpReports.plan;
import static dev.zhihe.indicators.report.MadeUpReports.published;
import static dev.zhihe.indicators.report.MadeUpReports.verified;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.zhihe.indicators.PlanFiles;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which figures of a published report were corrected since. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ReportCorrectionsTest {
  @Test
  void saysWhichOfItsFiguresWereCorrectedSince() {
    plan("432018", true);
    var code = frozen("432018").getString("code");
    published(code);
    var path = "/v1/reports/" + code;
    var untouched = file(code, "html");
    given().get(path + "/corrections").then().statusCode(200).body("items", hasSize(0));
    var before = given().get(path + "/corrections").header("Zhihe-As-Of");
    assertThat(given().get(path + "/page").then().statusCode(200).extract().asString())
        .contains("本报告所用数据没有更正", "border-left: 4pt solid #2e7d4f");
    figure("432018", "3.1");
    given()
        .get(path + "/corrections")
        .then()
        .body("report", equalTo(code))
        .body("status", equalTo("published"))
        .body("items", hasSize(1))
        .body("items[0].observation", equalTo("432018-o1"))
        .body("items[0].change", equalTo("corrected"))
        .body("items[0].versionUsed", equalTo(1))
        .body("items[0].valueUsed", equalTo(3.5f))
        .body("items[0].version", equalTo(2))
        .body("items[0].value", equalTo(3.1f))
        .body("items[0].targets", contains("432018-145-t1"));
    given().get(path + "/corrections?asOf=" + before).then().body("items", hasSize(0));
    given()
        .get(path)
        .then()
        .header("ETag", equalTo("\"v4\""))
        .body("correctedCount", equalTo(1))
        .body("corrected.observation", contains("432018-o1"))
        .body("corrected[0].valueUsed", equalTo(3.5f))
        .body("corrected[0].value", equalTo(3.1f));
    given()
        .get(path + "?asOf=" + before)
        .then()
        .header("ETag", equalTo("\"v3\""))
        .body("$", not(hasKey("correctedCount")));
    assertThat(given().get("/v1/reports?plan=432018-145&format=csv").asString())
        .contains("432018-o1 3.5→3.1");
    retracted("432018-o2", "误用 <预计数>");
    given()
        .get(path + "/corrections")
        .then()
        .body("items.observation", contains("432018-o1", "432018-o2"))
        .body("items[1].change", equalTo("retracted"))
        .body("items[1].value", equalTo(null))
        .body("items[1].retractionReason", equalTo("误用 <预计数>"));
    given()
        .get(path)
        .then()
        .body("correctedCount", equalTo(2))
        .body("corrected[1].valueUsed", equalTo(120))
        .body("corrected[1]", not(hasKey("value")));
    var page = given().get(path + "/page").then().contentType(startsWith("text/html")).extract();
    assertThat(page.asString())
        .contains(
            "所用数据有 2 项更正或撤销", "border-left: 4pt solid #b3261e", "3.5 %", "3.1 %", "误用 &lt;预计数&gt;")
        .endsWith(
            new String(untouched, StandardCharsets.UTF_8).split("<body>", 2)[1].strip() + "\n");
    given().header("If-None-Match", page.header("ETag")).get(path + "/page").then().statusCode(304);
    // The file is the frozen one, whose hash the item names.
    assertThat(file(code, "html")).isEqualTo(untouched);
    assertThat(verified(code).getBoolean("verified")).isTrue();
    // Figures that are put back to the values that the report used are no corrections.
    figure("432018", "3.5");
    given().get(path + "/corrections").then().body("items", hasSize(0));
    given()
        .get(path)
        .then()
        .body("$", not(hasKey("correctedCount")))
        .body("$", not(hasKey("corrected")));
  }

  @Test
  void saysWhenItIsPublishedWhatWasCorrectedBefore() {
    plan("432027", true);
    var code = frozen("432027").getString("code");
    figure("432027", "3.1");
    asEditor()
        .get("/v1/reports/" + code)
        .then()
        .header("ETag", equalTo("\"v1\""))
        .body("$", not(hasKey("correctedCount")));
    published(code);
    given()
        .get("/v1/reports/" + code)
        .then()
        .header("ETag", equalTo("\"v3\""))
        .body("corrected.observation", contains("432027-o1"));
  }

  @Test
  void saysWhichBaselinesAndMissingFiguresWereCorrectedSince() {
    plan("432024", false);
    new Family("indicators")
        .imported(
            "code,nameZh,kind,unit,direction,nature,plans\n432024-i4,调查指标,goal,%,increase,ratio,432024-145\n")
        .statusCode(200);
    new Family("targets")
        .imported(
            """
            code,plan,indicator,area,year,comparator,value,measure
            432024-145-t4,432024-145,432024-i4,432024,2025,ge,10,
            432024-145-t5,432024-145,432024-i3,432024,2024,ge,6,increment
            """)
        .statusCode(200);
    PlanFiles.adopt("432024-145");
    var figures =
        """
        code,indicator,area,period,value,status
        432024-o3,432024-i3,432024,2020,START,actual
        432024-o4,432024-i3,432024,2022,7,actual
        432024-o5,432024-i4,432024,2022,SURVEY
        432024-o6,432024-i3,432024,2019,1,actual
        """;
    PlanFiles.OBSERVATIONS
        .imported(figures.replace("START", "4").replace("SURVEY", ",not_collected"))
        .statusCode(200);
    var code = frozen("432024").getString("code");
    published(code);
    var path = "/v1/reports/" + code;
    given().get(path + "/corrections").then().body("items", hasSize(0));
    PlanFiles.OBSERVATIONS
        .imported(
            figures.replace("START", "5").replace("SURVEY", "9,actual").replace("2019,1", "2019,2"),
            "?onExisting=update")
        .statusCode(200);
    given()
        .get(path + "/corrections")
        .then()
        .body("items.observation", contains("432024-o3", "432024-o5"))
        .body("items.change", everyItem(equalTo("corrected")))
        .body("items[0].valueUsed", equalTo(4))
        .body("items[0].value", equalTo(5))
        .body("items[0].versionUsed", equalTo(1))
        .body("items[0].targets", contains("432024-145-t3", "432024-145-t5"))
        .body("items[1].valueUsed", equalTo(null))
        .body("items[1].value", equalTo(9))
        .body("items[1].targets", contains("432024-145-t4"));
    assertThat(given().get(path + "/page").asString())
        .contains("所用数据有 2 项更正", "没有统计 / not collected", "9 %");
    given().get(path).then().body("corrected.observation", contains("432024-o3", "432024-o5"));
    retracted("432024-o3", "口径不一");
    given().get(path + "/corrections").then().body("items[0].change", equalTo("retracted"));
  }

  private static void retracted(String code, String reason) {
    asEditor()
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("reason", reason))
        .post("/v1/observations/" + code + "/retraction")
        .then()
        .statusCode(201);
    PlanFiles.approveRequests(code);
  }
}

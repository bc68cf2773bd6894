package dev.zhihe.platforms;

import static dev.zhihe.test.Family.asOperator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Files in which operators name their platforms and periods as they do elsewhere. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OccupancyNamesTest {
  private static final String HEADER =
      "平台,平台名称,填报期,填报类型,可用面积（平方米）,入驻面积（平方米）,期初入驻企业数（家）,入驻企业数（家）,新入驻企业数（家）,毕业企业数（家）,迁出企业数（家）,专利授权数（件）,说明\n";
  private static final String FIGURES = "常规,12000,7600,40,42,3,1,0,4,";

  @Test
  void understandsANameAndAMonthWhereOneThingIsMeant() {
    var parks = new Parks("186001").loaded();
    renamed(parks);
    imported(parks, row("西南·创新谷", "", "2026年10月") + row("", "甲二园", "2026-09"), "")
        .statusCode(200)
        .body("created", equalTo(2));
    assertThat(item(parks, 1, "m10")).isEqualTo("submitted");
    assertThat(item(parks, 2, "m09")).isEqualTo("submitted");
    // The same thing under its other names is the same report.
    imported(parks, row(parks.platform(1), "谷区", "２０２６年１０月份"), "")
        .statusCode(200)
        .body("unchanged", equalTo(1));
    imported(
            parks,
            row("谷区", "", "2026-10") + row("西南创新谷", "", parks.period("m10")),
            "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("duplicate"));
  }

  @Test
  void namesTheCandidatesWhereSeveralOrNoneAreMeant() {
    var parks = new Parks("186002").loaded();
    renamed(parks);
    new Family("platforms")
        .imported(
            "code,area,name,type,stage,operator,aliases\n%1$s-pf-5,%1$s,东谷,park,completed,%1$s-op-1,谷区\n"
                .formatted(parks.area()))
        .statusCode(200);
    imported(
            parks,
            row("谷区", "", "2026-10")
                + row("创新谷", "", "2026-10")
                + row("甲二园", "", "2026年第四季度")
                + row("甲二园", "", "2025年")
                + row("甲二园", "", "上个月"),
            "")
        .statusCode(422)
        .body(
            "errors.collect { it.row + ' ' + it.column + ' ' + it.code }",
            contains(
                "2 平台 ambiguous",
                "3 平台 unknown-reference",
                "4 填报期 unknown-reference",
                "5 填报期 unknown-reference",
                "6 填报期 unknown-reference"))
        .body("errors[0].detail", containsString("西南·创新谷（186002-pf-1）、东谷（186002-pf-5）"))
        .body("errors[1].detail", containsString("相近的有：西南·创新谷（186002-pf-1）"))
        .body("errors[2].detail", containsString("相近的有：186002-2026-m10、186002-2026-m11"))
        .body("errors[3].detail", equalTo("平台所在区划没有这样起止的填报期"))
        .body("errors[4].detail", containsString("2026年第三季度"));
  }

  @Test
  void refusesACodeAndANameThatContradictEachOther() {
    var parks = new Parks("186003").loaded();
    imported(parks, row(parks.platform(1), "甲二园", "2026-10") + row("", "", "2026-10"), "")
        .statusCode(422)
        .body(
            "errors.collect { it.row + ' ' + it.column + ' ' + it.code }",
            contains("2 平台名称 other-name", "3 平台 required"))
        .body("errors[0].detail", containsString("186003-pf-1 的名称是“甲园”"));
  }

  /** The successor has the names of a merged platform, which means itself for what was before. */
  @Test
  void theNameOfAMergedPlatformMeansItForPeriodsBeforeTheMerger() {
    var parks = new Parks("186009").loaded();
    var acts = new RegistryActs(parks);
    acts.approved(
        acts.change(
            "merger",
            List.of(parks.platform(1)),
            Map.of("into", parks.platform(2), "effectiveOn", "2026-10-15")));
    imported(parks, row("", "甲园", "2026-09") + row("甲园", "", "2026-10"), "")
        .statusCode(200)
        .body("created", equalTo(2));
    assertThat(item(parks, 1, "m09")).isEqualTo("submitted");
    assertThat(item(parks, 2, "m10")).isEqualTo("submitted");
    imported(parks, row(parks.platform(1), "甲园", "2026-09"), "")
        .statusCode(200)
        .body("unchanged", equalTo(1));
    imported(parks, row(parks.platform(1), "丙园", "2026-09"), "")
        .statusCode(422)
        .body("errors.code", contains("other-name"))
        .body("errors[0].detail", containsString("186009-pf-1 的名称是“甲园”"));
  }

  @Test
  void theNameOfAnothersPlatformDoesNotMeanItsSuccessorForPeriodsBeforeTheMerger() {
    var parks = new Parks("186010").loaded();
    var acts = new RegistryActs(parks);
    acts.approved(
        acts.change(
            "merger",
            List.of(parks.platform(3)),
            Map.of("into", parks.platform(2), "effectiveOn", "2026-10-15")));
    imported(parks, row("乙园", "", "2026-09"), "")
        .statusCode(422)
        .body("errors.code", contains("unknown-reference"))
        .body("errors[0].detail", containsString("相近的有：甲二园（186010-pf-2）"));
    imported(parks, row("乙园", "", "2026-10"), "").statusCode(200).body("created", equalTo(1));
    assertThat(item(parks, 2, "m10")).isEqualTo("submitted");
  }

  /** What another organisation runs is not told apart from what nobody runs. */
  @Test
  void refusesTheNameOfAnothersPlatformAsOneThatNobodyHas() {
    var parks = new Parks("186004").loaded();
    for (var query : List.of("", "?dryRun=true", "?mode=valid", "?onExisting=update")) {
      var others = errors(imported(parks, row("乙园", "", "2026-10"), query));
      var nobodys = errors(imported(parks, row("丙园", "", "2026-10"), query));
      var unrun = errors(imported(parks, row("无人园", "", "2026-10"), query));
      assertThat(others.replace("乙园", "丙园")).isEqualTo(nobodys).contains("unknown-reference");
      assertThat(unrun.replace("无人园", "丙园")).isEqualTo(nobodys);
    }
  }

  @Test
  void takesNoRowThatOnlySaysWhereItBelongsForANilReport() {
    var parks = new Parks("186005").loaded();
    imported(parks, parks.platform(1) + ",甲园,2026-10,,12000,,42,,,,,,\n", "")
        .statusCode(422)
        .body("errors.code", contains("not-filled-in"))
        .body("errors.column", contains("入驻面积（平方米）"));
    imported(parks, parks.platform(1) + ",甲园,2026-10,零报告,,,,,,,,,停业装修\n", "")
        .statusCode(200)
        .body("created", equalTo(1));
  }

  /** Separators may be decimal points elsewhere: a number with them is not guessed. */
  @Test
  void refusesThousandsSeparatorsThatStandInATextAndReadsThoseThatAFormatShows() {
    var parks = new Parks("186006").loaded();
    for (var number : List.of("\"12,000\"", "１２，０００", "12 000", "12'000")) {
      imported(parks, row(parks.platform(1), "", "2026-10").replace("12000", number), "")
          .statusCode(422)
          .body("errors", hasSize(1))
          .body("errors[0].code", equalTo("number"))
          .body("errors[0].detail", containsString("千分位"));
    }
  }

  @Test
  void aJobOfManyRowsUnderstandsNamesToo() {
    var parks = new Parks("186007").loaded();
    new Family("platforms")
        .imported(
            "code,area,name,type,stage,operator\n"
                + IntStream.range(100, 1300)
                    .mapToObj(
                        number ->
                            "%1$s-pf-%2$d,%1$s,第%2$d号园,park,completed,%1$s-op-1\n"
                                .formatted(parks.area(), number))
                    .collect(Collectors.joining()))
        .statusCode(200);
    var rows =
        IntStream.range(100, 1300)
            .mapToObj(number -> row("第" + number + "号园", "", "2026年10月"))
            .collect(Collectors.joining());
    var location =
        asOperator("olga", parks.ours())
            .header("Prefer", "respond-async")
            .contentType("text/csv; charset=utf-8")
            .body(HEADER + rows)
            .post("/v1/occupancy-reports/imports")
            .then()
            .statusCode(202)
            .extract()
            .header("Location");
    var address = location.substring(location.indexOf("/v1/"));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                asOperator("olga", parks.ours())
                    .get(address)
                    .then()
                    .body("state", equalTo("done"))
                    .body("created", equalTo(1200))
                    .body("rows", equalTo(1200)));
    imported(parks, rows, "").statusCode(200).body("unchanged", equalTo(1200));
  }

  @Test
  void aRequestGivesCodesAndALineOfJsonMayGiveNames() {
    var parks = new Parks("186008").loaded();
    parks
        .olga()
        .body(parks.figures(1, "m10", Map.of("platform", "甲园")))
        .post("/v1/occupancy-reports")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/platform"));
    asOperator("olga", parks.ours())
        .contentType("application/x-ndjson")
        .body(
            "{\"platformName\":\"甲园\",\"period\":\"2026-10\",\"kind\":\"nil\",\"comment\":\"装修\"}"
                .getBytes(StandardCharsets.UTF_8))
        .post("/v1/occupancy-reports/imports")
        .then()
        .statusCode(200)
        .body("created", equalTo(1));
  }

  /** Platform 1 is called 西南·创新谷, also 谷区. */
  private static void renamed(Parks parks) {
    new Family("platforms")
        .imported(
            "code,area,name,type,stage,operator,aliases\n%1$s-pf-1,%1$s,西南·创新谷,park,completed,%1$s-op-1,谷区\n"
                .formatted(parks.area()),
            "?onExisting=update")
        .statusCode(200);
  }

  private static String row(String platform, String name, String period) {
    return "%s,%s,%s,%s\n".formatted(platform, name, period, FIGURES);
  }

  private static ValidatableResponse imported(Parks parks, String rows, String query) {
    return new Family("occupancy-reports", () -> asOperator("olga", parks.ours()))
        .imported(HEADER + rows, query)
        .log()
        .ifValidationFails();
  }

  private static String item(Parks parks, int platform, String month) {
    return new Family("occupancy-reports", () -> asOperator("olga", parks.ours()))
        .item(parks.report(platform, month))
        .getString("status");
  }

  private static String errors(ValidatableResponse answer) {
    return answer.extract().statusCode() + " " + answer.extract().<Object>path("errors");
  }
}

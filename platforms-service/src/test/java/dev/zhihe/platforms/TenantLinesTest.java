package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.stringContainsInOrder;

import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tenant lines: they are written with their report, add up to it, and are seen as it is. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class TenantLinesTest {
  private static final String REPORTS = "/v1/occupancy-reports";
  private static final String TENANTS = "/v1/occupancy-tenants/";

  @Test
  void tellsNothingOfTheLinesOfAnothersReportThatIsNamedAsAmended() {
    var parks = new Parks("187070").loaded();
    parks
        .oscar()
        .body(parks.figuresOfTenants(3, "m10", 2))
        .post("/v1/occupancy-reports")
        .then()
        .statusCode(201);
    var own = parks.figures(1, "m10", Map.of("amends", parks.report(3, "m10")));
    parks
        .olga()
        .body(own)
        .post("/v1/occupancy-reports")
        .then()
        .statusCode(422)
        .body("errors.collect { it.pointer }", equalTo(List.of("/amends")));
  }

  @Test
  void storesTheTenantsOfAReportForItsOrganisationUntilItIsAccepted() {
    var parks = new Parks("187031").loaded();
    var code = parks.report(1, "m10");
    submit(parks, parks.figuresOfTenants(1, "m10", 2)).statusCode(201);
    parks
        .olga()
        .get(TENANTS + code)
        .then()
        .statusCode(200)
        .body("platform", equalTo(parks.platform(1)))
        .body("tenantLines.name", contains("企业1", "企业2"))
        .body("tenantLines[0].areaM2", equalTo(10.5f));
    for (var stranger : List.of(parks.oscar(), consumer(), given())) {
      stranger.get(TENANTS + code).then().statusCode(404);
    }
    rita("v1").post(REPORTS + "/" + code + "/acceptance").then().statusCode(200);
    consumer().get(TENANTS + code).then().statusCode(200);
    given().get(TENANTS + code).then().statusCode(404);
    given().get(TENANTS + "?platform=" + parks.platform(1)).then().body("items", empty());
    consumer()
        .get(TENANTS + "?period=" + parks.period("m10"))
        .then()
        .body("items.code", contains(code));
  }

  @Test
  void refusesEachLineThatIsWrongWithItsPlace() {
    var parks = new Parks("187032").loaded();
    var figures = parks.figuresOfTenants(1, "m10", 5);
    var lines = lines(figures);
    lines.get(0).put("creditCode", "91110101MA0000001X");
    lines.get(1).put("creditCode", lines.get(2).get("creditCode"));
    lines.get(3).put("enteredOn", "2026-11-02");
    lines.get(3).put("areaM2", null);
    lines.get(4).put("leftOn", "2026-09-30");
    lines.get(4).put("name", " ");
    submit(parks, figures).statusCode(422).body("errors.pointer", contains("/tenantLines/4/name"));
    lines.get(4).put("name", "企业5");
    submit(parks, figures)
        .statusCode(422)
        .body(
            "errors.collect { it.pointer + ' ' + it.code }",
            containsInAnyOrder(
                "/tenantLines/0/creditCode credit-code",
                "/tenantLines/2/creditCode duplicate",
                "/tenantLines/3/enteredOn day",
                "/tenantLines/3/areaM2 required",
                "/tenantLines/4/leftOn day"));
    lines.set(0, line(1, "2026-10-20", null, 10.5));
    lines.set(1, line(2, "2026-10-20", "2026-10-05", 10.5));
    lines.set(3, line(4, "1948-01-01", null, -1));
    lines.set(4, line(5, "2026-10-05", null, 10.555));
    submit(parks, figures)
        .statusCode(422)
        .body(
            "errors.collect { it.pointer + ' ' + it.code }",
            containsInAnyOrder(
                "/tenantLines/1/leftOn order",
                "/tenantLines/3/enteredOn day",
                "/tenantLines/3/areaM2 square-metres",
                "/tenantLines/4/areaM2 square-metres"));
  }

  @Test
  void addsUpToTheFigures() {
    var parks = new Parks("187033").loaded();
    var figures =
        parks.figures(
            1,
            "m10",
            Map.of(
                "tenants",
                2,
                "newTenants",
                1,
                "leftTenants",
                1,
                "graduatedTenants",
                1,
                "occupiedAreaM2",
                300.25,
                "highTechFirms",
                1));
    var lines =
        List.of(
            highTech(line(1, "2024-03-01", null, 200), true),
            highTech(line(2, "2026-10-01", null, 100.25), false),
            line(3, "2024-03-01", "2026-10-31", 50),
            line(4, "2024-03-01", "2026-10-01", 70));
    figures.put("tenantLines", lines);
    submit(parks, with(figures, Map.of("tenants", 3, "tenantsAtStart", 4)))
        .body("errors.pointer", contains("/tenants"))
        .body("errors.detail", contains(stringContainsInOrder("2", "3")));
    submit(parks, with(figures, Map.of("newTenants", 2, "tenantsAtStart", 2)))
        .body("errors.pointer", contains("/newTenants"));
    submit(parks, with(figures, Map.of("leftTenants", 2, "tenantsAtStart", 4)))
        .body("errors.pointer", contains("/leftTenants"));
    submit(parks, with(figures, Map.of("occupiedAreaM2", 300.26)))
        .body("errors.pointer", contains("/occupiedAreaM2"));
    submit(parks, with(figures, Map.of("highTechFirms", 2)))
        .body("errors.pointer", contains("/highTechFirms"))
        .body("errors.code", contains("tenant-lines"));
    submit(parks, figures).statusCode(201);
  }

  @Test
  void keepsLinesThatAreNotSentAndRefusesFiguresThatContradictThem() {
    var parks = new Parks("187034").loaded();
    var code = parks.report(1, "m10");
    var item = REPORTS + "/" + code;
    var figures = parks.figuresOfTenants(1, "m10", 2);
    submit(parks, figures).statusCode(201);
    figures.remove("tenantLines");
    figures.put("comment", "另一说明");
    correct(parks, item, "v1", figures).statusCode(200);
    parks.olga().get(TENANTS + code).then().header("ETag", equalTo("\"v1\""));
    var others = parks.figures(1, "m10");
    correct(parks, item, "v2", others)
        .statusCode(422)
        .body(
            "errors.pointer",
            containsInAnyOrder("/tenants", "/newTenants", "/leftTenants", "/occupiedAreaM2"));
    new Family("occupancy-reports", parks::olga)
        .imported(
            "platform,period,tenants,tenantsAtStart\n%s,%s,3,1\n"
                .formatted(parks.platform(1), parks.period("m10")),
            "?onExisting=update")
        .statusCode(422)
        .body("errors.column", contains("tenants"))
        .body("errors.code", contains("tenant-lines"));
    correct(
            parks,
            item,
            "v2",
            Map.of(
                "platform",
                parks.platform(1),
                "period",
                parks.period("m10"),
                "kind",
                "nil",
                "comment",
                "停业"))
        .statusCode(422)
        .body("errors.code", contains("nil-report"));
    others.put("tenantLines", List.of());
    correct(parks, item, "v2", others).statusCode(200);
    parks.olga().get(TENANTS + code).then().statusCode(404);
  }

  /** Whoever saw the lines of before accepts and overwrites nothing. */
  @Test
  void thatAloneChangeAreAVersionOfTheReport() {
    var parks = new Parks("188131").loaded();
    var given = parks.figuresOfTenants(1, "m10", 2);
    submit(parks, given).statusCode(201);
    var item = "/v1/occupancy-reports/" + parks.report(1, "m10");
    var corrected =
        List.of(Parks.tenant(1, "2026-10-05", 10.5), Parks.tenant(3, "2026-10-05", 10.5));
    var other = new HashMap<>(given);
    other.put("tenantLines", corrected);
    for (var body : List.of(given, other)) {
      parks.olga().header("If-Match", "\"v1\"").body(body).put(item).then().statusCode(200);
    }
    parks.olga().header("If-Match", "\"v1\"").body(given).put(item).then().statusCode(412);
    as("rita", "reviewer")
        .header("If-Match", "\"v1\"")
        .post(item + "/acceptance")
        .then()
        .statusCode(412);
    as("rita", "reviewer")
        .header("If-Match", "\"v2\"")
        .post(item + "/acceptance")
        .then()
        .statusCode(200);
  }

  @Test
  void leaveWithAReportThatIsWithdrawn() {
    var parks = new Parks("187035").loaded();
    var item = REPORTS + "/" + parks.report(1, "m10");
    submit(parks, parks.figuresOfTenants(1, "m10", 2)).statusCode(201);
    parks.olga().header("If-Match", "\"v1\"").delete(item).then().statusCode(204);
    parks.olga().get(TENANTS + parks.report(1, "m10")).then().statusCode(404);
    submit(parks, parks.figuresOfTenants(1, "m10", 3)).statusCode(201);
    parks
        .olga()
        .get(TENANTS + parks.report(1, "m10"))
        .then()
        .header("ETag", equalTo("\"v3\""))
        .body("tenantLines", hasSize(3));
  }

  @Test
  void ofAnAmendmentReplaceThoseOfTheReportOnceItIsAccepted() {
    var parks = new Parks("187036").loaded();
    var code = parks.report(1, "m10");
    var item = REPORTS + "/" + code;
    submit(parks, parks.figuresOfTenants(1, "m10", 2)).statusCode(201);
    rita("v1").post(item + "/acceptance").then().statusCode(200);
    submit(parks, amendment(parks, 3)).statusCode(201);
    consumer().get(TENANTS + code).then().body("tenantLines", hasSize(2));
    consumer().get(TENANTS + code + "-a1").then().statusCode(404);
    parks.olga().get(TENANTS + code + "-a1").then().body("tenantLines", hasSize(3));
    rita("v1").post(item + "-a1/acceptance").then().statusCode(200);
    consumer().get(TENANTS + code).then().body("tenantLines", hasSize(3));
    consumer().get(TENANTS + code + "-a1").then().statusCode(404);

    // Without lines of its own it must keep to those of the report, and an empty list clears them.
    var figures = amendment(parks, 4);
    figures.remove("tenantLines");
    submit(parks, figures).statusCode(422).body("errors.code.unique()", contains("tenant-lines"));
    figures.put("tenantLines", List.of());
    submit(parks, figures).statusCode(201);
    consumer().get(TENANTS + code).then().statusCode(200);
    rita("v1").post(item + "-a2/acceptance").then().statusCode(200);
    consumer().get(TENANTS + code).then().statusCode(404);
  }

  @Test
  void takesATenantWithoutACreditCodeIfItSaysWhy() {
    var parks = new Parks("187038").loaded();
    var figures = parks.figuresOfTenants(1, "m10", 3);
    var lines = lines(figures);
    lines.get(0).put("creditCode", "");
    submit(parks, figures)
        .statusCode(422)
        .body("errors.pointer", contains("/tenantLines/0/creditCode"))
        .body("errors.code", contains("required"));
    lines.get(0).put("withoutCode", "team");
    lines.get(1).put("withoutCode", "foreign");
    lines.get(2).put("name", "企 业1");
    submit(parks, figures)
        .statusCode(422)
        .body(
            "errors.collect { it.pointer + ' ' + it.code }",
            containsInAnyOrder(
                "/tenantLines/1/withoutCode credit-code", "/tenantLines/2/name duplicate"));
    lines.get(1).put("creditCode", "");
    lines.get(1).put("name", "Acme, Ltd.");
    lines.get(2).put("creditCode", "");
    lines.get(2).put("name", "ACME Ltd");
    lines.get(2).put("withoutCode", "foreign");
    submit(parks, figures)
        .statusCode(422)
        .body(
            "errors.collect { it.pointer + ' ' + it.code }",
            contains("/tenantLines/2/name duplicate"));
    lines.set(2, line(3, "2026-10-05", null, 10.5));
    submit(parks, figures).statusCode(201);
    parks
        .olga()
        .get(TENANTS + parks.report(1, "m10"))
        .then()
        .body("tenantLines.creditCode", contains("", "", Parks.creditCode("110101", 3)))
        .body("tenantLines.withoutCode", contains("team", "foreign", null));
    assertThat(
            asEditor()
                .get(TENANTS + "?format=csv&platform=" + parks.platform(1))
                .asString()
                .strip())
        .contains("企业1::2026-10-05::10.5::team;")
        .endsWith(":10.5:\""); // in quotes: a name has a comma
  }

  @Test
  void areReadFromAFileIntoTheDraft() {
    var parks = new Parks("187039").loaded();
    var draft = REPORTS + "/" + parks.report(1, "m10") + "/draft";
    parks.saved(1, "m10", parks.figuresOfTenants(1, "m10", 3));
    var header = "企业名称,统一社会信用代码,入驻日期,迁出日期,入驻面积（平方米）,是否高新技术企业,无代码原因\n";
    var code = Parks.creditCode("110101", 1);
    var wrong =
        header
            + "甲,%s,2026-10-05,,10.5,是,\n".formatted(code)
            + "乙,%s,2026-10-05,,,否,\n".formatted(code)
            + "丙,,2026-13-05,,x,或,\n"
            + ",,2026-10-05,,1,,team\n";
    sent(parks, draft, wrong, "")
        .statusCode(422)
        .body("type", endsWith("/import-rejected"))
        .body(
            "errors.collect { it.row + ' ' + it.column + ' ' + it.code }",
            containsInAnyOrder(
                "3 统一社会信用代码 duplicate",
                "3 入驻面积（平方米） required",
                "4 统一社会信用代码 required",
                "4 入驻日期 no-such-date",
                "4 入驻面积（平方米） number",
                "4 是否高新技术企业 unknown-word",
                "5 企业名称 required"));
    parks.olga().get(draft).then().body("report.tenantLines", hasSize(3));
    var right =
        header + "甲,%s,2026-10-05,,10.5,是,\n".formatted(code) + "乙团队,,2026-10-05,,21,否,创业团队\n";
    sent(parks, draft, right, "?dryRun=true")
        .statusCode(200)
        .body("report.tenantLines", hasSize(2))
        .body("findings.pointer", hasItem("/tenants"));
    parks.olga().get(draft).then().body("report.tenantLines", hasSize(3));
    parks
        .olga()
        .contentType("text/csv; charset=utf-8")
        .body(right.getBytes(StandardCharsets.UTF_8))
        .put(draft + "/tenants")
        .then()
        .statusCode(428);
    sent(parks, draft, right, "")
        .statusCode(200)
        .body("report.tenantLines.name", contains("甲", "乙团队"))
        .body("report.tenantLines.highTech", contains(true, false))
        .body("report.tenantLines.withoutCode", contains(null, "team"))
        .body("report.usableAreaM2", equalTo(12000));
    parks
        .oscar()
        .header("If-Match", "*")
        .contentType("text/csv")
        .body("name\n".getBytes(StandardCharsets.UTF_8))
        .put(draft + "/tenants")
        .then()
        .statusCode(404);
  }

  /** One mistake gives one error, and hides no other one. */
  @Test
  void aRowOfAFileHasAllItsErrorsAtOnce() {
    var parks = new Parks("187066").loaded();
    var draft = REPORTS + "/" + parks.report(1, "m10") + "/draft";
    parks.saved(1, "m10", parks.figuresOfTenants(1, "m10", 3));
    var code = Parks.creditCode("110101", 1);
    var rows =
        "企业名称,统一社会信用代码,入驻日期,迁出日期,入驻面积（平方米）,无代码原因\n"
            + "甲,%s,2026-11-05,,很大,\n".formatted(code)
            + "乙,%s,2026-10-05,,-3,\n".formatted(code)
            + "丙,12345,1900-01-01,2026-09-30,1.234,\n"
            + "丁,,2026-10-05,十月,,没有\n"
            + "戊,12345,五月,2026-12-01,20000000000,没有\n";
    sent(parks, draft, rows, "")
        .statusCode(422)
        .body(
            "errors.collect { it.row + ' ' + it.column + ' ' + it.code }",
            containsInAnyOrder(
                "2 入驻日期 day",
                "2 入驻面积（平方米） number",
                "3 统一社会信用代码 duplicate",
                "3 入驻面积（平方米） square-metres",
                "4 统一社会信用代码 credit-code",
                "4 入驻日期 day",
                "4 迁出日期 day",
                "4 入驻面积（平方米） square-metres",
                // Whether it left, and whether it has a code, is not known.
                "5 迁出日期 date",
                "5 无代码原因 unknown-word",
                "6 统一社会信用代码 credit-code",
                "6 入驻日期 date",
                "6 迁出日期 day",
                "6 入驻面积（平方米） square-metres",
                "6 无代码原因 unknown-word"));
  }

  private static ValidatableResponse sent(Parks parks, String draft, String file, String query) {
    return parks
        .olga()
        .contentType("text/csv; charset=utf-8")
        .header("If-Match", parks.olga().get(draft).header("ETag"))
        .body(file.getBytes(StandardCharsets.UTF_8))
        .put(draft + "/tenants" + query)
        .then();
  }

  @Test
  void comesAsATableToo() {
    var parks = new Parks("187037").loaded();
    submit(parks, parks.figuresOfTenants(1, "m10", 2)).statusCode(201);
    assertThat(
            asEditor()
                .get(TENANTS + "?format=csv&platform=" + parks.platform(1))
                .asString()
                .lines())
        .last()
        .asString()
        .isEqualTo(
            "%s,%s,%s,企业1:%s:2026-10-05::10.5:;企业2:%s:2026-10-05::10.5:"
                .formatted(
                    parks.report(1, "m10"),
                    parks.platform(1),
                    parks.period("m10"),
                    Parks.creditCode("110101", 1),
                    Parks.creditCode("110101", 2)));
  }

  private static Map<String, Object> amendment(Parks parks, int tenants) {
    return with(
        parks.figuresOfTenants(1, "m10", tenants),
        Map.of("amends", parks.report(1, "m10"), "comment", "明细有误"));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> lines(Map<String, Object> figures) {
    var lines = new ArrayList<>((List<Map<String, Object>>) figures.get("tenantLines"));
    figures.put("tenantLines", lines);
    return lines;
  }

  private static Map<String, Object> line(
      int number, String enteredOn, @Nullable String leftOn, double areaM2) {
    var line = Parks.tenant(number, enteredOn, areaM2);
    if (leftOn != null) {
      line.put("leftOn", leftOn);
    }
    return line;
  }

  private static Map<String, Object> highTech(Map<String, Object> line, boolean isOne) {
    line.put("highTech", isOne);
    return line;
  }

  private static Map<String, Object> with(Map<String, Object> figures, Map<String, Object> others) {
    var changed = new HashMap<>(figures);
    changed.putAll(others);
    return changed;
  }

  private static ValidatableResponse submit(Parks parks, Map<String, Object> figures) {
    return parks.olga().body(figures).post(REPORTS).then();
  }

  private static ValidatableResponse correct(
      Parks parks, String item, String version, Map<String, Object> figures) {
    return parks.olga().header("If-Match", "\"" + version + "\"").body(figures).put(item).then();
  }

  private static Request consumer() {
    return as("carl", "consumer");
  }

  private static Request rita(String version) {
    return as("rita", "reviewer").header("If-Match", "\"" + version + "\"");
  }
}

package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asOperator;
import static dev.zhihe.test.Request.given;
import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.stringContainsInOrder;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is found about reports beside others: the same by every way in. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OccupancyFindingsTest {
  private static final String REPORTS = "/v1/occupancy-reports";
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  private static final Family LIMITS = new Family("occupancy-rules");

  /**
   * A usable area in ten thousands of square metres, tenants of whom nobody left, and an output in
   * ten thousands of yuan.
   */
  private static final Map<String, Object> MISTAKES =
      Map.of(
          "usableAreaM2", 120_000_000,
          "tenantsAtStart", 12,
          "tenants", 12,
          "newTenants", 0,
          "graduatedTenants", 0,
          "leftTenants", 0,
          "outputYuan", 250);

  @Test
  void findsTheSameInABodyADryRunACorrectionAndInFiles() {
    var parks = parks("185001");
    parks.submitted(1, "m09");
    var wrong = uncommented(parks, 1, "m10", MISTAKES);
    var found = errors(parks.olga().body(wrong).post(REPORTS));
    assertThat(found)
        .containsExactlyInAnyOrder(
            "usableAreaM2 above-floor-area",
            "usableAreaM2 unit-slip",
            "tenantsAtStart comment-required",
            "tenants comment-required",
            "outputYuan unit-slip");
    assertThat(errors(parks.olga().body(wrong).post(REPORTS + "?dryRun=true"))).isEqualTo(found);

    var columns = List.copyOf(wrong.keySet());
    var csv =
        String.join(",", columns)
            + "\n"
            + columns.stream().map(wrong::get).map(String::valueOf).collect(Collectors.joining(","))
            + "\n";
    assertThat(errors(sent(parks, "text/csv", csv.getBytes(), ""))).isEqualTo(found);
    assertThat(errors(sent(parks, "text/csv", csv.getBytes(), "?dryRun=true"))).isEqualTo(found);
    var marked = sent(parks, "text/csv", csv.getBytes(), "?errors=xlsx");
    assertThat(errors(sent(parks, XLSX, marked.asByteArray(), ""))).isEqualTo(found);

    // A correction is checked as a submission is.
    parks.submitted(1, "m10");
    assertThat(
            errors(
                parks
                    .olga()
                    .header("If-Match", "\"v1\"")
                    .body(wrong)
                    .put(REPORTS + "/" + parks.report(1, "m10"))))
        .isEqualTo(found);
  }

  @Test
  void saysWhatItSuspectsAndOffersTheFigureThatIsMeant() {
    var parks = parks("185002");
    parks.submitted(1, "m09");
    var wrong =
        uncommented(parks, 1, "m10", Map.of("usableAreaM2", 120_000_000, "outputYuan", 250));
    parks
        .olga()
        .body(wrong)
        .post(REPORTS)
        .then()
        .statusCode(422)
        .body(
            "errors.find { it.pointer == '/outputYuan' }.detail",
            stringContainsInOrder(
                parks.period("m09"), "÷ 10000", "元/万元", "应为 2500000 元", "12500000 元"))
        .body(
            "errors.findAll { it.pointer == '/usableAreaM2' }.detail",
            hasItem(stringContainsInOrder("× 10000", "m²/万m²", "应为 12000 m²")));
    parks
        .olga()
        .header("Accept-Language", "en")
        .body(wrong)
        .post(REPORTS)
        .then()
        .body(
            "errors.find { it.pointer == '/outputYuan' }.detail",
            stringContainsInOrder("÷ 10000", "it should be 2500000 yuan", "say why in comment"));
  }

  @Test
  void aCommentExplainsACollapseHoweverManyMonthsSpeakAgainstIt() {
    var parks = parks("185003");
    parks.submitted(1, "m08");
    var slip = Map.<String, Object>of("outputYuan", 1250, "comment", "确无误");
    parks
        .olga()
        .body(parks.figures(1, "m09", slip))
        .post(REPORTS + "?dryRun=true")
        .then()
        .statusCode(200);
    parks.submitted(1, "m09");
    parks
        .olga()
        .body(parks.figures(1, "m10", slip))
        .post(REPORTS + "?dryRun=true")
        .then()
        .statusCode(200);
    parks
        .olga()
        .body(uncommented(parks, 1, "m10", Map.of("outputYuan", 1250)))
        .post(REPORTS)
        .then()
        .statusCode(422)
        .body("errors.code", contains("unit-slip"))
        .body("errors[0].detail", stringContainsInOrder("应为 12500000 元", "在 comment（说明）中写明"));
    var jump = Map.<String, Object>of("outputYuan", 125_000);
    parks
        .olga()
        .body(uncommented(parks, 1, "m10", jump))
        .post(REPORTS)
        .then()
        .statusCode(422)
        .body("errors.code", contains("comment-required"))
        .body("errors[0].detail", stringContainsInOrder("小数点错位", "应为 12500000 元"));
    parks.olga().body(parks.figures(1, "m10", jump)).post(REPORTS).then().statusCode(201);
  }

  /** A file with the months of a year: each is compared with the one before it, in any order. */
  @Test
  void comparesTheRowsOfAFileWithOneAnother() {
    var parks = parks("185004");
    var header =
        "platform,period,usableAreaM2,occupiedAreaM2,tenantsAtStart,tenants,newTenants,graduatedTenants,leftTenants,outputYuan\n";
    var september = row(parks, "m09", "44,46,2,0,0,2500000");
    var october = row(parks, "m10", "46,46,0,0,0,250");
    assertThat(errors(sent(parks, "text/csv", (header + october + september).getBytes(), "")))
        .containsExactly("outputYuan unit-slip");
    assertThat(
            errors(
                sent(
                    parks,
                    "text/csv",
                    (header + september + row(parks, "m10", "12,12,0,0,0,2500000")).getBytes(),
                    "")))
        .containsExactlyInAnyOrder("tenantsAtStart comment-required", "tenants comment-required");
    assertThat(
            errors(
                sent(
                    parks,
                    "text/csv",
                    (header + row(parks, "m09", "44,46,2,0,0,-1") + october).getBytes(),
                    "")))
        .as("a wrong row is no measure")
        .containsExactly("outputYuan negative");
    assertThat(
            sent(
                    parks,
                    "text/csv",
                    (header + row(parks, "m10", "46,46,0,0,0,2600000") + september).getBytes(),
                    "")
                .statusCode())
        .isEqualTo(200);
  }

  /** What another organisation submitted of the platform, and what was returned, is no measure. */
  @Test
  void comparesWithNothingThatTheOperatorMayNotRead() {
    var parks = parks("185005");
    parks.submitted(1, "m08");
    parks.submitted(1, "m09");
    as("rita", "reviewer")
        .header("If-Match", "\"v1\"")
        .contentType("application/json")
        .body(Map.of("reason", "有误"))
        .post(REPORTS + "/" + parks.report(1, "m09") + "/return")
        .then()
        .statusCode(200);
    var other = Map.<String, Object>of("outputYuan", 250);
    parks
        .olga()
        .body(uncommented(parks, 1, "m10", other))
        .post(REPORTS)
        .then()
        .statusCode(422)
        .body("errors.detail", hasItem(containsString(parks.period("m08"))))
        .body("errors.detail", not(hasItem(containsString(parks.period("m09")))));
    var acts = new RegistryActs(parks);
    acts.approved(acts.change("operator", 1, Map.of("operator", parks.area() + "-op-2")));
    parks
        .oscar()
        .body(uncommented(parks, 1, "m10", other))
        .post(REPORTS + "?dryRun=true")
        .then()
        .statusCode(200);
  }

  /** By every way in: what the form of the period's last day requires, and its ranges. */
  @Test
  void anAdoptedFormDecidesWhatIsRequiredAndInWhichRange() {
    var parks = parks("185011");
    parks.adoptForm(
        1,
        "2026-10-01",
        "park",
        "occupiedAreaM2|required|100|7000|已用面积|Area in use;employees|required|1||用工人数|Staff;comment|required");
    var wrong = uncommented(parks, 1, "m10", Map.of());
    var found = List.of("comment required", "employees required", "occupiedAreaM2 form-range");
    var answer = parks.olga().body(wrong).post(REPORTS);
    assertThat(errors(answer)).isEqualTo(found);
    answer
        .then()
        .body("errors.find { it.pointer == '/occupiedAreaM2' }.value", equalTo("7600.5"))
        .body(
            "errors.find { it.pointer == '/occupiedAreaM2' }.detail",
            equalTo("已用面积为 7600.5 m²，应为 100 至 7000 m²（表式 185011-f1，第 1 版）"))
        .body(
            "errors.find { it.pointer == '/employees' }.detail",
            equalTo("必填：用工人数（表式 185011-f1，第 1 版）"));
    parks
        .olga()
        .header("Accept-Language", "en")
        .body(wrong)
        .post(REPORTS)
        .then()
        .body(
            "errors.detail",
            hasItems(
                "Area in use is 7600.5 m², and should be from 100 to 7000 m² (form 185011-f1, edition 1)",
                "required: Staff (form 185011-f1, edition 1)"));
    assertThat(errors(parks.olga().body(wrong).post(REPORTS + "?dryRun=true"))).isEqualTo(found);
    var columns = List.copyOf(wrong.keySet());
    var cells = columns.stream().map(wrong::get).map(String::valueOf).toList();
    var csv = String.join(",", columns) + "\n" + String.join(",", cells) + "\n";
    var english = csv.replace("occupiedAreaM2", "Area in use (m2)").getBytes();
    assertThat(errors(sent(parks, "text/csv", csv.getBytes(), ""))).isEqualTo(found);
    assertThat(errors(sent(parks, "text/csv", english, "?dryRun=true")))
        .containsExactly("Area in use (m2) form-range", "comment required", "employees required");
    parks.saved(1, "m10", wrong).body("findings.code", hasItems("required", "form-range"));

    // Before the form's first day, and on a platform of a type that it does not ask, nothing is.
    parks.olga().body(uncommented(parks, 1, "m09", Map.of())).post(REPORTS).then().statusCode(201);
    new Family("platforms")
        .imported(
            "code,area,name,type,stage,operator\n%1$s-pf-5,%1$s,甲所,rd_platform,completed,%1$s-op-1\n"
                .formatted(parks.area()))
        .statusCode(200);
    parks.olga().body(uncommented(parks, 5, "m10", Map.of())).post(REPORTS).then().statusCode(201);

    var right =
        parks.figures(1, "m10", Map.of("occupiedAreaM2", 7000, "employees", 1, "techFirms", 1));
    parks.olga().body(right).post(REPORTS).then().statusCode(201);
    right.remove("employees");
    assertThat(
            errors(
                parks
                    .olga()
                    .header("If-Match", "\"v1\"")
                    .body(right)
                    .put(REPORTS + "/" + parks.report(1, "m10"))))
        .as("a correction, and figures that the form does not ask for are taken")
        .containsExactly("employees required");
  }

  /** What is strange does not hide what is wrong, what is missing, or what the system sets. */
  @Test
  void tellsEverythingAtOnce() {
    var parks = parks("185012");
    parks.submitted(1, "m09");
    var wrong = uncommented(parks, 1, "m10", Map.of("outputYuan", 250, "usableAreaM2", 15_001));
    wrong.remove("newTenants");
    wrong.put("code", "185012-pf-1-o-2026-m11");
    wrong.put("late", true);
    assertThat(errors(parks.olga().body(wrong).post(REPORTS)))
        .containsExactly(
            "code read-only",
            "late read-only",
            "newTenants required",
            "outputYuan unit-slip",
            "usableAreaM2 above-floor-area");
    wrong.put("amends", parks.report(2, "m10"));
    assertThat(errors(parks.olga().body(wrong).post(REPORTS)))
        .contains("amends unknown-reference", "late read-only", "outputYuan unit-slip");
  }

  @Test
  void comparesAFirstReportWithPeersOnceTheyAreEnough() {
    var area = "185006";
    var parks = parks(area);
    new Family("platforms").imported(peers(area)).statusCode(200);
    var first = Map.<String, Object>of("outputYuan", 250);
    for (int i = 11; i <= 15; i++) {
      assertThat(
              errors(
                  parks
                      .olga()
                      .body(uncommented(parks, 1, "m10", first))
                      .post(REPORTS + "?dryRun=true")))
          .as("%d peers are no measure", i - 11)
          .isEmpty();
      parks.submitted(i, "m09");
      as("rita", "reviewer")
          .header("If-Match", "\"v1\"")
          .post(REPORTS + "/" + parks.report(i, "m09") + "/acceptance")
          .then()
          .statusCode(200);
    }
    parks
        .olga()
        .body(uncommented(parks, 1, "m10", first))
        .post(REPORTS + "?dryRun=true")
        .then()
        .statusCode(422)
        .body("errors.code", contains("unit-slip"))
        .body("errors[0].detail", stringContainsInOrder("同类平台", "应为 2500000 元"));
    parks
        .olga()
        .body(uncommented(parks, 1, "m10", Map.of("outputYuan", 1_250_000)))
        .post(REPORTS + "?dryRun=true")
        .then()
        .statusCode(422)
        .body("errors.code", contains("comment-required"))
        .body("errors[0].detail", containsString("5 家同类平台"));
  }

  private static String peers(String area) {
    var file = new StringBuilder("code,area,name,type,stage,operator\n");
    for (int i = 11; i <= 15; i++) {
      file.append("%1$s-pf-%2$d,%1$s,甲园%2$d,park,completed,%1$s-op-1\n".formatted(area, i));
    }
    return file.toString();
  }

  @Test
  void anAreaSetsItsLimitsByTwoPeople() {
    var parks = parks("185007");
    parks.submitted(1, "m09");
    var jump = uncommented(parks, 1, "m10", Map.of("outputYuan", 40_000_000));
    parks.olga().body(jump).post(REPORTS + "?dryRun=true").then().statusCode(422);
    LIMITS
        .imported(
            "code,area,effectiveOn,flowJumpPercent,reason\n185007-l1,185007,2026-10-01,400,首年\n")
        .statusCode(200);
    parks.olga().body(jump).post(REPORTS + "?dryRun=true").then().statusCode(422);
    adopt("erin", "185007").then().statusCode(403);
    adopt("rita", "185007").then().statusCode(200).body("adopted", equalTo(1));
    adopt("rita", "185007").then().statusCode(409);
    adopt("rita", "185008").then().statusCode(404);
    parks.olga().body(jump).post(REPORTS + "?dryRun=true").then().statusCode(200);
    LIMITS
        .imported(
            "code,area,effectiveOn,flowJumpPercent,reason\n185007-l1,185007,2026-10-01,500,首年\n",
            "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("adopted"));

    var inForce = LIMITS.path() + "/in-force?area=185007";
    given()
        .get(inForce + "&on=2026-10-31")
        .then()
        .statusCode(200)
        .body("code", equalTo("185007-l1"))
        .body("flowJumpPercent", equalTo(400))
        .body("stockJumpPercent", equalTo(200))
        .body("items.id", hasItems("tenants-add-up", "unit-slip", "jump-from-last"))
        .body("items.find { it.id == 'jump-from-last' }.severity", equalTo("soft"))
        .body("items.find { it.id == 'jump-from-last' }.textZh", containsString("400%"))
        .body("items.find { it.id == 'jump-from-last' }.textEn", containsString("400 %"));
    given()
        .get(inForce + "&on=2026-09-30")
        .then()
        .body("$", not(hasKey("code")))
        .body("flowJumpPercent", equalTo(300));
    given().get(LIMITS.path() + "/in-force").then().statusCode(400);
  }

  @Test
  void namesEveryLimitThatIsOutOfItsBounds() {
    LIMITS
        .imported(
            """
            code,area,effectiveOn,stockJumpPercent,flowJumpPercent,yearJumpPercent,peerSpreads,peersAtLeast,slipComparisons,reason
            185010-l1,185009,2026-10-01,109,10001,x,0,4,6,
            """)
        .statusCode(422)
        .body(
            "errors.column",
            contains(
                "stockJumpPercent",
                "flowJumpPercent",
                "yearJumpPercent",
                "peerSpreads",
                "peersAtLeast",
                "slipComparisons",
                "reason",
                "code"));
  }

  private static Response adopt(String person, String area) {
    return as(person, "reviewer", "editor")
        .contentType("application/json")
        .body(Map.of("area", area))
        .post(LIMITS.path() + "/adoptions");
  }

  /** Its platform 1 has a floor area of 15,000 m², and August is a period too. */
  private static Parks parks(String area) {
    var parks = new Parks(area).loaded();
    new Family("platforms")
        .imported(
            "code,area,name,type,stage,operator,floorAreaM2\n%1$s-pf-1,%1$s,甲园,park,completed,%1$s-op-1,15000\n"
                .formatted(area),
            "?onExisting=update")
        .statusCode(200);
    new Family("reporting-periods")
        .imported(
            "code,area,startDate,endDate,dueDate,reviewDueDate\n%1$s-2026-m08,%1$s,2026-08-01,2026-08-31,2026-09-10,2026-09-20\n"
                .formatted(area))
        .statusCode(200);
    return parks;
  }

  private static Map<String, Object> uncommented(
      Parks parks, int platform, String month, Map<String, Object> others) {
    var figures = new HashMap<>(parks.figures(platform, month, others));
    figures.remove("comment");
    return figures;
  }

  private static String row(Parks parks, String month, String tenantsAndOutput) {
    return "%s,%s,12000,7600,%s\n"
        .formatted(parks.platform(1), parks.period(month), tenantsAndOutput);
  }

  private static Response sent(Parks parks, String type, byte[] file, String query) {
    return asOperator("olga", parks.ours())
        .contentType(type)
        .body(file)
        .post(REPORTS + "/imports" + query);
  }

  /** Each error of an answer: where it stands, and its code. */
  private static List<String> errors(Response answer) {
    List<Map<String, Object>> errors =
        requireNonNullElse(answer.path("errors"), List.<Map<String, Object>>of());
    return errors.stream()
        .map(
            error ->
                requireNonNullElse(
                        error.get("column"),
                        String.valueOf(error.get("pointer")).replaceFirst("^/", ""))
                    + " "
                    + error.get("code"))
        .sorted()
        .toList();
  }
}

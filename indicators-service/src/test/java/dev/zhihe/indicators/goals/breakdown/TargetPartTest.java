package dev.zhihe.indicators.goals.breakdown;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.indicators.PlanFiles;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who owes what of a target by when, each test with a district of its own. Its target t1 wants 40
 * enterprises in 2025, t2 wants no more than 40 tons, t3 a share of 4 %, t4 names no number, t5
 * wants 3 to 5 parks.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class TargetPartTest {
  private static final String PATH = "/v1/target-parts";
  private static final Family PARTS = new Family("target-parts");
  private static final String UPDATE = "?onExisting=update";

  @Test
  void keepsMilestonesAndPartsLikeAnyFamily() {
    adopted("437201");
    var file =
        HEADER
            + row("437201", "m22", "t1", 2022, "", "20")
            + IntStream.rangeClosed(1, 12)
                .mapToObj(i -> row("437201", "p%02d".formatted(i), "t1", 2025, "部门" + i, "3"))
                .collect(Collectors.joining());
    PARTS.takesInOnce(file);
    PARTS.walksAllPages("plan=437201-145", file);
    PARTS.refusesAForeignCursor("plan=437201-145", "plan=437201-145&year=2025");
    PARTS.roundTrips("plan=437201-145", file);
    PARTS.refusesUnknownAndRepeatedParameters();
    PARTS.neverAnswers304AfterAWrite(
        "437201-p03", "plan=437201-145", file.replace("部门3,3,", "部门3,4,"));
    PARTS.deletesWhatWasEnteredInError(
        "indicators", HEADER + row("437201", "x", "t1", 2024, "甲", "1"), "437201-x");
    given()
        .get(PATH + "?plan=437201-145&department=部门3&year=2025")
        .then()
        .body("items.code", contains("437201-p03"));
    given().get(PATH + "?target=437201-145-t1&year=2022").then().body("items", hasSize(1));
    given().get(PATH + "/437201-m22").then().body("department", nullValue());
    PARTS
        .imported(HEADER + row("437201", "m22b", "t1", 2022, "", "20"))
        .statusCode(422)
        .body("errors.code", contains("same-thing"));
  }

  @Test
  void readsAPercentageWhereTheTargetsUnitIsPercent() {
    adopted("437211");
    var percent = row("437211", "p", "t3", 2025, "甲", "3.8%");
    var other = row("437211", "q", "t1", 2025, "甲", "3.8%");
    PARTS.imported(HEADER + percent).statusCode(200).body("created", equalTo(1));
    given().get(PATH + "/437211-p").then().body("value", equalTo(3.8f));
    PARTS.imported(HEADER + percent).statusCode(200).body("unchanged", equalTo(1));
    refused(other, "value unit-mismatch");
    PARTS
        .imported(HEADER.replace("value", "数值（%）") + percent.replace("%", ""))
        .statusCode(200)
        .body("unchanged", equalTo(1));
    PARTS
        .imported(HEADER.replace("value", "数值（%）") + other.replace("%", ""))
        .statusCode(422)
        .body("errors.code", contains("unit-mismatch"));
    // What is stored already is held against the unit too.
    PARTS.imported(HEADER + other.replace("3.8%", "3")).statusCode(200);
    refused(other.replace("3.8%", "3%"), "value unit-mismatch");
  }

  @Test
  void namesEverythingThatSpeaksAgainstARow() {
    adopted("437202");
    loaded("437203");
    refused(row("437202", "a", "none", 2024, "甲", "1"), "target unknown-reference");
    refused(row("437203", "a", "t1", 2024, "甲", "1"), "target not-in-force");
    refused(
        row("437202", "a", "t1", 2024, "甲", "1").replace(",437202-145,", ",437203-145,"),
        "plan elsewhere");
    refused(row("437202", "a", "t4", 2024, "甲", "1"), "target qualitative");
    refused(row("437202", "a", "t1", 2020, "甲", "-1"), "year year-of-part", "value negative");
    refused(row("437202", "a", "t1", 2026, "", "41"), "year year-of-part", "value beyond-target");
    refused(row("437202", "a", "t1", 2025, "", "40"), "year own-year");
    refused(row("437202", "a", "t1", 2024, "", "40.1"), "value beyond-target");
    refused(row("437202", "a", "t2", 2024, "", "39"), "value beyond-target");
    refused(row("437202", "a", "t1", 2024, "甲", "41"), "value exceeds-declared");
    refused(
        row("437202", "a", "t1", 2024, "甲", "") + row("437202", "b", "t1", 20245, "乙", "五"),
        "value required",
        "value number",
        "year whole-number");
    given().get(PATH + "?plan=437202-145").then().body("items", hasSize(0));
    // The ends of what is allowed.
    PARTS
        .imported(
            HEADER
                + row("437202", "a", "t1", 2021, "甲", "40")
                + row("437202", "b", "t1", 2024, "", "40")
                + row("437202", "c", "t2", 2024, "", "40")
                + row("437202", "d", "t3", 2024, "甲", "4.5")
                + row("437202", "e", "t3", 2024, "乙", "4.5"))
        .statusCode(200);
    refused(row("437202", "a", "t2", 2021, "甲", "40"), "target moved");
  }

  private static void refused(String rows, String... columnsAndCodes) {
    var errors =
        PARTS
            .imported(HEADER + rows, UPDATE)
            .statusCode(422)
            .extract()
            .jsonPath()
            .<Map<String, Object>>getList("errors");
    assertThat(errors)
        .extracting(error -> error.get("column") + " " + error.get("code"))
        .containsExactlyInAnyOrder(columnsAndCodes);
  }

  @Test
  void partsNeverComeToMoreThanIsDeclared() {
    adopted("437204");
    PARTS
        .imported(
            HEADER
                + row("437204", "m", "t1", 2023, "", "20")
                + row("437204", "p1", "t1", 2023, "甲", "12")
                + row("437204", "p2", "t1", 2023, "乙", "8"))
        .statusCode(200);
    PARTS
        .imported(HEADER + row("437204", "p3", "t1", 2023, "丙", "0.5"))
        .statusCode(422)
        .body("errors.code", contains("exceeds-declared"))
        .body("errors.detail", contains("2023 年各部门合计 20.5，超过所列的 20"));
    refused(row("437204", "m", "t1", 2023, "", "19"), "value exceeds-declared");
    refused(
        row("437204", "m", "t1", 2022, "", "20") + row("437204", "p1", "t1", 2023, "甲", "33"),
        "value exceeds-declared",
        "value exceeds-declared");
    // The file as a whole: what it says of the milestone counts, whatever the order of its rows.
    PARTS
        .imported(
            HEADER
                + row("437204", "p3", "t1", 2023, "丙", "10")
                + row("437204", "m", "t1", 2023, "", "30"),
            UPDATE)
        .statusCode(200);
    // One goes down as the other goes up.
    PARTS
        .imported(
            HEADER
                + row("437204", "p1", "t1", 2023, "甲", "20")
                + row("437204", "p2", "t1", 2023, "乙", "0"),
            UPDATE)
        .statusCode(200);
    // Without a milestone the target's value counts, of a range its upper end.
    refused(row("437204", "q", "t1", 2024, "甲", "40.01"), "value exceeds-declared");
    refused(row("437204", "q", "t5", 2025, "甲", "5.5"), "value exceeds-declared");
  }

  @Test
  void whatStoodOnARefusedRowIsNotTaken() {
    adopted("437205");
    PARTS
        .imported(
            HEADER
                + row("437205", "m", "t1", 2023, "", "20")
                + row("437205", "p1", "t1", 2023, "甲", "12"))
        .statusCode(200);
    // The milestone differs, which is an error here: so the part is too much.
    var rows =
        row("437205", "m", "t1", 2023, "", "30") + row("437205", "p2", "t1", 2023, "乙", "15");
    PARTS
        .imported(HEADER + rows, "?mode=valid")
        .statusCode(422)
        .body("type", containsString("rule-broken"))
        .body("detail", containsString("437205-145-t1"));
    // A milestone that is refused in the review leaves the stored one to count.
    PARTS
        .imported(HEADER + rows.replace(",,30,", ",,50,"), UPDATE + "&mode=valid")
        .statusCode(200)
        .body("rejected", equalTo(2))
        .body("errors.code", contains("beyond-target", "exceeds-declared"));
    given().get(PATH + "?plan=437205-145").then().body("items.value", contains(20, 12));
  }

  @Test
  void aMilestoneThatPartsStandOnIsNotDeleted() {
    adopted("437206");
    PARTS
        .imported(
            HEADER
                + row("437206", "m", "t2", 2023, "", "60")
                + row("437206", "p", "t2", 2023, "甲", "50"))
        .statusCode(200);
    var milestone = PATH + "/437206-m";
    asEditor()
        .header("If-Match", "\"v1\"")
        .delete(milestone)
        .then()
        .statusCode(409)
        .body("detail", containsString("50"));
    asEditor().header("If-Match", "\"v1\"").delete(PATH + "/437206-p").then().statusCode(204);
    asEditor().header("If-Match", "\"v1\"").delete(milestone).then().statusCode(204);
  }

  @Test
  void editorsAtOnceNeverShareOutMoreThanThereIs() throws Exception {
    adopted("437207");
    try (var editors = Executors.newFixedThreadPool(4)) {
      var files = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < 8; i++) {
        var rows = row("437207", "p" + i, "t1", 2025, "部门" + i, "15");
        files.add(() -> PARTS.imported(HEADER + rows).extract().statusCode());
      }
      var answers = new ArrayList<Integer>();
      for (var answer : editors.invokeAll(files)) {
        answers.add(answer.get());
      }
      assertThat(answers).containsOnly(200, 422);
      assertThat(answers.stream().filter(answer -> answer == 200)).hasSize(2);
    }
    given().get(PATH + "?plan=437207-145").then().body("items", hasSize(2));
  }

  @Test
  void partsStayWithTheTargetTheyWereDeclaredFor() {
    adopted("437208");
    PARTS.imported(HEADER + row("437208", "p", "t1", 2025, "甲", "40")).statusCode(200);
    replaced("437208-145-t1");
    refused(row("437208", "p", "t1", 2025, "甲", "39"), "target not-in-force");
    PARTS.imported(HEADER + row("437208", "p", "t1", 2025, "甲", "40")).statusCode(200);
    asEditor()
        .header("If-Match", "*")
        .delete(PATH + "/437208-p")
        .then()
        .statusCode(409)
        .body("detail", containsString("2023-07-01"));
    var check = "/v1/target-breakdowns?plan=437208-145&year=2025&on=";
    given()
        .get(check + "2023-06-30")
        .then()
        .body("items[0].target", equalTo("437208-145-t1"))
        .body("items[0].verdict", equalTo("complete"));
    given()
        .get(check + "2023-07-01")
        .then()
        .body("items[0].target", equalTo("437208-145-t1-a1"))
        .body("items[0].verdict", equalTo("none"))
        .body("items[0].declared", equalTo(30));
  }

  private static void replaced(String target) {
    asEditor()
        .contentType("application/json")
        .body(
            Map.of(
                "target", target,
                "afterComparator", "ge",
                "afterValue", 30,
                "reason", "口径变化",
                "documentTitle", "通知",
                "documentNumber", "文号",
                "effectiveOn", "2023-07-01"))
        .post("/v1/target-adjustments")
        .then()
        .statusCode(201);
    var adjustment = "/v1/target-adjustments/" + target + "-adj1";
    asEditor().header("If-Match", "*").post(adjustment + "/submission").then().statusCode(200);
    as("rita", "reviewer")
        .header("If-Match", "*")
        .post(adjustment + "/approval")
        .then()
        .statusCode(200);
  }

  @Test
  void checksWhetherPartsAddUp() {
    adopted("437209");
    PARTS
        .imported(
            HEADER
                + row("437209", "m", "t1", 2023, "", "20")
                + row("437209", "p1", "t1", 2023, "甲", "12")
                + row("437209", "p2", "t1", 2023, "乙", "7.5")
                + row("437209", "p3", "t1", 2025, "甲", "40")
                + row("437209", "p4", "t3", 2025, "甲", "4.5")
                + row("437209", "p5", "t5", 2025, "乙", "3"))
        .statusCode(200);
    var path = "/v1/target-breakdowns?plan=437209-145";
    given()
        .get(path + "&on=2023-06-30")
        .then()
        .statusCode(200)
        .body("on", equalTo("2023-06-30"))
        .body(
            "items.collect { it.target[-2..-1] + ' ' + it.year + ' ' + it.verdict }",
            contains(
                "t1 2023 partial",
                "t1 2025 complete",
                "t2 2025 none",
                "t3 2025 not_additive",
                "t5 2025 complete"))
        .body("items[0].declared", equalTo(20))
        .body("items[0].allocated", equalTo(19.5f))
        .body("items[0].unallocated", equalTo(0.5f))
        .body("items[0].departments", equalTo(2))
        .body("items[0].additive", equalTo(true))
        .body("items[0].verdictZh", equalTo("部分分解"))
        .body("items[0].unit", equalTo("家"))
        .body("items[0].parts.department", contains("乙", "甲"))
        .body("items[3].allocated", nullValue())
        .body("items[3].departments", equalTo(1));
    given().get(path + "&department=乙").then().body("items.year", contains(2023, 2025));
    given()
        .get(path + "&year=2024")
        .then()
        .body("items.verdict", contains("none", "none", "not_additive", "none"))
        .body("items[0].declared", equalTo(40));
    given().get(path + "&year=2020").then().body("items", hasSize(0));
    var csv = given().get(path + "&format=csv").then().statusCode(200).extract().asString();
    assertThat(csv)
        .startsWith("target,indicator,nameZh,unit,year,declared,allocated,unallocated,")
        .contains(",乙 7.5;甲 12");
    given()
        .get("/v1/target-breakdowns?year=23")
        .then()
        .statusCode(400)
        .body("errors.pointer", containsInAnyOrder("/plan", "/year"));
    given().get("/v1/target-breakdowns?plan=no-such").then().statusCode(404);
  }

  @Test
  void whatWasKnownOfABreakdownStays() {
    adopted("437210");
    PARTS.imported(HEADER + row("437210", "p", "t1", 2025, "甲", "10")).statusCode(200);
    var path = "/v1/target-breakdowns?plan=437210-145&on=2023-06-30";
    var known = given().get(PATH + "?plan=437210-145&on=2199-12-31").header("Zhihe-As-Of");
    var before = given().get(path + "&asOf=" + known).asString();
    PARTS.imported(HEADER + row("437210", "p", "t1", 2025, "甲", "40"), UPDATE).statusCode(200);
    Awaitility.await()
        .untilAsserted(
            () -> given().get(path).then().body("items[0].verdict", equalTo("complete")));
    assertThat(given().get(path + "&asOf=" + known).asString()).isEqualTo(before);
    assertThat(before).contains("\"unallocated\":30");
  }

  /** Random files and deletions, good and bad, of a target that goes up and one that goes down. */
  @ParameterizedTest
  @CsvSource({"437221, t1, 1", "437222, t2, 2", "437223, t5, 3"})
  void whateverIsSentThePartsNeverComeToMoreThanIsDeclared(String area, String target, long seed) {
    adopted(area);
    var random = new Random(seed);
    var outcomes = new HashMap<Integer, Integer>();
    for (int step = 0; step < 50; step++) {
      var before = state(area);
      var status = random.nextInt(5) == 0 ? deleted(before, random) : sent(area, target, random);
      outcomes.merge(status, 1, Integer::sum);
      var after = state(area);
      if (status != 200 && status != 204) {
        assertThat(after).as("step %d left nothing behind", step).isEqualTo(before);
      }
      holds(after, target.equals("t5") ? 5 : 40, target.equals("t2"));
    }
    assertThat(outcomes.keySet()).as("of each something").contains(200, 204, 422);
  }

  private static int sent(String area, String target, Random random) {
    var rows = new StringBuilder(HEADER);
    for (int i = random.nextInt(5); i >= 0; i--) {
      var year = 2022 + random.nextInt(3);
      var department = random.nextInt(4);
      var most = target.equals("t5") ? 7 : department == 0 ? 70 : 30;
      rows.append(
          row(
              area,
              // Codes that mostly keep to one thing, and now and then move to another year.
              "y%d-d%d".formatted(random.nextInt(8) == 0 ? 2022 : year, department),
              target,
              year,
              department == 0 ? "" : "部门" + department,
              String.valueOf(random.nextInt(most))));
    }
    return PARTS
        .imported(
            rows.toString(),
            (random.nextInt(3) == 0 ? "?onExisting=error" : UPDATE)
                + (random.nextBoolean() ? "&mode=valid" : ""))
        .extract()
        .statusCode();
  }

  private static int deleted(List<Map<String, Object>> state, Random random) {
    return state.isEmpty()
        ? 204
        : asEditor()
            .header("If-Match", "*")
            .delete(PATH + "/" + state.get(random.nextInt(state.size())).get("code"))
            .statusCode();
  }

  private static List<Map<String, Object>> state(String area) {
    return given().get(PATH + "?plan=" + area + "-145&limit=1000").jsonPath().getList("items");
  }

  private static void holds(List<Map<String, Object>> parts, int value, boolean down) {
    for (int year = 2021; year <= 2025; year++) {
      var declared = new BigDecimal(value);
      var sum = BigDecimal.ZERO;
      for (var part : parts) {
        var amount = new BigDecimal(part.get("value").toString());
        if (part.get("year").equals(year) && part.get("department") == null) {
          declared = amount;
          assertThat(amount.compareTo(new BigDecimal(value)) * (down ? -1 : 1)).isLessThan(1);
        } else if (part.get("year").equals(year)) {
          sum = sum.add(amount);
        }
      }
      assertThat(sum).as("of %d", year).isLessThanOrEqualTo(declared);
    }
  }

  private static final String HEADER =
      "code,plan,target,year,department,value,note,document,documentNumber\n";

  private static String row(
      String area, String code, String target, int year, String department, String value) {
    return "%1$s-%2$s,%1$s-145,%1$s-145-%3$s,%4$d,%5$s,%6$s,,,\n"
        .formatted(area, code, target, year, department, value);
  }

  private static void loaded(String area) {
    new Family("plans")
        .imported(
            "code,area,nameZh,startYear,endYear\n%1$s-145,%1$s,某区规划,2021,2025\n".formatted(area))
        .statusCode(200);
    new Family("indicators")
        .imported(
            """
            code,nameZh,kind,unit,direction,nature,plans
            %1$s-count,企业数,headline,家,increase,level,%1$s-145
            %1$s-tons,排放量,headline,吨,decrease,level,%1$s-145
            %1$s-parks,园区数,headline,个,increase,level,%1$s-145
            %1$s-share,占比,headline,%%,increase,ratio,%1$s-145
            """
                .formatted(area))
        .statusCode(200);
    new Family("targets")
        .imported(
            """
            code,plan,indicator,area,year,comparator,value,valueMax,baselineValue,baselineYear
            %1$s-145-t1,%1$s-145,%1$s-count,%1$s,2025,ge,40,,10,2020
            %1$s-145-t2,%1$s-145,%1$s-tons,%1$s,2025,le,40,,90,2020
            %1$s-145-t3,%1$s-145,%1$s-share,%1$s,2025,ge,4,,,
            %1$s-145-t4,%1$s-145,%1$s-count,%1$s,2024,qualitative,,,,
            %1$s-145-t5,%1$s-145,%1$s-parks,%1$s,2025,range,3,5,,
            """
                .formatted(area))
        .statusCode(200);
  }

  private static void adopted(String area) {
    loaded(area);
    PlanFiles.adopt(area + "-145");
  }
}

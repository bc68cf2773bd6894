package dev.zhihe.platforms;

import static dev.zhihe.platforms.Workbooks.XLSX;
import static dev.zhihe.platforms.Workbooks.color;
import static dev.zhihe.platforms.Workbooks.comment;
import static dev.zhihe.platforms.Workbooks.filledIn;
import static dev.zhihe.platforms.Workbooks.isLocked;
import static dev.zhihe.platforms.Workbooks.isProtectedWithoutPassword;
import static dev.zhihe.platforms.Workbooks.lastRow;
import static dev.zhihe.platforms.Workbooks.notes;
import static dev.zhihe.platforms.Workbooks.rules;
import static dev.zhihe.platforms.Workbooks.text;
import static dev.zhihe.platforms.Workbooks.texts;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Family.asOperator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The workbook that an operator downloads, fills in and sends. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OccupancyTemplateTest {
  @Inject DataSource source;

  private static final int HEADER = 3;
  private static final String OCCUPIED = "入驻面积（平方米）";
  private static final String TENANTS = "入驻企业数（家）";
  private static final String TENANTS_AT_END = "期末入驻企业数（家）";
  private static final Map<String, Object> SOUND =
      Map.of(
          "可用面积（平方米）",
          12000,
          OCCUPIED,
          7600.5,
          "期初入驻企业数（家）",
          42,
          TENANTS,
          44,
          "新入驻企业数（家）",
          5,
          "毕业企业数（家）",
          1,
          "迁出企业数（家）",
          2,
          "产值（元）",
          12500000,
          "专利授权数（件）",
          4);

  @Test
  void anOperatorFillsInTheTemplateAndCorrectsWhatIsMarked() {
    var parks = new Parks("186011").loaded();
    var template = downloaded(parks.olga(), parks, "m10");
    assertThat(text(template, 1, 1, texts(template, 1).getFirst()))
        .contains("186011-2026-m10", "2026-10-01 至 2026-10-31", "2026-11-10");
    assertThat(texts(template, HEADER))
        .startsWith("平台", "平台名称", "填报期", "填报类型", "可用面积（平方米）")
        .contains("产值（元）", "从业人员（人）", "专利授权数（件）")
        .endsWith("说明");
    assertThat(texts(template, 4)).startsWith("186011-pf-1", "甲园", "186011-2026-m10");
    assertThat(texts(template, 5)).startsWith("186011-pf-2", "甲二园");
    assertThat(lastRow(template)).isEqualTo(5);

    // Nobody filled it in: it is no nil report.
    sent(parks.olga(), template, "")
        .statusCode(422)
        .body("errors.code", contains("not-filled-in", "not-filled-in"));

    var wrong =
        filledIn(
            filledIn(filledIn(template, HEADER, 4, SOUND), HEADER, 4, Map.of(OCCUPIED, 76000)),
            HEADER,
            5,
            Map.of("填报类型", "零报告"));
    sent(parks.olga(), wrong, "?dryRun=true")
        .statusCode(422)
        .body(
            "errors.collect { it.row + ' ' + it.column + ' ' + it.code }",
            contains("4 " + OCCUPIED + " above-usable", "5 说明 comment-required"));
    var marked =
        sent(parks.olga(), wrong, "?errors=xlsx")
            .statusCode(422)
            .contentType(XLSX)
            .extract()
            .asByteArray();
    assertThat(texts(marked, 1)).as("the title stays").isEqualTo(texts(template, 1));
    assertThat(text(marked, HEADER, 4, "错误 errors")).contains(OCCUPIED + "：不得大于可用面积");
    assertThat(comment(marked, HEADER, 4, OCCUPIED)).contains("不得大于可用面积");
    assertThat(comment(marked, HEADER, 5, "说明")).contains("零报告须说明原因");

    var right =
        filledIn(
            filledIn(marked, HEADER, 4, Map.of(OCCUPIED, 7600.5)), HEADER, 5, Map.of("说明", "停业装修"));
    sent(parks.olga(), right, "?dryRun=true").statusCode(200).body("created", equalTo(2));
    sent(parks.olga(), right, "").statusCode(200).body("created", equalTo(2));
    sent(parks.olga(), right, "").statusCode(200).body("unchanged", equalTo(2));
    var stored = stored(parks, 1, "m10");
    assertThat(stored.getInt("tenants")).isEqualTo(44);
    assertThat(stored.getInt("patentsGranted")).isEqualTo(4);
    assertThat(stored(parks, 2, "m10").getString("kind")).isEqualTo("nil");
    assertThat(lastRow(downloaded(parks.olga(), parks, "m10")))
        .as("what is reported is no longer in it")
        .isEqualTo(3);
  }

  @Test
  void whatIsFilledInAlreadyIsLockedAndTheRestIsChecked() {
    var parks = new Parks("186012").loaded();
    var template = downloaded(parks.olga(), parks, "m10");
    assertThat(isProtectedWithoutPassword(template)).isTrue();
    for (var name : List.of("平台", "平台名称", "填报期")) {
      assertThat(isLocked(template, HEADER, 4, name)).isTrue();
    }
    for (var name : List.of("填报类型", OCCUPIED, TENANTS, "产值（元）", "说明")) {
      assertThat(isLocked(template, HEADER, 4, name)).isFalse();
    }
    assertThat(rules(template))
        .contains("常规|零报告", "AND(ISNUMBER(E4),E4>=0)", "AND(ISNUMBER(I4),I4>=0,I4=INT(I4))");
  }

  @Test
  void figuresOfTheLastAcceptedReportAreThereAlready() {
    var parks = new Parks("186013").loaded();
    new Family("platforms")
        .imported(
            "code,area,name,type,stage,operator,floorAreaM2\n%1$s-pf-1,%1$s,甲园,park,completed,%1$s-op-1,15000\n"
                .formatted(parks.area()),
            "?onExisting=update")
        .statusCode(200);
    parks.submitted(1, "m09");
    parks.submitted(2, "m09");
    accepted(parks, 1, "m09");
    var template = downloaded(parks.olga(), parks, "m10");
    assertThat(text(template, HEADER, 4, "可用面积（平方米）")).isEqualTo("12,000.00");
    assertThat(text(template, HEADER, 4, "孵化面积（平方米）")).isEqualTo("9,000.00");
    assertThat(text(template, HEADER, 4, "期初入驻企业数（家）")).isEqualTo("42");
    assertThat(text(template, HEADER, 4, TENANTS)).isEmpty();
    assertThat(comment(template, HEADER, 4, "可用面积（平方米）")).isEqualTo("登记的建筑面积：15000 平方米");
    assertThat(text(template, HEADER, 5, "可用面积（平方米）")).as("it is not accepted").isEmpty();
    // A month lies between: nobody knows with how many tenants this one began.
    var later = downloaded(parks.olga(), parks, "m11");
    assertThat(text(later, HEADER, 4, "可用面积（平方米）")).isEqualTo("12,000.00");
    assertThat(text(later, HEADER, 4, "期初入驻企业数（家）")).isEmpty();
    // What was filled in already is no report.
    sent(parks.olga(), template, "?mode=valid").statusCode(200).body("rejected", equalTo(2));
  }

  @Test
  void aReturnedReportIsThereWithWhatTheReviewerSaid() throws SQLException {
    var parks = new Parks("186014").loaded();
    parks.submitted(1, "m10");
    as("rita", "reviewer")
        .header("If-Match", "\"v1\"")
        .contentType("application/json")
        .body(
            Map.of(
                "reason",
                "与附表不符",
                "fields",
                List.of(Map.of("field", "occupiedAreaM2", "reason", "请核对"))))
        .post("/v1/occupancy-reports/" + parks.report(1, "m10") + "/return")
        .then()
        .statusCode(200);
    var template = downloaded(parks.olga(), parks, "m10");
    assertThat(text(template, HEADER, 4, OCCUPIED)).isEqualTo("7,600.50");
    assertThat(text(template, HEADER, 4, "说明")).isEqualTo("二号楼交付");
    assertThat(comment(template, HEADER, 4, OCCUPIED)).isEqualTo("请核对");
    assertThat(notedReads("period=" + parks.period("m10")))
        .as("it is not public, so the reading is noted")
        .isEqualTo(1);
    downloaded(parks.oscar(), parks, "m10");
    assertThat(notedReads("period=" + parks.period("m10"))).isEqualTo(1);
    assertThat(comment(template, HEADER, 4, "平台名称")).isEqualTo("退回理由：与附表不符");
    var corrected = filledIn(template, HEADER, 4, Map.of(OCCUPIED, 7500));
    sent(parks.olga(), corrected, "?mode=valid&onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1))
        .body("rejected", equalTo(1));
    assertThat(stored(parks, 1, "m10").getString("status")).isEqualTo("submitted");
    sent(parks.olga(), corrected, "?mode=valid&onExisting=update")
        .statusCode(200)
        .body("unchanged", equalTo(1));
  }

  @Test
  void aReturnedAmendmentIsThereAndIsResubmittedByTheSheet() throws SQLException {
    var parks = new Parks("186024").loaded();
    parks.submitted(1, "m10");
    var report = "/v1/occupancy-reports/" + parks.report(1, "m10");
    var rita = as("rita", "reviewer").contentType("application/json");
    rita.header("If-Match", "\"v1\"").post(report + "/acceptance").then().statusCode(200);
    assertThat(texts(downloaded(parks.olga(), parks, "m10"), HEADER)).doesNotContain("所更正填报");
    parks
        .olga()
        .body(
            parks.figures(
                1,
                "m10",
                Map.of("amends", parks.report(1, "m10"), "occupiedAreaM2", 7400, "comment", "漏计")))
        .post("/v1/occupancy-reports")
        .then()
        .statusCode(201);
    as("rita", "reviewer")
        .contentType("application/json")
        .header("If-Match", "\"v1\"")
        .body(Map.of("reason", "请附依据"))
        .post(report + "-a1/return")
        .then()
        .statusCode(200);

    var template = downloaded(parks.olga(), parks, "m10");
    assertThat(text(template, HEADER, 4, "所更正填报")).isEqualTo(parks.report(1, "m10"));
    assertThat(text(template, HEADER, 4, OCCUPIED)).isEqualTo("7,400.00");
    assertThat(comment(template, HEADER, 4, "平台名称")).isEqualTo("退回理由：请附依据");
    sent(
            parks.olga(),
            filledIn(template, HEADER, 4, Map.of(OCCUPIED, 7450)),
            "?mode=valid&onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
    parks
        .olga()
        .get(report + "-a1")
        .then()
        .body("status", equalTo("submitted"))
        .body("occupiedAreaM2", equalTo(7450));
    assertThat(stored(parks, 1, "m10").getDouble("occupiedAreaM2")).isEqualTo(7600.5);
  }

  @Test
  void aPlatformThatLeftTheRegistryIsThereForWhatItStillOwes() {
    var parks = new Parks("186017").loaded();
    var acts = new RegistryActs(parks);
    acts.approved(
        acts.change(
            "merger",
            List.of(parks.platform(1)),
            Map.of("into", parks.platform(2), "effectiveOn", "2026-10-15")));
    var before = downloaded(parks.olga(), parks, "m09");
    assertThat(texts(before, 4)).startsWith(parks.platform(1), "甲园");
    assertThat(lastRow(before)).isEqualTo(5);
    sent(parks.olga(), filledIn(before, HEADER, 4, SOUND), "?mode=valid")
        .statusCode(200)
        .body("created", equalTo(1));
    var after = downloaded(parks.olga(), parks, "m10");
    assertThat(texts(after, 4)).startsWith(parks.platform(2));
    assertThat(lastRow(after)).isEqualTo(4);
  }

  @Test
  void aReturnedReportOfAPlatformThatLeftIsStillThere() {
    var parks = new Parks("186018").loaded();
    parks.submitted(1, "m10");
    as("rita", "reviewer")
        .header("If-Match", "\"v1\"")
        .contentType("application/json")
        .body(Map.of("reason", "与附表不符"))
        .post("/v1/occupancy-reports/" + parks.report(1, "m10") + "/return")
        .then()
        .statusCode(200);
    var acts = new RegistryActs(parks);
    acts.approved(
        acts.change(
            "merger",
            List.of(parks.platform(1)),
            Map.of("into", parks.platform(2), "effectiveOn", "2026-10-15")));
    assertThat(texts(downloaded(parks.olga(), parks, "m10"), 4)).startsWith(parks.platform(1));
  }

  @Test
  void theTemplateIsInEnglishForEnglishReaders() {
    var parks = new Parks("186015").loaded();
    var template = downloaded(parks.olga().header("Accept-Language", "en"), parks, "m10");
    assertThat(texts(template, HEADER))
        .startsWith("platform", "platformName", "period", "kind", "usableAreaM2");
    sent(
            parks.olga(),
            filledIn(template, HEADER, 4, Map.of("kind", "nil", "comment", "closed")),
            "?mode=valid")
        .statusCode(200)
        .body("created", equalTo(1));
  }

  /** Names, order, units, ranges and explanations of the adopted form, in both languages. */
  @Test
  void theTemplateIsThatOfTheAdoptedForm() {
    var parks = new Parks("186019").loaded();
    parks.adoptForm(
        3,
        "2026-10-01",
        "park",
        "tenants|required||500|在驻企业（期末）|Firms;rdSpendingYuan||||研发（R&D）支出|R&D (all);occupiedAreaM2|required|1|9000|已用面积|Area in use|已出租的|What is let");
    assertThat(texts(downloaded(parks.olga(), parks, "m09"), HEADER)).contains(OCCUPIED);
    var template = downloaded(parks.olga(), parks, "m10");
    assertThat(texts(template, HEADER))
        .containsExactly(
            "平台",
            "平台名称",
            "填报期",
            "填报类型",
            "在驻企业（期末）（家）*",
            "研发（R&D）支出（元）",
            "已用面积（平方米）*",
            "可用面积（平方米）*",
            "期初入驻企业数（家）*",
            "新入驻企业数（家）*",
            "迁出企业数（家）*",
            "毕业企业数（家）*",
            "说明");
    assertThat(text(template, 1, 1, texts(template, 1).getFirst()))
        .contains("园区月报（第 3 版）", "2026年10月");
    assertThat(rules(template))
        .contains("AND(ISNUMBER(G4),G4>=1,9000>=G4)", "AND(ISNUMBER(E4),E4>=0,500>=E4,E4=INT(E4))");
    assertThat(notes(template)).contains("已用面积（平方米）*|已出租的|平方米|必填；至多两位小数；1 至 9000；不大于可用面积|7600.5");
    Map<String, Object> right =
        Map.of(
            "在驻企业（期末）（家）*",
            44,
            "研发（R&D）支出（元）",
            800000,
            "已用面积（平方米）*",
            7600,
            "可用面积（平方米）*",
            12000,
            "期初入驻企业数（家）*",
            44,
            "新入驻企业数（家）*",
            0,
            "迁出企业数（家）*",
            0,
            "毕业企业数（家）*",
            0);
    var filledIn = filledIn(template, HEADER, 4, right);
    sent(parks.olga(), filledIn(filledIn, HEADER, 4, Map.of("已用面积（平方米）*", 9001)), "?mode=valid")
        .statusCode(200)
        .body("errors.column", hasItem("已用面积（平方米）*"))
        .body("errors.code", hasItem("form-range"));
    sent(parks.olga(), filledIn, "?mode=valid").statusCode(200).body("created", equalTo(1));
    assertThat(stored(parks, 1, "m10").getInt("tenants")).isEqualTo(44);
    assertThat(stored(parks, 1, "m10").getFloat("rdSpendingYuan")).isEqualTo(800000f);

    var english = downloaded(parks.olga().header("Accept-Language", "en"), parks, "m10");
    assertThat(texts(english, HEADER))
        .startsWith("platform", "platformName", "period", "kind", "Firms*", "R&D (all) (yuan)")
        .contains("Area in use (m²)*");
    sent(
            parks.olga(),
            filledIn(
                english,
                HEADER,
                4,
                Map.of(
                    "Firms*",
                    44,
                    "R&D (all) (yuan)",
                    800000,
                    "Area in use (m²)*",
                    7600,
                    "Usable area (m²)*",
                    12000,
                    "Tenants at start*",
                    44,
                    "New tenants*",
                    0,
                    "Tenants that left*",
                    0,
                    "Graduated tenants*",
                    0)),
            "")
        .statusCode(200)
        .body("created", equalTo(1));
  }

  @Test
  void whoeverOwesNoReportIsNotInTheTemplate() {
    var parks = new Parks("186026").loaded();
    new Family("platforms")
        .imported(
            """
            code,area,name,type,stage,operator
            186026-pf-5,186026,甲所,rd_platform,completed,186026-op-1
            186026-pf-6,186026,甲在建园,park,construction,186026-op-1
            186026-pf-7,186026,甲孵化器,incubator,completed,186026-op-1
            """)
        .statusCode(200);
    var builtIn = downloaded(parks.olga(), parks, "m10");
    assertThat(platforms(builtIn)).containsExactly("186026-pf-1", "186026-pf-2", "186026-pf-7");
    parks.adoptForm(1, "2026-10-01", "incubator;rd_platform", "tenants|required||500");
    for (var somebody : List.of(parks.olga(), asEditor().queryParam("operator", "186026-op-1"))) {
      var adopted = downloaded(somebody, parks, "m10");
      assertThat(platforms(adopted)).containsExactly("186026-pf-5", "186026-pf-7");
      assertThat(rules(adopted, HEADER, 5, TENANTS_AT_END + "*"))
          .as("one form has one range")
          .containsExactly("AND(ISNUMBER(E4),E4>=0,500>=E4,E4=INT(E4))");
    }
    assertThat(platforms(downloaded(parks.olga(), parks, "m09")))
        .containsExactly("186026-pf-1", "186026-pf-2", "186026-pf-7");
    // Who asks for it by its code may report unasked.
    assertThat(
            platforms(
                template(
                        parks.olga(),
                        Map.of("period", parks.period("m10"), "platform", "186026-pf-6"))
                    .statusCode(200)
                    .extract()
                    .asByteArray()))
        .containsExactly("186026-pf-6");
  }

  private static List<String> platforms(byte[] template) {
    return IntStream.rangeClosed(HEADER + 1, lastRow(template))
        .mapToObj(row -> texts(template, row).getFirst())
        .toList();
  }

  /**
   * A returned report of a platform that the area's form does not ask stands beside those it does.
   */
  @Test
  void eachRowIsCheckedByItsOwnForm() {
    var parks = new Parks("186027").loaded();
    new Family("platforms")
        .imported(
            "code,area,name,type,stage,operator\n186027-pf-0,186027,甲孵化器,incubator,completed,186027-op-1\n")
        .statusCode(200);
    parks.submitted(0, "m10");
    as("rita", "reviewer")
        .header("If-Match", "\"v1\"")
        .contentType("application/json")
        .body(Map.of("reason", "与附表不符"))
        .post("/v1/occupancy-reports/" + parks.report(0, "m10") + "/return")
        .then()
        .statusCode(200);
    parks.adoptForm(
        1,
        "2026-10-01",
        "park",
        "occupiedAreaM2|required|1|9000|已用面积|Area in use;employees|required|1|5000;tenants|required||500");
    var template = downloaded(parks.olga(), parks, "m10");
    assertThat(platforms(template))
        .as("those of the area's form come first")
        .containsExactly("186027-pf-1", "186027-pf-2", "186027-pf-0");
    var used = "已用面积（平方米）*";
    assertThat(texts(template, HEADER))
        .containsSequence("填报类型", used, "从业人员数（人）", "期末入驻企业数（家）*")
        .contains("可用面积（平方米）*", "孵化面积（平方米）", "产值（元）", "专利授权数（件）")
        .doesNotHaveDuplicates()
        .endsWith("说明");
    for (var row : List.of(4, 5)) {
      assertThat(rules(template, HEADER, row, used))
          .containsExactly("AND(ISNUMBER(E4),E4>=1,9000>=E4)");
      assertThat(rules(template, HEADER, row, "从业人员数（人）"))
          .containsExactly("AND(ISNUMBER(F4),F4>=1,5000>=F4,F4=INT(F4))");
      assertThat(isLocked(template, HEADER, row, "产值（元）")).isTrue();
      assertThat(rules(template, HEADER, row, "产值（元）")).isEmpty();
      assertThat(color(template, HEADER, row, "产值（元）")).isEqualTo("F2F2F2");
      assertThat(color(template, HEADER, row, "从业人员数（人）")).as("required here").isEqualTo("DDEBF7");
    }
    assertThat(rules(template, HEADER, 6, used)).containsExactly("AND(ISNUMBER(E6),E6>=0)");
    assertThat(isLocked(template, HEADER, 6, "产值（元）")).isFalse();
    assertThat(rules(template, HEADER, 6, "产值（元）"))
        .singleElement()
        .asString()
        .matches("AND\\(ISNUMBER\\((\\w+6)\\),\\1>=0\\)");
    assertThat(isLocked(template, HEADER, 6, "从业人员数（人）")).isFalse();
    assertThat(color(template, HEADER, 6, "专利授权数（件）"))
        .as("not required here")
        .isNotEqualTo("DDEBF7");
    assertThat(texts(template, 2).getFirst()).contains("浅蓝色为该行必填");
    assertThat(notes(template))
        .anyMatch(note -> note.startsWith(used + "：园区/孵化载体|") && note.contains("1 至 9000"))
        .anyMatch(note -> note.startsWith(used + "：孵化器|") && note.contains("不小于 0"))
        .anyMatch(note -> note.startsWith("产值（元）：孵化器|"))
        .noneMatch(note -> note.startsWith("产值（元）：园区"));

    // Each row is taken by its own form: 9,500 m² only where no range says otherwise.
    Map<String, Object> figures =
        Map.of(
            used,
            9500,
            "从业人员数（人）",
            200,
            "可用面积（平方米）*",
            12000,
            "期初入驻企业数（家）*",
            44,
            "新入驻企业数（家）*",
            0,
            "迁出企业数（家）*",
            0,
            "毕业企业数（家）*",
            0,
            "期末入驻企业数（家）*",
            44);
    var filledIn = filledIn(filledIn(template, HEADER, 4, figures), HEADER, 6, figures);
    sent(parks.olga(), filledIn, "?mode=valid&onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1))
        .body("errors.findAll { it.row == 4 }.code", contains("form-range"))
        .body("errors.findAll { it.row == 6 }", empty());
  }

  @Test
  void thePeriodMayBeNamedAndAnExtendedDayIsTold() {
    var parks = new Parks("186021").loaded();
    asEditor()
        .contentType("application/json")
        .body(
            Map.of(
                "platform", parks.platform(1),
                "period", parks.period("m10"),
                "dueDate", "2026-11-25",
                "grantor", "区科技局",
                "reason", "停电"))
        .post("/v1/period-extensions")
        .then()
        .statusCode(201);
    var both = named(parks, "2026年10月");
    assertThat(texts(both, 4)).startsWith(parks.platform(1), "甲园", parks.period("m10"));
    assertThat(texts(both, 1).getFirst()).contains("2026-11-10 前提交（已延期的见“填报期”批注）");
    assertThat(comment(both, HEADER, 4, "填报期")).isEqualTo("已延期：2026-11-25 前提交");
    assertThat(comment(both, HEADER, 5, "填报期")).isEmpty();
    var one =
        template(parks.olga(), Map.of("period", "２０２６－１０", "platform", parks.platform(1)))
            .statusCode(200)
            .extract()
            .asByteArray();
    assertThat(texts(one, 1).getFirst()).contains("2026-11-25 前提交").doesNotContain("2026-11-10");
    template(parks.olga(), Map.of("period", "2026年第四季度"))
        .statusCode(400)
        .body("errors[0].detail", containsString("相近的有：186021-2026-m10、186021-2026-m11"));
    template(parks.olga(), Map.of("period", "十月"))
        .statusCode(400)
        .body("errors[0].detail", containsString("2026年10月"));
    template(asEditor(), Map.of("period", "2026-10", "operator", "186021-op-1")).statusCode(200);
    template(asEditor(), Map.of("period", "2026-10"))
        .statusCode(400)
        .body("errors.pointer", hasItem("/operator"));
    assertThat(refusedNamed(parks, parks.platform(3)).replace("pf-3", "pf-9"))
        .isEqualTo(refusedNamed(parks, "186021-pf-9"));

    // The same month of a second area: nothing is chosen.
    new Family("platforms")
        .imported(
            "code,area,name,type,stage,operator\n186022-pf-1,186022,甲外园,park,completed,186021-op-1\n")
        .statusCode(200);
    new Family("reporting-periods")
        .imported(
            "code,area,startDate,endDate,dueDate,reviewDueDate\n186022-2026-m10,186022,2026-10-01,2026-10-31,2026-11-10,2026-11-20\n")
        .statusCode(200);
    template(parks.olga(), Map.of("period", "2026年10月"))
        .statusCode(400)
        .body("errors[0].detail", containsString("186021-2026-m10、186022-2026-m10"));
    template(parks.olga(), Map.of("period", "2026年10月", "platform", "186022-pf-1")).statusCode(200);
  }

  private static byte[] named(Parks parks, String period) {
    return template(parks.olga(), Map.of("period", period)).statusCode(200).extract().asByteArray();
  }

  private static String refusedNamed(Parks parks, String platform) {
    return template(parks.olga(), Map.of("period", "2026年10月", "platform", platform))
        .statusCode(400)
        .extract()
        .asString()
        .replaceAll("\"(traceId|instance)\":\"[^\"]*\"", "");
  }

  @Test
  void givesATemplateOfOwnPlatformsAloneAndSaysForWhatThereIsNone() {
    var parks = new Parks("186016").loaded();
    assertThat(lastRow(downloaded(parks.oscar(), parks, "m10"))).isEqualTo(4);
    var one =
        template(parks.olga(), Map.of("period", parks.period("m10"), "platform", parks.platform(2)))
            .statusCode(200)
            .header("Content-Disposition", containsString("occupancy-186016-2026-m10.xlsx"))
            .extract()
            .asByteArray();
    assertThat(texts(one, 4)).startsWith(parks.platform(2));
    var others = refused(parks, Map.of("platform", parks.platform(3)));
    var nobodys = refused(parks, Map.of("platform", "186016-pf-9"));
    assertThat(others.replace("pf-3", "pf-9")).isEqualTo(nobodys).contains("/platform");
    assertThat(refused(parks, Map.of("operator", "186016-op-2")).replace("op-2", "op-9"))
        .isEqualTo(refused(parks, Map.of("operator", "186016-op-9")));
    template(parks.olga(), Map.of("period", "186016-2026-m99"))
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/period"));
    template(parks.olga(), Map.of()).statusCode(400);
    template(asEditor(), Map.of("period", parks.period("m10")))
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/operator"));
    assertThat(
            lastRow(
                template(
                        asEditor(),
                        Map.of("period", parks.period("m10"), "operator", "186016-op-1"))
                    .statusCode(200)
                    .extract()
                    .asByteArray()))
        .isEqualTo(5);
    template(
            asOperator("nobody", Parks.creditCode("186016", 9)),
            Map.of("period", parks.period("m10")))
        .statusCode(400);
    template(as("carl", "consumer"), Map.of("period", parks.period("m10"))).statusCode(403);
  }

  private long notedReads(String query) throws SQLException {
    try (var connection = source.getConnection();
        var statement =
            connection.prepareStatement(
                "select coalesce(sum(states), 0) from read_log where request like ?")) {
      statement.setString(1, "GET /v1/occupancy-reports/template?" + query + "%");
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static String refused(Parks parks, Map<String, String> query) {
    return template(parks.olga().queryParams(query), Map.of("period", parks.period("m10")))
        .statusCode(400)
        .extract()
        .asString()
        .replaceAll("\"(traceId|instance)\":\"[^\"]*\"", "");
  }

  private static byte[] downloaded(Request somebody, Parks parks, String month) {
    return template(somebody, Map.of("period", parks.period(month)))
        .statusCode(200)
        .extract()
        .asByteArray();
  }

  private static ValidatableResponse template(Request somebody, Map<String, String> query) {
    return somebody
        .queryParams(query)
        .get("/v1/occupancy-reports/template")
        .then()
        .log()
        .ifValidationFails();
  }

  private static ValidatableResponse sent(Request somebody, byte[] file, String query) {
    return somebody
        .contentType(XLSX)
        .body(file)
        .post("/v1/occupancy-reports/imports" + query)
        .then()
        .log()
        .ifValidationFails();
  }

  private static void accepted(Parks parks, int platform, String month) {
    as("rita", "reviewer")
        .header("If-Match", "\"v1\"")
        .post("/v1/occupancy-reports/" + parks.report(platform, month) + "/acceptance")
        .then()
        .statusCode(200);
  }

  private static JsonPath stored(Parks parks, int platform, String month) {
    return new Family("occupancy-reports", () -> asOperator("olga", parks.ours()))
        .item(parks.report(platform, month));
  }
}

package dev.zhihe.indicators.report;

import static dev.zhihe.indicators.FrozenReports.made;
import static dev.zhihe.indicators.report.MadeUpReports.FORMATS;
import static dev.zhihe.indicators.report.MadeUpReports.asReviewer;
import static dev.zhihe.indicators.report.MadeUpReports.asked;
import static dev.zhihe.indicators.report.MadeUpReports.figure;
import static dev.zhihe.indicators.report.MadeUpReports.file;
import static dev.zhihe.indicators.report.MadeUpReports.frozen;
import static dev.zhihe.indicators.report.MadeUpReports.midTerm;
import static dev.zhihe.indicators.report.MadeUpReports.plan;
import static dev.zhihe.indicators.report.MadeUpReports.published;
import static dev.zhihe.indicators.report.MadeUpReports.verified;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.zhihe.indicators.PlanFiles;
import dev.zhihe.indicators.report.attachment.Sha256;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;

/** Reports on plans made up: what is frozen, and how it is read. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ReportTest {
  @Inject Reads reads;

  @Test
  void freezesWhatAssessmentsScorecardsAndPolicyProgressSayAtItsCut() {
    plan("432001", true);
    var answer = made(asEditor(), midTerm("432001"));
    answer
        .header("ETag", "\"v1\"")
        .body("status", equalTo("frozen"))
        .body("titleZh", equalTo("某区科技创新规划中期评估报告"))
        .body("methods", contains("time-progress@2"))
        .body("files.format", equalTo(FORMATS));
    var report = answer.extract().jsonPath();
    var bytes = file("432001-145-mid-term-1", "json");
    assertThat(Sha256.of(bytes)).isEqualTo(report.getString("contentHash"));
    var content = JsonPath.from(new String(bytes, StandardCharsets.UTF_8));
    var asOf = report.getString("asOf");
    var when = "plan=432001-145&on=2023-06-30&asOf=" + asOf;
    assertThat(content.getString("asOf")).isEqualTo(asOf);
    assertThat(content.getList("targets"))
        .hasSize(3)
        .isEqualTo(given().get("/v1/assessments?" + when).jsonPath().getList("items"));
    for (var by : List.of("category", "leadDepartment", "attribute", "kind")) {
      assertThat(content.getList("scorecards." + by))
          .isEqualTo(
              given().get("/v1/scorecards?by=" + by + "&" + when).jsonPath().getList("items"));
    }
    assertThat(content.getMap("policies"))
        .isEqualTo(given().get("/v1/policy-progress?" + when).jsonPath().getMap(""));
    assertThat(content.getMap("basis"))
        .containsEntry("targets", 3)
        .containsEntry("observed", 2)
        .containsEntry("estimated", 1)
        .containsEntry("latestPeriod", "2022");
  }

  @Test
  void keepsItsBytesWhateverIsCorrectedAfterwards() {
    plan("432002", true);
    var report = frozen("432002");
    var code = report.getString("code");
    var before = FORMATS.stream().collect(Collectors.toMap(each -> each, each -> file(code, each)));
    figure("432002", "3.1");
    var later = frozen("432002");
    assertThat(later.getString("code")).isEqualTo("432002-145-mid-term-2");
    assertThat(later.getString("contentHash")).isNotEqualTo(report.getString("contentHash"));
    published(code);
    before.forEach((format, bytes) -> assertThat(file(code, format)).isEqualTo(bytes));
    assertThat(verified(code).getBoolean("verified")).isTrue();
    // What was known then makes the same content again, whoever asks for it and when.
    var again = midTerm("432002");
    again.put("asOf", report.getString("asOf"));
    made(asEditor(), again).body("contentHash", equalTo(report.getString("contentHash")));
  }

  @Test
  void refusesWhatCannotBeReportedOn() {
    plan("432007", false);
    refused(Map.of("plan", "432999-145"), "/plan unknown-reference");
    refused(Map.of("plan", "432007-145"), "/plan not-adopted");
    var draft = given().get("/v1/plans?limit=1&on=2199-12-31").header("Zhihe-As-Of");
    PlanFiles.adopt("432007-145");
    var tomorrow = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(1);
    refused(Map.of("plan", "432007-145", "on", tomorrow), "/on future", "/on outside-plan");
    refused(Map.of("plan", "432007-145", "on", "2020-12-31"), "/on before-plan");
    refused(Map.of("plan", "432007-145", "on", "2026-01-01"), "/on outside-plan");
    refused(Map.of("plan", "432999-145", "on", tomorrow), "/plan unknown-reference", "/on future");
    var known = frozen("432007").getString("asOf");
    // What was known before the plan was adopted is no ground for a report on it.
    refused(Map.of("plan", "432007-145", "asOf", draft), "/plan not-adopted");
    var nowhere = midTerm("432007");
    nowhere.put("asOf", known + "999999");
    asked(asEditor(), nowhere).statusCode(400).body("errors[0].pointer", equalTo("/asOf"));
    var words = midTerm("432007");
    words.put("kind", "yearly");
    asked(asEditor(), words).statusCode(400);
    asked(asEditor(), Map.of()).statusCode(422).body("errors.pointer", hasSize(3));
    asked(asReviewer(), midTerm("432007")).statusCode(403);
    asked(given(), midTerm("432007")).statusCode(401);
  }

  @Test
  void refusesToReportOnFiguresThatAreNotPublished() {
    plan("432013", true);
    var entered = new Family("observations"); // without the reviewer
    var head = "code,indicator,area,period,value,status\n";
    entered
        .imported(
            head
                + "432013-w1,432013-i1,432013,2023,3.6,actual\n"
                + "432013-w2,rd-expenditure-to-gdp,432013,2022,3.6,actual\n"
                + "432013-w3,432013-i1,432999,2022,3.6,actual\n")
        .statusCode(200);
    // Neither a period to come, nor another indicator, nor another area is in the way.
    made(asEditor(), midTerm("432013"));
    entered
        .imported(
            head
                + "432013-w4,432013-i3,432013,2023-Q2,3,actual\n"
                + "432013-w5,432013-i3,432013,2021,3,actual\n")
        .statusCode(200);
    asked(asEditor().header("Accept-Language", "en"), midTerm("432013"))
        .statusCode(422)
        .body("errors.code", contains("unpublished-data"))
        .body("errors[0].pointer", equalTo("/on"))
        .body("detail", containsString("432013-w4, 432013-w5;"));
    asked(asEditor(), midTerm("432013"))
        .statusCode(422)
        .body("detail", containsString("432013-w4, 432013-w5；须先公布"));
    var earlier = midTerm("432013");
    earlier.put("on", "2023-01-15");
    asked(asEditor().header("Accept-Language", "en"), earlier)
        .statusCode(422)
        .body("detail", containsString(": 432013-w5;"));
    PlanFiles.OBSERVATIONS
        .imported(
            head
                + "432013-w4,432013-i3,432013,2023-Q2,3,actual\n"
                + "432013-w5,432013-i3,432013,2021,3,actual\n")
        .statusCode(200);
    made(asEditor(), midTerm("432013"));
  }

  /** What was known then decides, not what is known now. */
  @Test
  void asksWhatWaitedAtTheCut() {
    plan("432014", true);
    var before = frozen("432014").getString("asOf");
    var file =
        "code,indicator,area,period,value,status\n432014-w,432014-i1,432014,2021,3.6,actual\n";
    PlanFiles.OBSERVATIONS.handedIn(file, "").statusCode(200);
    var waiting = given().get("/v1/observations?limit=1&on=2199-12-31").header("Zhihe-As-Of");
    var report = midTerm("432014");
    report.put("asOf", before);
    made(asEditor(), report);
    PlanFiles.OBSERVATIONS.approved(List.of("432014-w"));
    report.put("asOf", waiting);
    asked(asEditor(), report)
        .statusCode(422)
        .body("errors.code", contains("unpublished-data"))
        .body("detail", containsString("432014-w"));
    made(asEditor(), midTerm("432014"));
  }

  private static void refused(Map<String, Object> changes, String... violations) {
    var report = midTerm("432007");
    report.putAll(changes);
    report.replaceAll((name, value) -> value.toString());
    for (var language : List.of("zh", "en")) {
      asked(asEditor().header("Accept-Language", language), report)
          .statusCode(422)
          .body("errors.collect { it.pointer + ' ' + it.code }", contains(violations))
          .body("errors.detail", everyItem(not(equalTo(""))));
    }
  }

  @Test
  void aFinalReportMayLookBackOnThePlan() {
    plan("432008", true);
    var report = midTerm("432008");
    report.put("kind", "final");
    report.put("on", "2026-03-31");
    report.put("method", "attainment");
    report.put("titleZh", "“十四五”终期/评估 100%");
    made(asEditor(), report)
        .body("code", equalTo("432008-145-final-1"))
        .body("method", equalTo("attainment"))
        .body("titleZh", equalTo("“十四五”终期/评估 100%"))
        .body("titleEn", startsWith("Final report"));
    asEditor()
        .get("/v1/reports/432008-145-final-1/files/xlsx")
        .then()
        .statusCode(200)
        .header("Content-Disposition", containsString("filename*=UTF-8''%E2%80%9C%E5%8D%81"))
        .header("Content-Disposition", containsString("%20100%25.xlsx"));
  }

  @Test
  void isReadableAsPageAsPdfAndAsWorkbook() throws IOException {
    plan("432009", true);
    var report = frozen("432009");
    var code = report.getString("code");
    var html = new String(file(code, "html"), StandardCharsets.UTF_8);
    assertThat(html)
        .contains("某区科技创新规划中期评估报告", report.getString("contentHash"), report.getString("asOf"))
        .contains("研发投入 &lt;强度&gt; &amp; 占比")
        .contains("<svg", "时间进度法", "截至 2023-06-30", "50.00% / 40.00%")
        .doesNotContain("NOT_FOUND", "<强度>");
    try (var pdf = Loader.loadPDF(file(code, "pdf"))) {
      var text = new PDFTextStripper().getText(pdf);
      assertThat(text)
          .contains("某区科技创新规划", "研发投入 <强度> & 占比", "滞后", report.getString("contentHash"))
          .contains("发展科普事业");
      assertThat(pdf.getNumberOfPages()).isGreaterThan(1);
    }
    try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(file(code, "xlsx")))) {
      assertThat(workbook.getSheets().map(Sheet::getName))
          .containsExactly(
              "概要",
              "记分卡",
              "主要指标",
              "主要指标走势",
              "其他目标",
              "政策",
              "各类项目投资",
              "各年投资",
              "各阶段项目",
              "各类平台入驻",
              "平台目标达标情况",
              "附件",
              "说明");
      var headlines = workbook.findSheet("主要指标").orElseThrow().read();
      assertThat(headlines).hasSize(3);
      assertThat(headlines.get(1).getCellText(1)).isEqualTo("研发投入 <强度> & 占比");
      assertThat(headlines.get(1).getCellText(21)).isEqualTo("达到预期进度");
      // A program that knows escapes reads _x0041_; without the first it would read A.
      assertThat(workbook.findSheet("政策").orElseThrow().read().get(1).getCellText(1))
          .isEqualTo("某办法_x005F_x0041_");
    }
  }

  @Test
  void listsEachMainIndicatorOnceInTheOrderOfTheTableWithItsFiguresAndMilestones()
      throws IOException {
    planOfTheDocument("432015");
    var code = frozen("432015").getString("code");
    var content = JsonPath.from(new String(file(code, "json"), StandardCharsets.UTF_8));
    assertThat(content.getInt("layout")).isEqualTo(3);
    assertThat(content.<Integer>getList("headlines.sourceLine"))
        .isEqualTo(IntStream.rangeClosed(179, 190).boxed().toList());
    var enterprises = "headlines.find { it.target == '432015-145-t07' }";
    assertThat(
            content.<String>getList(
                enterprises + ".path.collect { it.kind + ' ' + it.on + ' ' + it.value }"))
        .containsExactly(
            "baseline 2020-12-31 100",
            "milestone 2022-12-31 135",
            "milestone 2023-12-31 155",
            "target 2025-12-31 200");
    assertThat(content.<String>getList(enterprises + ".figures.period")).endsWith("2021", "2022");
    var html = new String(file(code, "html"), StandardCharsets.UTF_8);
    assertThat(html)
        .contains("&gt;1400（2022）", "<polyline", "R&amp;D expenditure as a share of GDP");
    var folder = System.getProperty("report.files"); // for whoever wants to look at it
    if (folder != null) {
      for (var format : FORMATS) {
        Files.write(Path.of(folder, "report." + format), file(code, format));
      }
    }
  }

  @Test
  void drawsAnIncrementOnTopOfItsBaseline() {
    plan("432023", false);
    new Family("indicators")
        .imported(
            "code,nameZh,kind,unit,direction,nature,plans\n432023-i4,平台,headline,个,increase,level,432023-145\n")
        .statusCode(200);
    new Family("targets")
        .imported(
            "code,plan,indicator,area,year,comparator,value,baselineValue,baselineYear,measure\n432023-145-t4,432023-145,432023-i4,432023,2025,ge,50,100,2020,increment\n")
        .statusCode(200);
    PlanFiles.adopt("432023-145");
    PlanFiles.OBSERVATIONS
        .imported(
            "code,indicator,area,period,value,status\n432023-o4,432023-i4,432023,2022,120,actual\n")
        .statusCode(200);
    var content =
        JsonPath.from(
            new String(file(frozen("432023").getString("code"), "json"), StandardCharsets.UTF_8));
    assertThat(
            content.<String>getList(
                "headlines.find { it.target == '432023-145-t4' }.path.collect { it.kind + ' ' + it.value }"))
        .containsExactly("baseline 100", "target 150");
  }

  @Test
  void printsAnIncrementAsWhatIsAdded() {
    plan("432025", false);
    new Family("indicators")
        .imported(
            """
            code,nameZh,kind,unit,direction,nature,plans
            432025-i4,科技型企业,headline,家,increase,level,432025-145
            432025-i5,孵化面积,headline,万平方米,increase,cumulative,432025-145
            432025-i6,培育团队,headline,支,increase,level,432025-145
            """)
        .statusCode(200);
    new Family("targets")
        .imported(
            """
            code,plan,indicator,area,year,comparator,value,baselineValue,baselineYear,measure
            432025-145-t4,432025-145,432025-i4,432025,2025,ge,300,400,2020,increment
            432025-145-t5,432025-145,432025-i5,432025,2025,ge,20,,,increment
            432025-145-t6,432025-145,432025-i6,432025,2025,eq,10,,,increment
            """)
        .statusCode(200);
    PlanFiles.adopt("432025-145");
    PlanFiles.OBSERVATIONS
        .imported(
            """
            code,indicator,area,period,value,status,measure
            432025-o4,432025-i4,432025,2022,630,actual,
            432025-o6,432025-i6,432025,2022,3,actual,increment
            432025-o7,432025-i6,432025,2021,50,actual,
            """)
        .statusCode(200);
    var code = frozen("432025").getString("code");
    var html = new String(file(code, "html"), StandardCharsets.UTF_8);
    assertThat(html)
        .contains("400（2020）", "新增≥300", "630（2022）<div class=\"quiet\">新增230</div>", "新增120")
        .contains("自零计起", "新增10", "新增3（2022）", "新增4")
        .contains("；另有 2 个未作判定：暂无数据 2 个。", "承诺出台而未定应出台日期的政策")
        .contains("高新技术企业<div class=\"quiet\">观测值为预计数</div>");
    var content = JsonPath.from(new String(file(code, "json"), StandardCharsets.UTF_8));
    var drawn = "headlines.find { it.target == '432025-145-t%d' }.%s";
    assertThat(content.<Object>getList(drawn.formatted(5, "path.value"))).containsExactly(0, 20);
    assertThat(content.<String>getList(drawn.formatted(6, "figures.observation")))
        .as("increments and levels are not drawn in one line")
        .containsExactly("432025-o6");
    var line = "targets.find { it.target == '432025-145-t4' }.";
    assertThat(content.<Object>get(line + "addedValue")).isEqualTo(230);
    assertThat(content.<Object>get(line + "measure")).isEqualTo("increment");
  }

  /** The plan's own targets and figures, in an area of the test's own. */
  private static void planOfTheDocument(String area) {
    PlanFiles.load();
    var plan = area + "-145";
    new Family("plans").imported(planFile("01-plans.csv", area)).statusCode(200);
    var lines = planFile("02-indicators.csv", area).lines().toList();
    new Family("indicators")
        .imported(
            Stream.concat(
                    lines.stream().limit(1), lines.stream().filter(line -> line.startsWith(area)))
                .collect(Collectors.joining("\n")))
        .statusCode(200);
    new Family("targets").imported(planFile("03-targets.csv", area)).statusCode(200);
    new Family("policies").imported(planFile("10-policies.csv", area)).statusCode(200);
    PlanFiles.adopt(area + "-135");
    PlanFiles.adopt(plan);
    PlanFiles.OBSERVATIONS
        .imported(
            planFile("09-observations.csv", area)
                .lines()
                .filter(line -> !line.contains(",500000,")) // the city's figure is nobody's own
                .collect(Collectors.joining("\n")))
        .statusCode(200);
    PlanFiles.OBSERVATIONS
        .imported(
            """
            code,indicator,area,period,comparator,value,status
            AREA-m01,science-and-technology-progress-contribution,AREA,2022,eq,58.0,actual
            AREA-m02a,rd-expenditure-to-gdp,AREA,2021,eq,3.6,actual
            AREA-m02b,rd-expenditure-to-gdp,AREA,2022,eq,3.8,actual
            AREA-m03,industrial-rd-expenditure-to-revenue,AREA,2022,eq,0.70,actual
            AREA-m04,high-tech-industry-revenue-share,AREA,2022,eq,84.0,actual
            AREA-m05,invention-patents-per-10000-people,AREA,2022,eq,61,actual
            AREA-m06,technology-market-turnover,AREA,2022,eq,20,actual
            AREA-m07a,high-tech-enterprises,AREA,2021,eq,112,actual
            AREA-m07b,high-tech-enterprises,AREA,2022,eq,130,actual
            AREA-m08a,technology-based-enterprises,AREA,2021,gt,1000,actual
            AREA-m08b,technology-based-enterprises,AREA,2022,gt,1400,actual
            AREA-m09,national-technology-innovation-platforms,AREA,2022,eq,22,actual
            AREA-m10,innovation-and-entrepreneurship-carriers,AREA,2022,eq,34,actual
            AREA-m11,rd-personnel-per-10000-labour-force,AREA,2022,eq,100,actual
            AREA-m12,civic-scientific-literacy,AREA,2022,eq,20.1,estimated
            """
                .replace("AREA", area))
        .statusCode(200);
    new Family("target-parts")
        .imported(
            """
            code,plan,target,year,department,value
            AREA-p1,AREA-145,AREA-145-t07,2022,,135
            AREA-p2,AREA-145,AREA-145-t07,2023,,155
            AREA-p3,AREA-145,AREA-145-t07,2023,区科技局,100
            """
                .replace("AREA", area))
        .statusCode(200);
  }

  private static String planFile(String name, String area) {
    return Family.planFile(name).replace("500106", area);
  }
}

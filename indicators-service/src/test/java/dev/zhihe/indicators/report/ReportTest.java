package dev.zhihe.indicators.report;

import static dev.zhihe.indicators.FrozenReports.ended;
import static dev.zhihe.indicators.FrozenReports.made;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.zhihe.indicators.PlanFiles;
import dev.zhihe.indicators.edition.Edition;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sealed.Cuts;
import dev.zhihe.kit.security.Acting;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.servers.Postgres;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.awaitility.Awaitility;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;

/** Reports on plans made up: how they are frozen, reviewed, read and proved. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ReportTest {
  @Inject Freezing freezing;
  @Inject ReportJobs jobs;
  @Inject Reads reads;
  @Inject Cuts cuts;
  @Inject Caller caller;

  private static final List<String> FORMATS = List.of("json", "xlsx", "html", "pdf");

  /** A plan of an area of the test's own, with figures of 2022. */
  private static void plan(String area, boolean adopted) {
    PlanFiles.load();
    var plan = area + "-145";
    new Family("plans")
        .imported(
            "code,area,nameZh,startYear,endYear\n%s,%s,某区科技创新规划,2021,2025\n".formatted(plan, area))
        .statusCode(200);
    new Family("indicators")
        .imported(
            """
            code,nameZh,kind,unit,direction,nature,attribute,category,leadDepartment,plans
            AREA-i1,研发投入 <强度> & 占比,headline,%,increase,ratio,binding,创新投入,区科技局,AREA-145
            AREA-i2,高新技术企业,headline,家,increase,level,anticipatory,创新绩效,区科技局,AREA-145
            AREA-i3,科普基地,goal,个,increase,level,,发展科普事业,,AREA-145
            """
                .replace("AREA", area))
        .statusCode(200);
    new Family("targets")
        .imported(
            """
            code,plan,indicator,area,year,comparator,value,baselineValue,baselineYear
            AREA-145-t1,AREA-145,AREA-i1,AREA,2025,ge,4,3,2020
            AREA-145-t2,AREA-145,AREA-i2,AREA,2025,ge,200,100,2020
            AREA-145-t3,AREA-145,AREA-i3,AREA,2025,ge,10,,
            """
                .replace("AREA", area))
        .statusCode(200);
    new Family("policies")
        .imported(
            "code,plan,name,kind,status\nAREA-145-y1,AREA-145,某办法_x0041_,区级政策,planned\n"
                .replace("AREA", area))
        .statusCode(200);
    figure(area, "3.5");
    if (adopted) {
      PlanFiles.adopt(plan);
    }
  }

  private static void figure(String area, String value) {
    PlanFiles.OBSERVATIONS
        .imported(
            """
            code,indicator,area,period,value,status
            AREA-o1,AREA-i1,AREA,2022,VALUE,actual
            AREA-o2,AREA-i2,AREA,2022,120,estimated
            """
                .replace("AREA", area)
                .replace("VALUE", value),
            "?onExisting=update")
        .statusCode(200);
  }

  private static ValidatableResponse asked(RequestSpecification by, Map<String, Object> report) {
    return by.contentType("application/json").body(report).post("/v1/reports").then();
  }

  private static Map<String, Object> midTerm(String area) {
    return new HashMap<>(Map.of("plan", area + "-145", "kind", "mid_term", "on", "2023-06-30"));
  }

  private static JsonPath frozen(String area) {
    return made(asEditor(), midTerm(area)).extract().jsonPath();
  }

  private static RequestSpecification asReviewer() {
    return as("rita", "reviewer");
  }

  private static void published(String code) {
    asReviewer()
        .header("If-Match", "*")
        .post("/v1/reports/" + code + "/approval")
        .then()
        .statusCode(200);
    asReviewer()
        .header("If-Match", "*")
        .post("/v1/reports/" + code + "/publication")
        .then()
        .statusCode(200)
        .body("status", equalTo("published"));
  }

  private static byte[] file(String code, String format) {
    return asEditor()
        .get("/v1/reports/" + code + "/files/" + format)
        .then()
        .statusCode(200)
        .extract()
        .asByteArray();
  }

  private static JsonPath verified(String code) {
    return asEditor()
        .header("Accept-Language", "en")
        .get("/v1/reports/" + code + "/verification")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

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
    assertThat(Digest.sha256(bytes)).isEqualTo(report.getString("contentHash"));
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
  void isTheBureausUntilItIsPublishedAndEverybodysForEverAfterwards() {
    plan("432003", true);
    var code = frozen("432003").getString("code");
    var paths =
        List.of(
            "/v1/reports/" + code,
            "/v1/reports/" + code + "/files/pdf",
            "/v1/reports/" + code + "/verification");
    paths.forEach(path -> given().get(path).then().statusCode(404));
    paths.forEach(path -> asEditor().get(path).then().statusCode(200));
    var page = "/v1/reports/" + code + "/page";
    for (var path : List.of(paths.get(1), paths.get(2), page)) {
      asEditor()
          .get(path)
          .then()
          .header("Cache-Control", equalTo("private, no-cache"))
          .header("Vary", containsString("Authorization"));
    }
    given().get("/v1/reports?plan=432003-145").then().body("items", hasSize(0));
    published(code);
    given()
        .get("/v1/reports?plan=432003-145&kind=mid_term")
        .then()
        .body("items.code", contains(code));
    given().get("/v1/reports?plan=432003-145&status=frozen").then().body("items", hasSize(0));
    given()
        .get(page)
        .then()
        .header("Cache-Control", equalTo("no-cache"))
        .header("Vary", containsString("Authorization"));
    var pdf =
        given()
            .get(paths.get(1))
            .then()
            .statusCode(200)
            .contentType("application/pdf")
            .header("Cache-Control", equalTo("public, max-age=31536000, immutable"))
            .header(
                "Content-Disposition",
                equalTo(
                    "inline; filename=\"%s.pdf\"; filename*=UTF-8''%s.pdf"
                        .formatted(
                            code, URLEncoder.encode("某区科技创新规划中期评估报告", StandardCharsets.UTF_8))))
            .extract();
    assertThat(pdf.header("ETag")).isEqualTo("\"" + Digest.sha256(pdf.asByteArray()) + "\"");
    given().header("If-None-Match", pdf.header("ETag")).get(paths.get(1)).then().statusCode(304);
    given().get("/v1/reports/" + code + "/files/docx").then().statusCode(404);
    given().get(paths.get(2)).then().body("verified", equalTo(true));
  }

  @Test
  void isReviewedByAnotherPersonStepByStep() {
    plan("432004", true);
    var code =
        made(as("both", "editor", "reviewer"), midTerm("432004"))
            .extract()
            .jsonPath()
            .getString("code");
    var path = "/v1/reports/" + code;
    for (var act : List.of("/approval", "/publication")) {
      as("both", "editor", "reviewer")
          .header("If-Match", "\"v1\"")
          .post(path + act)
          .then()
          .statusCode(403);
      asEditor().header("If-Match", "\"v1\"").post(path + act).then().statusCode(403);
    }
    asReviewer()
        .header("If-Match", "\"v1\"")
        .header("Accept-Language", "en")
        .post(path + "/publication")
        .then()
        .statusCode(409)
        .body("detail", containsString("a reviewer may approve it"));
    asReviewer().header("If-Match", "\"v1\"").post(path + "/approval").then().statusCode(200);
    returned(path, "重复", "\"v2\"").statusCode(409);
    asReviewer().header("If-Match", "\"v1\"").post(path + "/publication").then().statusCode(412);
    asReviewer()
        .header("If-Match", "\"v2\"")
        .post(path + "/publication")
        .then()
        .statusCode(200)
        .header("ETag", "\"v3\"");
    returned(path, "重复", "\"v3\"").statusCode(409);
  }

  private static ValidatableResponse returned(String path, String reason, String version) {
    return asReviewer()
        .header("If-Match", version)
        .contentType("application/json")
        .body(Map.of("reason", reason))
        .post(path + "/return")
        .then();
  }

  @Test
  void isReturnedForGoodAndAnotherTakesItsPlace() {
    plan("432005", true);
    var path = "/v1/reports/" + frozen("432005").getString("code");
    returned(path, " ", "\"v1\"").statusCode(422).body("errors[0].pointer", equalTo("/reason"));
    returned(path, " 数据有误 ", "\"v1\"")
        .statusCode(200)
        .body("status", equalTo("returned"))
        .body("returnReason", equalTo("数据有误"));
    asReviewer()
        .header("If-Match", "\"v2\"")
        .header("Accept-Language", "en")
        .post(path + "/approval")
        .then()
        .statusCode(409)
        .body("detail", containsString("another is to be made"));
    assertThat(frozen("432005").getString("code")).isEqualTo("432005-145-mid-term-2");
    assertThat(verified("432005-145-mid-term-1").getBoolean("verified")).isTrue();
  }

  @Test
  void isMadeOnceHoweverOftenItIsAskedFor() {
    plan("432006", true);
    var locations = new HashSet<String>();
    for (var replayed : new String[] {null, "true"}) {
      var asked =
          asked(asEditor().header("Idempotency-Key", "432006"), midTerm("432006"))
              .statusCode(202)
              .header("Idempotent-Replayed", equalTo(replayed))
              .header("Retry-After", equalTo(replayed == null ? "1" : null))
              .body("report", equalTo("432006-145-mid-term-1"))
              .body("asOf", startsWith("indicators/"));
      locations.add(asked.extract().header("Location").replaceFirst(".*(?=/v1/)", ""));
    }
    assertThat(locations).hasSize(1);
    ended(locations.iterator().next()).body("code", equalTo("432006-145-mid-term-1"));
    asEditor().get("/v1/reports?plan=432006-145").then().body("items", hasSize(1));
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
          .containsExactly("概要", "记分卡", "主要指标", "主要指标走势", "其他目标", "政策", "说明");
      var headlines = workbook.findSheet("主要指标").orElseThrow().read();
      assertThat(headlines).hasSize(3);
      assertThat(headlines.get(1).getCellText(1)).isEqualTo("研发投入 <强度> & 占比");
      assertThat(headlines.get(1).getCellText(21)).isEqualTo("达到预期进度");
      // A program that knows escapes reads _x0041_; without the first it would read A.
      assertThat(workbook.findSheet("政策").orElseThrow().read().get(1).getCellText(1))
          .isEqualTo("某办法_x005F_x0041_");
    }
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

  @Test
  void listsEachMainIndicatorOnceInTheOrderOfTheTableWithItsFiguresAndMilestones()
      throws IOException {
    planOfTheDocument("432015");
    var code = frozen("432015").getString("code");
    var content = JsonPath.from(new String(file(code, "json"), StandardCharsets.UTF_8));
    assertThat(content.getInt("layout")).isEqualTo(2);
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

  /** A worker that was killed says nothing any more; whoever comes next makes the report. */
  @Test
  void aReportWhoseServiceWasKilledIsMadeByTheNextOne() throws SQLException {
    plan("432016", true);
    var asOf = frozen("432016").getString("asOf");
    jobLeft("432016", asOf, "rendering", 1, null);
    ended("/v1/report-jobs/432016")
        .body("code", equalTo("432016-145-mid-term-2"))
        .body("asOf", equalTo(asOf));
  }

  @Test
  void aReportThatCannotBeMadeFailsAndFreesItsKey() throws SQLException {
    plan("432017", true);
    var first =
        asked(asEditor().header("Idempotency-Key", "432017"), midTerm("432017")).statusCode(202);
    var asOf = ended(first.extract().header("Location")).extract().jsonPath().getString("asOf");
    jobLeft("432017", asOf, "rendering", ReportWorker.MAX_ATTEMPTS, "432017-key");
    var job =
        Awaitility.await()
            .until(
                () -> asEditor().get("/v1/report-jobs/432017").jsonPath(),
                known -> known.get("finishedAt") != null);
    assertThat(job.getString("state")).isEqualTo("failed");
    assertThat(job.getString("detail")).contains("5 次尝试未能编成报告");
    assertThat(job.getInt("percent")).isLessThan(100);
    asEditor().get("/v1/reports/432017-145-mid-term-2").then().statusCode(404);
    // Its code and its key are free again.
    made(asEditor().header("Idempotency-Key", "432017-key"), midTerm("432017"))
        .body("code", equalTo("432017-145-mid-term-2"));
    given().get("/v1/report-jobs/432017").then().statusCode(401);
    as("olga", "operator").get("/v1/report-jobs/432017").then().statusCode(403);
    asEditor().get("/v1/report-jobs/none").then().statusCode(404);
  }

  @Test
  void aWorkerThatLostItsJobStoresNothing() throws SQLException {
    asOwner(
        """
        insert into report_job (id, request, series, report, as_of, actor, request_id, roles, state, attempts, seen_at)
        values ('432022', '{}', '432022-145-mid-term', '432022-145-mid-term-1', '1', 'erin', 'r1', '{editor}', 'rendering', 2, now() + interval '1 day')
        """);
    var asked =
        new NewReport("432022-145", ReportKind.MID_TERM, LocalDate.now(), null, null, null, null);
    var acting = new Acting("erin", "r1", null, Set.of("editor"));
    var lost = new ReportJobs.Claimed("432022", asked, "432022-145-mid-term-1", "1", acting, 1);
    assertThatThrownBy(() -> jobs.done(lost)).hasMessageContaining("another instance");
    assertThatThrownBy(() -> jobs.progress(lost, "rendering", 60))
        .hasMessageContaining("another instance");
    var held = new ReportJobs.Claimed("432022", asked, "432022-145-mid-term-1", "1", acting, 2);
    jobs.progress(held, "rendering", 60);
    jobs.done(held);
    assertThatThrownBy(() -> jobs.done(held)).hasMessageContaining("another instance");
  }

  /** A job as a killed service leaves it: claimed, and silent for a minute. */
  private static void jobLeft(String area, String asOf, String state, int attempts, String key)
      throws SQLException {
    asOwner(
        """
        insert into report_job (id, request, series, report, as_of, actor, request_id, roles, state, attempts, seen_at, key_client, key)
        values ('%1$s', '{"plan":"%1$s-145","kind":"mid_term","on":"2023-06-30"}', '%1$s-145-mid-term', '%1$s-145-mid-term-2', '%2$s', 'erin', 'r1',
          '{editor}', '%3$s', %4$d, now() - interval '1 minute', 'erin', '%5$s')
        """
            .formatted(area, asOf, state, attempts, key));
    if (key != null) {
      asOwner(
          "insert into idempotency_key (client, key, request, status, location) values ('erin', '%s', '', 202, '/v1/report-jobs/%s')"
              .formatted(key, area));
    }
  }

  /** JSON leaves out what layout 1 had not: its bytes are those of the release that wrote it. */
  @Test
  @ActivateRequestContext
  void aReportFrozenInTheFirstLayoutIsComputedAgainInIt() {
    plan("432021", true);
    var later =
        Views.read(
            asEditor().get("/v1/reports/" + frozen("432021").getString("code")).asString(),
            ReportView.class);
    var content =
        reads.at(
            cuts.at(later.asOf()),
            states ->
                ReportContent.of(
                    1,
                    later.plan(),
                    later.kind(),
                    later.on(),
                    later.asOf(),
                    null,
                    states,
                    Edition.LATEST));
    var now = new String(file(later.code(), "json"), StandardCharsets.UTF_8);
    assertThat(new String(content.bytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            now.replaceFirst("\"headlines\":\\[.*\\],\"policies\"", "\"policies\"")
                .replace("\"layout\":2,", "\"layout\":1,"))
        .doesNotContain("headlines");
    var files = new EnumMap<ReportFile.Format, byte[]>(ReportFile.Format.class);
    for (var format : ReportFile.Format.values()) {
      files.put(
          format,
          format == ReportFile.Format.JSON
              ? content.bytes()
              : "<body>as it was made then</body>".getBytes(StandardCharsets.UTF_8));
    }
    var first =
        new ReportView(
            "432021-145-mid-term-9",
            later.plan(),
            later.kind(),
            later.on(),
            later.asOf(),
            null,
            later.titleZh(),
            later.titleEn(),
            later.frozenOn(),
            later.methods(),
            Digest.sha256(content.bytes()),
            files.entrySet().stream()
                .map(file -> ReportFile.of(file.getKey(), file.getValue()))
                .toList(),
            ReportStatus.FROZEN,
            null,
            null,
            null,
            null,
            null);
    caller.actAs(new Acting("erin", "r1", null, Set.of("editor")));
    QuarkusTransaction.requiringNew()
        .run(() -> freezing.store(new Freezing.Made(first, files, List.of())));
    var verified = verified(first.code());
    assertThat(verified.getBoolean("verified")).as(verified.prettify()).isTrue();
    figure("432021", "3.1");
    asEditor()
        .get("/v1/reports/" + first.code() + "/corrections")
        .then()
        .body("items.observation", contains("432021-o1"));
    assertThat(asEditor().get("/v1/reports/" + first.code() + "/page").asString())
        .contains("所用数据有 1 项更正", "as it was made then");
  }

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

  /** Another request of the same person waits until it can count the fifth job. */
  @Test
  void requestsThatArriveTogetherDoNotPassTheLimitOfJobs() throws Exception {
    plan("432026", true);
    var job =
        """
        insert into report_job (id, request, series, report, as_of, actor, request_id, roles, state, attempts, seen_at)
        values ('432026-%1$d', '{}', '432026-%1$d', '432026-%1$d', '1', 'crowd', 'r1', '{editor}', 'rendering', 1, now() + interval '1 day')
        """;
    for (int i = 1; i < 5; i++) {
      asOwner(job.formatted(i));
    }
    try (var first =
            DriverManager.getConnection(
                Postgres.shared().jdbcUrl("indicators"), "indicators_owner", "indicators_owner");
        var statement = first.createStatement();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      first.setAutoCommit(false);
      statement.execute(
          "select pg_advisory_xact_lock(hashtextextended('report jobs of crowd', 0))");
      statement.execute(job.formatted(5));
      var second =
          threads.submit(
              () -> asked(as("crowd", "editor"), midTerm("432026")).extract().statusCode());
      Awaitility.await().until(() -> second.isDone() || waits(statement));
      first.commit();
      assertThat(second.get()).isEqualTo(409);
    } finally {
      asOwner("delete from report_job where actor = 'crowd'");
    }
  }

  private static boolean waits(Statement statement) throws SQLException {
    try (var waiting =
        statement.executeQuery(
            "select from pg_locks where locktype = 'advisory' and not granted")) {
      return waiting.next();
    }
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

  private static ValidatableResponse ending(
      RequestSpecification by, String code, String act, Map<String, ?> body) {
    return by.header("If-Match", "*")
        .contentType("application/json")
        .body(body)
        .post("/v1/reports/" + code + "/" + act)
        .then();
  }

  private static ValidatableResponse approved(RequestSpecification by, ValidatableResponse asked) {
    return by.header("If-Match", "*")
        .post("/v1/change-requests/" + asked.extract().jsonPath().getString("code") + "/approval")
        .then();
  }

  @Test
  void isSupersededByAnotherPublishedReportWhenASecondPersonApproves() {
    plan("432019", true);
    var first = frozen("432019").getString("code");
    var second = frozen("432019").getString("code");
    var both = as("both", "editor", "reviewer");
    ending(both, first, "supersession", Map.of("by", second)).statusCode(409);
    published(first);
    var bytes = FORMATS.stream().collect(Collectors.toMap(each -> each, each -> file(first, each)));
    for (var wrong :
        Map.of(first, "same", second, "not-published", "432019-none", "unknown-reference")
            .entrySet()) {
      ending(as("both", "editor", "reviewer"), first, "supersession", Map.of("by", wrong.getKey()))
          .statusCode(422)
          .body(
              "errors.collect { it.pointer + ' ' + it.code }", contains("/by " + wrong.getValue()));
    }
    published(second);
    var asked =
        ending(
                as("both", "editor", "reviewer"),
                first,
                "supersession",
                Map.of("by", second, "reason", "数据已更正"))
            .statusCode(201)
            .body("kind", equalTo("report"))
            .body("subject", equalTo(first))
            .body(
                "changes.collect { it.property + ' ' + it.after }",
                contains("status superseded", "supersededBy " + second));
    given().get("/v1/reports/" + first).then().body("status", equalTo("published"));
    approved(as("both", "editor", "reviewer"), asked).statusCode(403);
    approved(asReviewer(), asked).statusCode(200);
    given()
        .get("/v1/reports/" + first)
        .then()
        .statusCode(200)
        .body("status", equalTo("superseded"))
        .body("supersededBy", equalTo(second));
    bytes.forEach((format, content) -> assertThat(file(first, format)).isEqualTo(content));
    given().get("/v1/reports/" + first + "/files/pdf").then().statusCode(200);
    assertThat(given().get("/v1/reports/" + first + "/page").asString())
        .contains("本报告已被", "/v1/reports/" + second + "/page");
    assertThat(verified(first).getBoolean("verified")).isTrue();
    ending(asEditor(), first, "withdrawal", Map.of("reason", "重复")).statusCode(409);
    // What does not hold any more takes nobody's place.
    ending(asEditor(), second, "supersession", Map.of("by", first))
        .statusCode(422)
        .body("errors[0].code", equalTo("not-published"));
  }

  @Test
  void isWithdrawnWithAReasonAndStaysReadable() {
    plan("432020", true);
    var code = frozen("432020").getString("code");
    published(code);
    ending(asEditor(), code, "withdrawal", Map.of("reason", " ")).statusCode(422);
    var asked = ending(asEditor(), code, "withdrawal", Map.of("reason", " 口径有误 ")).statusCode(201);
    figure("432020", "3.1"); // is noted in the report, and does not stop the request
    approved(asReviewer(), asked).statusCode(200);
    given().get("/v1/reports/" + code).then().body("correctedCount", equalTo(1));
    given()
        .get("/v1/reports/" + code)
        .then()
        .statusCode(200)
        .body("status", equalTo("withdrawn"))
        .body("withdrawalReason", equalTo("口径有误"));
    given().get("/v1/reports?plan=432020-145&status=withdrawn").then().body("items", hasSize(1));
    given().get("/v1/reports/" + code + "/files/json").then().statusCode(200);
    assertThat(given().get("/v1/reports/" + code + "/page").asString()).contains("本报告已撤回：口径有误");
    assertThat(verified(code).getBoolean("verified")).isTrue();
  }

  @Test
  void namesWhatWasAlteredBehindItsBack() throws SQLException {
    plan("432010", true);
    var code = frozen("432010").getString("code");
    assertThat(verified(code).getBoolean("verified")).isTrue();

    // A byte of the PDF.
    asOwner(
        "update report_file set body = set_byte(body, 2000, (get_byte(body, 2000) + 1) %% 256) where report = '%s' and format = 'PDF'"
            .formatted(code));
    var altered = verified(code);
    assertThat(altered.getBoolean("verified")).isFalse();
    assertThat(altered.getList("differences.check")).containsExactly("file");
    assertThat(altered.getString("differences[0].format")).isEqualTo("pdf");

    // A digit of the content that is kept.
    asOwner(
        "update report_file set body = convert_to(replace(convert_from(body, 'UTF8'), '\"observedValue\":3.5', '\"observedValue\":3.9'), 'UTF8') where report = '%s' and format = 'JSON'"
            .formatted(code));
    altered = verified(code);
    assertThat(altered.getList("differences.format")).containsExactly("json", "pdf");
    assertThat(altered.getString("differences[0].detailEn"))
        .isEqualTo(
            "the kept file json targets 432010-145-t1 observedValue: 3.5 expected, 3.9 found");

    // What is laid out in another way is not held against what would be made today.
    asOwner(
        "update report_file set body = convert_to(replace(convert_from(body, 'UTF8'), '\"layout\":2', '\"layout\":9'), 'UTF8') where report = '%s' and format = 'JSON'"
            .formatted(code));
    assertThat(verified(code).getList("differences.found")).contains("layout@2");
    asOwner(
        "update report_file set body = convert_to(replace(convert_from(body, 'UTF8'), '\"layout\":9', '\"layout\":2'), 'UTF8') where report = '%s' and format = 'JSON'"
            .formatted(code));

    // The row of the report, and a figure in the history itself.
    asOwner(
        "alter table report disable trigger logged",
        "update report set title_zh = '另一题' where code = '%s'".formatted(code),
        "alter table report enable trigger logged",
        "update history set body = replace(body, '\"value\":120', '\"value\":190') where entity_type = 'observation' and entity_id = '432010-o2'");
    altered = verified(code);
    assertThat(altered.getList("differences.check"))
        .containsExactly("record", "content", "file", "file");
    assertThat(altered.getString("differences[0].part")).isEqualTo("titleZh");
    assertThat(altered.getString("differences[0].found")).isEqualTo("另一题");
    assertThat(altered.getString("recomputedHash")).isNotEqualTo(altered.getString("contentHash"));
    assertThat(altered.getList("differences.part")).doesNotContain("titleEn");
  }

  @Test
  void namesTheTargetWhoseFigureTheLogNoLongerHas() throws SQLException {
    plan("432011", true);
    var code = frozen("432011").getString("code");
    asOwner(
        "update history set body = replace(body, '\"note\":\"\"', ''), audience = 'BUREAU' where entity_type = 'policy' and entity_id = '432011-145-y1'");
    var altered = verified(code);
    assertThat(altered.getList("differences.check")).containsExactly("content");
    assertThat(altered.getString("differences[0].part")).startsWith("policies");
    assertThat(altered.getString("differences[0].item")).isNotNull();
  }

  @Test
  void itsFilesAreNeverChangedByTheApplication() throws SQLException {
    plan("432012", true);
    var code = frozen("432012").getString("code");
    for (var change :
        List.of(
            "update report_file set body = ''",
            "delete from report_file",
            "truncate report_file")) {
      try (var app =
              DriverManager.getConnection(
                  Postgres.shared().jdbcUrl("indicators"), "indicators_app", "indicators_app");
          var statement = app.createStatement()) {
        assertThatThrownBy(() -> statement.execute(change))
            .as(change)
            .hasMessageContaining("permission denied");
      }
    }
    assertThat(file(code, "json")).isNotEmpty();
  }

  private static void asOwner(String... statements) throws SQLException {
    try (var owner =
            DriverManager.getConnection(
                Postgres.shared().jdbcUrl("indicators"), "indicators_owner", "indicators_owner");
        var statement = owner.createStatement()) {
      for (var each : statements) {
        statement.execute(each);
      }
    }
  }
}

package dev.zhihe.projects.ledger;

import static dev.zhihe.projects.ledger.ReportFiles.OLGA;
import static dev.zhihe.projects.ledger.ReportFiles.OTHER;
import static dev.zhihe.projects.ledger.ReportFiles.XLSX;
import static dev.zhihe.projects.ledger.ReportFiles.accepted;
import static dev.zhihe.projects.ledger.ReportFiles.imported;
import static dev.zhihe.projects.ledger.ReportFiles.register;
import static dev.zhihe.projects.ledger.ReportFiles.sent;
import static dev.zhihe.projects.ledger.ReportFiles.stored;
import static dev.zhihe.projects.ledger.Reports.REPORTS;
import static dev.zhihe.projects.ledger.Reports.act;
import static dev.zhihe.projects.ledger.Reports.correction;
import static dev.zhihe.projects.ledger.Reports.line;
import static dev.zhihe.projects.ledger.Reports.report;
import static dev.zhihe.projects.ledger.Reports.submitted;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Family.asOperator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.projects.ledger.Reports.Line;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Monthly reports that come by file, and those that are accepted together. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ReportImportTest {
  private static final String HEADER = "项目,月份,完成·财政（万元）,支付·企业（万元）,形象进度,完成比例,说明\n";

  @Test
  void aRowOfAmountsByKindAndSourceIsAReportInYuan() {
    new LedgerArea("575001").loaded();
    var file = HEADER + "575001-p1,2023-06,120,90.00005,封顶,45%,\n575001-p2,2023-06,0,,,,\n";
    imported(asEditor(), file, "?dryRun=true").statusCode(200).body("created", equalTo(2));
    asEditor().get(REPORTS + "575001-p1-m2023-06").then().statusCode(404);
    imported(asEditor(), file, "")
        .statusCode(200)
        .body("created", equalTo(2))
        .body("waiting", equalTo(0));
    stored("575001-p1-m2023-06")
        .body("status", equalTo("submitted"))
        .body("kind", equalTo("regular"))
        .body("plan", equalTo("575001-145"))
        .body("progress", equalTo("封顶"))
        .body("lines.kind", contains("completed", "paid"))
        .body("lines.source", contains("fiscal", "enterprise"))
        .body(containsString("\"amountYuan\":1200000.00"))
        .body(containsString("\"amountYuan\":900000.50"))
        .body(containsString("\"completePercent\":45.00"));
    // An amount of 0 says that there was nothing.
    stored("575001-p2-m2023-06").body("lines", hasSize(0));
    imported(asEditor(), file, "").statusCode(200).body("unchanged", equalTo(2));

    act("erin", "575001-p1-m2023-06", "acceptance").statusCode(403);
    act("rita", "575001-p1-m2023-06", "acceptance").statusCode(200);
    imported(asEditor(), file, "").statusCode(200).body("unchanged", equalTo(2));
    imported(asEditor(), file.replace(",120,", ",121,"), "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("accepted"))
        .body("errors[0].detail", containsString("已通过"))
        .body("errors[0].detail", containsString("kind=correction"));
  }

  @Test
  void aFileCorrectsWhatIsNotAccepted() {
    new LedgerArea("575002").loaded();
    var file = HEADER + "575002-p1,2023-06,120,,封顶,,\n";
    imported(asEditor(), file, "").statusCode(200);
    var other = file.replace(",120,", ",130,");
    imported(asEditor(), other, "")
        .statusCode(422)
        .body("errors.code", contains("differs"))
        .body("errors[0].detail", containsString("lines"));
    imported(asEditor(), other, "?onExisting=update").statusCode(200).body("updated", equalTo(1));
    stored("575002-p1-m2023-06").body(containsString("\"amountYuan\":1300000.00"));
    imported(asEditor(), other, "?onExisting=update").body("unchanged", equalTo(1));
    // A column that the file does not have stays as it is.
    imported(asEditor(), "project,month,problems\n575002-p1,2023-06,征地滞后\n", "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
    stored("575002-p1-m2023-06")
        .body("problems", equalTo("征地滞后"))
        .body("progress", equalTo("封顶"))
        .body("lines", hasSize(1));
  }

  @Test
  void aReturnedReportIsSubmittedAgainByTheSameRowAndNotOnceItsMonthIsClosed() {
    var area = new LedgerArea("575003").loaded();
    var file = HEADER + "575003-p1,2023-06,120,,,,\n";
    imported(asEditor(), file, "").statusCode(200);
    returned("575003-p1-m2023-06");
    imported(asEditor(), file, "").statusCode(200).body("unchanged", equalTo(1));
    stored("575003-p1-m2023-06").body("status", equalTo("returned"));
    imported(asEditor(), file, "?onExisting=update").statusCode(200).body("updated", equalTo(1));
    stored("575003-p1-m2023-06")
        .body("status", equalTo("submitted"))
        .body("returnReason", nullValue())
        .body("fields", hasSize(0));

    returned("575003-p1-m2023-06");
    area.closed("2023-06").statusCode(201);
    imported(asEditor(), file, "").statusCode(200).body("unchanged", equalTo(1));
    imported(asEditor(), file, "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("closed"));
    imported(asEditor(), file.replace(",120,", ",121,"), "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("closed"));
    stored("575003-p1-m2023-06").body("status", equalTo("returned"));
  }

  /** Planned are 60,000,000 from 2023 to 2025: 1,666,666.67 a month. */
  @Test
  void namesEveryMistakeOfEveryRowAtItsCell() {
    var area = new LedgerArea("575004").loaded();
    area.closed("2023-01").statusCode(201);
    var wrong =
        """
        项目,项目名称,月份,金额,完成·财政（元）,支付·企业（元）,完成比例,说明,月报类型
        575004-p1,实验室,2199-01,,1000000,,,,
        575004-p1,实验室,2023-01,,1000000,,,,
        575004-p1,孵化器,2023-02,,1000000,,,,
        575004-p1,实验室,2023-03,,16000000000,1,,,
        575004-p1,实验室,2023-04,,16000000,,,,
        575004-p1,实验室,2023-05,completed:fiscal:1000000,1000000,,,,
        575004-p1,实验室,2023-06,,-1,,101,,
        575004-p1,实验室,2023-07,,,,,,
        575004-p1,实验室,2023-08,completed:fiscal:1;paid:nobody:2,,,,,
        575004-p1,实验室,2023-09,completed:fiscal:0,,,,,
        575004-p1,实验室,2023-10,completed:fiscal:1000000,,,,漏记,更正
        575004-p9,实验室,2023-06,,1000000,,,,
        575004-p1,实验室,六月,,1000000,,,,
        """;
    for (var query : List.of("", "?dryRun=true")) {
      imported(asEditor(), wrong, query)
          .statusCode(422)
          .body(
              "errors.collect { it.row + ' ' + it.column + ' ' + it.code }",
              contains(
                  "2 月份 not-begun",
                  "3 月份 closed",
                  "4 项目名称 other-name",
                  "5 完成·财政（元） unit-slip",
                  "5 支付·企业（元） unit-slip",
                  "6 完成·财政（元） comment-required",
                  "7 金额 lines-and-columns",
                  "8 完成·财政（元） yuan",
                  "8 完成比例 percent",
                  "9 progress not-filled-in",
                  "10 金额 shape",
                  "11 金额 yuan",
                  "12 月报类型 correction",
                  "13 项目 unknown-reference",
                  "14 月份 shape"))
          .body("errors[3].detail", containsString("以元计应为"));
    }
    asEditor().get("/v1/project-reports?plan=575004-145").then().body("items", hasSize(0));
  }

  @Test
  void aRowThatNobodyFilledInIsNoNilReport() {
    new LedgerArea("575005").loaded();
    var file =
        HEADER + "575005-p1,2023-06,,,,,\n575005-p2,2023-06,,,本月停工,,\n575005-p3,2023-06,0,,,,\n";
    imported(asEditor(), file, "")
        .statusCode(422)
        .body("errors.row", contains(2))
        .body("errors.column", contains("形象进度"));
    imported(asEditor(), file, "?mode=valid")
        .statusCode(200)
        .body("created", equalTo(2))
        .body("rejected", equalTo(1))
        .body("errors.code", contains("not-filled-in"));
    asEditor().get(REPORTS + "575005-p1-m2023-06").then().statusCode(404);
    // Nor does such a row empty a report that is there.
    imported(asEditor(), HEADER + "575005-p2,2023-06,,,,,\n", "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("not-filled-in"));
    stored("575005-p2-m2023-06").body("progress", equalTo("本月停工"));
  }

  @Test
  void takesBackEachDownloadWhateverBecameOfTheReports() {
    var area = new LedgerArea("575006").loaded();
    // Two lines may be alike, and a reference may have semicolons, colons and line ends in it.
    var twice = report(area, 1, "2023-06", line("paid", "600000"), line("paid", "600000"));
    submitted(asEditor(), twice).statusCode(201);
    var noted = report(area, 2, "2023-06");
    noted.put(
        "lines",
        List.of(
            Map.of(
                "kind",
                "completed",
                "source",
                "social",
                "amountYuan",
                new BigDecimal("1250000.10"),
                "reference",
                " 记-1；甲:乙;第一\r\n批, \"二\" ")));
    noted.put("comment", "说明；一\r\n二");
    submitted(asEditor(), noted).statusCode(201);
    submitted(asEditor(), report(area, 3, "2023-06")).statusCode(201);
    submitted(asEditor(), report(area, 3, "2023-07")).statusCode(201);
    returned("575006-p3-m2023-07");
    act("rita", "575006-p1-m2023-06", "acceptance").statusCode(200);
    act("rita", "575006-p2-m2023-06", "acceptance").statusCode(200);
    act("rita", "575006-p3-m2023-06", "acceptance").statusCode(200);
    var correction =
        correction(area, "2023-06", List.of("575006-p1-m2023-06-e1"), line("completed", "1100000"));
    submitted(asEditor(), correction).statusCode(201);
    takenBack("575006-145", 5);
    act("rita", "575006-p1-m2023-06-c1", "acceptance").statusCode(200);
    area.closed("2023-06").statusCode(201);
    area.closed("2023-07").statusCode(201);
    takenBack("575006-145", 5);
  }

  private static void takenBack(String plan, int count) {
    for (var query : List.of("format=csv", "format=csv&excel=true", "format=xlsx")) {
      for (var language : List.of("zh", "en")) {
        var file =
            asEditor()
                .header("Accept-Language", language)
                .get("/v1/project-reports?plan=" + plan + "&" + query)
                .asByteArray();
        sent(asEditor(), query.equals("format=xlsx") ? XLSX : "text/csv", file, "")
            .statusCode(200)
            .body("unchanged", equalTo(count));
      }
    }
    var items =
        asEditor()
            .get("/v1/project-reports?plan=" + plan)
            .jsonPath()
            .<Map<String, Object>>getList("items");
    assertThat(items).hasSize(count);
    var lines =
        items.stream()
            .map(item -> asEditor().get(REPORTS + item.get("code")).asString() + "\n")
            .collect(Collectors.joining());
    sent(
            asEditor(),
            "application/x-ndjson",
            lines.getBytes(StandardCharsets.UTF_8),
            "?onExisting=error")
        .statusCode(200)
        .body("unchanged", equalTo(count));
  }

  @Test
  void aLeadUnitImportsReportsOfItsOwnProjectsAlone() {
    var area = new LedgerArea("575007").loaded();
    register(area);
    var file = HEADER + "575007-p1,2023-06,120,,,,\n575007-p2,2023-06,120,,,,\n";
    imported(asOperator("olga", OLGA), file, "")
        .statusCode(422)
        .body(
            "errors.collect { it.row + ' ' + it.column + ' ' + it.code }",
            contains("3 项目 unknown-reference"));
    imported(asOperator("olga", OLGA), file, "?mode=valid")
        .statusCode(200)
        .body("created", equalTo(1));
    asOperator("olga", OLGA).get(REPORTS + "575007-p1-m2023-06").then().statusCode(200);
    as("carl", "consumer")
        .contentType("text/csv")
        .body(file)
        .post("/v1/project-reports/imports")
        .then()
        .statusCode(403);

    // The new lead unit learns nothing of what the former one submitted.
    new Family("projects")
        .handedIn(
            """
            code,plan,area,programme,name,location,leadUnits,tags,stage
            575007-p1,575007-145,575007,575007-c1,实验室,大学城,区经信委,重点;续建,construction
            """,
            "?onExisting=update")
        .statusCode(200);
    for (var amount : List.of("120", "130")) {
      imported(
              asOperator("oscar", OTHER),
              HEADER + "575007-p1,2023-06," + amount + ",,,,\n",
              "?onExisting=update")
          .statusCode(422)
          .body("errors.code", contains("taken"));
    }
    imported(asOperator("olga", OLGA), HEADER + "575007-p1,2023-06,120,,,,\n", "")
        .statusCode(422)
        .body("errors.code", contains("unknown-reference"));
  }

  @Test
  void aMonthIsAcceptedAtOnceByASecondPerson() {
    var area = new LedgerArea("575008").loaded();
    imported(
            asEditor(),
            HEADER
                + "575008-p1,2023-06,120,,,,\n575008-p2,2023-06,130,,,,\n575008-p3,2023-06,0,,,,\n575008-p1,2023-07,110,,,,\n",
            "")
        .statusCode(200);
    accepted("erin", area, "2023-06", List.of()).statusCode(403);
    accepted("rita", area, "2023-06", List.of("575008-p2-m2023-06"))
        .statusCode(200)
        .body("count", equalTo(1))
        .body("more", equalTo(false));
    accepted("rita", area, "2023-06", List.of()).statusCode(200).body("count", equalTo(2));
    accepted("rita", area, "2023-06", List.of()).statusCode(200).body("count", equalTo(0));
    stored("575008-p1-m2023-07").body("status", equalTo("submitted"));
    asEditor()
        .get("/v1/ledger-entries?plan=575008-145")
        .then()
        .body("items.code", contains("575008-p1-m2023-06-e1", "575008-p2-m2023-06-e1"));
    area.closed("2023-06").statusCode(201);
    area.closed("2023-07").statusCode(409).body("detail", containsString("575008-p1-m2023-07"));
  }

  /** One of them creates the report; the others find it as they have it. */
  @Test
  void concurrentImportsOfOneReportCreateItOnce() {
    new LedgerArea("575009").loaded();
    var file = HEADER + "575009-p1,2023-06,120,,,,\n575009-p2,2023-06,120,,,,\n";
    try (var threads = Executors.newFixedThreadPool(8)) {
      var statuses =
          IntStream.range(0, 16)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () ->
                              i % 4 == 0
                                  ? submitted(
                                          asEditor(),
                                          report(
                                              new LedgerArea("575009"),
                                              1,
                                              "2023-06",
                                              line("completed", "1200000")))
                                      .extract()
                                      .statusCode()
                                  : status(file),
                          threads))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      assertThat(statuses)
          .contains(200)
          .allSatisfy(one -> assertThat(one).isIn(200, 201, 409, 503));
    }
    for (var code : List.of("575009-p1-m2023-06", "575009-p2-m2023-06")) {
      stored(code).header("ETag", equalTo("\"v1\"")).body("lines", hasSize(1));
    }
  }

  /**
   * Either the month is closed and the file refused, or the report waits and the close is refused.
   */
  @Test
  void noReportSlipsIntoAMonthThatIsBeingClosed() {
    var area = new LedgerArea("575010").loaded();
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (int month = 1; month <= 8; month++) {
        var of = "2023-%02d".formatted(month);
        var file = HEADER + "575010-p1," + of + ",120,,,,\n";
        var sending = CompletableFuture.supplyAsync(() -> status(file), threads);
        var closing =
            CompletableFuture.supplyAsync(() -> area.closed(of).extract().statusCode(), threads);
        var statuses = List.of(sending.join(), closing.join());
        assertThat(statuses).isIn(List.of(200, 409), List.of(422, 201));
        if (statuses.getFirst() == 200) {
          accepted("rita", area, of, List.of()).statusCode(200).body("count", equalTo(1));
          area.closed(of).statusCode(201);
        }
      }
    }
  }

  @Test
  void aCodeMustBeThatOfItsRow() {
    new LedgerArea("575011").loaded();
    imported(
            asEditor(),
            "code,project,month,completedFiscalYuan\n575011-p2-m2023-06,575011-p1,2023-06,1000000\n",
            "")
        .statusCode(422)
        .body("errors.code", contains("code"))
        .body("errors[0].detail", containsString("575011-p1-m2023-06"));
    imported(
            asEditor(),
            "project,month,lines\n575011-p1,2023-06,completed:fiscal:1000000:记-1；paid:fiscal:500000\n",
            "")
        .statusCode(422)
        .body("errors.code", contains("shape"));
    sent(
            asEditor(),
            "application/x-ndjson",
            "{\"project\": \"575011-p1\", \"month\": \"2023-06\", \"lines\": [{}]}\n"
                .getBytes(StandardCharsets.UTF_8),
            "")
        .statusCode(422)
        .body("errors.code", contains("shape"));
  }

  /** Columns that the file does not have keep their amounts, and the references of these. */
  @Test
  void anAmountColumnReplacesAndClearsItsOwnAmountsAlone() {
    var area = new LedgerArea("575012").loaded();
    var given = report(area, 1, "2023-06");
    given.put(
        "lines",
        List.of(
            referenced("paid", "enterprise", "900000", "记-1;乙"),
            referenced("completed", "fiscal", "1200000", "记-2"),
            referenced("paid", "social", "400000", "记-3"),
            referenced("paid", "social", "500000", "记-4")));
    given.put("progress", "封顶");
    submitted(asEditor(), given).statusCode(201);
    var update = "?onExisting=update";
    // Equal amounts are no change, also as a sum.
    var same =
        "project,month,completedFiscalYuan,paidSocialYuan\n575012-p1,2023-06,1200000,900000\n";
    imported(asEditor(), same, update).statusCode(200).body("unchanged", equalTo(1));

    imported(asEditor(), same.replace("1200000", "1300000"), update)
        .statusCode(200)
        .body("updated", equalTo(1));
    stored("575012-p1-m2023-06")
        .body("lines.kind", contains("paid", "completed", "paid", "paid"))
        .body("lines.reference", contains("记-1;乙", null, "记-3", "记-4"))
        .body(containsString("\"amountYuan\":1300000.00"))
        .body("progress", equalTo("封顶"));

    imported(
            asEditor(),
            "project,month,completedFiscalYuan,paidFiscalYuan,progress\n575012-p1,2023-06,,800000,验收\n",
            update)
        .statusCode(200)
        .body("updated", equalTo(1));
    stored("575012-p1-m2023-06")
        .body("lines.source", contains("enterprise", "social", "social", "fiscal"))
        .body("lines.reference", contains("记-1;乙", "记-3", "记-4", null))
        .body("progress", equalTo("验收"));

    // A row in which nothing is left is one that nobody filled in.
    var columns = "project,month,paidFiscalYuan,paidEnterpriseYuan,paidSocialYuan\n";
    imported(asEditor(), columns + "575012-p1,2023-06,,,\n", update)
        .statusCode(422)
        .body("errors.code", contains("not-filled-in"));
    stored("575012-p1-m2023-06").body("lines", hasSize(4));
    imported(asEditor(), columns + "575012-p1,2023-06,0,,\n", update)
        .statusCode(200)
        .body("updated", equalTo(1));
    stored("575012-p1-m2023-06").body("lines", hasSize(0)).body("progress", equalTo("验收"));
  }

  @Test
  void anEmptyLinesColumnClearsWhatTheAmountColumnsDoNotGive() {
    var area = new LedgerArea("575013").loaded();
    submitted(
            asEditor(),
            report(area, 1, "2023-06", line("completed", "1200000"), line("paid", "900000")))
        .statusCode(201);
    imported(
            asEditor(),
            "project,month,lines,completedFiscalYuan\n575013-p1,2023-06,,1200000\n",
            "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
    stored("575013-p1-m2023-06").body("lines.kind", contains("completed"));
    imported(
            asEditor(),
            "project,month,lines,progress\n575013-p1,2023-06,,停工\n",
            "?onExisting=update")
        .statusCode(200);
    stored("575013-p1-m2023-06").body("lines", hasSize(0));

    var most = new Line[100];
    Arrays.fill(most, line("paid", "10000"));
    submitted(asEditor(), report(area, 2, "2023-06", most)).statusCode(201);
    imported(
            asEditor(),
            "project,month,completedFiscalYuan\n575013-p2,2023-06,1200000\n",
            "?onExisting=update")
        .statusCode(422)
        .body("errors.column", contains("completedFiscalYuan"))
        .body("errors.code", contains("list"));
  }

  /** A reference may look like another amount. What JSON accepts comes back in each file. */
  @Test
  void aReferenceThatIsStoredIsRead() {
    var area = new LedgerArea("575014").loaded();
    var given = report(area, 1, "2023-06");
    var odd = referenced("completed", "fiscal", "1200000", "发票：001；合同：A：12");
    given.put("lines", List.of(odd, referenced("paid", "fiscal", "900000", "记-1")));
    submitted(asEditor(), given).statusCode(201);
    takenBack("575014-145", 1);
    imported(asEditor(), "project,month,problems\n575014-p1,2023-06,征地滞后\n", "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
    // Beside it, another amount may change.
    var lines = "completed:fiscal:1200000.00:发票：001；合同：A：12;paid:fiscal:800000:记-1";
    imported(
            asEditor(),
            "project,month,lines\n575014-p1,2023-06," + lines + "\n",
            "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
    stored("575014-p1-m2023-06")
        .body("lines.reference", contains("发票：001；合同：A：12", "记-1"))
        .body(containsString("\"amountYuan\":800000.00"));
    imported(asEditor(), "project,month,lines\n575014-p2,2023-06," + lines + "\n", "")
        .statusCode(422)
        .body("errors.code", contains("shape"))
        .body("errors[0].detail", containsString("全角分号"));
  }

  private static Map<String, Object> referenced(
      String kind, String source, String amount, String reference) {
    return Map.of(
        "kind",
        kind,
        "source",
        source,
        "amountYuan",
        new BigDecimal(amount),
        "reference",
        reference);
  }

  private static int status(String file) {
    return asEditor()
        .contentType("text/csv")
        .body(file.getBytes(StandardCharsets.UTF_8))
        .post("/v1/project-reports/imports")
        .statusCode();
  }

  private static void returned(String code) {
    as("rita", "reviewer")
        .header("If-Match", "*")
        .contentType("application/json")
        .body(
            Map.of(
                "reason", "请核对；凭证", "fields", List.of(Map.of("field", "lines", "reason", "不符；缺页"))))
        .post(REPORTS + code + "/return")
        .then()
        .statusCode(200);
  }
}

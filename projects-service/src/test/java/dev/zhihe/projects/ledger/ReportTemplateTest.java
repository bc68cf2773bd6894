package dev.zhihe.projects.ledger;

import static dev.zhihe.projects.ledger.ReportFiles.OLGA;
import static dev.zhihe.projects.ledger.ReportFiles.OTHER;
import static dev.zhihe.projects.ledger.ReportFiles.XLSX;
import static dev.zhihe.projects.ledger.ReportFiles.filledIn;
import static dev.zhihe.projects.ledger.ReportFiles.imported;
import static dev.zhihe.projects.ledger.ReportFiles.part;
import static dev.zhihe.projects.ledger.ReportFiles.register;
import static dev.zhihe.projects.ledger.ReportFiles.sent;
import static dev.zhihe.projects.ledger.ReportFiles.stored;
import static dev.zhihe.projects.ledger.ReportFiles.texts;
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

import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The workbook that a unit downloads, fills in and sends. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ReportTemplateTest {
  /** A to C are filled in already, D to G are 到位. */
  private static final String COMPLETED_FISCAL = "H";

  @Test
  void aUnitFillsInTheTemplateAndCorrectsWhatIsMarked() {
    var area = new LedgerArea("575101").loaded();
    register(area);
    var template =
        template(asOperator("olga", OLGA), "575101-145", "2023-06")
            .statusCode(200)
            .header("Content-Type", containsString(XLSX))
            .header("Content-Disposition", containsString("project-reports-2023-06.xlsx"))
            .extract()
            .asByteArray();
    var sheet = part(template, "xl/worksheets/sheet1.xml");
    assertThat(sheet)
        .contains("575101-p1", "实验室", "575101-p3", "产业园", "2023-06")
        .doesNotContain("575101-p2")
        .contains("<pane ", "state=\"frozen\"", "<dataValidation ", "showErrorMessage=\"true\"")
        .contains("errorTitle=\"请检查\"")
        .doesNotContain("null")
        .contains("<dimension ref=\"A1:S3\"/>");
    assertThat(part(template, "xl/workbook.xml")).containsSubsequence("月报", "填报说明");
    assertThat(texts(template))
        .startsWith("项目", "项目名称", "月份", "到位·财政（元）")
        .contains("支付·社会（元）", "完成比例（%）", "说明");

    // Nobody filled it in: it is no nil report.
    sent(asOperator("olga", OLGA), XLSX, template, "")
        .statusCode(422)
        .body("errors.code", contains("not-filled-in", "not-filled-in"));

    var wrong =
        filledIn(
            template,
            Map.of(
                COMPLETED_FISCAL + "2", "16000000000", "Q2", "101", COMPLETED_FISCAL + "3", "-5"));
    sent(asOperator("olga", OLGA), XLSX, wrong, "")
        .statusCode(422)
        .body(
            "errors.collect { it.row + ' ' + it.column + ' ' + it.code }",
            contains("2 完成比例（%） percent", "3 完成·财政（元） yuan"));
    var marked =
        sent(asOperator("olga", OLGA), XLSX, filledIn(wrong, Map.of("Q2", "45")), "?errors=xlsx")
            .statusCode(422)
            .extract()
            .asByteArray();
    assertThat(part(marked, "xl/worksheets/sheet1.xml")).contains("以元计应为", "应为 0 以上");
    assertThat(part(marked, "xl/comments1.xml"))
        .contains("ref=\"" + COMPLETED_FISCAL + "2\"", "ref=\"" + COMPLETED_FISCAL + "3\"");

    var right =
        filledIn(marked, Map.of(COMPLETED_FISCAL + "2", "1600000", COMPLETED_FISCAL + "3", "0"));
    sent(asOperator("olga", OLGA), XLSX, right, "").statusCode(200).body("created", equalTo(2));
    stored("575101-p1-m2023-06")
        .body("status", equalTo("submitted"))
        .body(containsString("\"amountYuan\":1600000.00"))
        .body(containsString("\"completePercent\":45.00"));
    // What is reported is no longer in it.
    assertThat(
            part(
                template(asOperator("olga", OLGA), "575101-145", "2023-06").extract().asByteArray(),
                "xl/worksheets/sheet1.xml"))
        .doesNotContain("575101-p");
    assertThat(
            part(
                template(asEditor(), "575101-145", "2023-06").extract().asByteArray(),
                "xl/worksheets/sheet1.xml"))
        .contains("575101-p2")
        .doesNotContain("575101-p1");
  }

  @Test
  void theHeaderMayNameAnotherUnit() {
    var area = new LedgerArea("575102").loaded();
    submitted(asEditor(), report(area, 2, "2023-06", line("paid", "1200000"))).statusCode(201);
    submitted(asEditor(), report(area, 3, "2023-06")).statusCode(201);
    var template =
        template(asEditor(), "575102-145", "2023-06").statusCode(200).extract().asByteArray();
    var inTenThousands =
        filledIn(
            template, Map.of(COMPLETED_FISCAL + "1", "完成·财政（万元）", COMPLETED_FISCAL + "2", "160.5"));
    sent(asEditor(), XLSX, inTenThousands, "").statusCode(200).body("created", equalTo(1));
    stored("575102-p1-m2023-06").body(containsString("\"amountYuan\":1605000.00"));
  }

  @Test
  void theTemplateIsInEnglishForEnglishReaders() {
    new LedgerArea("575103").loaded();
    var template =
        template(asEditor().header("Accept-Language", "en"), "575103-145", "2023-06")
            .statusCode(200)
            .extract()
            .asByteArray();
    assertThat(texts(template))
        .startsWith("project", "projectName", "month", "arrangedFiscalYuan")
        .contains("column", "meaning");
    assertThat(part(template, "xl/workbook.xml")).containsSubsequence("reports", "notes");
    sent(asEditor(), XLSX, filledIn(template, Map.of("P2", "topped out")), "?mode=valid")
        .statusCode(200)
        .body("created", equalTo(1))
        .body("rejected", equalTo(2));
    stored("575103-p1-m2023-06").body("progress", equalTo("topped out"));
  }

  @Test
  void aProjectIsInTheTemplateUpToTheMonthInWhichItLeft() {
    var area = new LedgerArea("575105").loaded();
    var change =
        Map.of(
            "plan",
            area.plan(),
            "kind",
            "withdrawal",
            "projects",
            List.of("575105-p1"),
            "reason",
            "动态调整",
            "documentTitle",
            "通知",
            "documentNumber",
            "1号",
            "effectiveOn",
            "2023-07-15");
    String code =
        asEditor()
            .contentType("application/json")
            .body(change)
            .post("/v1/project-changes")
            .then()
            .statusCode(201)
            .extract()
            .path("code");
    var path = "/v1/project-changes/" + code;
    asEditor().header("If-Match", "*").post(path + "/submission").then().statusCode(200);
    as("rita", "reviewer").header("If-Match", "*").post(path + "/approval").then().statusCode(200);
    assertThat(rows("575105-145", "2023-07")).contains("575105-p1", "575105-p2");
    assertThat(rows("575105-145", "2023-08")).contains("575105-p2").doesNotContain("575105-p1");
    imported(
            asEditor(),
            "project,month,completedFiscalYuan\n575105-p1,2023-07,1000000\n575105-p1,2023-08,1000000\n",
            "?mode=valid")
        .statusCode(200)
        .body("created", equalTo(1))
        .body("errors.row", contains(3))
        .body("errors.code", contains("withdrawn"));
  }

  private static String rows(String plan, String month) {
    return part(
        template(asEditor(), plan, month).statusCode(200).extract().asByteArray(),
        "xl/worksheets/sheet1.xml");
  }

  @Test
  void saysForWhichMonthAndPlanThereIsNone() {
    var area = new LedgerArea("575104").loaded();
    register(area);
    area.closed("2023-01").statusCode(201);
    template(asEditor(), "575104-145", "2023-01")
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/month"))
        .body("detail", containsString("已关账"));
    template(asEditor(), "575104-145", "2199-01").statusCode(400);
    template(asEditor(), "575104-145", "2023-13").statusCode(400);
    template(asEditor(), "575104-146", "2023-02")
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/plan"));
    asEditor().get("/v1/project-reports/template").then().statusCode(400);
    template(asOperator("nobody", "91000000MA00000157"), "575104-145", "2023-02").statusCode(400);
    template(asOperator("oscar", OTHER), "575104-145", "2023-02").statusCode(200);
    template(as("carl", "consumer"), "575104-145", "2023-02").statusCode(403);
  }

  private static ValidatableResponse template(Request somebody, String plan, String month) {
    return somebody
        .queryParam("plan", plan)
        .queryParam("month", month)
        .get("/v1/project-reports/template")
        .then();
  }
}

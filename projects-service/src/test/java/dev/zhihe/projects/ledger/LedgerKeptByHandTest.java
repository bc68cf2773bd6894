package dev.zhihe.projects.ledger;

import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.json.Views;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.FormulaEvaluator;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

/**
 * A year of one programme, kept by hand in a workbook: made-up entries, and formulas that add them
 * up for the end of each month. Apache POI computes the formulas. The entries go into the ledger
 * month by month, each month is closed, and the roll-ups are to be the same.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class LedgerKeptByHandTest {
  private static final String WORKBOOK = "/ledger-kept-by-hand.xlsx";
  private static final LedgerArea AREA = new LedgerArea("577001");
  private static final String ROLLUP = "/v1/investment-rollups?plan=577001-145&by=programme";
  private static final Map<String, String> SOURCES =
      Map.of("财政", "fiscal", "企业自筹", "enterprise", "基金", "fund", "社会资本", "social");

  /** What the workbook says of the end of a month, by the headers of its columns. */
  private record MonthEnd(LocalDate day, Map<String, BigDecimal> sums, String light) {
    BigDecimal sum(String header) {
      return Objects.requireNonNull(sums.get(header), header);
    }
  }

  private static InputStream workbook() {
    return Objects.requireNonNull(LedgerKeptByHandTest.class.getResourceAsStream(WORKBOOK));
  }

  @Test
  void theLedgersSumsAreThoseOfTheWorkbookAtEachMonthsEnd() throws IOException {
    AREA.loaded();
    // An entry of another programme, which the workbook does not have.
    AREA.entered(AREA.row(900, 3, "completed", "2023-01", "1500000.55", "fund"));
    var positions = new TreeMap<Integer, Long>();
    List<MonthEnd> ends;
    try (var book = new XSSFWorkbook(workbook())) {
      var formulas = book.getCreationHelper().createFormulaEvaluator();
      ends = monthEnds(book.getSheet("月末合计"), formulas);
      assertThat(ends).hasSize(12);
      var entries = entries(book.getSheet("台账分录"));
      for (var end : ends) {
        enter(entries, end.day().toString().substring(0, 7));
        positions.put(end.day().getMonthValue(), Family.sealedPosition("projects"));
        // Without a day everything counts that the ledger has: nothing is entered beyond the month.
        compare(end, "", false);
        compare(end, "&on=" + end.day(), true);
      }
    }
    for (var end : ends) {
      var month = end.day().getMonthValue();
      compare(end, "&on=" + end.day(), true);
      compare(end, "&asOf=" + positions.get(month), false);
      compare(end, "&on=2023-12-31&asOf=" + positions.get(month), false);
    }
    // The workbook is what the import takes, too. All of it is there.
    asEditor()
        .contentType(MediaTypes.XLSX)
        .body(workbook().readAllBytes())
        .post("/v1/ledger-entries/imports")
        .then()
        .statusCode(200)
        .body("unchanged", equalTo(84));
  }

  /** The rows of a sheet, as texts by header. */
  private static List<Map<String, String>> entries(Sheet sheet) {
    var cells = new DataFormatter();
    var rows = new ArrayList<Map<String, String>>();
    for (var row : sheet) {
      var texts = new HashMap<String, String>();
      for (var cell : row) {
        texts.put(
            sheet.getRow(0).getCell(cell.getColumnIndex()).getStringCellValue(),
            cell.getColumnIndex() == 5 && row.getRowNum() > 0
                ? money(cell.getNumericCellValue()).toPlainString()
                : cells.formatCellValue(cell));
      }
      rows.add(texts);
    }
    return rows.subList(1, rows.size());
  }

  private static List<MonthEnd> monthEnds(Sheet sheet, FormulaEvaluator formulas) {
    var ends = new ArrayList<MonthEnd>();
    for (var row : sheet) {
      if (row.getRowNum() > 0) {
        ends.add(monthEnd(sheet.getRow(0), row, formulas));
      }
    }
    return ends;
  }

  private static MonthEnd monthEnd(Row header, Row row, FormulaEvaluator formulas) {
    var sums = new HashMap<String, BigDecimal>();
    for (var place = 2; place < row.getLastCellNum() - 1; place++) {
      sums.put(
          header.getCell(place).getStringCellValue(),
          money(formulas.evaluate(row.getCell(place)).getNumberValue()));
    }
    return new MonthEnd(
        row.getCell(0).getLocalDateTimeCellValue().toLocalDate(),
        sums,
        formulas.evaluate(row.getCell(row.getLastCellNum() - 1)).getStringValue());
  }

  private static BigDecimal money(double cell) {
    return BigDecimal.valueOf(cell).setScale(2, RoundingMode.HALF_UP);
  }

  /** Enters a month's entries and reversals, and closes the month. */
  private static void enter(List<Map<String, String>> entries, String month) {
    var ofMonth = entries.stream().filter(row -> month.equals(row.get("月份"))).toList();
    assertThat(ofMonth).isNotEmpty();
    var rows = new StringBuilder("代码,规划,项目,类型,月份,金额（元）,资金来源,凭证号,说明\n");
    ofMonth.stream()
        .filter(row -> row.getOrDefault("所冲销分录", "").isEmpty())
        .forEach(
            row ->
                rows.append(
                    List.of("代码", "规划", "项目", "类型", "月份", "金额（元）", "资金来源", "凭证号", "说明").stream()
                            .map(header -> row.getOrDefault(header, ""))
                            .reduce((one, other) -> one + "," + other)
                            .orElseThrow()
                        + "\n"));
    LedgerArea.ENTRIES.imported(rows.toString()).statusCode(200);
    ofMonth.stream()
        .map(row -> row.getOrDefault("所冲销分录", ""))
        .filter(code -> !code.isEmpty())
        .forEach(AREA::reversed);
    AREA.closed(month).statusCode(201);
  }

  /**
   * Compares all that the workbook says of a month's end.
   *
   * @param when appended to the address of the roll-up
   * @param ofThatDay whether the answer's time progress is that of the month's end
   */
  private static void compare(MonthEnd end, String when, boolean ofThatDay) {
    var line = line(ROLLUP + when, "programme", "577001-c1");
    assertThat(line.path("arrangedYuan").decimalValue()).isEqualByComparingTo(end.sum("到位"));
    assertThat(line.path("completedYuan").decimalValue()).isEqualByComparingTo(end.sum("完成"));
    assertThat(line.path("paidYuan").decimalValue()).isEqualByComparingTo(end.sum("支付"));
    assertThat(line.path("completionRatePercent").decimalValue())
        .isEqualByComparingTo(end.sum("完成率"));
    if (ofThatDay) {
      assertThat(line.path("timeProgressPercent").decimalValue())
          .isEqualByComparingTo(end.sum("时间进度"));
      assertThat(line.path("light").asText()).isEqualTo(end.light());
    }
    SOURCES.forEach(
        (header, word) ->
            assertThat(
                    line(ROLLUP + ",source" + when, "source", word)
                        .path("completedYuan")
                        .decimalValue())
                .isEqualByComparingTo(end.sum("完成·" + header)));
  }

  /** The line of the workbook's programme with a value; zeros where there is none. */
  private static JsonNode line(String path, String property, String value) {
    var answer = given().get(path).then().statusCode(200).extract().asString();
    for (var line : Views.read(answer, JsonNode.class).path("items")) {
      if ("577001-c1".equals(line.path("programme").asText())
          && value.equals(line.path(property).asText())) {
        return line;
      }
    }
    return Views.read("{\"completedYuan\":0.00}", JsonNode.class);
  }
}

package dev.zhihe.kit.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.sql.Scratch;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipFile;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableFileTest {
  /** A line with a total. */
  public record Sum(
      @Heading("部门") @Nullable String department,
      @Heading("金额") BigDecimal amountYuan,
      @Heading("日期") @Nullable LocalDate day) {}

  private static final TableRows SUMS =
      new TableRows() {
        @Override
        public void each(Consumer<Record> row) {
          row.accept(new Sum("区科技局", new BigDecimal("1.50"), LocalDate.of(2025, 6, 30)));
          row.accept(new Sum(null, new BigDecimal("2.00"), null)); // no department is known
        }

        @Override
        public Record total() {
          return new Sum(null, new BigDecimal("3.50"), null);
        }
      };

  @TempDir Path folder;

  private Path file(FileKind kind, boolean chinese) throws IOException {
    return TableFile.of(
        new Scratch(folder), kind, TableFile.labels(Sum.class, SUMS, chinese), SUMS);
  }

  @Test
  void endsWithTheTotalWhichNoRowCanBeTakenFor() throws IOException {
    assertThat(Files.readString(file(FileKind.CSV, false)).lines())
        .containsExactly(
            "department,amountYuan,day,total",
            "区科技局,1.50,2025-06-30,false",
            ",2.00,,false",
            "合计 total,3.50,,true");
    assertThat(Files.readString(file(FileKind.EXCEL_CSV, false)).lines().skip(1))
        .containsExactly(
            "区科技局,1.50,2025-06-30,\"=\"\"false\"\"\"",
            ",2.00,,\"=\"\"false\"\"\"",
            "合计 total,3.50,,\"=\"\"true\"\"\"");
  }

  @Test
  void leavesOutThePropertiesThatAnAnswerDoesNotHave() throws IOException {
    var rows =
        new TableRows() {
          @Override
          public void each(Consumer<Record> row) {
            SUMS.each(row);
          }

          @Override
          public Set<String> absent() {
            return Set.of("amountYuan");
          }
        };
    var labels = TableFile.labels(Sum.class, rows, false);
    assertThat(
            Files.readString(TableFile.of(new Scratch(folder), FileKind.CSV, labels, rows)).lines())
        .containsExactly("department,day", "区科技局,2025-06-30", ",");
  }

  @Test
  void marksTheTotalInAWorkbook() throws IOException {
    try (var workbook = new XSSFWorkbook(Files.newInputStream(file(FileKind.XLSX, true)))) {
      var sheet = workbook.getSheetAt(0);
      assertThat(sheet.getRow(0).cellIterator())
          .toIterable()
          .extracting(Cell::getStringCellValue)
          .containsExactly("部门", "金额（元）", "日期", "合计");
      assertThat(sheet.getLastRowNum()).isEqualTo(3);
      assertThat(sheet.getRow(2).getCell(3).getStringCellValue()).isEqualTo("false");
      var total = sheet.getRow(3);
      assertThat(total.getCell(0).getStringCellValue()).isEqualTo("合计 total");
      assertThat(total.getCell(1).getNumericCellValue()).isEqualTo(3.5);
      assertThat(total.getCell(3).getStringCellValue()).isEqualTo("true");
      assertThat(total.getCell(1).getCellStyle().getFont().getBold()).isTrue();
      assertThat(sheet.getRow(1).getCell(1).getCellStyle().getFont().getBold()).isFalse();
      assertThat(sheet.getDimension().formatAsString()).isEqualTo("A1:D4");
    }
  }

  @Test
  void writesEveryCharacterOfAWorkbookAsItself() throws IOException {
    var name = "𠀀 甲 & <乙> \"丙\"\n&#x4e59; &amp;";
    var file =
        TableFile.of(
            new Scratch(folder),
            FileKind.XLSX,
            List.of("部门", "金额", "日期"),
            row -> row.accept(new Sum(name, BigDecimal.ONE, null)));
    try (var zip = new ZipFile(file.toFile())) {
      var sheet =
          new String(
              zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml")).readAllBytes(),
              StandardCharsets.UTF_8);
      assertThat(sheet).contains("𠀀 甲 &amp; &lt;乙&gt;").contains("&amp;#x4e59; &amp;amp;");
    }
    try (var workbook = new XSSFWorkbook(Files.newInputStream(file))) {
      assertThat(workbook.getSheetAt(0).getRow(1).getCell(0).getStringCellValue()).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0123",
        "1E5",
        "1-2",
        "915001060000000017",
        "2025-06",
        "2022",
        "3.8%",
        "1/2",
        "12:30",
        "(5)",
        "￥5",
        "１２",
        "3月5日",
        "5 Jan",
        "TRUE",
        "false",
        "#N/A",
        "-5 度",
        "@sum",
        "=\"a\"&\"b\"",
        "=1+1",
        "+86 \"023\"\n1"
      })
  void writesTextsThatExcelWouldConvertAsTexts(String text) {
    assertThat(Csv.forExcel(text)).startsWith("=\"").isNotEqualTo(text);
    assertThat(Csv.fromExcel(Csv.forExcel(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "高新技术企业", "500106-145-t05", "2025-Q3", "12家", "（一）", "May", "x=\"1\""})
  void leavesOtherTextsAsTheyAre(String text) {
    assertThat(Csv.forExcel(text)).isEqualTo(text);
    assertThat(Csv.fromExcel(text)).isEqualTo(text);
  }

  @Test
  void dividesALongTextBecauseExcelReadsNoLongTextInAFormula() {
    var text = "-" + "\"𠀀".repeat(400);
    var cell = Csv.forExcel(text);
    assertThat(Csv.fromExcel(cell)).isEqualTo(text);
    assertThat(cell.split("\"&\"", -1)).allMatch(part -> part.length() < 600).hasSizeGreaterThan(4);
    var list = "-" + "甲;".repeat(5_000);
    assertThat(Csv.forExcel(list)).isEqualTo(list);
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "=\"a", "=\"a\"b", "=\"a\"&b", "=\"a\"&\"b", "=a"})
  void readsNoOtherFormulaAsAText(String cell) {
    assertThat(Csv.fromExcel(cell)).isEqualTo(cell);
  }
}

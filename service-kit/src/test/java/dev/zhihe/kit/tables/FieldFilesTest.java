package dev.zhihe.kit.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Violation;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as common programs write them, each an example of a kind that other systems misread. */
class FieldFilesTest {
  private static final List<Column> COLUMNS =
      List.of(
          Column.required("code", "代码"),
          Column.optional("list", "列表"),
          Column.measured("value", "数值"),
          Column.optional("nameZh", "名称"),
          Column.optional("validFrom", "生效日"),
          Column.optional("note", "备注"),
          Column.optional("outputYuan", "产值"),
          Column.optional("growthPercent", "增速"),
          Column.optional("area", "区划"),
          Column.optional("name", "名"),
          Column.optional("type", "类型"),
          Column.optional("stage", "阶段"),
          Column.optional("floorAreaM2", "面积"),
          Column.optional("indicator", "指标"),
          Column.optional("period", "时期"),
          Column.optional("status", "状态"));

  /** The item that the files' NDJSON lines are. */
  record Item(
      @Nullable String code,
      @Nullable String list,
      @Nullable String value,
      @Nullable String nameZh,
      @Nullable String note) {}

  @TempDir Path folder;

  private final List<Violation> violations = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  private void read(Path file) throws IOException {
    var format =
        file.toString().endsWith(".csv")
            ? Format.CSV
            : file.toString().endsWith(".xlsx") ? Format.XLSX : Format.NDJSON;
    format.read(
        file,
        COLUMNS,
        Item.class,
        new Lines() {
          private @Nullable Header header;

          @Override
          public void header(long number, List<String> names) {
            header = new Header(number, names, COLUMNS);
            violations.addAll(header.violations());
          }

          @Override
          public void row(long number, List<@Nullable String> cells, List<BrokenCell> broken) {
            rows.add(
                new Line(number, cells, broken)
                    .row(
                        Objects.requireNonNull(header),
                        COLUMNS.stream().collect(Collectors.toMap(Column::name, column -> column)),
                        violations));
          }
        });
  }

  private void readField(String name) throws IOException {
    try {
      read(Path.of(Objects.requireNonNull(getClass().getResource("/field/" + name)).toURI()));
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Reads a workbook with these rows of a sheet; {@code s="1"} has the format. */
  private void readSheet(String format, String rows) throws IOException {
    read(workbook(format, "<sheetData>" + rows + "</sheetData>", "", ""));
  }

  private Path workbook(String format, String sheet, String properties, String sheets)
      throws IOException {
    var original = Path.of("src/test/resources/field/date-format-31.xlsx");
    var main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    var parts = new LinkedHashMap<String, String>();
    parts.put("xl/worksheets/sheet1.xml", "<worksheet " + main + ">" + sheet + "</worksheet>");
    parts.put(
        "xl/styles.xml",
        "<styleSheet "
            + main
            + "><numFmts><numFmt numFmtId=\"200\" formatCode=\""
            + format.replace("\"", "&quot;").replace("<", "&lt;")
            + "\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
            + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\""
            + (format.matches("\\d+") ? format : "200")
            + "\"/></cellXfs></styleSheet>");
    parts.put(
        "xl/workbook.xml",
        "<workbook "
            + main
            + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
            + properties
            + "<sheets>"
            + sheets
            + "<sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
    parts.put("xl/worksheets/sheet9.xml", "<worksheet " + main + "/>");
    parts.put(
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + IntStream.of(1, 9)
                .mapToObj(
                    number ->
                        "<Relationship Id=\"rId%1$d\" Type=\"a/worksheet\" Target=\"worksheets/sheet%1$d.xml\"/>"
                            .formatted(number))
                .collect(Collectors.joining())
            + "</Relationships>");
    var file = folder.resolve("made.xlsx");
    try (var zip = new ZipFile(original.toFile());
        var out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var entry : zip.stream().toList()) {
        if (!parts.containsKey(entry.getName())) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          zip.getInputStream(entry).transferTo(out);
        }
      }
      for (var part : parts.entrySet()) {
        out.putNextEntry(new ZipEntry(part.getKey()));
        out.write(part.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  private static String row(String... texts) {
    return Arrays.stream(texts)
        .map(
            text ->
                text.startsWith("<") ? text : "<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>")
        .collect(Collectors.joining("", "<row>", "</row>"));
  }

  private List<@Nullable String> cells(String column) {
    return rows.stream().map(row -> row.cells().text(column)).collect(Collectors.toList());
  }

  private List<String> codes() {
    return violations.stream().map(Violation::code).toList();
  }

  private Problem refused(String name) {
    return catchThrowableOfType(Problem.class, () -> readField(name));
  }

  @Test
  void readsATextCellAsItsText() throws IOException {
    readField("sheetjs-default-text.xlsx");
    assertThat(cells("note"))
        .containsExactly(
            "007",
            "1.10",
            "1e5",
            "915001060000000017",
            "2023-06-30",
            "TRUE",
            "0.10",
            "12E3",
            "+5",
            "1,234");
    assertThat(violations).isEmpty();
  }

  @Test
  void readsAPercentageInItsUnitAndRefusesItElsewhere() throws IOException {
    readField("percent-cell.xlsx");
    var row = rows.getFirst();
    assertThat(row.decimal("value", "%", "rd")).isEqualByComparingTo("3.8");
    assertThat(violations).isEmpty();
    assertThat(row.decimal("value", "万元", "rd")).isNull();
    assertThat(row.decimal("value")).isNull();
    assertThat(codes()).containsExactly("unit-mismatch", "number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0%|0.29|29%",
        "0.00%;[Red]-0.00%|-0.038|-3.8%",
        "0.00\"%\"|3.8|3.8",
        "0.00\\%|3.8|3.8",
        "[<0.01]0.000%;0.00%|0.28999999999999998|29%",
        "9|1|100%",
        "#,##0.00_);[Red](#,##0.00)|-1234.5|-1234.5",
        "[$-804]yyyy\"年\"m\"月\"d\"日\";@|45107|2023-06-30",
        "[$-804]e\"年\"m\"月\";@|45107|2023-06",
        "yyyy|45107|2023",
        "31|45107|2023-06-30",
        "57|45107|2023-06",
        "27|45107|2023-06",
        "58|45107|2023-06-30",
        "14|59|1900-02-28",
        "14|1|1900-01-01",
        "yyyy/m/d h:mm|45107.5|2023-06-30 12:00:00",
        "yyyy/m/d h:mm|45107|2023-06-30",
        "h:mm|0.25|06:00:00",
        "aaaa|45107|2023-06-30",
        "General|1E-3|0.001",
        "0.00E+00|123000|123000",
        "G/通用格式\"小时\"|5|5",
        "@|0.30000000000000004|0.3"
      })
  void readsANumberAsItsFormatDisplaysIt(String format, String number, String text)
      throws IOException {
    readSheet(format, row("code", "note") + row("a", "<c s=\"1\"><v>" + number + "</v></c>"));
    assertThat(cells("note")).containsExactly(text);
    assertThat(violations).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "14,0",
    "31,-1",
    "14,60",
    "14,2958466",
    "14,0.5",
    "yyyy/m/d;@,-1",
    "[h]:mm,1.5",
    "14,1e999"
  })
  void refusesADateCellWithoutADate(String format, String number) throws IOException {
    readSheet(format, row("code", "validFrom") + row("a", "<c s=\"1\"><v>" + number + "</v></c>"));
    rows.forEach(row -> row.date("validFrom"));
    assertThat(codes()).containsExactly("date");
  }

  @Test
  void countsDaysFrom1904WhereTheWorkbookSaysSo() throws IOException {
    read(
        workbook(
            "14",
            "<sheetData>"
                + row("code", "note")
                + row("a", "<c s=\"1\"><v>43645</v></c>")
                + "</sheetData>",
            "<workbookPr date1904=\"1\"/>",
            ""));
    assertThat(cells("note")).containsExactly("2023-06-30");
  }

  @Test
  void readsTheBuiltInChineseDateFormats() throws IOException {
    readField("date-format-31.xlsx");
    assertThat(rows.getFirst().date("validFrom")).hasToString("2023-06-30");
    assertThat(cells("note")).containsExactly(null, "2023-06-30");
    assertThat(violations).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<f>1+1</f>", "<f>1+1</f><v/>", "<f>1+1</f><v></v>"})
  void refusesAFormulaWithoutAStoredResult(String content) throws IOException {
    readSheet("0", row("code", "note") + row("a", "<c>" + content + "</c>"));
    rows.forEach(row -> row.decimal("note"));
    assertThat(codes()).containsExactly("cell-error");
    assertThat(violations.getFirst().column()).isEqualTo("note");
  }

  @Test
  void refusesTheFieldsFormulaWithoutAStoredResult() throws IOException {
    readField("formula-without-value-0.xlsx");
    assertThat(violations).isEmpty();
    readField("formula-without-value.xlsx");
    assertThat(codes()).containsExactly("cell-error");
  }

  @Test
  void readsTheResultsOfFormulasByTheirType() throws IOException {
    readSheet(
        "14",
        row("code", "note", "nameZh", "validFrom", "list")
            + row(
                "a",
                "<c t=\"str\"><f>A</f><v>0123</v></c>",
                "<c t=\"str\"><f>A</f><v></v></c>",
                "<c s=\"1\"><f>A</f><v>45107</v></c>",
                "<c t=\"b\"><f>A</f><v>1</v></c>"));
    var row = rows.getFirst();
    assertThat(row.text("note")).isEqualTo("0123");
    assertThat(row.text("nameZh")).isNull();
    assertThat(row.date("validFrom")).hasToString("2023-06-30");
    assertThat(row.text("list")).isEqualTo("true");
    assertThat(violations).isEmpty();
  }

  @Test
  void readsADateCellInIsoForm() throws IOException {
    readField("iso-date-cell.xlsx");
    assertThat(rows.getFirst().date("validFrom")).hasToString("2023-06-30");
    readSheet(
        "27",
        row("code", "note") + row("a", "<c t=\"d\" s=\"1\"><v>2023-06-30T00:00:00.000Z</v></c>"));
    assertThat(cells("note")).containsExactly(null, "2023-06");
    assertThat(violations).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"empty-style-attribute.xlsx,E2", "shared-formula-without-master.xlsx,E2"})
  void refusesBrokenReferencesByTheirCell(String name, String place) {
    var refusal = refused(name);
    assertThat(refusal.violations()).extracting(Violation::code).containsExactly("unreadable");
    assertThat(refusal.getMessage()).contains(place);
    assertThat(rows).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<row><c s=\"7\"><v>1</v></c></row>",
        "<row><c t=\"s\"><v>7</v></c></row>",
        "<row><c t=\"s\"><v>-1</v></c></row>",
        "<row r=\"2\"/><row r=\"2\"/>",
        "<row r=\"0\"/>",
        "<row r=\"3\"><c r=\"A4\"/></row>",
        "<row r=\"3\"><c r=\"B3\"/><c r=\"A3\"/></row>",
      })
  void refusesASheetWhosePlacesOrReferencesAreBroken(String sheet) {
    assertThat(catchThrowableOfType(Problem.class, () -> readSheet("0", sheet)).violations())
        .extracting(Violation::code)
        .containsExactly("unreadable");
  }

  @Test
  void countsRowsThatDoNotSayTheirNumbers() throws IOException {
    readField("rows-without-r.xlsx");
    rows.forEach(row -> row.date("validFrom"));
    assertThat(rows).extracting(Row::number).containsExactly(2L, 3L);
    assertThat(violations).extracting(Violation::row).containsExactly(3L);
  }

  @Test
  void readsAHeaderWithInvisibleSpaces() throws IOException {
    readField("header-nbsp.xlsx");
    assertThat(cells("code")).containsExactly("zz-q44");
    readField("bom-and-quoted-header.csv");
    assertThat(cells("code")).containsExactly("zz-q44", "zz-q30");
    assertThat(violations).isEmpty();
  }

  @Test
  void readsTheBaseTextWithoutItsPhoneticText() throws IOException {
    readField("inline-phonetic.xlsx");
    assertThat(cells("note")).containsExactly("東京都");
  }

  @Test
  void readsTheCharacterThatAnEscapeStandsFor() throws IOException {
    readField("x000d.xlsx");
    assertThat(cells("note").getFirst()).doesNotContain("_x000D_").contains("\n");
    assertThat(SharedTexts.unescaped("_x005F_x000D_")).isEqualTo("_x000D_");
    assertThat(SharedTexts.unescaped(SharedTexts.escaped("a_x000D_b"))).isEqualTo("a_x000D_b");
  }

  @Test
  void readsStrictWorkbooks() throws IOException {
    readField("strict.xlsx");
    assertThat(cells("code")).containsExactly("zz-q39");
    assertThat(violations).isEmpty();
  }

  @Test
  void refusesAForbiddenCharacterInACellWithoutOthers() throws IOException {
    readSheet("0", row("code", "note") + row("a", "_x001F_"));
    assertThat(codes()).containsExactly("character");
  }

  @Test
  void countsUsedRowsOnly() throws IOException {
    var empty =
        IntStream.range(3, 60_000)
            .mapToObj("<row r=\"%1$d\"><c r=\"A%1$d\" s=\"1\"/></row>"::formatted)
            .collect(Collectors.joining());
    readSheet("0", row("code") + row("a") + empty);
    assertThat(cells("code")).containsExactly("a");
  }

  @Test
  void refusesDigitsOfFootnotes() throws IOException {
    readField("footnote-digit.csv");
    rows.forEach(row -> row.decimal("value", "%", "rd"));
    assertThat(codes()).containsExactly("number", "number");
    assertThat(violations).extracting(Violation::value).containsExactly("3.8①", "3.8²");
    assertThat(violations.getFirst().detail().zh()).startsWith("“①”不是数字");
    assertThat(violations.getLast().detail().en()).startsWith("\"²\" is not part of a number");
  }

  @ParameterizedTest
  @CsvSource({
    "two-objects-on-a-line.ndjson,json,1",
    "duplicate-key.ndjson,duplicate-key,1",
    "lone-surrogate.ndjson,character,1",
    "huge-exponent.ndjson,type,1",
    "nul.csv,character,3",
    "control-character.csv,character,2",
  })
  void refusesWhatCannotBeKept(String file, String code, long row) throws IOException {
    readField(file);
    assertThat(codes()).containsExactly(code);
    assertThat(violations).extracting(Violation::row).containsExactly(row);
  }

  @Test
  void takesInvisibleTextsForBlank() throws IOException {
    readField("nbsp-required.csv");
    assertThat(cells("nameZh")).containsExactly(null, null);
    assertThat(cells("value")).containsExactly("zzq31", "zzq31");
  }

  @Test
  void findsTheHeaderBelowATitleAndNotes() throws IOException {
    read(
        workbook(
            "0",
            "<sheetData>"
                + row("代码表（2023 年）")
                + "<row/>"
                + row("单位：万元", "名称")
                + row("*代码", "名称（必填）", "产值\n（万元）", "NOTE")
                + row("a", "甲", "1.5", "x")
                + "</sheetData><mergeCells><mergeCell ref=\"A1:D1\"/></mergeCells>",
            "",
            "<sheet name=\"b\" sheetId=\"9\" state=\"hidden\" r:id=\"rId9\"/>"));
    var row = rows.getFirst();
    assertThat(row.number()).isEqualTo(5);
    assertThat(row.yuan("outputYuan")).hasToString("15000.00");
    assertThat(row.text("nameZh")).isEqualTo("甲");
    assertThat(row.text("note")).isEqualTo("x");
    assertThat(violations).isEmpty();
  }

  @Test
  void refusesCellsMergedInOrBelowTheHeader() throws IOException {
    var file =
        workbook(
            "0",
            "<sheetData>"
                + row("表")
                + row("code", "note")
                + row("a")
                + "</sheetData><mergeCells><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A3:B3\"/></mergeCells>",
            "",
            "");
    var refusal = catchThrowableOfType(Problem.class, () -> read(file));
    assertThat(refusal.getMessage()).contains("A3:B3").doesNotContain("A1:B1");
  }

  @Test
  void findsTheHeaderOfCsvBelowATitle() throws IOException {
    var file = folder.resolve("titled.csv");
    Files.writeString(file, "代码表,,\n单位；元,,\nCode*,名称(必填),备注\na,甲,x\n");
    read(file);
    assertThat(cells("note")).containsExactly("x");
    assertThat(rows.getFirst().number()).isEqualTo(4);
    assertThat(violations).isEmpty();
  }

  @Test
  void namesTheFirstRowWhereThereIsNoHeader() throws IOException {
    var file = folder.resolve("none.csv");
    Files.writeString(file, "a,b\n" + "c,d\n".repeat(30));
    read(file);
    assertThat(violations).extracting(Violation::row).containsExactly(1L, 1L, 1L);
    assertThat(codes()).containsExactly("unknown-column", "unknown-column", "missing-column");
    assertThat(rows).hasSize(30);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-06-30 00:00:00",
        "2023-06-30T00:00:00",
        "2023/6/30 0:00",
        "2023-06-30 00:00:00.000"
      })
  void readsADayWithTheTimeOfMidnight(String cell) throws IOException {
    var file = folder.resolve("days.csv");
    Files.writeString(file, "code,validFrom\na," + cell + "\nb,2023-06-30 08:00:00\n");
    read(file);
    assertThat(rows.getFirst().date("validFrom")).hasToString("2023-06-30");
    assertThat(rows.getLast().date("validFrom")).isNull();
    assertThat(codes()).containsExactly("date");
  }

  @Test
  void keepsTheDigitsOfANumber() throws IOException {
    var file = folder.resolve("digits.ndjson");
    Files.writeString(file, "{\"code\":\"a\",\"growthPercent\":2.50}\n");
    read(file);
    assertThat(rows.getFirst().decimal("growthPercent")).hasToString("2.50");
  }

  @Test
  void keepsThePercentSignOfASameNumber() throws IOException {
    readField("percent-cell.xlsx");
    var row = rows.getFirst();
    row.cells().keepDigits(Map.of("value", "3.80"));
    assertThat(row.decimal("value", "%", "rd")).hasToString("3.80");
    assertThat(row.decimal("value", "亿元", "gdp")).isNull();
  }

  @Test
  void saysThatANumberHasTooManyDecimals() throws IOException {
    var file = folder.resolve("decimals.csv");
    Files.writeString(file, "code,产值\na,0.12345678901\n");
    read(file);
    rows.getFirst().decimal("outputYuan");
    assertThat(violations.getFirst().detail().en()).contains("decimals");
  }
}

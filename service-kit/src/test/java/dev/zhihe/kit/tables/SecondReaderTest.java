package dev.zhihe.kit.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apache POI reads the same cells from generated workbooks, or ours refuses the cell. */
class SecondReaderTest {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final String MAIN =
      "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
  private static final List<String> FORMATS =
      List.of(
          "General",
          "0.00",
          "#,##0.00_);[Red](#,##0.00)",
          "0%",
          "0.00%;[Red]-0.00%",
          "0.0&quot;%&quot;",
          "yyyy/m/d",
          "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@",
          "[$-804]yyyy\\-mm\\-dd\\ hh:mm:ss",
          "yyyy-mm",
          "@",
          "0.00E+00",
          "0&quot;d&quot;",
          "_-* #,##0.00_-",
          "mm/dd/yy");
  private static final String[] TEXTS = {
    "甲",
    "007",
    "1.10",
    "1e5",
    "915001060000000017",
    "2023-06-30",
    "TRUE",
    "a_x000D_b",
    "_x005F_x0041_",
    "#N/A",
    "=1+1",
    "3.8%",
    "𠀀字",
    "one\ntwo",
    "&lt;b&gt; &amp; c"
  };

  @TempDir Path folder;

  private final DataFormatter formatter = new DataFormatter();
  private final Map<String, Integer> kinds = new TreeMap<>();

  @Test
  void readsTheSameFromSixHundredWorkbooks() throws IOException {
    for (int seed = 0; seed < 600; seed++) {
      var file = folder.resolve(seed + ".xlsx");
      try (var out = Files.newOutputStream(file)) {
        if (seed % 2 == 0) {
          byLibrary(new Random(seed), out);
        } else {
          byHand(new Random(seed), out);
        }
      }
      compare(file);
      Files.delete(file);
    }
    assertThat(kinds)
        .containsOnlyKeys("blank", "boolean", "date", "number", "percent", "refused", "text")
        .allSatisfy((kind, count) -> assertThat(count).as(kind).isGreaterThan(100));
  }

  private static void byLibrary(Random random, OutputStream out) throws IOException {
    try (var workbook = new Workbook(out, "test", "1.0")) {
      var sheet = workbook.newWorksheet("a");
      for (int column = 0; column < 6; column++) {
        sheet.value(0, column, "c" + column);
      }
      for (int row = 1; row < 8; row++) {
        for (int column = 0; column < 6; column++) {
          switch (random.nextInt(6)) {
            case 0 -> sheet.value(row, column, "t" + random.nextInt());
            case 1 -> sheet.value(row, column, random.nextInt());
            case 2 -> sheet.value(row, column, random.nextDouble() * 1_000);
            case 3 -> {
              sheet.value(row, column, LocalDate.of(1950, 1, 1).plusDays(random.nextInt(40_000)));
              sheet.style(row, column).format("yyyy-mm-dd").set();
            }
            case 4 -> {
              sheet.value(row, column, random.nextInt(1_000) / 1_000.0);
              sheet.style(row, column).format("0.0%").set();
            }
            default -> sheet.value(row, column, random.nextBoolean());
          }
        }
      }
    }
  }

  private static void byHand(Random random, OutputStream out) throws IOException {
    var numbersRows = random.nextBoolean();
    var rows = new StringBuilder();
    for (int row = 1; row < 9; row++) {
      rows.append(numbersRows ? "<row r=\"" + row + "\">" : "<row>");
      for (int column = 1; column <= 6; column++) {
        var place = SheetExtents.letters(column) + row;
        if (row == 1) {
          rows.append("<c r=\"%1$s\" t=\"inlineStr\"><is><t>c</t></is></c>".formatted(place));
        } else {
          rows.append(cell(random, numbersRows ? " r=\"" + place + "\"" : ""));
        }
      }
      rows.append("</row>");
    }
    var styles = new StringBuilder("<styleSheet " + MAIN + "><numFmts>");
    for (int i = 0; i < FORMATS.size(); i++) {
      styles.append(
          "<numFmt numFmtId=\"%d\" formatCode=\"%s\"/>".formatted(170 + i, FORMATS.get(i)));
    }
    styles.append(
        "</numFmts><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs>");
    for (int i = 0; i < FORMATS.size(); i++) {
      styles.append("<xf numFmtId=\"%d\" xfId=\"0\"/>".formatted(170 + i));
    }
    for (int builtIn : List.of(0, 2, 9, 10, 14, 22)) {
      styles.append("<xf numFmtId=\"%d\" xfId=\"0\"/>".formatted(builtIn));
    }
    var texts = new StringBuilder("<sst " + MAIN + ">");
    for (var text : TEXTS) {
      texts.append("<si><r><t>").append(text).append("</t></r><r><t>尾</t></r></si>");
    }
    var zip = new ZipOutputStream(out);
    var type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    var relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    var relations =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    part(
        zip,
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + override("workbook", type + "sheet.main")
            + override("worksheets/sheet1", type + "worksheet")
            + override("styles", type + "styles")
            + override("sharedStrings", type + "sharedStrings")
            + "</Types>");
    part(
        zip,
        "_rels/.rels",
        relations
            + relation("r1", relation + "/officeDocument", "xl/workbook.xml")
            + "</Relationships>");
    part(
        zip,
        "xl/workbook.xml",
        "<workbook %s xmlns:r=\"%s\">%s<sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            .formatted(
                MAIN, relation, random.nextInt(4) == 0 ? "<workbookPr date1904=\"1\"/>" : ""));
    part(
        zip,
        "xl/_rels/workbook.xml.rels",
        relations
            + relation("r1", relation + "/worksheet", "worksheets/sheet1.xml")
            + relation("r2", relation + "/styles", "styles.xml")
            + relation("r3", relation + "/sharedStrings", "sharedStrings.xml")
            + "</Relationships>");
    part(zip, "xl/styles.xml", styles + "</cellXfs></styleSheet>");
    part(zip, "xl/sharedStrings.xml", texts + "</sst>");
    part(
        zip,
        "xl/worksheets/sheet1.xml",
        "<worksheet " + MAIN + "><sheetData>" + rows + "</sheetData></worksheet>");
    zip.finish();
  }

  private static String override(String part, String type) {
    return "<Override PartName=\"/xl/%s.xml\" ContentType=\"%s+xml\"/>".formatted(part, type);
  }

  private static String relation(String id, String type, String target) {
    return "<Relationship Id=\"%s\" Type=\"%s\" Target=\"%s\"/>".formatted(id, type, target);
  }

  private static void part(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + content).getBytes(StandardCharsets.UTF_8));
  }

  private static String cell(Random random, String place) {
    var start = "<c" + place + " s=\"" + random.nextInt(FORMATS.size() + 6) + "\"";
    var text = TEXTS[random.nextInt(TEXTS.length)];
    var formula = random.nextInt(3) == 0 ? "<f>A1</f>" : "";
    return switch (random.nextInt(10)) {
      case 0 -> start + " t=\"s\"><v>" + random.nextInt(TEXTS.length) + "</v></c>";
      case 1 -> start + " t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
      case 2 -> start + " t=\"str\"><f>A1</f><v>" + text + "</v></c>";
      case 3 -> start + "/>";
      case 4 -> start + " t=\"b\">" + formula + "<v>" + random.nextInt(2) + "</v></c>";
      case 5 -> start + " t=\"e\">" + formula + "<v>#DIV/0!</v></c>";
      case 6 -> start + "><f>1+1</f></c>";
      default -> start + ">" + formula + "<v>" + number(random) + "</v></c>";
    };
  }

  private static String number(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> "0";
      case 1 -> String.valueOf(61 + random.nextInt(60_000));
      case 2 -> String.valueOf(30_000 + random.nextInt(86_400) / 86_400.0);
      case 3 -> String.valueOf(-random.nextDouble() * 1_000);
      case 4 -> String.valueOf(random.nextDouble());
      case 5 -> random.nextInt(1_000) + "E-" + random.nextInt(9);
      default -> String.valueOf(random.nextLong());
    };
  }

  private void compare(Path file) throws IOException {
    var rows = new TreeMap<Long, List<@Nullable String>>();
    var refused = new TreeMap<Long, List<BrokenCell>>();
    XlsxFile.read(
        file,
        List.of(),
        new Lines() {
          @Override
          public void header(long number, List<String> names) {}

          @Override
          public void row(long number, List<@Nullable String> cells, List<BrokenCell> broken) {
            rows.put(number, cells);
            refused.put(number, broken);
          }
        });
    try (var workbook = new XSSFWorkbook(Files.newInputStream(file))) {
      for (var row : workbook.getSheetAt(0)) {
        long number = row.getRowNum() + 1L;
        if (number == 1) {
          continue;
        }
        var cells = rows.getOrDefault(number, List.of());
        var left = new ArrayList<>(refused.getOrDefault(number, List.of()));
        for (int column = 0; column < 6; column++) {
          var ours = column < cells.size() ? cells.get(column) : "";
          var theirs = (XSSFCell) row.getCell(column);
          compare(file + " " + number + " " + column, ours == null ? "" : ours, theirs, left);
        }
        assertThat(left).as(file + " " + number).isEmpty();
      }
    }
  }

  private void count(String kind) {
    kinds.merge(kind, 1, Integer::sum);
  }

  /** Compares one cell. A refused cell is taken from the row's refusals, which are in order. */
  private void compare(
      String place, String ours, @Nullable XSSFCell theirs, List<BrokenCell> refused) {
    if (theirs == null || theirs.getCellType() == CellType.BLANK) {
      count("blank");
      assertThat(ours).as(place).isEmpty();
      return;
    }
    var formula = theirs.getCellType() == CellType.FORMULA;
    var type = formula ? theirs.getCachedFormulaResultType() : theirs.getCellType();
    var inError = type == CellType.ERROR;
    var unsaved = formula && !theirs.getCTCell().isSetV();
    if (inError || unsaved || (formula && ours.equals("#N/A"))) {
      count("refused");
      assertThat(refused).as(place).isNotEmpty();
      assertThat(refused.removeFirst().code()).as(place).isEqualTo("cell-error");
      return;
    }
    switch (type) {
      case STRING -> {
        count("text");
        assertThat(ours).as(place).isEqualTo(theirs.getStringCellValue());
      }
      case BOOLEAN -> {
        count("boolean");
        assertThat(ours).as(place).isEqualTo(String.valueOf(theirs.getBooleanCellValue()));
      }
      default -> numeric(place, ours, theirs, refused);
    }
  }

  private void numeric(String place, String ours, XSSFCell theirs, List<BrokenCell> refused) {
    var number = theirs.getNumericCellValue();
    var style = theirs.getCellStyle();
    if (DateUtil.isADateFormat(style.getDataFormat(), style.getDataFormatString())) {
      var isDate = number >= 1 && (int) number != 60 && number < 2_957_004;
      if (!isDate) {
        count("refused");
        assertThat(refused).as(place).isNotEmpty();
        assertThat(refused.removeFirst().code()).as(place).isEqualTo("date");
      } else {
        count("date");
        var moment = MOMENT.format(theirs.getLocalDateTimeCellValue().plusNanos(500_000_000));
        assertThat(moment).as(place).startsWith(ours);
        assertThat(ours.length()).as(place).isGreaterThanOrEqualTo(7);
      }
      return;
    }
    var shown =
        formatter.formatRawCellContents(number, style.getDataFormat(), style.getDataFormatString());
    var percent = shown.endsWith("%") && !style.getDataFormatString().contains("\"%\"");
    var stored = new BigDecimal(theirs.getRawValue()).stripTrailingZeros();
    if (!percent && stored.precision() > 15 && stored.precision() - stored.scale() > 15) {
      count("refused");
      assertThat(refused).as(place).isNotEmpty();
      assertThat(refused.removeFirst().code()).as(place).isEqualTo("number");
      return;
    }
    count(percent ? "percent" : "number");
    assertThat(ours.endsWith("%")).as(place + " " + ours).isEqualTo(percent);
    var value =
        percent
            ? new BigDecimal(ours.substring(0, ours.length() - 1)).movePointLeft(2)
            : new BigDecimal(ours);
    var expected = BigDecimal.valueOf(number).round(new MathContext(15));
    assertThat(value.subtract(expected).abs())
        .as(place)
        .isLessThanOrEqualTo(expected.abs().movePointLeft(14));
  }
}

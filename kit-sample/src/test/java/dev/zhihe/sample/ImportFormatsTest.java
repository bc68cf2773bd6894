package dev.zhihe.sample;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;

/** Files as people make them, good and bad, into one family; the engine is every family's. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ImportFormatsTest {
  private static final Family TOPICS = new Family("topics");
  private static final String HEADER = "code,area,nameZh,startYear,endYear\n";
  private static final byte[] OLD_WORKBOOK = {
    (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
  };

  private static ValidatableResponse sent(byte[] file, String type, String query) {
    return asEditor().contentType(type).body(file).post("/v1/topics/imports" + query).then();
  }

  private static byte[] workbook(Consumer<Worksheet> content) {
    var bytes = new ByteArrayOutputStream();
    try (var workbook = new Workbook(bytes, "test", "1.0")) {
      var sheet = workbook.newWorksheet("主题");
      content.accept(sheet);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static void cells(Worksheet sheet, int row, Object... values) {
    for (int i = 0; i < values.length; i++) {
      switch (values[i]) {
        case Number number -> sheet.value(row, i, number);
        case Object text -> sheet.value(row, i, text.toString());
      }
    }
  }

  @Test
  void takesAFileThatExcelWroteInGb18030() {
    var csv = "代码,行政区划代码,名称,起始年,截止年\r\n210000-135,210000,辽宁省科技规划,2016,2020\r\n";
    sent(csv.getBytes(Charset.forName("GB18030")), MediaTypes.CSV, "")
        .statusCode(200)
        .body("created", equalTo(1));
    assertThat(TOPICS.item("210000-135").getString("nameZh")).isEqualTo("辽宁省科技规划");
  }

  @Test
  void takesFullWidthDigitsAndAByteOrderMark() {
    var csv = "\uFEFF" + HEADER + "210001-135,２１０００１,全角,２０１６,２０２０\n\n";
    sent(csv.getBytes(StandardCharsets.UTF_8), MediaTypes.CSV, "")
        .statusCode(200)
        .body("created", equalTo(1));
    assertThat(TOPICS.item("210001-135").getInt("startYear")).isEqualTo(2016);
  }

  @Test
  void refusesAUtf8FileWithABrokenPlaceInsteadOfReadingItAsSomethingElse() {
    var good =
        (HEADER + "210002-135,210002,规划规划规划,2016,2020\n210003-135,210003,又一个")
            .getBytes(StandardCharsets.UTF_8);
    var broken = new byte[good.length + 1];
    System.arraycopy(good, 0, broken, 0, good.length);
    broken[good.length] = (byte) 0xE5;
    sent(broken, MediaTypes.CSV, "").statusCode(400).body("detail", containsString("第 3 行"));
  }

  @Test
  void takesOneJsonObjectALine() {
    var lines =
        """
        {"code":"210004-135","area":"210004","nameZh":"甲","startYear":2016,"endYear":2020}

        \u3000\u200B
        {"code":"210005-135","area":"210005","nameZh":"乙","startYear":2016,"endYear":2020,"nameEn":null}
        """;
    sent(lines.getBytes(StandardCharsets.UTF_8), MediaTypes.NDJSON, "")
        .statusCode(200)
        .body("rows", equalTo(2))
        .body("created", equalTo(2));
  }

  @Test
  void namesEveryErrorOfEveryLineOfNdjson() {
    var lines =
        """
        {"code":"210006-135","area":"21","nameZh":"甲","startYear":1e999999999,"endYear":2020}
        {"code":"210007-135"
        {"code":"210008-135","area":"210008","nameZh":"丙","startYear":2016,"endYear":2020,"hue":"red"}
        """;
    sent(lines.getBytes(StandardCharsets.UTF_8), MediaTypes.NDJSON, "")
        .statusCode(422)
        .body("errors.findAll { it.row == 1 }.column", equalTo(List.of("area", "startYear")))
        .body("errors.findAll { it.row == 2 }.code", equalTo(List.of("json")))
        .body("errors.find { it.row == 3 }.code", equalTo("unknown-column"))
        .body("errors.find { it.row == 3 }.value", equalTo("\"red\""));
  }

  @Test
  void namesTheRowThatIsTooLongInAnyFormat() {
    var text = "a".repeat(131_072);
    for (var file :
        Map.of(
                MediaTypes.NDJSON,
                "{\"code\":\"long-1\"}\n{\"code\":\"long-2\",\"nameZh\":\"" + text + "\"}\n",
                MediaTypes.CSV,
                HEADER + "long-1,211000," + "a".repeat(131_072) + ",2016,2020\n")
            .entrySet()) {
      sent(file.getValue().getBytes(StandardCharsets.UTF_8), file.getKey(), "")
          .statusCode(400)
          .body("errors.code", contains("too-long"))
          .body("errors.row", contains(2));
    }
  }

  @Test
  void refusesALineOfMorePropertiesThanColumnsAreTaken() {
    var line =
        IntStream.range(0, 201)
            .mapToObj(i -> "\"p%d\":1".formatted(i))
            .collect(Collectors.joining(",", "{", "}\n"));
    sent(line.getBytes(StandardCharsets.UTF_8), MediaTypes.NDJSON, "")
        .statusCode(422)
        .body("errors.code", contains("columns"))
        .body("errors.row", contains(1));
  }

  @Test
  void refusesRowsOfAnotherLengthAndReadsTheOthers() {
    var rows =
        "len-1,211000,四格,2016\nlen-2,211000,六格,2016,2020,\nlen-3,2110,错,2016,2020\nlen-4,211000,好,2016,2020\n";
    TOPICS
        .imported(HEADER + rows)
        .statusCode(422)
        .body("errors.row", equalTo(List.of(2, 3, 4)))
        .body("errors.code", equalTo(List.of("cells", "cells", "shape")));
    TOPICS
        .imported(HEADER + rows, "?mode=valid")
        .statusCode(200)
        .body("created", equalTo(1))
        .body("rejected", equalTo(3));
  }

  @Test
  void refusesAFileWhoseQuoteTakesRowsIntoItsCell() {
    var file =
        "code,area,startYear,endYear,nameZh\nq-1,211000,2016,2020,\"甲\nq-2,211000,2016,2020,乙\n";
    for (var query : List.of("", "?mode=valid")) {
      TOPICS
          .imported(file, query)
          .statusCode(400)
          .body("errors[0].code", equalTo("quote"))
          .body("errors[0].row", equalTo(2))
          .body("errors[0].column", equalTo("nameZh"));
    }
    asEditor().get("/v1/topics/q-1").then().statusCode(404);
  }

  @Test
  void readsAWorkbookThatSaysNothingOfStyles() throws IOException {
    var file =
        workbook(
            sheet -> {
              cells(sheet, 0, "code", "area", "nameZh", "startYear", "endYear");
              cells(sheet, 1, "bare-1", "211000", "无样式", 2016, 2020);
            });
    var types =
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/></Types>";
    sent(
            with(file, "[Content_Types].xml", types.getBytes(StandardCharsets.UTF_8)),
            MediaTypes.XLSX,
            "")
        .statusCode(200)
        .body("created", equalTo(1));
  }

  @Test
  void namesAtMostFiveColumnsLikeAnUnknownOne() {
    TOPICS
        .imported("code,area,名称全称,startYear,endYear,colour,nameZh\nx-1,211000,甲,2016,2020,红,乙\n")
        .statusCode(422)
        .body("errors.code", equalTo(List.of("unknown-column", "unknown-column")))
        .body("errors[0].detail", containsString("名称（nameZh"))
        .body("errors[0].detail.length()", lessThan(200))
        .body("errors[1].detail.length()", lessThan(200));
  }

  @Test
  void tellsAFormulaInErrorOnceHoweverItIsWritten() throws IOException {
    var sheet =
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\">"
            + List.of("code", "area", "nameZh", "startYear", "endYear").stream()
                .map("<c t=\"inlineStr\"><is><t>%s</t></is></c>"::formatted)
                .collect(Collectors.joining())
            + "</row><row r=\"2\"><c t=\"str\"><v>err-1</v></c><c><v>211000</v></c>"
            + "<c t=\"e\"><f>NA()</f><v>#N/A</v></c><c t=\"e\"><v>#REF!</v></c><c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData></worksheet>";
    var file =
        with(
            workbook(one -> cells(one, 0, "code")),
            "xl/worksheets/sheet1.xml",
            sheet.getBytes(StandardCharsets.UTF_8));
    sent(file, MediaTypes.XLSX, "")
        .statusCode(422)
        .body("errors.column", equalTo(List.of("nameZh", "startYear", "endYear")))
        .body("errors.code", equalTo(List.of("cell-error", "cell-error", "cell-error")));
  }

  @Test
  void takesAWorkbookAndASecondTimeChangesNothing() {
    var file =
        workbook(
            sheet -> {
              cells(sheet, 0, "code", "area", "nameZh", "startYear", "endYear");
              cells(sheet, 1, "210009-135", "210009", "工作簿", 2016, 2020);
            });
    sent(file, MediaTypes.XLSX, "").statusCode(200).body("created", equalTo(1));
    sent(file, MediaTypes.XLSX, "").statusCode(200).body("unchanged", equalTo(1));
  }

  @Test
  void givesARefusedWorkbookBackWithItsErrorsInTheirCells() throws IOException {
    var file =
        workbook(
            sheet -> {
              cells(sheet, 0, "code", "area", "nameZh", "startYear", "endYear");
              cells(sheet, 1, "210010-135", "210010", "好", 2016, 2020);
              cells(sheet, 2, "210011-135", "2100", "=HYPERLINK(1)", "2016年", 2020);
            });
    var answer =
        sent(file, MediaTypes.XLSX, "?errors=xlsx")
            .statusCode(422)
            .contentType(MediaTypes.XLSX)
            .extract()
            .asByteArray();
    try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(answer))) {
      var rows = workbook.getFirstSheet().read();
      assertThat(rows.get(0).getCellText(5)).isEqualTo("错误 errors");
      assertThat(rows.get(1).getCellText(0)).isEqualTo("210010-135");
      assertThat(rows.get(2).getCellText(5))
          .contains("area：")
          .contains("nameZh：")
          .contains("startYear：");
    }
    // Corrected in place, with the column of errors still there, it is taken.
    var corrected =
        workbook(
            sheet -> {
              cells(sheet, 0, "code", "area", "nameZh", "startYear", "endYear", "错误 errors");
              cells(sheet, 1, "210010-135", "210010", "好", 2016, 2020);
              cells(sheet, 2, "210011-135", "210011", "也好", 2016, 2020, "area：…");
            });
    sent(corrected, MediaTypes.XLSX, "").statusCode(200).body("created", equalTo(2));
  }

  @Test
  void takesAWorkbookWithATitleMarksAndCellsInTheirFormats() {
    var file =
        workbook(
            sheet -> {
              cells(sheet, 0, "主题一览");
              sheet.range(0, 0, 0, 5).merge();
              cells(sheet, 2, "代码*", "行政区划代码", "名称（必填）", "开放日期", "费用\n（万元）", "编号");
              cells(sheet, 3, "titled-1", "211000", "有题", 45107, 1.5);
              sheet.style(3, 3).format("yyyy\"年\"m\"月\"d\"日\"").set();
              sheet.inlineString(3, 5, "007");
            });
    sent(file, MediaTypes.XLSX, "").statusCode(200).body("created", equalTo(1));
    var topic = TOPICS.item("titled-1");
    assertThat(topic.getString("opensOn")).isEqualTo("2023-06-30");
    assertThat(topic.getDouble("feeYuan")).isEqualTo(15000);
    assertThat(topic.getString("number")).isEqualTo("007");
    sent(file, MediaTypes.XLSX, "").statusCode(200).body("unchanged", equalTo(1));
  }

  @Test
  void clearsNothingAndStoresNoFractionForAPercentage() {
    TOPICS
        .imported("code,area,nameZh,weight\nkept-1,211000,留,0.5\n")
        .statusCode(200)
        .body("created", equalTo(1));
    var formula =
        workbook(
            sheet -> {
              cells(sheet, 0, "code", "area", "nameZh", "weight");
              cells(sheet, 1, "kept-1", "211000", "留");
              sheet.formula(1, 3, "1/4");
            });
    sent(formula, MediaTypes.XLSX, "?onExisting=update")
        .statusCode(422)
        .body("errors.row", equalTo(List.of(2)))
        .body("errors.column", equalTo(List.of("weight")))
        .body("errors.code", equalTo(List.of("cell-error")));
    var percent =
        workbook(
            sheet -> {
              cells(sheet, 0, "code", "area", "nameZh", "weight");
              cells(sheet, 1, "kept-1", "211000", "留", 0.25);
              sheet.style(1, 3).format("0%").set();
            });
    sent(percent, MediaTypes.XLSX, "?onExisting=update")
        .statusCode(422)
        .body("errors.code", equalTo(List.of("number")))
        .body("errors[0].value", equalTo("25%"));
    assertThat(TOPICS.item("kept-1").getDouble("weight")).isEqualTo(0.5);
  }

  @Test
  void marksTheErrorsOfAWorkbookInItsOwnRows() throws IOException {
    var file =
        workbook(
            sheet -> {
              cells(sheet, 0, "主题一览");
              cells(sheet, 1, "code", "area", "nameZh", "startYear");
              cells(sheet, 2, "place-1", "211000", "a_x000D_b", "2016年");
            });
    var answer =
        sent(file, MediaTypes.XLSX, "?errors=xlsx").statusCode(422).extract().asByteArray();
    try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(answer))) {
      var rows = workbook.getFirstSheet().read();
      assertThat(rows.getFirst().getCellText(0)).isEqualTo("主题一览");
      assertThat(rows.get(1).getRowNum()).isEqualTo(2);
      assertThat(rows.get(1).getCellText(4)).isEqualTo("错误 errors");
      assertThat(rows.getLast().getRowNum()).isEqualTo(3);
      assertThat(rows.getLast().getCellText(4)).contains("startYear：");
    }
  }

  @Test
  void refusesMergedCellsByTheirPlaces() {
    var file =
        workbook(
            sheet -> {
              cells(sheet, 0, "code", "area", "nameZh", "startYear", "endYear");
              cells(sheet, 1, "210012-135", "210012", "甲", 2016, 2020);
              sheet.range(1, 1, 2, 1).merge();
            });
    sent(file, MediaTypes.XLSX, "")
        .statusCode(400)
        .body("errors[0].code", equalTo("merged-cells"))
        .body("detail", containsString("B2:B3"));
  }

  @Test
  void refusesHostileWorkbooks() throws IOException {
    var sound = workbook(sheet -> cells(sheet, 0, "code"));
    sent(with(sound, "xl/vbaProject.bin", new byte[10]), MediaTypes.XLSX, "")
        .statusCode(400)
        .body("errors[0].code", equalTo("macros"));
    sent(with(sound, "xl/externalLinks/externalLink1.xml", new byte[10]), MediaTypes.XLSX, "")
        .statusCode(400)
        .body("errors[0].code", equalTo("external-links"));
    sent(with(sound, "xl/media/zeros.bin", new byte[120_000_000]), MediaTypes.XLSX, "")
        .statusCode(400)
        .body("errors[0].code", equalTo("bomb"));
    var entities =
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"
            .getBytes(StandardCharsets.UTF_8);
    sent(with(sound, "xl/other.xml", entities), MediaTypes.XLSX, "")
        .statusCode(400)
        .body("errors[0].code", equalTo("bomb"));
    sent(OLD_WORKBOOK, MediaTypes.XLSX, "")
        .statusCode(400)
        .body("errors[0].code", equalTo("encrypted-or-old"));
    sent("no zip".getBytes(StandardCharsets.UTF_8), MediaTypes.XLSX, "")
        .statusCode(400)
        .body("errors[0].code", equalTo("unreadable"));
    sent(workbook(sheet -> sheet.value(0, 16_000, "far")), MediaTypes.XLSX, "")
        .statusCode(400)
        .body("errors[0].code", equalTo("columns"));
  }

  @Test
  void saysHowToSaveAFileOfAnotherFormat() throws IOException {
    var document = openDocument();
    for (var type : List.of(MediaTypes.XLSX, MediaTypes.CSV, MediaTypes.NDJSON)) {
      sent(document, type, "")
          .statusCode(400)
          .body("errors[0].code", equalTo("open-document"))
          .body("detail", containsString("另存为“Excel 2007–365（*.xlsx）”"));
      sent(OLD_WORKBOOK, type, "")
          .statusCode(400)
          .body("errors[0].code", equalTo("encrypted-or-old"))
          .body("detail", containsString("另存为“Excel 工作簿（*.xlsx）”"));
    }
    var byOthers = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(byOthers)) {
      out.putNextEntry(new ZipEntry("content.xml"));
    }
    sent(byOthers.toByteArray(), MediaTypes.XLSX, "")
        .statusCode(400)
        .body("errors[0].code", equalTo("open-document"));
    for (var type :
        List.of("application/vnd.ms-excel", "application/vnd.oasis.opendocument.spreadsheet")) {
      sent(document, type, "")
          .statusCode(415)
          .body("detail", containsString(".xls、.ods 请先另存为 .xlsx"));
    }
  }

  /** An .ods begins with its media type, which is not compressed. */
  private static byte[] openDocument() throws IOException {
    var type = "application/vnd.oasis.opendocument.spreadsheet".getBytes(StandardCharsets.US_ASCII);
    var checksum = new CRC32();
    checksum.update(type);
    var bytes = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(bytes)) {
      var first = new ZipEntry("mimetype");
      first.setMethod(ZipEntry.STORED);
      first.setSize(type.length);
      first.setCrc(checksum.getValue());
      out.putNextEntry(first);
      out.write(type);
      out.putNextEntry(new ZipEntry("content.xml"));
      out.write("<office:document-content/>".getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] with(byte[] workbook, String name, byte[] content) throws IOException {
    var original = Files.createTempFile("workbook", ".xlsx");
    Files.write(original, workbook);
    var bytes = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(bytes);
        var in = new ZipFile(original.toFile())) {
      for (var entry : Collections.list(in.entries())) {
        if (entry.getName().equals(name)) {
          continue;
        }
        out.putNextEntry(new ZipEntry(entry.getName()));
        in.getInputStream(entry).transferTo(out);
      }
      out.putNextEntry(new ZipEntry(name));
      out.write(content);
    }
    return bytes.toByteArray();
  }

  @Test
  void namesFiveHundredErrorsOfTenThousandRowsAndThenTakesTheCorrectedFile() {
    sent(
            topics(10_000, row -> row % 20 == 7 ? "2016年" : "2016")
                .getBytes(StandardCharsets.UTF_8),
            MediaTypes.CSV,
            "")
        .statusCode(422)
        .body("errors", hasSize(500))
        .body("errors.code.unique()", equalTo(List.of("whole-number")))
        .body("errors[0].row", equalTo(9));
    asEditor().get("/v1/topics/10000000-p0").then().statusCode(404);
    sent(topics(10_000, row -> "2016").getBytes(StandardCharsets.UTF_8), MediaTypes.CSV, "")
        .statusCode(200)
        .body("created", equalTo(10_000));
  }

  private static String topics(int count, IntFunction<String> startYear) {
    return IntStream.range(0, count)
        .mapToObj(row -> "big-%d,211000,大文件 %d,%s,2020".formatted(row, row, startYear.apply(row)))
        .collect(Collectors.joining("\n", HEADER, "\n"));
  }

  @Test
  void doesALargeImportAsAJobThatTellsHowFarItIs() {
    var address = TOPICS.submitted(topics(3_000, row -> "2016").replace("big-", "job-"), "");
    assertThat(address).startsWith("/v1/jobs/sample/");
    var job = TOPICS.ended(address);
    assertThat(job.getString("state")).isEqualTo("done");
    assertThat(job.getInt("rows")).isEqualTo(3_000);
    assertThat(job.getInt("created")).isEqualTo(3_000);
    assertThat(job.getInt("percent")).isEqualTo(100);
    assertThat(job.getList("errors")).isEmpty();
    assertThat(TOPICS.item("job-2999").getString("nameZh")).isEqualTo("大文件 2999");
    as("somebody", "operator").get(address).then().statusCode(404);
    asEditor().post(address + "/cancellation").then().statusCode(409);
  }

  @Test
  void writesNothingOfALargeFileWithErrorsAndNamesARepetitionHoweverFarApart() {
    var rows = topics(2_500, row -> "2016").replace("big-", "far-");
    var file = rows + "far-0,211000,大文件 0,2016,2020\nfar-x,211000,=1+1,2016,2020\n";
    var job = TOPICS.ended(TOPICS.submitted(file, ""));
    assertThat(job.getString("state")).isEqualTo("rejected");
    assertThat(job.getList("errors.code")).containsExactly("duplicate", "formula");
    assertThat(job.getInt("errors[0].row")).isEqualTo(2_502);
    assertThat(job.getString("errors[0].detail")).contains("row 2");
    assertThat(job.getString("detail")).contains("nothing was written");
    asEditor().get("/v1/topics/far-0").then().statusCode(404);
  }

  @Test
  void stopsALargeImportThatIsCancelled() {
    var rows = topics(30_000, row -> "2016").replace("big-", "stop-");
    var address = TOPICS.submitted(rows, "");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> asEditor().get(address).jsonPath().getInt("created") > 0);
    asEditor().post(address + "/cancellation").then().statusCode(200);
    var job = TOPICS.ended(address);
    assertThat(job.getString("state")).isEqualTo("cancelled");
    var written = job.getInt("created");
    assertThat(job.getInt("percent")).as("of what was done").isBetween(33, 99);
    asEditor().get("/v1/topics/stop-" + (written - 1)).then().statusCode(200);
    asEditor().get("/v1/topics/stop-" + written).then().statusCode(404);
  }

  @Test
  void refusesARowOfTwoHundredAndOneCellsThatDoNotSayWhereTheyStand() throws IOException {
    var sheet =
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\">"
            + "<c><v>1</v></c>".repeat(201)
            + "</row></sheetData></worksheet>";
    var hostile =
        with(
            workbook(one -> cells(one, 0, "code")),
            "xl/worksheets/sheet1.xml",
            sheet.getBytes(StandardCharsets.UTF_8));
    sent(hostile, MediaTypes.XLSX, "").statusCode(400).body("errors[0].code", equalTo("columns"));
  }
}

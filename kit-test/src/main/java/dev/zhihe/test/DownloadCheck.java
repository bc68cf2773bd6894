package dev.zhihe.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;

/** Checks that a family's downloads can be imported unchanged. */
final class DownloadCheck {
  static final String WORKBOOK =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private final Family family;

  DownloadCheck(Family family) {
    this.family = family;
  }

  void roundTrips(String filter, String csv) {
    var text = download("format=csv&" + filter, "zh-CN");
    assertThat(new String(text, StandardCharsets.UTF_8)).startsWith("code,").contains("\r\n");
    var forExcel = download("format=csv&excel=true&" + filter, "zh-CN");
    assertThat(new String(forExcel, StandardCharsets.UTF_8)).startsWith("\uFEFFcode,");
    takesBack(text, "text/csv", csv);
    takesBack(forExcel, "text/csv", csv);
    var workbook = download("format=xlsx&" + filter, "zh-CN");
    statesItsExtent(workbook);
    takesBack(workbook, WORKBOOK, csv);
    takesBack(download("format=xlsx&" + filter, "en"), WORKBOOK, csv);
  }

  /** The headers of a workbook's first sheet. */
  static List<String> headers(byte[] workbook) {
    try (var read = new ReadableWorkbook(new ByteArrayInputStream(workbook));
        var rows = read.getFirstSheet().openStream()) {
      return rows.findFirst().orElseThrow().stream().map(Cell::getText).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Checks that a sheet states its extent before the first row, because streaming readers need it
   * there.
   */
  static void statesItsExtent(byte[] workbook) {
    var sheet = "";
    try (var parts = new ZipInputStream(new ByteArrayInputStream(workbook))) {
      for (var part = parts.getNextEntry(); part != null; part = parts.getNextEntry()) {
        if (part.getName().equals("xl/worksheets/sheet1.xml")) {
          sheet = new String(parts.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var lastOfHeader =
        Pattern.compile(" r=\"([A-Z]+)1\"")
            .matcher(sheet)
            .results()
            .map(cell -> cell.group(1))
            .reduce((before, after) -> after)
            .orElseThrow();
    var rows = Pattern.compile("<row ").matcher(sheet).results().count();
    assertThat(sheet).contains("<dimension ref=\"A1:" + lastOfHeader + rows + "\"/>");
  }

  private byte[] download(String query, String language) {
    return family
        .keeper()
        .get()
        .header("Accept-Language", language)
        .get(family.path() + "?" + query)
        .then()
        .statusCode(200)
        .extract()
        .asByteArray();
  }

  private void takesBack(byte[] file, String type, String csv) {
    family
        .keeper()
        .get()
        .contentType(type)
        .body(file)
        .post(family.path() + "/imports")
        .then()
        .log()
        .ifValidationFails()
        .statusCode(200)
        .body("unchanged", equalTo(Family.codes(csv).size()));
  }
}

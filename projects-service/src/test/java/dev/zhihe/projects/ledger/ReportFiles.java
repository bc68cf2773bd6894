package dev.zhihe.projects.ledger;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;

import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Files of monthly reports as those who fill them in send them. */
final class ReportFiles {
  static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  static final String OLGA = "91330100799655058B";
  static final String OTHER = "9144030071526726XG";

  private ReportFiles() {}

  /** 区科技局 leads p1 and p3, by its alias; 区经信委 leads p2. */
  static void register(LedgerArea area) {
    new Family("units")
        .handedIn(
            "code,area,name,aliases,creditCode\n%1$s-u1,%1$s,沙坪坝区科学技术局,区科技局,%2$s\n%1$s-u2,%1$s,区经信委,,%3$s\n"
                .formatted(area.area(), OLGA, OTHER),
            "")
        .statusCode(200);
  }

  static ValidatableResponse imported(Request somebody, String csv, String query) {
    return sent(somebody, "text/csv", csv.getBytes(StandardCharsets.UTF_8), query);
  }

  static ValidatableResponse sent(Request somebody, String type, byte[] file, String query) {
    return somebody
        .contentType(type)
        .body(file)
        .post("/v1/project-reports/imports" + query)
        .then()
        .log()
        .ifValidationFails();
  }

  /** Accepts the submitted reports of a month as a reviewer. */
  static ValidatableResponse accepted(
      String reviewer, LedgerArea area, String month, List<String> codes) {
    var body =
        codes.isEmpty()
            ? Map.of("plan", area.plan(), "month", month)
            : Map.of("plan", area.plan(), "month", month, "codes", codes);
    return as(reviewer, "reviewer")
        .contentType("application/json")
        .body(body)
        .post("/v1/project-reports/acceptances")
        .then();
  }

  /** The state of a report. */
  static ValidatableResponse stored(String code) {
    return asEditor().get(Reports.REPORTS + code).then().statusCode(200);
  }

  /** The text of a part of a workbook. */
  static String part(byte[] workbook, String name) {
    try (var zip = new ZipInputStream(new ByteArrayInputStream(workbook))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(name)) {
          return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
      throw new IllegalArgumentException(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The texts of the shared strings of a workbook, in order. */
  static List<String> texts(byte[] workbook) {
    var texts = new ArrayList<String>();
    Pattern.compile("<t[^>]*>([^<]*)</t>")
        .matcher(part(workbook, "xl/sharedStrings.xml"))
        .results()
        .forEach(text -> texts.add(text.group(1)));
    return texts;
  }

  /**
   * The workbook with cells of its first sheet filled in, as a spreadsheet program would: numbers
   * as numbers, other values as texts.
   */
  static byte[] filledIn(byte[] workbook, Map<String, String> cells) {
    var sheet = part(workbook, "xl/worksheets/sheet1.xml");
    for (var cell : cells.entrySet()) {
      sheet = filledIn(sheet, cell.getKey(), cell.getValue());
    }
    return with(workbook, "xl/worksheets/sheet1.xml", sheet);
  }

  private static String filledIn(String sheet, String place, String value) {
    var cell =
        Pattern.compile("<c r=\"%s\"([^>/]*)(?:/>|>.*?</c>)".formatted(place)).matcher(sheet);
    var isThere = cell.find();
    var style = isThere ? cell.group(1).replaceAll(" t=\"[^\"]*\"", "") : "";
    var filled =
        value.matches("-?\\d+(\\.\\d+)?")
            ? "<c r=\"%s\"%s><v>%s</v></c>".formatted(place, style, value)
            : "<c r=\"%s\"%s t=\"inlineStr\"><is><t>%s</t></is></c>".formatted(place, style, value);
    if (isThere) {
      return cell.replaceFirst(Matcher.quoteReplacement(filled));
    }
    // All columns have one letter. An empty cell without a style is not in the row.
    var row = place.substring(1);
    var end = sheet.indexOf("</row>", sheet.indexOf("<row r=\"" + row + "\""));
    var later =
        Pattern.compile("<c r=\"([A-Z])" + row + "\"")
            .matcher(sheet)
            .results()
            .filter(found -> found.group(1).charAt(0) > place.charAt(0))
            .findFirst();
    var at = later.map(found -> found.start()).orElse(end);
    return sheet.substring(0, at) + filled + sheet.substring(at);
  }

  private static byte[] with(byte[] workbook, String name, String content) {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(workbook));
        var copy = new ZipOutputStream(out)) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        copy.putNextEntry(new ZipEntry(entry.getName()));
        if (entry.getName().equals(name)) {
          copy.write(content.getBytes(StandardCharsets.UTF_8));
        } else {
          zip.transferTo(copy);
        }
        copy.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}

package dev.zhihe.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.zhihe.servers.Checkout;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Lists rows of a file that differ from the stored rows, with each differing column. */
final class Differences {
  private static final int MAX_ROWS = 20;
  private static final int MAX_TEXT = 60;

  /**
   * The column names in the text of the error {@code differs}, in Chinese or English parentheses.
   */
  private static final Pattern COLUMNS = Pattern.compile("[(（]([^)）]*)[)）]");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final String address;
  private final Login reader;
  private final PrintStream out;

  /**
   * @param address the address of the family
   */
  Differences(Path file, String address, Login reader, PrintStream out) {
    this.file = file;
    this.address = address;
    this.reader = reader;
    this.out = out;
  }

  /** Lists the first differing rows, and says how to resolve them. */
  void print(JsonNode errors) {
    out.println(
        "    "
            + errors.size()
            + (errors.size() == 1 ? " row differs" : " rows differ")
            + " from what is there, which stays:");
    var rows = rows();
    for (var i = 0; i < Math.min(MAX_ROWS, errors.size()); i++) {
      print(errors.get(i), rows);
    }
    if (errors.size() > MAX_ROWS) {
      out.println("      … and " + (errors.size() - MAX_ROWS) + " more");
    }
    out.println(
        "    To take what the file says: ./zhihe load --update "
            + file.getParent()
            + " (onExisting=update). To keep what is there: put the file back.");
  }

  private void print(JsonNode error, Map<String, NamedCsvRecord> rows) {
    var code = error.path("value").asText();
    var named = COLUMNS.matcher(error.path("detail").asText());
    var columns = named.find() ? List.of(named.group(1).split(", ?")) : List.<String>of();
    var there = there(code);
    if (columns.isEmpty()) { // such as a row of a plan in force
      out.printf(
          "      row %s: %s%n", error.path("row").asText("-"), error.path("detail").asText());
    }
    for (var column : columns) {
      var row = rows.get(code);
      var here = row == null ? "?" : row.findField(column).orElse("?");
      out.printf(
          "      row %s, %s, column %s: there %s, here %s%n",
          error.path("row").asText("-"), code, column, cut(there.path(column)), cut(here));
    }
  }

  private JsonNode there(String code) {
    var answer =
        reader.send(
            () ->
                HttpRequest.newBuilder(
                        URI.create(address + "/" + URLEncoder.encode(code, StandardCharsets.UTF_8)))
                    .GET());
    try {
      return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : JSON.missingNode();
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  /** The file's rows by code. Empty if it is not a CSV file, or has no column {@code code}. */
  private Map<String, NamedCsvRecord> rows() {
    var rows = new HashMap<String, NamedCsvRecord>();
    if (!file.toString().endsWith(".csv")) {
      return rows;
    }
    try (var all = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (var row : all) {
        row.findField("code").ifPresent(code -> rows.put(code, row));
      }
      return rows;
    } catch (IOException e) {
      throw Checkout.failed("read " + file, e);
    }
  }

  private static String cut(JsonNode value) {
    return value.isMissingNode()
        ? "(nothing)"
        : cut(value.isTextual() ? value.asText() : value.toString());
  }

  private static String cut(String text) {
    return text.isEmpty()
        ? "(nothing)"
        : text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
  }
}

package dev.zhihe.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.test.RoundTrip.Seed;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;

/** Files of one family: rows with changed fields, and the downloaded list. */
final class FileTrips {
  private enum Kind {
    CSV("text/csv"),
    NDJSON("application/x-ndjson"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    final String type;

    Kind(String type) {
      this.type = type;
    }
  }

  /** What the service sends of a list, and takes back. */
  private enum Download {
    CSV(Kind.CSV, "zh", Map.of("format", "csv")),
    EXCEL_CSV(Kind.CSV, "zh", Map.of("format", "csv", "excel", "true")),
    WORKBOOK(Kind.XLSX, "zh", Map.of("format", "xlsx")),
    ENGLISH_WORKBOOK(Kind.XLSX, "en", Map.of("format", "xlsx")),
    ITEMS(Kind.NDJSON, "zh", Map.of("limit", "500"));

    final Kind kind;
    final String language;
    final Map<String, String> parameters;

    Download(Kind kind, String language, Map<String, String> parameters) {
      this.kind = kind;
      this.language = language;
      this.parameters = parameters;
    }
  }

  private static final Pattern WHOLE = Pattern.compile("-?\\d+");

  /** A decimal whose digits a spreadsheet keeps. */
  private static final Pattern SHORT_DECIMAL = Pattern.compile("(?=[-.\\d]{1,16}$)-?\\d+\\.\\d+");

  /** What XML does not have, or does not keep. */
  private static final Pattern UNKEPT =
      Pattern.compile("[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F\\p{Cs}\\uFFFE\\uFFFF]");

  private final Seed seed;
  private final ContractFields contract;
  private final Values values;
  private final Copies copies;
  private final Map<String, String> base = new LinkedHashMap<>();
  private final Map<String, JsonNode> fields = new LinkedHashMap<>();
  private final String code;

  /** Fields that the item has although its row does not give them. An empty cell leaves them. */
  private final Set<String> setBySystem = new HashSet<>();

  private int rounds;

  FileTrips(Seed seed, ContractFields contract, Values values, Copies copies) throws IOException {
    this.seed = seed;
    this.contract = contract;
    this.values = values;
    this.copies = copies;
    var lines = seed.csv().strip().lines().toList();
    var names = lines.getFirst().split(",", -1);
    var cells = lines.get(1).split(",", -1);
    for (int i = 0; i < names.length; i++) {
      base.put(names[i], cells[i]);
    }
    code = cells[0];
    for (var property : contract.itemOf(seed.path()).path("properties").properties()) {
      if (property.getValue().has("x-column-zh") && !property.getKey().equals(names[0])) {
        fields.put(property.getKey(), property.getValue());
        base.putIfAbsent(property.getKey(), "");
      }
    }
    assertThat(fields).as("columns of " + seed.family().name()).isNotEmpty();
    var item = item();
    fields.keySet().stream()
        .filter(field -> base.getOrDefault(field, "").isEmpty() && item.hasNonNull(field))
        .forEach(setBySystem::add);
  }

  void tryOnce() throws IOException {
    var kind = Kind.values()[rounds++ % Kind.values().length];
    var changed = new TreeMap<String, String>();
    while (changed.isEmpty()) {
      for (var field : fields.entrySet()) {
        if (values.oneIn(3)) {
          changed.put(field.getKey(), contract.value(field.getValue()));
        }
      }
    }
    for (int attempt = 0; attempt < 6 && !changed.isEmpty(); attempt++) {
      var answer = send(changed, kind);
      var as =
          "%s %s of seed %s, changed: %s, answer: %s"
              .formatted(
                  seed.family().name(),
                  kind,
                  RoundTrip.SEED,
                  RoundTrip.JSON.writeValueAsString(changed),
                  answer.asString());
      if (answer.statusCode() == 200) {
        seed.approval().run();
        var item = item();
        changed
            .keySet()
            .removeIf(
                field ->
                    setBySystem.contains(field)
                        && Values.kept(changed.getOrDefault(field, "")).isEmpty());
        changed.forEach(
            (field, given) ->
                contract.requireSame(
                    field, Objects.requireNonNull(fields.get(field)), given, item.get(field)));
        if (rounds % 4 == 0) {
          var downloads = Download.values();
          requireTakenBack(downloads[rounds / 4 % downloads.length]);
        }
        return;
      }
      assertThat(answer.statusCode()).as(as).isIn(400, 422);
      var errors = answer.jsonPath().<Map<String, Object>>getList("errors");
      assertThat(errors).as(as).isNotEmpty();
      var refused = new HashSet<String>();
      ContractFields.requireTooLong(as, errors, "column", changed);
      for (var error : errors) {
        assertThat(error.get("row")).as(as).isEqualTo(kind == Kind.NDJSON ? 1 : 2);
        assertThat(error.get("column")).as(as).isNotNull();
        assertThat(base).as(as).containsKey((String) error.get("column"));
        refused.add((String) error.get("column"));
      }
      for (var field : changed.entrySet()) {
        if (Values.isUnfit(field.getValue()) && answer.statusCode() == 422) {
          assertThat(refused).as(as).contains(field.getKey());
        }
      }
      if (!changed.keySet().removeAll(refused)) {
        changed.clear(); // the changed fields contradict the unchanged ones
      }
    }
  }

  private Response send(Map<String, String> changed, Kind kind) throws IOException {
    var row = new LinkedHashMap<>(base);
    row.putAll(changed);
    return seed.family()
        .keeper()
        .get()
        .contentType(kind.type)
        .body(
            switch (kind) {
              case CSV -> csv(row).getBytes(StandardCharsets.UTF_8);
              case NDJSON -> ndjson(row).getBytes(StandardCharsets.UTF_8);
              case XLSX -> workbook(row);
            })
        .post(seed.family().path() + "/imports?onExisting=update");
  }

  private String csv(Map<String, String> row) {
    return String.join(",", row.keySet())
        + "\r\n"
        + row.values().stream()
            // UTF-8 cannot encode a lone surrogate; only JSON escapes can
            .map(cell -> cell.replaceAll("\\p{Cs}", "\uFFFE").replace("\"", "\"\""))
            .collect(Collectors.joining("\",\"", "\"", "\"\r\n"));
  }

  private String ndjson(Map<String, String> row) throws IOException {
    var properties = new ArrayList<String>();
    for (var cell : row.entrySet()) {
      var schema = fields.get(cell.getKey());
      properties.add(
          RoundTrip.JSON.writeValueAsString(cell.getKey())
              + ":"
              + (schema == null
                  ? RoundTrip.JSON.writeValueAsString(cell.getValue())
                  : contract.literal(schema, cell.getValue())));
    }
    return "{" + String.join(",", properties) + "}\n";
  }

  /** A workbook with one row: numbers are number cells, as people enter them. */
  private byte[] workbook(Map<String, String> row) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var workbook = new Workbook(bytes, "test", "1.0")) {
      var sheet = workbook.newWorksheet("a");
      int place = 0;
      for (var cell : row.entrySet()) {
        var schema = fields.get(cell.getKey());
        var isNumber =
            schema != null
                && contract.isNumber(schema)
                && (WHOLE.matcher(cell.getValue()).matches()
                    || SHORT_DECIMAL.matcher(cell.getValue()).matches());
        sheet.value(0, place, cell.getKey());
        if (isNumber) {
          sheet.value(1, place, new BigDecimal(cell.getValue()));
        } else {
          sheet.inlineString(1, place, escaped(cell.getValue()));
        }
        place++;
      }
    }
    return bytes.toByteArray();
  }

  /** The text as Excel writes it: characters that XML does not keep are escaped. */
  private static String escaped(String text) {
    return UNKEPT
        .matcher(text.replaceAll("_(?=x)", "_x005F_"))
        .replaceAll(match -> "_x%04X_".formatted((int) match.group().charAt(0)));
  }

  private JsonNode item() throws IOException {
    var answer = seed.family().keeper().get().get(seed.path() + "/" + code);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    copies.remember(seed.path(), code, answer);
    return RoundTrip.JSON.readTree(answer.asByteArray());
  }

  /** Checks that each download of the list with the item imports as unchanged. */
  void requireDownloadsTakenBack() throws IOException {
    for (var download : Download.values()) {
      requireTakenBack(download);
    }
  }

  private void requireTakenBack(Download download) throws IOException {
    var request = seed.family().keeper().get().header("Accept-Language", download.language);
    var file =
        request
            .queryParams(download.parameters)
            .queryParams(filter(item()))
            .get(seed.path())
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    if (download == Download.ITEMS) {
      var lines = new StringBuilder();
      RoundTrip.JSON
          .readTree(file)
          .get("items")
          .forEach(item -> lines.append(item.toString()).append('\n'));
      file = lines.toString().getBytes(StandardCharsets.UTF_8);
    }
    var answer =
        seed.family()
            .keeper()
            .get()
            .contentType(download.kind.type)
            .body(file)
            .post(seed.family().path() + "/imports");
    var as =
        "%s of seed %s, download %s: %s, answer: %s"
            .formatted(
                seed.family().name(),
                RoundTrip.SEED,
                download,
                download.kind == Kind.XLSX
                    ? file.length + " bytes"
                    : RoundTrip.JSON.writeValueAsString(new String(file, StandardCharsets.UTF_8)),
                answer.asString());
    assertThat(answer.statusCode()).as(as).isEqualTo(200);
    assertThat(answer.jsonPath().getInt("rows")).as(as).isPositive();
    assertThat(answer.jsonPath().getInt("unchanged"))
        .as(as)
        .isEqualTo(answer.jsonPath().getInt("rows"));
  }

  /** Filters that find the item and as few others as possible. */
  private Map<String, String> filter(JsonNode item) {
    var filter = new TreeMap<String, String>();
    for (var parameter : contract.parametersOf(seed.path())) {
      var name = parameter.path("name").asText();
      if (item.has(name)
          && item.get(name).isValueNode()
          && List.of("area", "plan", "target", "platform", "project", "code").contains(name)) {
        filter.put(name, item.get(name).asText());
      }
    }
    return filter;
  }
}

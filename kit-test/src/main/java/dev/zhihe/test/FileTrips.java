package dev.zhihe.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.test.RoundTrip.Seed;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Files of one family: rows with changed fields, and the downloaded list. */
final class FileTrips {
  private final Seed seed;
  private final ContractFields contract;
  private final Values values;
  private final Copies copies;
  private final Map<String, String> base = new LinkedHashMap<>();
  private final Map<String, JsonNode> fields = new LinkedHashMap<>();
  private final String code;
  private int rounds;

  FileTrips(Seed seed, ContractFields contract, Values values, Copies copies) {
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
  }

  void tryOnce() throws IOException {
    var ndjson = rounds++ % 2 == 1;
    var changed = new TreeMap<String, String>();
    while (changed.isEmpty()) {
      for (var field : fields.entrySet()) {
        if (values.oneIn(3)) {
          changed.put(field.getKey(), contract.value(field.getValue()));
        }
      }
    }
    for (int attempt = 0; attempt < 6 && !changed.isEmpty(); attempt++) {
      var answer = send(changed, ndjson);
      var as =
          "%s %s of seed %s, changed: %s, answer: %s"
              .formatted(
                  seed.family().name(),
                  ndjson ? "NDJSON" : "CSV",
                  RoundTrip.SEED,
                  RoundTrip.JSON.writeValueAsString(changed),
                  answer.asString());
      if (answer.statusCode() == 200) {
        seed.approval().run();
        var item = item();
        changed.forEach(
            (field, given) ->
                contract.requireSame(
                    field,
                    Objects.requireNonNull(fields.get(field)),
                    given,
                    item.get(field),
                    true));
        if (rounds % 4 == 0) {
          requireDownloadTakenBack();
        }
        return;
      }
      assertThat(answer.statusCode()).as(as).isIn(400, 422);
      var errors = answer.jsonPath().<Map<String, Object>>getList("errors");
      assertThat(errors).as(as).isNotEmpty();
      var refused = new HashSet<String>();
      ContractFields.requireTooLong(as, errors, "column", changed);
      for (var error : errors) {
        assertThat(error.get("row")).as(as).isEqualTo(ndjson ? 1 : 2);
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

  private Response send(Map<String, String> changed, boolean ndjson) throws IOException {
    var row = new LinkedHashMap<>(base);
    row.putAll(changed);
    var file = ndjson ? ndjson(row) : csv(row);
    return seed.family()
        .keeper()
        .get()
        .contentType(ndjson ? "application/x-ndjson" : "text/csv")
        .body(file.getBytes(StandardCharsets.UTF_8))
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

  private JsonNode item() throws IOException {
    var answer = seed.family().keeper().get().get(seed.path() + "/" + code);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    copies.remember(seed.path(), code, answer);
    return RoundTrip.JSON.readTree(answer.asByteArray());
  }

  /** Checks that the downloaded CSV list with the item imports as unchanged. */
  void requireDownloadTakenBack() throws IOException {
    var item = item();
    var filter = filter(item);
    var file =
        seed.family()
            .keeper()
            .get()
            .queryParam("format", "csv")
            .queryParams(filter)
            .get(seed.path())
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    var answer =
        seed.family()
            .keeper()
            .get()
            .contentType("text/csv")
            .body(file)
            .post(seed.family().path() + "/imports");
    var as =
        "%s of seed %s, download: %s, answer: %s"
            .formatted(
                seed.family().name(),
                RoundTrip.SEED,
                RoundTrip.JSON.writeValueAsString(new String(file, StandardCharsets.UTF_8)),
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

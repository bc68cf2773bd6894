package dev.zhihe.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a service's contract: test values for a field, their JSON form, and the comparison
 * of a returned value.
 */
final class ContractFields {
  /** Maximum length of a text if its schema names none. */
  private static final int MAX_LENGTH = 500;

  private static final Pattern MAX_CHARACTERS =
      Pattern.compile("(?:至多|at most) (\\d+) (?:个字符|characters)");

  private final JsonNode contract;
  private final Values values;
  private int tried;
  private int kept;

  ContractFields(JsonNode contract, Values values) {
    this.contract = contract;
    this.values = values;
  }

  /** The number of values tried so far. */
  int tried() {
    return tried;
  }

  /** The number of values that were not refused. */
  int kept() {
    return kept;
  }

  /** The families whose imports the contract describes. */
  Set<String> families() {
    return paths().stream()
        .filter(path -> path.endsWith("/imports"))
        .map(path -> path.substring("/v1/".length(), path.length() - "/imports".length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The schema of each operation's JSON body, by the operation's id. */
  Map<String, JsonNode> bodyOperations() {
    var operations = new TreeMap<String, JsonNode>();
    for (var path : contract.get("paths")) {
      for (var operation : path) {
        var schema =
            operation.path("requestBody").path("content").path("application/json").path("schema");
        if (!schema.isMissingNode()) {
          operations.put(operation.get("operationId").asText(), resolved(schema));
        }
      }
    }
    return operations;
  }

  /** The schema of the items at a path. */
  JsonNode itemOf(String path) {
    return resolved(
        contract
            .path("paths")
            .path(path + "/{code}")
            .at("/get/responses/200/content/application~1json/schema"));
  }

  /** The parameters of the list at a path. */
  JsonNode parametersOf(String path) {
    return contract.path("paths").path(path).path("get").path("parameters");
  }

  private Set<String> paths() {
    var paths = new TreeSet<String>();
    contract.get("paths").fieldNames().forEachRemaining(paths::add);
    return paths;
  }

  private JsonNode resolved(JsonNode schema) {
    var reference = schema.has("$ref") ? schema : schema.path("allOf").path(0);
    return reference.has("$ref")
        ? resolved(contract.at(reference.get("$ref").asText().substring(1)))
        : schema;
  }

  /** A value for a field, as a text. */
  String value(JsonNode field) {
    tried++;
    var schema = resolved(field);
    var type = schema.path("type").asText();
    if (values.oneIn(12)) {
      return values.text();
    }
    if (type.equals("number") || type.equals("integer")) {
      return values.number();
    }
    if (schema.path("format").asText().equals("date")) {
      return values.day();
    }
    if (schema.path("format").asText().equals("date-time")) {
      return values.instant();
    }
    if (schema.has("enum") && values.oneIn(2)) {
      return schema.get("enum").get(values.oneIn(2) ? 0 : schema.get("enum").size() - 1).asText();
    }
    if (type.equals("array")) {
      return Stream.generate(values::text)
          .limit(values.oneIn(3) ? 1 : 2)
          .collect(Collectors.joining(";"));
    }
    return values.text();
  }

  /** Whether the field is a number. */
  boolean isNumber(JsonNode field) {
    var type = resolved(field).path("type").asText();
    return type.equals("number") || type.equals("integer");
  }

  /** A value as a JSON literal, of the schema's type if possible. */
  String literal(JsonNode type, String value) throws IOException {
    var schema = resolved(type);
    if (value.isEmpty()) {
      return "null";
    }
    return switch (schema.path("type").asText()) {
      case "number", "integer" ->
          value.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?")
              ? value
              : RoundTrip.JSON.writeValueAsString(value);
      case "boolean" ->
          value.equals("true") || value.equals("false")
              ? value
              : RoundTrip.JSON.writeValueAsString(value);
      case "array" -> RoundTrip.JSON.writeValueAsString(value.split(";", -1));
      default -> RoundTrip.JSON.writeValueAsString(value);
    };
  }

  /** Checks that the returned value is the given one. */
  void requireSame(String field, JsonNode type, String given, @Nullable JsonNode returned) {
    var schema = resolved(type);
    var as =
        "%s of seed %s: %s".formatted(field, RoundTrip.SEED, RoundTrip.JSON.valueToTree(given));
    kept++;
    if (Values.isUnfit(given)) {
      assertThat(returned).as(as + " was to be refused").isEqualTo("refused");
    }
    var text = Values.kept(given);
    if (text.isEmpty()) { // the default value, or the one before, if the field has one
      if (returned != null && returned.isTextual()) {
        assertThat(returned.asText()).as(as).isNotBlank();
      }
      return;
    }
    if (returned == null || returned.isNull()) {
      assertThat(text.codePoints().noneMatch(Character::isLetterOrDigit))
          .as(as + " is blank")
          .isTrue();
      return;
    }
    switch (schema.path("type").asText()) {
      case "number", "integer" ->
          assertThat(returned.decimalValue())
              .as(as)
              .isEqualByComparingTo(new BigDecimal(Values.plain(given)));
      case "array" -> {
        if (!returned.isEmpty() && returned.get(0).isTextual()) {
          // Cells are divided by either semicolon; in JSON the full-width one is part of an item.
          assertThat(returned.valueStream().map(JsonNode::asText).toList())
              .as(as)
              .isIn(items(text, "[;；]"), items(text, ";"));
        }
      }
      case "boolean" -> assertThat(text).as(as).isNotEmpty();
      default -> {
        if (schema.path("format").asText().equals("date")) {
          assertThat(returned.asText()).as(as).isEqualTo(Values.day(given));
        } else if (schema.path("format").asText().equals("date-time") && text.contains("T")) {
          assertThat(Instant.parse(returned.asText()))
              .as(as)
              .isEqualTo(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS));
        } else if (!schema.has("enum") && !schema.has("format")) {
          assertThat(returned.asText()).as(as).isIn(text, Values.plain(given));
          assertThat(Values.length(text))
              .as(as)
              .isLessThanOrEqualTo(schema.path("maxLength").asInt(MAX_LENGTH));
        }
      }
    }
  }

  private static List<String> items(String text, String separator) {
    return Stream.of(text.split(separator, -1)).map(Values::kept).toList();
  }

  /** Checks that a text refused for its length has more code points than the error allows. */
  static void requireTooLong(
      String as, List<Map<String, Object>> errors, String place, Map<String, String> sent) {
    for (var error : errors) {
      var most = MAX_CHARACTERS.matcher(String.valueOf(error.get("detail")));
      var given = sent.get(String.valueOf(error.get(place)));
      if (most.find() && given != null) {
        assertThat(Values.length(Values.kept(given)))
            .as(as)
            .isGreaterThan(Integer.parseInt(most.group(1)));
      }
    }
  }
}

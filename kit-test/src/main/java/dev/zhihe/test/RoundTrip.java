package dev.zhihe.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Round trip or refusal: whatever is given for whatever field, in CSV, NDJSON or a JSON body, is
 * either refused with its place named, or comes back as the same value from its GET, the feed,
 * Kafka, a snapshot and the CSV download, which is taken in again as unchanged. And the log goes
 * on.
 *
 * <p>Families, fields and bodies are those of the service's contract; a family or body that no
 * {@link Seed} is given for fails the test. {@code -Dround-trip.values} says how many values are
 * tried, {@code -Dround-trip.seed} which; a failure names its seed.
 */
public final class RoundTrip {
  /**
   * A sound row, from which others are made by changing fields.
   *
   * @param family whose imports take it, and what stands there is asked for the item
   * @param item where its items are, if not at the family's own path
   */
  public record Seed(Family family, String csv, @Nullable String item) {
    /** A row of a family whose items are at its own path. */
    public Seed(Family family, String csv) {
      this(family, csv, null);
    }

    String path() {
      return item == null ? family.path() : item;
    }
  }

  /**
   * A sound JSON body.
   *
   * @param path where it is sent: there is something there, or nothing, if it is only to be refused
   * @param sender a request of somebody who may send it
   * @param body what is sent
   * @param item where the item is that it makes or changes; null if fields are only refused
   */
  public record Body(
      String path, Supplier<RequestSpecification> sender, String body, @Nullable String item) {}

  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private static final Logger LOG = Logger.getLogger(RoundTrip.class.getName());
  private static final int VALUES = Integer.getInteger("round-trip.values", 700);
  private static final long SEED = Long.getLong("round-trip.seed", 20_261_129);

  /** What a text may have where its schema says nothing. */
  private static final int MAX_LENGTH = 500;

  private static final Pattern MAX_CHARACTERS =
      Pattern.compile("(?:至多|at most) (\\d+) (?:个字符|characters)");

  /** Told of one family or body. */
  private static final int MAX_FAILURES = 5;

  private final JsonNode contract;
  private final Values values = new Values(SEED);
  private final Copies copies;
  private final List<@Nullable String> failures = new ArrayList<>();
  private int tried;
  private int kept;

  /** The service that is running. */
  public RoundTrip(String service) throws IOException {
    copies = new Copies(service);
    contract = JSON.readTree(RestAssured.get("/q/openapi?format=json").asByteArray());
  }

  /** What holds of all of it. */
  public void holds(List<Seed> seeds, Map<String, Body> bodies) throws IOException {
    var from = copies.head();
    var families =
        paths().stream()
            .filter(path -> path.endsWith("/imports"))
            .map(path -> path.substring("/v1/".length(), path.length() - "/imports".length()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(seeds.stream().map(seed -> seed.family().name()))
        .as("a seed for each family of the contract")
        .containsExactlyInAnyOrderElementsOf(families);
    var operations = bodyOperations();
    assertThat(bodies.keySet())
        .as("a body for each operation of the contract that takes JSON")
        .containsExactlyInAnyOrderElementsOf(operations.keySet());
    LOG.info("Round trips of %s values with -Dround-trip.seed=%s".formatted(VALUES, SEED));
    for (var seed : seeds) {
      seed.family().handedIn(seed.csv(), "").log().ifValidationFails().statusCode(200);
    }
    var share = VALUES / (seeds.size() + bodies.size());
    for (var seed : seeds) {
      var round = new Files(seed);
      tryUntil(tried + share, round::tryOnce);
      gather(round::requireDownloadTakenBack);
    }
    for (var body : new TreeMap<>(bodies).entrySet()) {
      var round =
          new Bodies(body.getValue(), Objects.requireNonNull(operations.get(body.getKey())));
      tryUntil(tried + share, round::tryOnce);
    }
    gather(() -> copies.requireOnItsWay(from));
    assertThat(failures).isEmpty();
    assertThat(kept)
        .as("values that were kept, of %s with seed %s", tried, SEED)
        .isGreaterThan(VALUES / 8);
  }

  /** Something that is required. */
  @FunctionalInterface
  private interface Check {
    void run() throws IOException;
  }

  private void tryUntil(int count, Check check) throws IOException {
    var before = failures.size();
    while (tried < count && failures.size() < before + MAX_FAILURES) {
      gather(check);
    }
  }

  /** A failure does not keep the others from being told. */
  private void gather(Check check) throws IOException {
    try {
      check.run();
    } catch (AssertionError e) {
      failures.add(e.getMessage());
    }
  }

  private Set<String> paths() {
    var paths = new TreeSet<String>();
    contract.get("paths").fieldNames().forEachRemaining(paths::add);
    return paths;
  }

  /** The schema of each operation's JSON body, by the operation's id. */
  private Map<String, JsonNode> bodyOperations() {
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

  private JsonNode resolved(JsonNode schema) {
    var reference = schema.has("$ref") ? schema : schema.path("allOf").path(0);
    return reference.has("$ref")
        ? resolved(contract.at(reference.get("$ref").asText().substring(1)))
        : schema;
  }

  /** A value for a field, as a text. */
  private String value(JsonNode field) {
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
      return java.util.stream.Stream.generate(values::text)
          .limit(values.oneIn(3) ? 1 : 2)
          .collect(Collectors.joining(";"));
    }
    return values.text();
  }

  /** Holds what came back against what was given. */
  private void requireSame(
      String field, JsonNode type, String given, @Nullable JsonNode told, boolean inFile) {
    var schema = resolved(type);
    var as = "%s of seed %s: %s".formatted(field, SEED, JSON.valueToTree(given));
    kept++;
    if (Values.isUnfit(given)) {
      assertThat(told).as(as + " was to be refused").isEqualTo("refused");
    }
    var text = Values.kept(given, inFile);
    var isText = schema.path("type").asText().equals("string") && !schema.has("enum");
    if (text.isEmpty() && !isText) {
      return; // what is usual, if there is something usual
    }
    if (told == null || told.isNull()) {
      assertThat(text.codePoints().noneMatch(Character::isLetterOrDigit))
          .as(as + " is blank")
          .isTrue();
      return;
    }
    switch (schema.path("type").asText()) {
      case "number", "integer" ->
          assertThat(told.decimalValue())
              .as(as)
              .isEqualByComparingTo(new BigDecimal(Values.plain(given)));
      case "array" -> {
        if (!told.isEmpty() && told.get(0).isTextual()) {
          var items = new ArrayList<String>();
          for (var item : text.split("[;；]", -1)) {
            items.add(Values.kept(item, false));
          }
          assertThat(told.valueStream().map(JsonNode::asText).toList()).as(as).isEqualTo(items);
        }
      }
      case "boolean" -> assertThat(text).as(as).isNotEmpty();
      default -> {
        if (schema.path("format").asText().equals("date")) {
          assertThat(told.asText()).as(as).isEqualTo(Values.day(given));
        } else if (schema.path("format").asText().equals("date-time") && text.contains("T")) {
          assertThat(Instant.parse(told.asText()))
              .as(as)
              .isEqualTo(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS));
        } else if (!schema.has("enum") && !schema.has("format")) {
          assertThat(told.asText()).as(as).isIn(text, Values.plain(given));
          assertThat(Values.length(text))
              .as(as)
              .isLessThanOrEqualTo(schema.path("maxLength").asInt(MAX_LENGTH));
        }
      }
    }
  }

  /** What is refused for its length has more characters of Unicode than the error allows. */
  private static void requireTooLong(
      String as, List<Map<String, Object>> errors, String place, Map<String, String> sent) {
    for (var error : errors) {
      var most = MAX_CHARACTERS.matcher(String.valueOf(error.get("detail")));
      var given = sent.get(String.valueOf(error.get(place)));
      if (most.find() && given != null) {
        assertThat(Values.length(Values.kept(given, place.equals("column"))))
            .as(as)
            .isGreaterThan(Integer.parseInt(most.group(1)));
      }
    }
  }

  /** One family's files. */
  private final class Files {
    private final Seed seed;
    private final Map<String, String> base = new LinkedHashMap<>();
    private final Map<String, JsonNode> fields = new LinkedHashMap<>();
    private final String code;
    private int rounds;

    Files(Seed seed) {
      this.seed = seed;
      var lines = seed.csv().strip().lines().toList();
      var names = lines.getFirst().split(",", -1);
      var cells = lines.get(1).split(",", -1);
      for (int i = 0; i < names.length; i++) {
        base.put(names[i], cells[i]);
      }
      code = cells[0];
      var schema =
          resolved(
              contract
                  .path("paths")
                  .path(seed.path() + "/{code}")
                  .at("/get/responses/200/content/application~1json/schema"));
      for (var property : schema.path("properties").properties()) {
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
            changed.put(field.getKey(), RoundTrip.this.value(field.getValue()));
          }
        }
      }
      tried += changed.size();
      for (int attempt = 0; attempt < 6 && !changed.isEmpty(); attempt++) {
        var answer = send(changed, ndjson);
        var as =
            "%s %s of seed %s, changed: %s, answer: %s"
                .formatted(
                    seed.family().name(),
                    ndjson ? "NDJSON" : "CSV",
                    SEED,
                    JSON.writeValueAsString(changed),
                    answer.asString());
        if (answer.statusCode() == 200) {
          var item = item();
          changed.forEach(
              (field, given) ->
                  requireSame(
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
        requireTooLong(as, errors, "column", changed);
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
          changed.clear(); // what was changed contradicts what was not
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
              // what UTF-8 has no bytes for goes by JSON's escapes alone
              .map(cell -> cell.replaceAll("\\p{Cs}", "\uFFFE").replace("\"", "\"\""))
              .collect(Collectors.joining("\",\"", "\"", "\"\r\n"));
    }

    private String ndjson(Map<String, String> row) throws IOException {
      var properties = new ArrayList<String>();
      for (var cell : row.entrySet()) {
        var schema = fields.get(cell.getKey());
        properties.add(
            JSON.writeValueAsString(cell.getKey())
                + ":"
                + (schema == null
                    ? JSON.writeValueAsString(cell.getValue())
                    : literal(schema, cell.getValue())));
      }
      return "{" + String.join(",", properties) + "}\n";
    }

    private JsonNode item() throws IOException {
      var answer = seed.family().keeper().get().get(seed.path() + "/" + code);
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
      copies.remember(seed.path(), code, answer);
      return JSON.readTree(answer.asByteArray());
    }

    /** The list with the item in it, as CSV, is what is there. */
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
                  SEED,
                  JSON.writeValueAsString(new String(file, StandardCharsets.UTF_8)),
                  answer.asString());
      assertThat(answer.statusCode()).as(as).isEqualTo(200);
      assertThat(answer.jsonPath().getInt("rows")).as(as).isPositive();
      assertThat(answer.jsonPath().getInt("unchanged"))
          .as(as)
          .isEqualTo(answer.jsonPath().getInt("rows"));
    }

    /** Filters of the list that find the item, as few others as may be. */
    private Map<String, String> filter(JsonNode item) {
      var filter = new TreeMap<String, String>();
      for (var parameter :
          contract.path("paths").path(seed.path()).path("get").path("parameters")) {
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

  /** A value as JSON has it: of the schema's type where it can be. */
  private String literal(JsonNode type, String value) throws IOException {
    var schema = resolved(type);
    if (value.isEmpty()) {
      return "null";
    }
    return switch (schema.path("type").asText()) {
      case "number", "integer" ->
          value.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?")
              ? value
              : JSON.writeValueAsString(value);
      case "boolean" ->
          value.equals("true") || value.equals("false") ? value : JSON.writeValueAsString(value);
      case "array" -> JSON.writeValueAsString(value.split(";", -1));
      default -> JSON.writeValueAsString(value);
    };
  }

  /** One operation's JSON bodies. */
  private final class Bodies {
    private final Body body;
    private final JsonNode schema;

    Bodies(Body body, JsonNode schema) {
      this.body = body;
      this.schema = schema;
    }

    void tryOnce() throws IOException {
      var properties = schema.get("properties").properties().stream().toList();
      var field = values.pick(properties);
      var given = value(field.getValue());
      tried++;
      var sent = new LinkedHashMap<String, String>();
      for (var property : JSON.readTree(body.body()).properties()) {
        sent.put(property.getKey(), property.getValue().toString());
      }
      sent.put(field.getKey(), literal(field.getValue(), given));
      var json =
          sent.entrySet().stream()
              .map(one -> "\"" + one.getKey() + "\":" + one.getValue())
              .collect(Collectors.joining(",", "{", "}"));
      var tag = body.item() == null ? null : body.sender().get().get(body.item()).header("ETag");
      var request =
          body.sender()
              .get()
              .contentType("application/json")
              .header("If-Match", tag == null ? "*" : tag)
              .body(json);
      var answer = tag == null ? request.post(body.path()) : request.put(body.path());
      var as =
          "%s of seed %s, sent: %s, answer: %s"
              .formatted(body.path(), SEED, json, answer.asString());
      assertThat(answer.statusCode()).as(as).isLessThan(500);
      if (answer.statusCode() == 400 || answer.statusCode() == 422) {
        var errors = answer.jsonPath().<Map<String, Object>>getList("errors");
        assertThat(errors)
            .as(as)
            .isNotEmpty()
            .allSatisfy(error -> assertThat(error.get("pointer")).isNotNull());
        requireTooLong(as, errors, "pointer", Map.of("/" + field.getKey(), given));
      }
      if (Values.isUnfit(given)) {
        assertThat(answer.statusCode()).as(as).isEqualTo(400);
        assertThat(answer.jsonPath().getString("errors[0].pointer"))
            .as(as)
            .startsWith("/" + field.getKey());
      } else if (answer.statusCode() < 300 && body.item() != null) {
        var item = body.sender().get().get(body.item());
        requireSame(
            field.getKey(),
            field.getValue(),
            given,
            JSON.readTree(item.asByteArray()).get(field.getKey()),
            false);
        copies.remember(
            body.item().substring(0, body.item().lastIndexOf('/')),
            body.item().substring(body.item().lastIndexOf('/') + 1),
            item);
      }
    }
  }
}

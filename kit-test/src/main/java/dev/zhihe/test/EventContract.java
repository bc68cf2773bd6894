package dev.zhihe.test;

import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The committed contract of a service's events, beside its pom. The files {@code
 * events/{type}.v{version}.json} are the JSON Schemas of the types' data. The file {@code
 * asyncapi.json} describes the topic. Both are generated from the contract of reads, because an
 * event's data equals the answer to a read.
 *
 * <p>A schema may become narrower or gain properties. It is compared with every version committed
 * under its name. A change that breaks consumers makes a new version, and the old one stays.
 */
public final class EventContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REFERENCE = "#/components/schemas/";
  private static final String ENTITY_TYPE = "x-entity-type";
  private static final Pattern VERSION = Pattern.compile(".*\\.v(\\d+)\\.json");
  private static final List<String> ACTIONS = List.of("created", "updated", "deleted");

  private EventContract() {}

  /**
   * Compares the committed files with the running service. With {@code -Dopenapi.update=true}
   * rewrites them.
   *
   * @param service such as {@code indicators}
   */
  public static void matchesTheService(String service) throws IOException {
    var contract =
        JSON.readTree(
            given().get("/q/openapi?format=json").then().statusCode(200).extract().asByteArray());
    var schemas = contract.at("/components/schemas");
    var payloads = new TreeMap<String, String>();
    for (var named : schemas.properties()) {
      if (named.getValue().has(ENTITY_TYPE)) {
        var type = named.getValue().get(ENTITY_TYPE).asText();
        payloads.put(type, matched(service, type, schemaOf(named.getKey(), schemas)));
      }
    }
    assertThat(payloads).as("entity types in the contract").isNotEmpty();
    matches(Path.of("asyncapi.json"), asyncApi(service, payloads));
  }

  /** The schema's file: its newest version, or the next one if the schema would break consumers. */
  private static String matched(String service, String type, ObjectNode schema) throws IOException {
    var version = newest(type);
    var file = file(type, Math.max(1, version));
    if (CommittedFile.updates()) {
      if (version > 0 && !broken(content(file), schema).isEmpty()) {
        file = file(type, version + 1);
      }
    } else if (version > 0) {
      assertThat(broken(content(file), schema))
          .as(
              "%s breaks consumers. To write the next version, in the root of the repository:%n%s%n",
              file, CommittedFile.command("OpenApiTest", "openapi.update=true"))
          .isEmpty();
    }
    for (var earlier : committed(file)) {
      assertThat(broken(earlier, schema))
          .as("%s was published otherwise: what breaks a consumer needs the next version", file)
          .isEmpty();
    }
    var number = VERSION.matcher(file.toString());
    assertThat(number.matches()).isTrue();
    schema.put(
        "$id", "https://zhihe.dev/schemas/%s/%s/%s".formatted(service, type, number.group(1)));
    matches(file, schema);
    return file.toString();
  }

  /**
   * Every content committed under this name. Empty without a repository, as in an unpacked archive.
   */
  private static List<JsonNode> committed(Path file) throws IOException {
    var contents = new ArrayList<JsonNode>();
    for (var commit : git("log", "--format=%H", "--", file.toString()).lines().toList()) {
      var content = git("show", commit + ":./" + file);
      if (!content.isEmpty()) { // the commit may have deleted the file
        contents.add(JSON.readTree(content));
      }
    }
    return contents;
  }

  private static String git(String... arguments) throws IOException {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? answer : "";
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static int newest(String type) throws IOException {
    if (!Files.isDirectory(Path.of("events"))) {
      return 0;
    }
    try (var files = Files.newDirectoryStream(Path.of("events"), type + ".v*.json")) {
      var newest = 0;
      for (var file : files) {
        var version = VERSION.matcher(file.toString());
        if (version.matches()) {
          newest = Math.max(newest, Integer.parseInt(version.group(1)));
        }
      }
      return newest;
    }
  }

  private static Path file(String type, int version) {
    return Path.of("events", type + ".v" + version + ".json");
  }

  private static JsonNode content(Path file) throws IOException {
    return JSON.readTree(file.toFile());
  }

  private static void matches(Path file, JsonNode expected) throws IOException {
    var text =
        JSON.writer(
                    new DefaultPrettyPrinter()
                        .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                        .withArrayIndenter(new DefaultIndenter("  ", "\n")))
                .writeValueAsString(expected)
            + "\n";
    CommittedFile.matches(file, text);
  }

  /** A schema that contains everything it refers to. */
  private static ObjectNode schemaOf(String name, JsonNode schemas) {
    var schema = JSON.createObjectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", "");
    schema.put("title", name);
    var own = (ObjectNode) inner(schemas.get(name));
    own.remove(ENTITY_TYPE);
    schema.setAll(own);
    var definitions = new TreeMap<String, JsonNode>();
    gather(schemas.get(name), schemas, definitions);
    if (!definitions.isEmpty()) {
      schema.set("$defs", JSON.valueToTree(definitions));
    }
    return schema;
  }

  private static JsonNode inner(JsonNode schema) {
    try {
      return JSON.readTree(schema.toString().replace(REFERENCE, "#/$defs/"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void gather(JsonNode from, JsonNode schemas, Map<String, JsonNode> into) {
    for (var reference : from.findValuesAsText("$ref")) {
      var name = reference.substring(REFERENCE.length());
      if (!into.containsKey(name)) {
        into.put(name, inner(schemas.get(name)));
        gather(schemas.get(name), schemas, into);
      }
    }
  }

  /** The places where data valid by the later schema may be invalid by the earlier one. */
  static List<String> broken(JsonNode earlier, JsonNode later) {
    var breaks = new ArrayList<String>();
    compare("", earlier, earlier, later, later, breaks);
    return breaks;
  }

  private static void compare(
      String place,
      JsonNode earlier,
      JsonNode earlierRoot,
      JsonNode later,
      JsonNode laterRoot,
      List<String> breaks) {
    var before = resolved(earlier, earlierRoot);
    var after = resolved(later, laterRoot);
    for (var narrowing : List.of("type", "enum")) {
      if (before.has(narrowing)
          && !(after.has(narrowing)
              && words(before.get(narrowing)).containsAll(words(after.get(narrowing))))) {
        breaks.add(place + ": " + narrowing + " allows more");
      }
    }
    for (var bound : List.of("pattern", "format", "minimum", "maximum", "maxLength", "maxItems")) {
      if (before.has(bound) && !before.get(bound).equals(after.path(bound))) {
        breaks.add(place + ": another " + bound);
      }
    }
    if (!words(after.path("required")).containsAll(words(before.path("required")))) {
      breaks.add(place + ": not all that was required is");
    }
    for (var property : before.path("properties").properties()) {
      var now = after.path("properties").path(property.getKey());
      if (now.isMissingNode()) {
        breaks.add(place + "/" + property.getKey() + ": gone");
      } else {
        compare(
            place + "/" + property.getKey(),
            property.getValue(),
            earlierRoot,
            now,
            laterRoot,
            breaks);
      }
    }
    if (before.has("items")) {
      compare(
          place + "/*", before.get("items"), earlierRoot, after.path("items"), laterRoot, breaks);
    }
  }

  private static JsonNode resolved(JsonNode schema, JsonNode root) {
    return schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
  }

  private static Set<String> words(JsonNode list) {
    var words = new HashSet<String>();
    if (list.isTextual()) {
      words.add(list.asText());
    }
    list.forEach(word -> words.add(word.asText()));
    return words;
  }

  private static ObjectNode asyncApi(String service, Map<String, String> payloads) {
    var topic = "zhihe." + service;
    var document = JSON.createObjectNode().put("asyncapi", "3.0.0");
    document
        .putObject("info")
        .put("title", topic)
        .put("version", "1")
        .put(
            "description",
            "变更事件，与 /v1/changes/%1$s 逐条相同 / Every change of %1$s, deletions included: the same events, ids, order per entity and bytes of data as /v1/changes/%1$s. CloudEvents 1.0, binary mode. At least once: drop what you have by its id. A deletion has no value. The topic is not compacted and keeps every record, so a reader from the beginning sees each deletion; where you copy it to a compacted topic, tombstones go after delete.retention.ms. For trusted consumers: it carries drafts too."
                .formatted(service));
    document.put("defaultContentType", "application/json");
    document
        .putObject("servers")
        .putObject("local")
        .put("host", "127.0.0.1:19092")
        .put("protocol", "kafka")
        .putArray("security")
        .addObject()
        .put("$ref", "#/components/securitySchemes/account");
    var channel = document.putObject("channels").putObject(topic).put("address", topic);
    var messages = channel.putObject("messages");
    channel
        .putObject("bindings")
        .putObject("kafka")
        .put("topic", topic)
        .put("partitions", 6)
        .putObject("topicConfiguration")
        .put("retention.ms", -1)
        .putArray("cleanup.policy")
        .add("delete");
    document
        .putObject("operations")
        .putObject("publishChanges")
        .put("action", "send")
        .putObject("channel")
        .put("$ref", "#/channels/" + topic);
    var components = document.putObject("components");
    components
        .putObject("securitySchemes")
        .putObject("account")
        .put("type", "plain")
        .put(
            "description",
            "读取账号 / SASL, an account that may read the topic. An installation may use another mechanism.");
    var known = components.putObject("messages");
    payloads.forEach(
        (type, file) -> {
          for (var action : ACTIONS) {
            var name = type + "." + action;
            messages.putObject(name).put("$ref", "#/components/messages/" + name);
            var message = known.putObject(name).put("name", "zhihe." + name);
            var headers = headers(service, name);
            message.set("headers", headers);
            if (action.equals("deleted")) {
              message.put(
                  "description",
                  "删除：值为空（Kafka 墓碑），请删除副本；没有 dataschema 与 content-type"
                      + " / A deletion: the record has no value, which is Kafka's tombstone. Delete your copy. There is no dataschema and no content-type.");
              message.putObject("payload").put("type", "null");
            } else {
              message.put("contentType", "application/json");
              headers
                  .withObjectProperty("properties")
                  .putObject("ce_dataschema")
                  .put("pattern", "^https?://.+/schemas/" + service + "/" + type + "/\\d+$")
                  .put("description", "Where the schema of the data is served");
              headers.withArrayProperty("required").add("ce_dataschema");
              message.putObject("payload").put("$ref", "./" + file);
            }
            message
                .putObject("bindings")
                .putObject("kafka")
                .putObject("key")
                .put("type", "string")
                .put("pattern", "^" + type + "/.+$");
          }
        });
    return document;
  }

  private static ObjectNode headers(String service, String name) {
    var schema = JSON.createObjectNode().put("type", "object");
    var properties = schema.putObject("properties");
    properties.putObject("ce_specversion").put("const", "1.0");
    properties
        .putObject("ce_id")
        .put("pattern", "^%s/\\d+/\\d+$".formatted(service))
        .put("description", "service/epoch/position");
    properties.putObject("ce_source").put("const", "/zhihe/" + service);
    properties.putObject("ce_type").put("const", "zhihe." + name);
    properties.putObject("ce_subject").put("description", "The key: entity type and code");
    properties.putObject("ce_time").put("format", "date-time");
    properties.putObject("ce_position").put("pattern", "^\\d+$");
    properties
        .putObject("ce_entityversion")
        .put("pattern", "^\\d+$")
        .put("description", "Grows with every change of the entity, re-creations included");
    var required = schema.putArray("required");
    properties.fieldNames().forEachRemaining(required::add);
    properties
        .putObject("ce_audience")
        .put("pattern", "^(PUBLIC|CONDITIONAL|BUREAU|ORG:[0-9A-HJ-NP-RTUW-Y]{18})$")
        .put(
            "description",
            "可见范围 / Who may read this state. Records sent before this header existed lack it: treat them as BUREAU");
    return schema;
  }
}

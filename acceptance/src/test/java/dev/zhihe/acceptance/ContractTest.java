package dev.zhihe.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The contract held against the running suite, as people try it out in the docs. */
class ContractTest {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private static final Set<String> OF_OPERATORS =
      Set.of("getOccupancyDraft", "getOccupancyTemplate");

  /** Reads of one thing of which the demo area has none. */
  private static final Set<String> NOT_IN_THE_DEMO =
      Set.of(
          "getOccupancyAttachment",
          "getOccupancyReportAttachment",
          "getOccupancyReminder",
          "getOccupancyTenants");

  private final RunningSuite suite = RunningSuite.get();
  private final JsonNode contract = RunningSuite.json(suite.get("/openapi"));

  /**
   * The docs fill a form with the examples and defaults; whoever presses the button sends them all.
   */
  @Test
  void everyReadWorksAsTheDocsFillItIn() {
    var wrong = new ArrayList<String>();
    each(
        "get",
        (path, operation) ->
            filledIn(path, operation)
                .ifPresent(
                    address -> {
                      var answer = suite.getAs(reader(operation), address);
                      if (answer.statusCode() == 200) {
                        differences(operation, answer)
                            .forEach(one -> wrong.add(address + ": " + one));
                      } else {
                        wrong.add(address + ": " + answer.statusCode() + " " + answer.body());
                      }
                    }));
    assertThat(wrong).isEmpty();
  }

  /** Work that is not handed in is its organisation's alone. */
  private static String reader(JsonNode operation) {
    return OF_OPERATORS.contains(operation.get("operationId").asText())
        ? "operator-demo"
        : "admin-demo";
  }

  @Test
  void theBodiesThatTheDocsProposeKeepToTheirSchemas() {
    var wrong = new ArrayList<String>();
    for (var method : List.of("post", "put")) {
      each(
          method,
          (path, operation) -> {
            var schema = operation.at("/requestBody/content/application~1json/schema");
            if (!schema.isMissingNode()) {
              var proposed = proposed(schema).toString();
              breaches(schema, proposed).forEach(one -> wrong.add(path + ": " + one));
              if (filledIn(path, operation).isPresent() && has(operation, "If-Match")) {
                // A version that never was: nothing is changed, whatever the body says.
                var answer =
                    suite.send(
                        "editor-demo",
                        method.toUpperCase(Locale.ROOT),
                        filledIn(path, operation).get(),
                        "application/json",
                        proposed,
                        "If-Match",
                        "\"v0\"");
                if (!operation.get("responses").has(String.valueOf(answer.statusCode()))) {
                  wrong.add(path + ": " + answer.statusCode() + " " + answer.body());
                }
              }
            }
          });
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyOperationNamesTheRefusalsOfItsKind() {
    var missing = new ArrayList<String>();
    for (var method : List.of("get", "post", "put", "delete")) {
      each(
          method,
          (path, operation) -> {
            var expected = new ArrayList<>(List.of("400", "401", "406", "503", "default"));
            if (StreamSupport.stream(operation.get("security").spliterator(), false)
                .noneMatch(JsonNode::isEmpty)) {
              expected.add("403");
            }
            if (path.contains("{")) {
              expected.add("404");
            }
            if (!method.equals("get")) {
              expected.addAll(List.of("409", "422"));
            }
            if (operation.has("requestBody")) {
              expected.addAll(List.of("413", "415"));
            }
            if (has(operation, "If-Match")) {
              expected.addAll(List.of("412", "428"));
            }
            if (method.equals("delete")) {
              expected.add("204");
            }
            expected.stream()
                .filter(status -> !operation.get("responses").has(status))
                .forEach(status -> missing.add(method + " " + path + " " + status));
          });
    }
    assertThat(missing).isEmpty();
    assertThat(contract.at("/info/license/name").asText()).isNotEmpty();
    assertThat(contract.at("/info/contact/name").asText()).isNotEmpty();
    assertThat(contract.at("/info/description").asText()).contains("What to call first");
  }

  private void each(String method, BiConsumer<String, JsonNode> visit) {
    contract
        .get("paths")
        .properties()
        .forEach(
            path -> {
              if (path.getValue().has(method)) {
                visit.accept(path.getKey(), path.getValue().get(method));
              }
            });
  }

  /**
   * The address with every example and default; empty where a part of the path is for the caller to
   * fill.
   */
  private static Optional<String> filledIn(String path, JsonNode operation) {
    if (NOT_IN_THE_DEMO.contains(operation.get("operationId").asText())) {
      return Optional.empty();
    }
    var address = path;
    var query = new StringBuilder();
    for (var parameter : operation.path("parameters")) {
      var name = parameter.get("name").asText();
      var example = parameter.path("example");
      if (example.isMissingNode()) {
        example = parameter.path("schema").path("default");
      }
      if (example.isMissingNode()) {
        if (parameter.get("in").asText().equals("path")) {
          return Optional.empty();
        }
      } else if (parameter.get("in").asText().equals("path")) {
        address = address.replace("{" + name + "}", example.asText());
      } else if (parameter.get("in").asText().equals("query")) {
        query
            .append(query.isEmpty() ? '?' : '&')
            .append(name)
            .append('=')
            .append(URLEncoder.encode(example.asText(), UTF_8));
      }
    }
    return Optional.of(address + query);
  }

  /** Where an answer is not as the contract says: headers, media type, body. */
  private List<String> differences(JsonNode operation, HttpResponse<String> answer) {
    var promised = operation.at("/responses/200");
    var found = new ArrayList<String>();
    contract
        .at("/components/headers")
        .fieldNames()
        .forEachRemaining(
            header -> {
              if (answer.headers().firstValue(header).isPresent()
                  && !promised.path("headers").has(header)) {
                found.add("the contract does not name the header " + header);
              }
            });
    var type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    var content = promised.path("content").get(type);
    if (content == null) {
      found.add("the contract does not name " + type);
    } else if (type.equals("application/json")) {
      found.addAll(breaches(content.get("schema"), answer.body()));
    }
    return found;
  }

  private List<String> breaches(JsonNode schema, String json) {
    var whole = JsonNodeFactory.instance.objectNode();
    whole.setAll((ObjectNode) schema);
    whole.set("components", contract.get("components"));
    return SCHEMAS
        .getSchema(whole.toString())
        .validate(
            json,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(String::valueOf)
        .limit(3)
        .toList();
  }

  /** What the docs propose: the example of each property, or a value of its type. */
  private JsonNode proposed(JsonNode schema) {
    var nodes = JsonNodeFactory.instance;
    if (schema.has("examples")) {
      return schema.get("examples").get(0);
    }
    if (schema.has("$ref")) {
      return proposed(contract.at(schema.get("$ref").asText().substring(1)));
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(0);
    }
    return switch (schema.path("type").asText()) {
      case "object" -> {
        var object = nodes.objectNode();
        schema
            .path("properties")
            .properties()
            .forEach(property -> object.set(property.getKey(), proposed(property.getValue())));
        yield object;
      }
      case "array" -> nodes.arrayNode().add(proposed(schema.get("items")));
      case "integer", "number" -> nodes.numberNode(0);
      case "boolean" -> nodes.booleanNode(true);
      default -> nodes.textNode("string");
    };
  }

  private static boolean has(JsonNode operation, String parameter) {
    return StreamSupport.stream(operation.path("parameters").spliterator(), false)
        .anyMatch(one -> one.get("name").asText().equals(parameter));
  }
}

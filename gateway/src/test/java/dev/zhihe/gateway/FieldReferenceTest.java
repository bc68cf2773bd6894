package dev.zhihe.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.test.CommittedFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/reference/fields.md}: every field of every list, as the contract describes it. It is
 * made from the contract and compared here; with {@code -Dopenapi.update=true} rewritten.
 */
class FieldReferenceTest {
  private static final Path FILE = Path.of("..", "docs", "reference", "fields.md");

  private final JsonNode contract =
      UnitedContract.of(
          OwnPages.contracts(), URI.create("http://localhost:8180/realms/zhihe"), "1");

  @Test
  void isCommittedAsTheContractSays() throws IOException {
    CommittedFile.matches(FILE, reference(), "FieldReferenceTest");
  }

  private String reference() {
    var text =
        new StringBuilder(
            """
            # Fields

            Every field of every list, made from the contract (`/openapi`); column names of CSV and XLSX are the same, or in imports the Chinese ones beside them. Amounts are in yuan (`…Yuan`), areas in m² (`…M2`),
            shares in percent (`…Percent`). A field without ● is absent where nothing is known.
            """);
    for (var path : contract.path("paths").properties()) {
      var list = path.getValue().path("get");
      var schema = resolved(list.at("/responses/200/content/application~1json/schema"));
      var items = resolved(schema.path("properties").path("items").path("items"));
      if (!items.path("properties").isEmpty() && !path.getKey().contains("{")) {
        text.append("\n## `").append(path.getKey()).append("`\n\n");
        text.append(list.path("summary").asText()).append('\n');
        if (items.has("description")) {
          text.append('\n').append(items.path("description").asText()).append(".\n");
        }
        text.append("\n| field | 列名 | | type | meaning | example |\n|---|---|---|---|---|---|\n");
        fields("", items, new HashSet<>(), text);
      }
    }
    return text.toString();
  }

  private void fields(String prefix, JsonNode schema, Set<String> within, StringBuilder text) {
    var required = new HashSet<String>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    for (var property : schema.path("properties").properties()) {
      var field = property.getValue();
      var type = resolved(field);
      var element = resolved(field.path("items"));
      text.append(
          "| `%s%s` | %s | %s | %s | %s | %s |%n"
              .formatted(
                  prefix,
                  property.getKey(),
                  field.path("x-column-zh").asText(),
                  required.contains(property.getKey()) ? "●" : "",
                  type(field),
                  cell(meaning(field, type)),
                  cell(example(field))));
      var reference = field.path("items").path("$ref").asText();
      if (element.has("properties") && within.add(reference)) {
        fields(property.getKey() + "[].", element, within, text);
      }
    }
  }

  private static String meaning(JsonNode field, JsonNode type) {
    return field.path("description").asText(type.path("description").asText());
  }

  private String type(JsonNode field) {
    var type = resolved(field);
    if (type.has("enum")) {
      var words = new ArrayList<String>();
      type.path("enum").forEach(word -> words.add("`" + word.asText() + "`"));
      return String.join(" ", words);
    }
    if (type.path("type").asText().equals("array")) {
      return "list of " + type(field.path("items"));
    }
    return type.path("format").asText(type.path("type").asText());
  }

  private static String example(JsonNode field) {
    var examples = field.path("examples");
    return examples.isArray() && !examples.isEmpty()
        ? examples.get(0).asText(examples.get(0).toString())
        : "";
  }

  private JsonNode resolved(JsonNode schema) {
    var reference = schema.path("$ref").asText();
    for (var part : List.of("allOf", "anyOf", "oneOf")) {
      if (reference.isEmpty() && schema.path(part).isArray()) {
        reference = schema.path(part).get(0).path("$ref").asText();
      }
    }
    return reference.isEmpty() ? schema : contract.at(reference.substring(1));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}

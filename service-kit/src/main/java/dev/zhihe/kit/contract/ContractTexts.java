package dev.zhihe.kit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.tags.Tag;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/**
 * Descriptions of operations and parameters, from the {@code texts.yaml} of the resources'
 * packages.
 *
 * <p>A parameter's description is looked up in this order: the operation, the package, the packages
 * around it, the kit. The build fails on a description of nothing, an operation without a summary,
 * and a query parameter without a description.
 */
final class ContractTexts {
  private static final String FILE = "texts.yaml";
  private static final String KIT = "dev.zhihe.kit";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** An operation's texts, and the files that describe its parameters, the nearest first. */
  private record Texts(OperationText text, List<TextsFile> files) {}

  private final Map<String, String> tags = new TreeMap<>();
  private final Map<String, Texts> operations = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();

  /** Reads the files of all packages with resources. */
  ContractTexts(IndexView index) {
    this(resourcePackages(index));
  }

  ContractTexts(Set<String> packages) {
    var files = new TreeMap<String, TextsFile>();
    for (var resource : packages) {
      var nearest =
          around(resource).stream()
              .map(place -> files.computeIfAbsent(place, ContractTexts::read))
              .toList();
      var own = nearest.getFirst();
      tags.putAll(own.tags());
      own.operations()
          .forEach(
              (id, text) -> {
                if (operations.put(id, new Texts(text, nearest)) != null) {
                  faults.add("several packages describe " + id);
                }
              });
    }
  }

  private static Set<String> resourcePackages(IndexView index) {
    return index.getAnnotations(Path.class).stream()
        .filter(path -> path.target().kind() == AnnotationTarget.Kind.CLASS)
        .map(path -> path.target().asClass().name().packagePrefix())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The package, those around it, and the kit's. */
  private static Set<String> around(String resource) {
    var places = new LinkedHashSet<String>();
    for (var place = resource; place.contains("."); place = place.replaceFirst("\\.[^.]*$", "")) {
      places.add(place);
    }
    places.add(KIT);
    return places;
  }

  private static TextsFile read(String place) {
    var name = place.replace('.', '/') + "/" + FILE;
    try (var file = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
      return file == null ? TextsFile.NONE : YAML.readValue(file, TextsFile.class);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** Writes the texts into a contract without texts. */
  void describe(OpenAPI api) {
    var known = new TreeSet<String>();
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                List.copyOf(item.getOperations().entrySet())
                    .forEach(
                        operation -> {
                          known.add(operation.getValue().getOperationId());
                          item.setOperation(
                              operation.getKey(), described(path, operation.getValue()));
                        }));
    operations.keySet().stream()
        .filter(id -> !known.contains(id))
        .forEach(id -> faults.add("there is no operation " + id));
    describeTags(api);
    requireSchemas(api);
    if (!faults.isEmpty()) {
      throw new IllegalStateException(
          FILE + " and the operations differ: " + String.join("; ", faults));
    }
  }

  private void describeTags(OpenAPI api) {
    var all = new TreeMap<String, Tag>();
    if (api.getTags() != null) {
      api.getTags().forEach(tag -> all.put(tag.getName(), tag));
    }
    tags.forEach(
        (name, description) ->
            all.put(name, OASFactory.createTag().name(name).description(description)));
    // Set before paths, so that they are written before them.
    var paths = api.getPaths();
    api.paths(null).tags(List.copyOf(all.values())).paths(paths);
  }

  /** A copy of the operation with its texts. Its members keep the usual order of contracts. */
  private Operation described(String path, Operation operation) {
    var texts = operations.get(operation.getOperationId());
    // The scanner derives a summary from the method name, so the operation's own summary proves
    // nothing.
    if (texts == null || texts.text().summary() == null) {
      faults.add(operation.getOperationId() + " has no summary");
      return operation;
    }
    var text = texts.text();
    var copy = OASFactory.createOperation().summary(text.summary());
    if (text.description() != null) {
      copy.description(text.description());
    }
    copy.operationId(operation.getOperationId())
        .tags(List.of(text.tag() == null ? path.split("/", -1)[2] : text.tag()));
    if (operation.getParameters() != null) {
      copy.parameters(
          operation.getParameters().stream()
              .map(parameter -> described(parameter, copy.getOperationId(), texts))
              .toList());
    }
    if (operation.getRequestBody() != null) {
      copy.requestBody(operation.getRequestBody());
    }
    copy.responses(operation.getResponses());
    text.answers()
        .forEach(
            (status, answer) ->
                copy.getResponses()
                    .addAPIResponse(
                        status, described(answer, copy.getResponses().getAPIResponse(status))));
    if (operation.getSecurity() != null) {
      copy.security(operation.getSecurity());
    }
    text.parameters().keySet().stream()
        .filter(name -> !ContractAnswers.takes(copy, name))
        .forEach(name -> faults.add(copy.getOperationId() + " has no parameter " + name));
    return copy;
  }

  private Parameter described(Parameter parameter, String operation, Texts texts) {
    if (parameter.getDescription() != null) {
      return parameter; // a parameter of a parameter bean has its own description
    }
    var name = parameter.getName();
    var text = texts.text().parameters().getOrDefault(name, ParameterText.NONE);
    for (var file : texts.files()) {
      text = text.or(file.parameters().getOrDefault(name, ParameterText.NONE));
    }
    if (text.description() == null && parameter.getIn() != Parameter.In.PATH) {
      faults.add(operation + " does not describe " + name);
    }
    var copy = OASFactory.createParameter();
    if (text.description() != null) {
      copy.description(text.description());
    }
    if (text.example() != null) {
      copy.example(text.example());
    }
    if (Boolean.TRUE.equals(text.required())) {
      copy.required(true);
    }
    var plain = text.schema() == null && isPlain(parameter.getSchema());
    if (!plain) {
      copy.schema(text.schema() == null ? parameter.getSchema() : schema(text.schema()));
    }
    copy.name(name).in(parameter.getIn());
    if (parameter.getRequired() != null) {
      copy.required(parameter.getRequired());
    }
    return plain ? copy.schema(parameter.getSchema()) : copy;
  }

  private static boolean isPlain(Schema schema) {
    return schema.getRef() == null && schema.getPattern() == null && schema.getFormat() == null;
  }

  private static Schema schema(JsonNode text) {
    var schema = OASFactory.createSchema();
    if (text.isTextual()) {
      return schema.ref(text.asText());
    }
    for (var keyword : text.properties()) {
      var value = keyword.getValue();
      switch (keyword.getKey()) {
        case "type" ->
            schema.addType(Schema.SchemaType.valueOf(value.asText().toUpperCase(Locale.ROOT)));
        case "format" -> schema.format(value.asText());
        case "default" -> schema.defaultValue(YAML.convertValue(value, Object.class));
        case "pattern" -> schema.pattern(value.asText());
        case "minLength" -> schema.minLength(value.asInt());
        case "maxLength" -> schema.maxLength(value.asInt());
        case "enum" -> value.forEach(word -> schema.addEnumeration(word.asText()));
        default -> throw new IllegalStateException(FILE + " has a schema with " + keyword.getKey());
      }
    }
    return schema;
  }

  private static APIResponse described(String description, @Nullable APIResponse response) {
    var copy = OASFactory.createAPIResponse().description(description);
    if (response != null) {
      if (response.getHeaders() != null) {
        copy.headers(response.getHeaders());
      }
      if (response.getContent() != null) {
        copy.content(response.getContent());
      }
    }
    return copy;
  }

  /** Checks that schemas that parameters refer to by name exist. */
  private void requireSchemas(OpenAPI api) {
    api.getPaths().getPathItems().values().stream()
        .map(PathItem::getOperations)
        .flatMap(operations -> operations.values().stream())
        .filter(operation -> operation.getParameters() != null)
        .flatMap(operation -> operation.getParameters().stream())
        .map(parameter -> parameter.getSchema().getRef())
        .filter(Objects::nonNull)
        .map(reference -> reference.replaceFirst(".*/", ""))
        .filter(name -> !api.getComponents().getSchemas().containsKey(name))
        .forEach(name -> faults.add("there is no schema " + name));
  }
}

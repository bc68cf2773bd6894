package dev.zhihe.kit.contract;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.reads.Reads;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/**
 * Adds to the contract what all operations share: the parameters of reads, the roles, and the
 * answers of {@link ContractAnswers}. A property is required unless its type is {@code @Nullable}.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OpenApiConventions implements OASFilter {
  private static final DotName SCHEMA =
      DotName.createSimple(
          org.eclipse.microprofile.openapi.annotations.media.Schema.class.getName());
  private static final DotName PUBLISHED = DotName.createSimple(Published.class.getName());
  private static final DotName NULLABLE = DotName.createSimple(Nullable.class.getName());
  private static final String SERVICE = "{service}";

  /** The security scheme, by the name that Quarkus gives it. */
  private static final String LOGIN = "SecurityScheme";

  private static final Parameter AS_OF =
      query(
          Reads.AS_OF,
          "数据时点：位置、事件号、带时区的时刻、日期（其北京时间终点）或 now / What was known then: a position where a transaction ends, an event id as Zhihe-As-Of answers it, an instant with its offset, a day (its end in Asia/Shanghai), or now, which waits until all that was committed has a position; 400 before the first and in the future",
          "2026-11-23T08:00:00Z");
  private static final Parameter ON =
      query(
          Reads.ON,
          "业务时点：至该日已结束的统计期、已生效的内容 / What held on that day: periods that had ended, acts that were effective; Asia/Shanghai",
          "2023-06-30");

  private final IndexView index;

  /**
   * @param index the application's classes, from Quarkus
   */
  public OpenApiConventions(IndexView index) {
    this.index = index;
  }

  @Override
  public void filterOpenAPI(OpenAPI api) {
    new ContractTexts(index).describe(api);
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) -> {
              if (item.getGET() != null
                  && !path.contains(SERVICE)
                  && !ContractAnswers.isForm(item.getGET())) {
                item.getGET().addParameter(AS_OF).addParameter(ON);
              }
            });
    answerPages(api);
    nameAfterService(api);
    ContractAnswers.define(api.getComponents());
    api.addServer(OASFactory.createServer().url("/"));
    api.getPaths()
        .getPathItems()
        .values()
        .forEach(path -> path.getOperations().forEach(OpenApiConventions::complete));
    nameEntityTypes(api);
    for (var annotation : index.getAnnotations(SCHEMA)) {
      if (annotation.target().kind() == AnnotationTarget.Kind.CLASS) {
        var type = annotation.target().asClass();
        var name = annotation.value("name");
        var schema =
            api.getComponents()
                .getSchemas()
                .get(name == null ? type.simpleName() : name.asString());
        if (schema != null) {
          require(schema, type);
        }
      }
    }
  }

  /** A list answers pages of the schema of its item. */
  private static void answerPages(OpenAPI api) {
    var paths = api.getPaths();
    paths
        .getPathItems()
        .forEach(
            (path, list) -> {
              var item = paths.getPathItem(path + "/{code}");
              if (item != null
                  && list.getGET() != null
                  && ContractAnswers.takes(list.getGET(), "cursor")) {
                ContractAnswers.answerPages(
                    list.getGET(), item.getGET(), api.getComponents().getSchemas().keySet());
              }
            });
  }

  /** Names the entity type of each schema that is a published state, and so the data of events. */
  private void nameEntityTypes(OpenAPI api) {
    for (var entity : index.getAllKnownImplementations(PUBLISHED)) {
      entity.methods().stream()
          .filter(method -> method.name().equals("view") && !method.isSynthetic())
          .map(view -> index.getClassByName(view.returnType().name()))
          .filter(Objects::nonNull)
          .forEach(
              view -> {
                var annotation = view.declaredAnnotation(SCHEMA);
                var name = annotation == null ? null : annotation.value("name");
                var schema =
                    api.getComponents()
                        .getSchemas()
                        .get(name == null ? view.simpleName() : name.asString());
                if (schema != null) {
                  schema.addExtension("x-entity-type", ChangeLog.typeName(entity.simpleName()));
                }
              });
    }
  }

  private static Parameter query(String name, String description, String example) {
    return OASFactory.createParameter()
        .name(name)
        .in(Parameter.In.QUERY)
        .description(description)
        .example(example)
        .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
  }

  /**
   * Puts the service's name into the paths that all services have, so that joined contracts do not
   * clash.
   */
  private static void nameAfterService(OpenAPI api) {
    var service = ConfigProvider.getConfig().getValue("zhihe.service", String.class);
    var name = service.substring(0, 1).toUpperCase(Locale.ROOT) + service.substring(1);
    for (var path : List.copyOf(api.getPaths().getPathItems().keySet())) {
      if (path.contains(SERVICE)) {
        var item = api.getPaths().getPathItem(path);
        for (var operation : item.getOperations().values()) {
          operation.setOperationId(
              operation.getOperationId().replaceFirst("(?<=[a-z])(?=[A-Z])", name));
          operation.setParameters(
              operation.getParameters().stream()
                  .filter(parameter -> !parameter.getName().equals("service"))
                  .toList());
        }
        api.getPaths().removePathItem(path);
        api.getPaths().addPathItem(path.replace(SERVICE, service), item);
      }
    }
  }

  private static void require(Schema schema, ClassInfo record) {
    for (var component : record.recordComponents()) {
      if (!component.type().hasAnnotation(NULLABLE)
          && schema.getProperties() != null
          && schema.getProperties().containsKey(component.name()) // hidden ones are not
          && (schema.getRequired() == null || !schema.getRequired().contains(component.name()))) {
        schema.addRequired(component.name());
      }
    }
  }

  private static void complete(PathItem.HttpMethod method, Operation operation) {
    if (operation.getParameters() != null) {
      operation.getParameters().forEach(OpenApiConventions::tellExample);
    }
    var roles = roles(operation);
    ContractAnswers.complete(method, operation, !roles.isEmpty());
    if (ContractAnswers.takes(operation, "onExisting")) {
      describe(
          operation,
          " ",
          "列名即属性名（或中文名），多值以分号分隔；422 一次列出全部行的全部错误，且不写入任何内容。"
              + " / The columns are the properties (or their Chinese names), lists joined by ;"
              + " 422 lists every error of every row, and nothing is written.");
    }
    describe(
        operation,
        "\n\n",
        roles.isEmpty()
            ? "无须登录；带令牌时或可读到更多。 / No login is needed; a token may show more."
            : "所需角色之一 / One of the roles: " + String.join(", ", roles));
    // Roles are not scopes that a client can request. The description names them.
    operation.setSecurity(
        roles.isEmpty()
            ? List.of(OASFactory.createSecurityRequirement(), login())
            : List.of(login()));
  }

  /**
   * Moves the example of an optional parameter into its description. The documentation page sends
   * all examples together, and all filters together match nothing.
   */
  private static void tellExample(Parameter parameter) {
    if (parameter.getIn() == Parameter.In.QUERY
        && !Boolean.TRUE.equals(parameter.getRequired())
        && parameter.getExample() != null) {
      var described = parameter.getDescription() == null ? "" : parameter.getDescription() + "; ";
      parameter.setDescription(described + "例 / example: " + parameter.getExample());
      parameter.setExample(null);
    }
  }

  private static List<String> roles(Operation operation) {
    return operation.getSecurity() == null
        ? List.of()
        : operation.getSecurity().stream()
            .flatMap(requirement -> requirement.getSchemes().values().stream())
            .flatMap(List::stream)
            .distinct()
            .toList();
  }

  private static SecurityRequirement login() {
    return OASFactory.createSecurityRequirement().addScheme(LOGIN);
  }

  private static void describe(Operation operation, String apart, String more) {
    var special = operation.getDescription();
    operation.setDescription(special == null ? more : special + apart + more);
  }
}

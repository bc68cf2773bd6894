package dev.zhihe.kit.http;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.writes.IdempotencyKeys;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/**
 * What every operation of every service says alike, said once: problems, CSV beside JSON on lists,
 * conditional reads, how imports answer; and what the types say but annotations would repeat: a
 * property is required unless it is {@code @Nullable}.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OpenApiConventions implements OASFilter {
  private static final DotName SCHEMA =
      DotName.createSimple(
          org.eclipse.microprofile.openapi.annotations.media.Schema.class.getName());
  private static final DotName PUBLISHED = DotName.createSimple(Published.class.getName());
  private static final DotName NULLABLE = DotName.createSimple(Nullable.class.getName());
  private static final String SERVICE = "{service}";

  private static final Parameter AS_OF =
      query(
          Reads.AS_OF,
          "当时所知：位置、事件号、带时区的时刻、日期（其北京时间终点）或 now / What was known then: a position where a transaction ends, an event id as Zhihe-As-Of answers it, an instant with its offset, a day (its end in Asia/Shanghai), or now, which waits until all that was committed has a position; 400 before the first and in the future",
          "2026-11-23T08:00:00Z");
  private static final Parameter ON =
      query(
          Reads.ON,
          "该日有效：至该日已结束的统计期、已生效的内容 / What held on that day: periods that had ended, acts that were effective; Asia/Shanghai",
          "2023-06-30");

  private final IndexView index;

  /** Quarkus gives the index of the application's classes. */
  public OpenApiConventions(IndexView index) {
    this.index = index;
  }

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) -> {
              if (item.getGET() != null && !path.contains(SERVICE)) {
                item.getGET().addParameter(AS_OF).addParameter(ON);
              }
            });
    nameAfterService(api);
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

  /** Which schema is an entity's published state, and so the data of its events. */
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

  /** Of the paths that every service has, a service's own: united, they do not clash. */
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
          && (schema.getRequired() == null || !schema.getRequired().contains(component.name()))) {
        schema.addRequired(component.name());
      }
    }
  }

  private static void complete(PathItem.HttpMethod method, Operation operation) {
    var responses = operation.getResponses();
    responses.addAPIResponse(
        "default", problem("错误 / A problem (RFC 9457), in Chinese or English by Accept-Language"));
    if (method != PathItem.HttpMethod.GET) {
      underKey(operation);
    }
    if (takes(operation, "If-Match")) {
      operation.getParameters().stream()
          .filter(parameter -> parameter.getName().equals("If-Match"))
          .forEach(parameter -> parameter.setRequired(true));
      responses
          .addAPIResponse("412", problem("If-Match 所示版本已过时 / If-Match names an older version"))
          .addAPIResponse("428", problem("缺少 If-Match / If-Match is missing"));
    }
    var ok = responses.getAPIResponse("200");
    if (method == PathItem.HttpMethod.GET
        && ok != null
        && (takes(operation, "code") || takes(operation, "format"))) {
      conditional(operation, ok);
    }
    if (takes(operation, Reads.AS_OF)) {
      citable(operation);
    }
    if (takes(operation, "format") && ok != null && ok.getContent() != null) {
      ok.getContent()
          .addMediaType(
              Imports.CSV,
              OASFactory.createMediaType()
                  .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)))
          .addMediaType(
              Imports.XLSX,
              OASFactory.createMediaType()
                  .schema(
                      OASFactory.createSchema()
                          .addType(Schema.SchemaType.STRING)
                          .format("binary")));
    }
    if (takes(operation, "onExisting")) {
      var special = operation.getDescription() == null ? "" : operation.getDescription() + " ";
      operation.setDescription(
          special
              + "列名即属性名（或中文名），多值以分号分隔；422 一次列出全部行的全部错误，且不写入任何内容。"
              + " / The columns are the properties (or their Chinese names), lists joined by ;"
              + " 422 lists every error of every row, and nothing is written.");
      responses.addAPIResponse(
          "202",
          OASFactory.createAPIResponse()
              .description(
                  "文件较大，已作为作业排队；进度与错误见 Location，被拒绝后可在该地址用 errors=xlsx 取回标注了错误的工作簿 / The file is large and becomes a job; Location tells how far it is and its errors, and with errors=xlsx gives a rejected one back with them marked")
              .content(
                  OASFactory.createContent()
                      .addMediaType(
                          "application/json",
                          OASFactory.createMediaType()
                              .schema(
                                  OASFactory.createSchema()
                                      .ref("#/components/schemas/ImportJob")))));
    }
  }

  /** What every read of an item, a list or a computed answer says of being asked again. */
  private static void conditional(Operation operation, APIResponse ok) {
    operation.addParameter(
        OASFactory.createParameter()
            .name("If-None-Match")
            .in(Parameter.In.HEADER)
            .description("已有副本的 ETag：未变则为 304 / ETag of the copy at hand: 304 if it is still good")
            .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
    ok.addHeader(
        "ETag",
        OASFactory.createHeader()
            .description("版本标识 / Tag of this answer")
            .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
    operation
        .getResponses()
        .addAPIResponse(
            "304",
            OASFactory.createAPIResponse()
                .description("未变 / Unchanged since the ETag sent as If-None-Match"));
  }

  /** What every read that takes {@code asOf} says of the position that it stands on. */
  private static void citable(Operation operation) {
    Stream.of("200", "304")
        .map(operation.getResponses()::getAPIResponse)
        .filter(Objects::nonNull)
        .forEach(
            answer ->
                answer.addHeader(
                    Reads.STANDS_ON,
                    OASFactory.createHeader()
                        .description(
                            "答复所依据的位置：以它作 asOf 得到同样的答复；刚提交的变更尚未排定位置时没有"
                                + " / The position that the answer stands on: given as asOf, it is answered the same. Absent while something just committed has no position yet")
                        .example("indicators/217643587/1204")
                        .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING))));
  }

  /** What every write says of being sent again. */
  private static void underKey(Operation operation) {
    operation.addParameter(
        OASFactory.createParameter()
            .name(IdempotencyKeys.KEY)
            .in(Parameter.In.HEADER)
            .description(
                "自选的键，如 UUID：以同一键重发同一请求，只生效一次，得到同样的答复；至少保留 7 天。被拒绝的请求不占用键；dryRun 不计"
                    + " / A key of your choice, such as a UUID: sent again with it, the same request has one effect and one answer, for 7 days at least. A refused request leaves its key free; dry runs do not count")
            .schema(
                OASFactory.createSchema()
                    .addType(Schema.SchemaType.STRING)
                    .minLength(1)
                    .maxLength(200))
            .example("5f0a2c1e-9f57-4d0f-9a4e-0f3c5b1d7a10"));
    var responses = operation.getResponses();
    responses.getAPIResponses().entrySet().stream()
        .filter(response -> response.getKey().startsWith("2"))
        .forEach(
            response ->
                response
                    .getValue()
                    .addHeader(
                        IdempotencyKeys.REPLAYED,
                        OASFactory.createHeader()
                            .description(
                                "true：重复此前的答复 / true: the answer of before, repeated; else absent")
                            .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING))));
    responses
        .addAPIResponse(
            "409",
            problem(
                "与当前状态冲突；或同一 Idempotency-Key 的请求仍在处理（附 Retry-After）"
                    + " / The state does not allow it; or a request with that Idempotency-Key is still being worked on, with Retry-After"))
        .addAPIResponse(
            "422",
            problem(
                "不符合规则；或 Idempotency-Key 已用于另一请求"
                    + " / A rule is broken; or the Idempotency-Key belongs to another request"));
  }

  private static APIResponse problem(String description) {
    return OASFactory.createAPIResponse()
        .description(description)
        .content(
            OASFactory.createContent()
                .addMediaType(
                    ProblemMappers.PROBLEM_JSON,
                    OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))));
  }

  private static boolean takes(Operation operation, String parameter) {
    return operation.getParameters() != null
        && operation.getParameters().stream().anyMatch(known -> parameter.equals(known.getName()));
  }
}

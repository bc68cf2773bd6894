package dev.zhihe.kit.contract;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.writes.IdempotencyKeys;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Headers and refusals that operations share. Each is a component. Which of them an operation has
 * follows from its method, parameters, body and roles.
 */
final class ContractAnswers {
  /** The response headers, by name. */
  private static final Map<String, String> HEADERS =
      new TreeMap<>(
          Map.of(
              HttpHeaders.ETAG,
              "版本标识，供 If-None-Match 与 If-Match / Tag of this answer, for If-None-Match and If-Match",
              HttpHeaders.LINK,
              "rel=\"next\"：下一页；末页无此项 / rel=\"next\": the next page; absent on the last",
              HttpHeaders.LOCATION,
              "新内容或作业的地址 / Address of what was made, or of the job",
              HttpHeaders.CONTENT_DISPOSITION,
              "文件名；仅文件有此项 / Name of the file; absent where the answer is no file",
              HttpHeaders.RETRY_AFTER,
              "多少秒后重试；无此项则不必重试 / Seconds after which to ask again; absent where that would not help",
              HttpHeaders.WWW_AUTHENTICATE,
              "Bearer",
              Reads.AS_OF_HEADER,
              "答复的数据截止点：以它作 asOf 得到同样的答复；刚提交的变更尚未排定位置时无此项 / The position that the answer stands on: given as asOf, it is answered the same. Absent while something just committed has no position yet",
              IdempotencyKeys.REPLAYED,
              "true：重复此前的答复 / true: the answer of before, repeated; else absent"));

  private static final String JSON = jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

  /** The scanner's description of a result without a description. */
  private static final String UNSAID = "OK";

  private static final String NOT_MODIFIED = "NotModified";
  private static final String IMPORT_REJECTED = "ImportRejected";

  private ContractAnswers() {}

  /** Adds the components. */
  static void define(Components components) {
    HEADERS.forEach(
        (name, description) ->
            components.addHeader(
                name, OASFactory.createHeader().description(description).schema(text())));
    for (var refusal : ContractRefusal.values()) {
      components.addResponse(
          refusal.component(),
          carry(
              answer(refusal.description(), problems()), refusal.headers().toArray(String[]::new)));
    }
    components.addResponse(
        NOT_MODIFIED,
        carry(
            answer("未变 / Unchanged since the ETag sent as If-None-Match", null),
            HttpHeaders.ETAG,
            Reads.AS_OF_HEADER));
    components.addResponse(
        IMPORT_REJECTED,
        carry(
            answer(
                "文件有误，未写入任何内容；或 Idempotency-Key 已用于另一请求。errors=xlsx 时，有误的文件以标注了错误的工作簿返回"
                    + " / The file has errors and nothing is written; or the Idempotency-Key belongs to another request. With errors=xlsx a file with errors comes back as a workbook, errors marked",
                problems().addMediaType(MediaTypes.XLSX, media(binary()))),
            HttpHeaders.CONTENT_DISPOSITION));
  }

  /**
   * Adds an operation's headers and refusals. Its own descriptions stay.
   *
   * @param byRole whether a role is required
   */
  static void complete(HttpMethod method, Operation operation, boolean byRole) {
    var responses = operation.getResponses();
    sayResult(method, operation);
    var result = responses.getAPIResponse("200");
    if (method == HttpMethod.GET) {
      read(operation, Objects.requireNonNull(result));
    } else {
      written(operation);
    }
    if (takes(operation, "onExisting")) {
      imported(operation);
    }
    for (var refusal : ContractRefusal.values()) {
      if (applies(refusal, method, operation, byRole)) {
        refuse(operation, refusal);
      }
    }
    responses
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              if (status.startsWith("4")
                  && response.getRef() == null
                  && response.getContent() == null) {
                response.setContent(problems());
              }
            });
    responses.setAPIResponses(new TreeMap<>(responses.getAPIResponses()));
  }

  /**
   * Sets a list's schema to the page of its item's schema, unless it has a schema.
   *
   * @param schemas names of the contract's schemas
   */
  static void answerPages(Operation list, Operation item, Set<String> schemas) {
    var result = list.getResponses().getAPIResponse("200");
    if (schema(result) != null) {
      return;
    }
    var page = schema(item.getResponses().getAPIResponse("200")) + "Page";
    var name = page.substring(page.lastIndexOf('/') + 1);
    if (!schemas.contains(name)) {
      throw new IllegalStateException(
          "%s answers pages, and no record has @Schema(name = \"%s\"): give the view a nested record Page"
              .formatted(list.getOperationId(), name));
    }
    result.setContent(
        OASFactory.createContent().addMediaType(JSON, media(OASFactory.createSchema().ref(page))));
  }

  /** Whether an operation answers a workbook alone: a form to fill in, which nobody cites. */
  static boolean isForm(Operation operation) {
    var result = operation.getResponses().getAPIResponse("200");
    var content = result == null ? null : result.getContent();
    return content != null
        && content.getMediaTypes() != null
        && content.getMediaTypes().keySet().equals(Set.of(MediaTypes.XLSX));
  }

  private static @Nullable String schema(APIResponse result) {
    var content = result.getContent();
    var json = content == null ? null : content.getMediaType(JSON);
    return json == null || json.getSchema() == null ? null : json.getSchema().getRef();
  }

  /** Describes the results of lists, imports, deletions and items that have no description. */
  private static void sayResult(HttpMethod method, Operation operation) {
    var responses = operation.getResponses();
    var result = responses.getAPIResponse("200");
    if (result == null || !UNSAID.equals(result.getDescription())) {
      return;
    }
    if (method == HttpMethod.DELETE) {
      responses.removeAPIResponse("200");
      if (!responses.hasAPIResponse("204")) {
        responses.addAPIResponse("204", answer("已删除 / Deleted", null));
      }
    } else if (takes(operation, "cursor")) {
      result.setDescription("一页，按代码排列 / A page, in the order of codes");
    } else if (takes(operation, "onExisting")) {
      result
          .description("文件的处理结果 / What became of the file")
          .setContent(
              OASFactory.createContent()
                  .addMediaType(JSON, media(OASFactory.createSchema().ref("ImportResult"))));
    } else if (takes(operation, HttpHeaders.IF_MATCH)) {
      result.setDescription("更改后的内容，ETag 为其版本 / The item as changed; its ETag is its version");
    } else if (method == HttpMethod.GET && takes(operation, "code")) {
      result.setDescription("所查内容，ETag 为其版本 / The item; its ETag is its version");
    }
  }

  private static void read(Operation operation, APIResponse result) {
    if (takes(operation, "cursor")) {
      carry(result, HttpHeaders.LINK);
    }
    if (takes(operation, Reads.AS_OF)) {
      carry(result, Reads.AS_OF_HEADER);
    }
    var responses = operation.getResponses();
    if (responses.hasAPIResponse("304") || takes(operation, "code") || takes(operation, "format")) {
      operation.addParameter(
          OASFactory.createParameter()
              .name(HttpHeaders.IF_NONE_MATCH)
              .in(Parameter.In.HEADER)
              .description(
                  "已有副本的 ETag：未变则为 304 / ETag of the copy at hand: 304 if it is still good")
              .schema(text()));
      carry(result, HttpHeaders.ETAG);
      responses.addAPIResponse("304", reference(NOT_MODIFIED));
    }
    if (takes(operation, "format", Parameter.In.QUERY)) {
      result
          .getContent()
          .addMediaType(MediaTypes.CSV, media(text()))
          .addMediaType(MediaTypes.XLSX, media(binary()));
    }
    if (takes(operation, "format") || isForm(operation)) {
      carry(result, HttpHeaders.CONTENT_DISPOSITION);
    }
    if (takes(operation, "errors")) {
      result.getContent().addMediaType(MediaTypes.XLSX, media(binary()));
      carry(result, HttpHeaders.CONTENT_DISPOSITION);
    }
    var lines = result.getContent().getMediaType(MediaTypes.NDJSON);
    if (lines != null) {
      stream(lines);
    }
  }

  /**
   * Describes a stream of lines. It is not one JSON value, so generated clients shall return bytes.
   * The schema of a line is given as the content's schema.
   */
  private static void stream(MediaType lines) {
    var bytes = binary();
    var line = lines.getSchema().getRef();
    if (line != null) {
      bytes.contentMediaType(MediaTypes.NDJSON).contentSchema(OASFactory.createSchema().ref(line));
    }
    lines.setSchema(bytes);
  }

  private static void written(Operation operation) {
    operation.addParameter(
        OASFactory.createParameter()
            .name(IdempotencyKeys.KEY)
            .in(Parameter.In.HEADER)
            .description(
                "自选的键，如 UUID：以同一键重发同一请求，只生效一次，得到同样的答复；至少保留 7 天。被拒绝的请求不占用键；dryRun 不计"
                    + " / A key of your choice, such as a UUID: sent again with it, the same request has one effect and one answer, for 7 days at least. A refused request leaves its key free; dry runs do not count")
            .schema(text().minLength(1).maxLength(200)));
    operation.getResponses().getAPIResponses().entrySet().stream()
        .filter(response -> response.getKey().startsWith("2"))
        .forEach(
            response -> {
              var answer = response.getValue();
              if (response.getKey().equals("201")) {
                var content = answer.getContent();
                carry(answer.content(null), HttpHeaders.LOCATION, HttpHeaders.ETAG);
                answer.setContent(content); // after the headers
              }
              carry(answer, IdempotencyKeys.REPLAYED);
            });
    if (takes(operation, HttpHeaders.IF_MATCH)) {
      operation.getParameters().stream()
          .filter(parameter -> parameter.getName().equals(HttpHeaders.IF_MATCH))
          .forEach(parameter -> parameter.setRequired(true));
      var changed = operation.getResponses().getAPIResponse("200");
      if (changed != null) {
        carry(changed, HttpHeaders.ETAG);
      }
    }
  }

  private static void imported(Operation operation) {
    operation
        .getResponses()
        .addAPIResponse("422", reference(IMPORT_REJECTED))
        .addAPIResponse(
            "202",
            carry(
                answer(
                    "文件较大，已作为作业排队；进度与错误见 Location，被拒绝后可在该地址用 errors=xlsx 取回标注了错误的工作簿 / The file is large and becomes a job; Location tells how far it is and its errors, and with errors=xlsx gives a rejected one back with them marked",
                    OASFactory.createContent()
                        .addMediaType(JSON, media(OASFactory.createSchema().ref("ImportJob")))),
                HttpHeaders.LOCATION,
                HttpHeaders.RETRY_AFTER,
                IdempotencyKeys.REPLAYED))
        .getAPIResponse("200")
        .getContent()
        .removeMediaType(MediaTypes.XLSX); // only the answer 422 is a workbook
  }

  private static boolean applies(
      ContractRefusal refusal, HttpMethod method, Operation operation, boolean byRole) {
    return switch (refusal) {
      case MALFORMED, UNAUTHORIZED, NOT_ACCEPTABLE, UNAVAILABLE, OTHER -> true;
      case FORBIDDEN -> byRole;
      case NOT_FOUND ->
          operation.getParameters() != null
              && operation.getParameters().stream()
                  .anyMatch(parameter -> parameter.getIn() == Parameter.In.PATH);
      case CONFLICT, RULE_BROKEN -> method != HttpMethod.GET;
      case STALE, PRECONDITION_REQUIRED -> takes(operation, HttpHeaders.IF_MATCH);
      case TOO_LARGE, UNSUPPORTED_MEDIA_TYPE -> operation.getRequestBody() != null;
    };
  }

  private static void refuse(Operation operation, ContractRefusal refusal) {
    var responses = operation.getResponses();
    var own = responses.getAPIResponse(refusal.status());
    // Quarkus has added 401 and 403 without headers and content.
    if (own == null
        || refusal == ContractRefusal.UNAUTHORIZED
        || refusal == ContractRefusal.FORBIDDEN) {
      responses.addAPIResponse(refusal.status(), reference(refusal.component()));
    } else if (own.getRef() == null) {
      carry(own, refusal.headers().toArray(String[]::new)).setContent(problems());
    }
  }

  static boolean takes(Operation operation, String parameter) {
    return takes(operation, parameter, null);
  }

  private static boolean takes(
      Operation operation, String parameter, Parameter.@Nullable In place) {
    return operation.getParameters() != null
        && operation.getParameters().stream()
            .anyMatch(
                known ->
                    parameter.equals(known.getName()) && (place == null || place == known.getIn()));
  }

  private static APIResponse answer(String description, @Nullable Content content) {
    return OASFactory.createAPIResponse().description(description).content(content);
  }

  private static APIResponse reference(String component) {
    return OASFactory.createAPIResponse().ref(component);
  }

  private static APIResponse carry(APIResponse response, String... headers) {
    for (var header : headers) {
      response.addHeader(header, OASFactory.createHeader().ref(header));
    }
    return response;
  }

  private static Content problems() {
    return OASFactory.createContent()
        .addMediaType(MediaTypes.PROBLEM, media(OASFactory.createSchema().ref("Problem")));
  }

  private static MediaType media(Schema schema) {
    return OASFactory.createMediaType().schema(schema);
  }

  private static Schema text() {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
  }

  private static Schema binary() {
    return text().format("binary");
  }
}

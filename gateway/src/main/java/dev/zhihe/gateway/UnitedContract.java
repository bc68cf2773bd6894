package dev.zhihe.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Merges the services' OpenAPI documents. Two different parts of the same name are an error that
 * names both files. Equal parts are shared. SmallRye's MergeUtil would merge different schemas
 * silently.
 */
final class UnitedContract {

  private static final Set<String> OPERATIONS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  /** The name of the only security scheme. */
  private static final String LOGIN = "keycloak";

  private final ObjectNode paths = JsonNodeFactory.instance.objectNode();
  private final ObjectNode components = JsonNodeFactory.instance.objectNode();
  private final ObjectNode info = JsonNodeFactory.instance.objectNode();
  private final Map<String, JsonNode> tags = new LinkedHashMap<>();
  private final Map<String, String> origins = new HashMap<>();
  private final List<String> clashes = new ArrayList<>();

  private UnitedContract() {}

  /**
   * @param contracts the documents by the name of their file, in the order in which they shall
   *     appear
   * @param issuer where callers log in
   * @throws IllegalStateException with every clash there is
   */
  static ObjectNode of(Map<String, JsonNode> contracts, URI issuer, String version) {
    var united = new UnitedContract();
    contracts.forEach(united::add);
    if (!united.clashes.isEmpty()) {
      throw new IllegalStateException(
          "The services' OpenAPI files contradict each other:\n  "
              + String.join("\n  ", united.clashes));
    }
    return united.document(issuer, version);
  }

  private void add(String file, JsonNode contract) {
    if (!contract.path("openapi").asText().startsWith("3.1")) {
      clashes.add(
          "%s is OpenAPI %s, not 3.1"
              .formatted(file, contract.path("openapi").asText("of no version")));
    }
    contract
        .path("paths")
        .properties()
        .forEach(
            path -> {
              var item = path.getValue().deepCopy();
              item.properties().stream()
                  .filter(entry -> OPERATIONS.contains(entry.getKey()))
                  .forEach(
                      entry -> secure((ObjectNode) entry.getValue(), contract.get("security")));
              if (isNew("path " + path.getKey(), file)) {
                item.findValues("operationId")
                    .forEach(id -> isNew("operationId " + id.asText(), file));
                paths.set(path.getKey(), item);
              }
            });
    contract
        .path("components")
        .properties()
        .forEach(
            kind -> {
              // The merged contract has one login, which the gateway defines.
              if (!kind.getKey().equals("securitySchemes")) {
                kind.getValue()
                    .properties()
                    .forEach(
                        part -> component(file, kind.getKey(), part.getKey(), part.getValue()));
              }
            });
    contract.path("tags").forEach(tag -> tag(file, tag));
    for (var part : List.of("license", "contact")) {
      if (contract.path("info").has(part)) {
        info.set(part, contract.path("info").get(part));
      }
    }
  }

  /**
   * Replaces the services' security schemes by the gateway's. A public operation offers the login
   * too, because some callers get more than anonymous ones.
   */
  private static void secure(ObjectNode operation, @Nullable JsonNode securityOfTheFile) {
    var declared = operation.hasNonNull("security") ? operation.get("security") : securityOfTheFile;
    var isPublic =
        declared == null
            || declared.isEmpty()
            || StreamSupport.stream(declared.spliterator(), false).anyMatch(JsonNode::isEmpty);
    var ours = operation.putArray("security");
    if (isPublic) {
      ours.addObject();
    }
    ours.addObject().putArray(LOGIN);
  }

  private void component(String file, String kind, String name, JsonNode content) {
    var ofKind = components.withObjectProperty(kind);
    var known = ofKind.get(name);
    if (known == null) {
      origins.put(kind + "/" + name, file);
      ofKind.set(name, content);
    } else if (!known.equals(content)) {
      clashes.add(
          "components/%s/%s differs between %s and %s"
              .formatted(kind, name, origins.get(kind + "/" + name), file));
    }
  }

  private void tag(String file, JsonNode tag) {
    var name = tag.path("name").asText();
    var known = tags.putIfAbsent(name, tag);
    if (known == null) {
      origins.put("tag " + name, file);
    } else if (!known.equals(tag)) {
      clashes.add(
          "tag %s differs between %s and %s".formatted(name, origins.get("tag " + name), file));
    }
  }

  private boolean isNew(String what, String file) {
    var known = origins.putIfAbsent(what, file);
    if (known != null) {
      clashes.add("%s is in %s and in %s".formatted(what, known, file));
    }
    return known == null;
  }

  private ObjectNode document(URI issuer, String version) {
    var document = JsonNodeFactory.instance.objectNode();
    document.put("openapi", "3.1.0");
    document.set("info", info);
    info.put("title", "智核 Zhihe")
        .put("version", version)
        .put(
            "description",
            """
            科技发展规划的权威记录系统：指标、重大项目与投资、平台载体。每一次变更都在变更流中。

            The system of record for a government's science and technology plan: indicators, major projects and their
            investment, platforms. Every change is in the feed.

            ### 先调用什么 / What to call first

            1. [`GET /v1/plans`](v1/plans) 规划及其代码，如 500106-145 / The plans and their codes
            2. [`GET /v1/targets?plan=500106-145`](v1/targets?plan=500106-145) 一个规划的目标 / What a plan wants
            3. [`GET /v1/assessments?plan=500106-145&on=2023-06-30`](v1/assessments?plan=500106-145&on=2023-06-30) 至某日的进展 / Where it stood on a day

            以上无须登录。如需全部数据的副本：先取 `/v1/snapshots/indicators`，再由 `/v1/changes/indicators` 跟进；projects、platforms 亦然。Kafka 事件见
            [`/asyncapi/indicators`](asyncapi/indicators)。

            None of them needs a login. For a copy of everything take `/v1/snapshots/indicators`, then follow `/v1/changes/indicators`, and likewise of projects
            and platforms. The Kafka events are described at [`/asyncapi/indicators`](asyncapi/indicators).
            """);
    document.putArray("servers").addObject().put("url", "/");
    if (!tags.isEmpty()) {
      document.putArray("tags").addAll(tags.values());
    }
    document.set("paths", paths);
    document.set("components", components);
    var login = components.putObject("securitySchemes").putObject(LOGIN);
    login
        .put("type", "oauth2")
        .put(
            "description",
            "浏览器登录：授权码 + PKCE S256，客户端 zhihe-docs，client_secret 留空；系统间调用使用客户端凭据。"
                + " Browsers log in with authorization code and PKCE S256, client zhihe-docs, no client_secret;"
                + " systems use client credentials.");
    var endpoints = issuer + "/protocol/openid-connect";
    login
        .putObject("flows")
        .putObject("authorizationCode")
        .put("authorizationUrl", endpoints + "/auth")
        .put("tokenUrl", endpoints + "/token")
        .put("refreshUrl", endpoints + "/token")
        .putObject("scopes")
        .put("openid", "登录 Log in");
    return document;
  }
}

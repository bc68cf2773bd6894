package dev.zhihe.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The gateway's own pages: the merged contract and its documentation, the event contracts, the
 * suite's health, and an index.
 */
@Singleton
class OwnPages {

  /** How a topic's contract refers to the schema of an event's data. */
  private static final Pattern EVENT = Pattern.compile("\\./events/([a-z-]+)\\.v(\\d+)\\.json");

  /** The media types of YAML. */
  private static final List<String> YAML_TYPES =
      List.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");

  /**
   * Maximum number of contracts cached by prefix. Only trusted reverse proxies can ask for another
   * prefix.
   */
  private static final int MAX_PREFIXES = 8;

  /** Reads YAML 1.2, in which a parameter may be named {@code on}. YAML 1.1 reads it as true. */
  static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .build();

  private final Map<String, Consumer<RoutingContext>> pages = new HashMap<>();
  private final SuiteHealth health;
  private final Resources resources;

  OwnPages(
      SuiteHealth health,
      @ConfigProperty(name = "quarkus.oidc.token.issuer") URI issuer,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.health = health;
    var contracts = new LinkedHashMap<>(contracts());
    contracts.put("gateway.yaml", yaml("contracts/gateway.yaml"));
    var contract = UnitedContract.of(contracts, issuer, version);
    resources = new Resources(contract);
    openapi(contract);
    events();
    pages.putAll(DocsPages.of(issuer));
    pages.put("/docs/", Asked.plainly(context -> redirect(context, "/docs")));
    pages.put("/health", Asked.in("application/json", this::health));
    pages.put("/", Asked.plainly(context -> redirect(context, "/docs")));
    pages.put("/.well-known/api-catalog", Asked.in("application/linkset+json", OwnPages::catalog));
  }

  /** The allowed methods of a page of the gateway or of an address of the contract. */
  Optional<String> allow(String path) {
    return pages.containsKey(path) ? Optional.of("GET, HEAD, OPTIONS") : resources.allow(path);
  }

  /** Answers if the address is a page of the gateway. Returns whether it is. */
  boolean answer(RoutingContext context) {
    var page = pages.get(Address.path(context.request()));
    if (page == null) {
      return false;
    }
    page.accept(context);
    return true;
  }

  /** The services' committed contracts that the build found, in the order of the route table. */
  static Map<String, JsonNode> contracts() {
    var contracts = new LinkedHashMap<String, JsonNode>();
    for (var service : Service.values()) {
      var file = service.label() + "-service/openapi.yaml";
      if (Bundled.exists("contracts/" + file)) { // a service may have no contract yet
        contracts.put(file, yaml("contracts/" + file));
      }
    }
    return contracts;
  }

  private static JsonNode yaml(String name) {
    try (var in = Bundled.resource(name)) {
      return YAML.readTree(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(name + " cannot be read as YAML", unreadable);
    }
  }

  private void openapi(ObjectNode contract) {
    var behind = new ConcurrentHashMap<String, OpenApi>(Map.of("", OpenApi.of(contract)));
    Function<RoutingContext, OpenApi> there =
        context -> {
          var prefix = Outside.of(context).prefix();
          var openapi = behind.get(prefix);
          if (openapi == null) {
            var changed = contract.deepCopy();
            changed.putArray("servers").addObject().put("url", prefix);
            openapi = OpenApi.of(changed);
            if (behind.size() < MAX_PREFIXES) {
              behind.put(prefix, openapi);
            }
          }
          return openapi;
        };
    pages.put(
        "/openapi",
        Asked.inOneOf(
            List.of(
                new Asked.Form(
                    "json",
                    List.of("application/json"),
                    context -> there.apply(context).json().accept(context)),
                new Asked.Form(
                    "yaml", YAML_TYPES, context -> there.apply(context).yaml().accept(context)))));
  }

  /** The merged contract as YAML and as JSON. */
  private record OpenApi(Consumer<RoutingContext> json, Consumer<RoutingContext> yaml) {
    static OpenApi of(JsonNode contract) {
      return new OpenApi(
          FixedPage.of("application/json", OwnPages.json(contract)),
          FixedPage.of("application/yaml", OwnPages.yaml(contract)));
    }
  }

  private static byte[] json(JsonNode contract) {
    try {
      return new ObjectMapper().writeValueAsBytes(contract);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] yaml(JsonNode contract) {
    try {
      return YAML.writeValueAsBytes(contract);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The contract of each service's topic, and every version of its events' schemas. */
  private void events() {
    for (var service : Service.values()) {
      var folder = "contracts/" + service.label() + "-service/";
      if (!Bundled.exists(folder + "asyncapi.json")) {
        continue;
      }
      var references =
          EVENT.matcher(
              new String(Bundled.bytes(folder + "asyncapi.json"), StandardCharsets.UTF_8));
      references
          .results()
          .forEach(
              newest -> {
                for (int version = Integer.parseInt(newest.group(2)); version > 0; version--) {
                  var file = folder + "events/" + newest.group(1) + ".v" + version + ".json";
                  if (Bundled.exists(file)) {
                    pages.put(
                        "/schemas/%s/%s/%d".formatted(service.label(), newest.group(1), version),
                        schema(Bundled.bytes(file)));
                  }
                }
              });
      var served = references.replaceAll("../schemas/" + service.label() + "/$1/$2");
      pages.put(
          "/asyncapi/" + service.label(),
          Asked.in(
              "application/json",
              FixedPage.of("application/json", served.getBytes(StandardCharsets.UTF_8))));
    }
  }

  /** A JSON Schema. Callers that accept only application/json get it too. */
  private static Consumer<RoutingContext> schema(byte[] content) {
    return Asked.inOneOf(
        Stream.of("application/schema+json", "application/json")
            .map(type -> new Asked.Form("", List.of(type), FixedPage.of(type, content)))
            .toList());
  }

  private void health(RoutingContext context) {
    health
        .now()
        .onSuccess(
            whole ->
                context
                    .response()
                    .setStatusCode(whole.getString("status").equals("down") ? 503 : 200)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(whole.toBuffer()))
        .onFailure(context::fail);
  }

  private static void catalog(RoutingContext context) {
    var outside = Outside.of(context);
    var links =
        new JsonObject()
            .put("anchor", outside.address("/"))
            .put("service-desc", contractLinks(outside))
            .put("service-doc", links(outside.address("/docs"), "text/html"))
            .put("status", links(outside.address("/health"), "application/json"));
    FixedPage.of(
            "application/linkset+json;profile=\"https://www.rfc-editor.org/info/rfc9727\"",
            new JsonObject().put("linkset", new JsonArray().add(links)).toBuffer().getBytes())
        .accept(context);
  }

  private static JsonArray contractLinks(Outside outside) {
    var links = links(outside.address("/openapi"), "application/json");
    for (var service : Service.values()) {
      links.addAll(links(outside.address("/asyncapi/" + service.label()), "application/json"));
    }
    return links;
  }

  private static JsonArray links(String href, String type) {
    return new JsonArray().add(new JsonObject().put("href", href).put("type", type));
  }

  private static void redirect(RoutingContext context, String to) {
    context
        .response()
        .setStatusCode(302)
        .putHeader(HttpHeaders.LOCATION, Outside.of(context).address(to))
        .end();
  }
}

package dev.zhihe.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What the gateway answers itself: the united contract, its docs to try it out, the contracts of
 * the events, the health of the whole, and where to find them.
 */
@Singleton
class OwnPages {

  /** How a topic's contract refers to the schema of an event's data. */
  private static final Pattern EVENT = Pattern.compile("\\./events/([a-z-]+)\\.v(\\d+)\\.json");

  /** What YAML is called. */
  private static final List<String> YAML_TYPES =
      List.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");

  private static final String SWAGGER_UI = "META-INF/resources/webjars/swagger-ui/";

  /** Where the login server sends browsers, with parameters of its own. */
  private static final String AFTER_LOGIN = "/docs/oauth2-redirect.html";

  /** Contracts kept for prefixes; only reverse proxies that are trusted can ask for another. */
  private static final int MAX_PREFIXES = 8;

  /** As YAML 1.2 has it: a parameter may be called {@code on}, which YAML 1.1 takes for true. */
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
    docs(issuer);
    pages.put("/health", Asked.in("application/json", this::health));
    pages.put("/", Asked.plainly(context -> redirect(context, "/docs")));
    pages.put("/.well-known/api-catalog", Asked.in("application/linkset+json", OwnPages::catalog));
  }

  /** The methods of one of our addresses or of an address of the contract. */
  Optional<String> allow(String path) {
    return pages.containsKey(path) ? Optional.of("GET, HEAD, OPTIONS") : resources.allow(path);
  }

  /** Answers if the address is one of ours. */
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
      if (exists("contracts/" + file)) { // a service without one yet is no reason not to start
        contracts.put(file, yaml("contracts/" + file));
      }
    }
    return contracts;
  }

  private static JsonNode yaml(String name) {
    try (var in = resource(name)) {
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

  /** The united contract in both its forms. */
  private record OpenApi(Consumer<RoutingContext> json, Consumer<RoutingContext> yaml) {
    static OpenApi of(JsonNode contract) {
      return new OpenApi(
          page("application/json", OwnPages.json(contract)),
          page("application/yaml", OwnPages.yaml(contract)));
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

  /** Of each service's topic the contract, and of its events' data every version of the schemas. */
  private void events() {
    for (var service : Service.values()) {
      var folder = "contracts/" + service.label() + "-service/";
      if (!exists(folder + "asyncapi.json")) {
        continue;
      }
      var references =
          EVENT.matcher(new String(bytes(folder + "asyncapi.json"), StandardCharsets.UTF_8));
      references
          .results()
          .forEach(
              newest -> {
                for (int version = Integer.parseInt(newest.group(2)); version > 0; version--) {
                  var file = folder + "events/" + newest.group(1) + ".v" + version + ".json";
                  if (exists(file)) {
                    pages.put(
                        "/schemas/%s/%s/%d".formatted(service.label(), newest.group(1), version),
                        schema(bytes(file)));
                  }
                }
              });
      var served = references.replaceAll("../schemas/" + service.label() + "/$1/$2");
      pages.put(
          "/asyncapi/" + service.label(),
          Asked.in(
              "application/json",
              page("application/json", served.getBytes(StandardCharsets.UTF_8))));
    }
  }

  /** A JSON Schema, for callers who take JSON of any kind too. */
  private static Consumer<RoutingContext> schema(byte[] content) {
    return Asked.inOneOf(
        Stream.of("application/schema+json", "application/json")
            .map(type -> new Asked.Form("", List.of(type), page(type, content)))
            .toList());
  }

  private void docs(URI issuer) {
    // Scripts and styles come from here only, tokens go to the API and the login server only.
    var policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' "
            + issuer.resolve("/").toString().replaceAll("/$", "")
            + "; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";
    Map.of(
            "/docs",
            "docs/index.html",
            "/docs/start.js",
            "docs/start.js",
            "/docs/swagger-ui.css",
            swaggerUi("swagger-ui.css"),
            "/docs/swagger-ui-bundle.js",
            swaggerUi("swagger-ui-bundle.js"),
            AFTER_LOGIN,
            swaggerUi("oauth2-redirect.html"),
            "/docs/oauth2-redirect.js",
            swaggerUi("oauth2-redirect.js"),
            "/docs/favicon.png",
            swaggerUi("favicon-32x32.png"))
        .forEach(
            (path, name) -> {
              var page = page(typeOf(name), bytes(name));
              Consumer<RoutingContext> guarded =
                  context -> {
                    context
                        .response()
                        .putHeader("Content-Security-Policy", policy)
                        .putHeader("X-Frame-Options", "DENY")
                        .putHeader("Referrer-Policy", "no-referrer");
                    page.accept(context);
                  };
              pages.put(
                  path,
                  path.equals(AFTER_LOGIN)
                      ? guarded
                      : Asked.in(typeOf(name).split(";", 2)[0], guarded));
            });
    pages.put("/docs/", Asked.plainly(context -> redirect(context, "/docs")));
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
    page(
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

  /**
   * A page that never changes while we run: compressed once, and asked for again only to be told
   * that it is the same.
   */
  private static Consumer<RoutingContext> page(String type, byte[] content) {
    var plain = Buffer.buffer(content);
    var gzipped = Compression.gzip(plain);
    var tag = '"' + digest(type, content) + '"';
    return context -> {
      var request = context.request();
      var compressed = Compression.wanted(request);
      var response =
          context
              .response()
              .putHeader(HttpHeaders.ETAG, compressed ? Tags.ofGzip(tag) : tag)
              .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
      response.headers().add(HttpHeaders.VARY, "Accept, Accept-Encoding");
      if (Tags.isHeld(request.headers().getAll(HttpHeaders.IF_NONE_MATCH), tag)) {
        response.setStatusCode(304).end();
        return;
      }
      response.putHeader(HttpHeaders.CONTENT_TYPE, type);
      if (compressed) {
        response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip").end(gzipped);
      } else {
        response.end(plain);
      }
    };
  }

  private static String typeOf(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      default -> "image/png";
    };
  }

  private static String swaggerUi(String file) {
    try (var coordinates = resource("META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
      var properties = new Properties();
      properties.load(coordinates);
      return SWAGGER_UI + properties.getProperty("version") + "/" + file;
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static byte[] bytes(String name) {
    try (var in = resource(name)) {
      return in.readAllBytes();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static boolean exists(String name) {
    return classLoader().getResource(name) != null;
  }

  private static ClassLoader classLoader() {
    return Thread.currentThread().getContextClassLoader();
  }

  private static InputStream resource(String name) throws FileNotFoundException {
    var in = classLoader().getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException(name);
    }
    return in;
  }

  private static String digest(String type, byte[] content) {
    try {
      var sum = MessageDigest.getInstance("SHA-256");
      sum.update(type.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum.digest(content), 0, 12);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

package dev.zhihe.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.config.FailureConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.internal.ResponseParserRegistrar;
import io.restassured.internal.RestAssuredResponseImpl;
import io.restassured.internal.log.LogRepository;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request to the service under test, in REST Assured's words. REST Assured checks its answer, and
 * the JDK's client sends it: REST Assured's own requests are dynamic Groovy, and take more
 * processor time than the service does to answer them. A failed check prints the request and the
 * answer.
 */
public final class Request {
  private static final ObjectMapper JSON = new ObjectMapper().findAndRegisterModules();
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  private final List<Header> headers = new ArrayList<>();
  private final List<String> query = new ArrayList<>();
  private @Nullable BodyPublisher body;
  private boolean encodes = true;

  private Request() {}

  /** A request of somebody unknown. */
  public static Request given() {
    return new Request();
  }

  /** What the other request has, too. */
  public Request spec(Request other) {
    other.headers.forEach(header -> header(header.getName(), header.getValue()));
    query.addAll(other.query);
    body = other.body == null ? body : other.body;
    encodes = other.encodes;
    return this;
  }

  /** Who sends it. */
  public Authentication auth() {
    return new Authentication(this);
  }

  /** The sender of a request. */
  public record Authentication(Request request) {
    /** Whom the access token names. */
    public Request oauth2(String token) {
      return request.header("Authorization", "Bearer " + token);
    }
  }

  /**
   * One more header. There is one content type, and one type that is accepted. The JDK's client
   * sends ASCII alone, and would send something else in silence.
   */
  public Request header(String name, Object value) {
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(value.toString())) {
      throw new IllegalArgumentException(name + " is not ASCII: " + value);
    }
    if (name.equalsIgnoreCase("Content-Type") || name.equalsIgnoreCase("Accept")) {
      headers.removeIf(header -> header.hasSameNameAs(new Header(name, "")));
    }
    headers.add(new Header(name, value.toString()));
    return this;
  }

  public Request contentType(String type) {
    return header("Content-Type", type);
  }

  public Request contentType(ContentType type) {
    return contentType(type.toString());
  }

  public Request accept(String type) {
    return header("Accept", type);
  }

  /** A parameter of the query, once for each value. */
  public Request queryParam(String name, Object... values) {
    for (var value : values) {
      query.add(encoded(name) + "=" + encoded(value.toString()));
    }
    return this;
  }

  public Request queryParams(Map<String, ?> parameters) {
    parameters.forEach(this::queryParam);
    return this;
  }

  /** If not, the addresses that follow are sent as they are. */
  public Request urlEncodingEnabled(boolean enabled) {
    encodes = enabled;
    return this;
  }

  /** Bytes or a text as they are, a stream without its length, and anything else as JSON. */
  public Request body(Object content) {
    try {
      body =
          switch (content) {
            case byte[] bytes -> BodyPublishers.ofByteArray(bytes);
            case String text -> BodyPublishers.ofString(text);
            case InputStream stream -> BodyPublishers.ofInputStream(() -> stream);
            default -> BodyPublishers.ofByteArray(JSON.writeValueAsBytes(content));
          };
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
    return this;
  }

  public Request when() {
    return this;
  }

  public Response get(String address) {
    return request("GET", address);
  }

  public Response head(String address) {
    return request("HEAD", address);
  }

  public Response post(String address) {
    return request("POST", address);
  }

  public Response put(String address) {
    return request("PUT", address);
  }

  public Response delete(String address) {
    return request("DELETE", address);
  }

  /** Sends it, and waits for the answer. */
  public Response request(String method, String address) {
    var request = HttpRequest.newBuilder(uri(address)).timeout(TIMEOUT);
    var verb = method.toUpperCase(Locale.ROOT);
    if (body != null) {
      request.method(verb, body);
    } else {
      switch (verb) { // the named ones have no Content-Length
        case "GET" -> request.GET();
        case "HEAD" -> request.HEAD();
        case "DELETE" -> request.DELETE();
        default -> request.method(verb, BodyPublishers.noBody());
      }
    }
    if (headers.stream().noneMatch(header -> header.getName().equalsIgnoreCase("Accept"))) {
      request.header("Accept", "*/*");
    }
    headers.forEach(header -> request.header(header.getName(), header.getValue()));
    var sent = request.build();
    try {
      return answer(sent, CLIENT.send(sent, BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(method + " " + address, e);
    }
  }

  /** The service under test has addresses without a host. */
  private URI uri(String address) {
    var path = address.startsWith("http://") ? address.indexOf('/', "http://".length()) : 0;
    var host = path > 0 ? address.substring(0, path) : RestAssured.baseURI + ":" + RestAssured.port;
    var parts = address.substring(path).split("\\?", 2);
    var parameters = new ArrayList<String>();
    if (parts.length > 1) {
      parameters.add(
          Arrays.stream(parts[1].split("&", -1))
              .map(parameter -> each(parameter, "="))
              .collect(Collectors.joining("&")));
    }
    parameters.addAll(query);
    return URI.create(
        host
            + each(parts[0], "/")
            + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters)));
  }

  /** The parts of it encoded. Only the first = separates a parameter from its value. */
  private String each(String text, String separator) {
    return Arrays.stream(text.split(separator, separator.equals("=") ? 2 : -1))
        .map(this::encoded)
        .collect(Collectors.joining(separator));
  }

  private String encoded(String text) {
    return encodes ? URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20") : text;
  }

  private static Response answer(HttpRequest sent, HttpResponse<byte[]> received) {
    var headers = new ArrayList<Header>();
    received
        .headers()
        .map()
        .forEach((name, values) -> values.forEach(value -> headers.add(new Header(name, value))));
    var answer = new RestAssuredResponseImpl();
    answer.setStatusCode(received.statusCode());
    answer.setStatusLine("HTTP/1.1 " + received.statusCode());
    answer.setResponseHeaders(new Headers(headers));
    answer.setContentType(received.headers().firstValue("Content-Type").orElse(""));
    answer.setContent(received.body());
    answer.setRpr(new ResponseParserRegistrar());
    answer.setLogRepository(new LogRepository());
    answer.setConfig(
        RestAssuredConfig.config()
            .failureConfig(
                FailureConfig.failureConfig()
                    .failureListeners((request, check, failed) -> print(sent, failed))));
    return answer;
  }

  /** Printed without the token. */
  private static void print(HttpRequest sent, Response answer) {
    System.out.printf(
        "%s %s%n%s%n%n%s%n%s%n%n%s%n",
        sent.method(),
        sent.uri(),
        sent.headers().map().entrySet().stream()
            .filter(header -> !header.getKey().equalsIgnoreCase("Authorization"))
            .map(header -> header.getKey() + ": " + String.join(", ", header.getValue()))
            .collect(Collectors.joining("\n")),
        answer.statusLine(),
        answer.headers(),
        answer.asString());
  }
}

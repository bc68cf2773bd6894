package dev.zhihe.kit.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * The rules of HTTP that every request and answer follows: paths are UTF-8, the method is allowed
 * at the path, negotiation headers are readable, and answers without a body have none. Source: RFC
 * 9110.
 */
@Singleton
public class Protocol {
  /** The same limit as at the gateway. */
  private static final int MAX_ADDRESS = 8_000;

  private static final Pattern MEDIA_RANGE =
      Pattern.compile("[!#$%&'+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+|\\*/\\*");

  private static final Pattern LANGUAGE_RANGE =
      Pattern.compile("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*|\\*");

  /** Accepts .2 for 0.2, because some clients send that. */
  private static final Pattern QUALITY = Pattern.compile("(?:0?(?:\\.[0-9]{1,9})?|1(?:\\.0*)?)");

  private static final List<String> METHODS =
      List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

  /**
   * A path of the contract.
   *
   * @param segments its segments; one in braces matches any text
   */
  private record Resource(List<String> segments, List<String> methods) {
    boolean isAt(List<String> path) {
      if (path.size() != segments.size()) {
        return false;
      }
      for (var i = 0; i < path.size(); i++) {
        if (!isParameter(segments.get(i)) && !segments.get(i).equals(path.get(i))) {
          return false;
        }
      }
      return true;
    }

    long parameters() {
      return segments.stream().filter(Resource::isParameter).count();
    }

    private static boolean isParameter(String segment) {
      return segment.startsWith("{");
    }
  }

  private final OpenApiDocumentService contract;
  private volatile @Nullable List<Resource> resources;

  Protocol(OpenApiDocumentService contract) {
    this.contract = contract;
  }

  /** Checks a request before it is routed. */
  @ServerRequestFilter(preMatching = true)
  public Optional<Response> arriving(HttpServerRequest request) {
    // First, because the caller's language also applies to refusals.
    keepReadable(request.headers(), HttpHeaders.ACCEPT, MEDIA_RANGE);
    keepReadable(request.headers(), HttpHeaders.ACCEPT_LANGUAGE, LANGUAGE_RANGE);
    if (request.uri().length() > MAX_ADDRESS) {
      throw new Problem(
          Problem.Type.URI_TOO_LONG,
          Text.of(
              "地址连同参数超过 %d 个字符",
              "The address with its parameters is over %d characters", MAX_ADDRESS));
    }
    if (!isUtf8(request.uri())) {
      throw new Problem(
          Problem.Type.MALFORMED,
          new Text(
              "地址或其参数不是 UTF-8 的百分号编码（悦 为 %E6%82%A6；不用 GBK）",
              "The address or its parameters are not UTF-8 in percent-encoding (悦 is %E6%82%A6; never GBK)"));
    }
    var method = request.method().name();
    var allowed = methods(request.uri().split("\\?", 2)[0]);
    if (!allowed.isEmpty()) {
      if (method.equals(HttpMethod.OPTIONS)) {
        return Optional.of(
            Response.noContent().header(HttpHeaders.ALLOW, String.join(", ", allowed)).build());
      }
      if (!allowed.contains(method)) {
        throw new Problem(
            Problem.Type.METHOD_NOT_ALLOWED,
            Text.of(
                "此地址不支持该方法；可用：%s",
                "This address does not take that method; it takes: %s",
                String.join(", ", allowed)));
      }
    }
    // The parameter format takes precedence over Accept. A deletion has no representation to
    // negotiate.
    if (method.equals(HttpMethod.DELETE) || request.params().contains("format")) {
      request.headers().remove(HttpHeaders.ACCEPT);
    }
    return Optional.empty();
  }

  /**
   * Sends no body if the caller's copy is current. An answer without a body has no headers that
   * describe one.
   */
  @ServerResponseFilter
  public void leaving(ContainerRequestContext request, ContainerResponseContext response)
      throws IOException {
    var read =
        request.getMethod().equals(HttpMethod.GET) || request.getMethod().equals(HttpMethod.HEAD);
    if (read
        && response.getStatus() == 200
        && response.getHeaders().getFirst(HttpHeaders.ETAG) != null
        && EntityTags.of(request.getHeaderString(HttpHeaders.IF_NONE_MATCH))
            .hold(response.getEntityTag().getValue())) {
      if (response.getEntity() instanceof Closeable file) {
        file.close();
      }
      response.setEntity(null);
      response.setStatus(304);
    }
    if (response.getEntity() instanceof String text
        && request.getMethod().equals(HttpMethod.HEAD)) {
      response
          .getHeaders()
          .putSingle(HttpHeaders.CONTENT_LENGTH, text.getBytes(StandardCharsets.UTF_8).length);
    }
    if (response.getStatus() == 304 || response.getStatus() == 204) {
      List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH, HttpHeaders.CONTENT_DISPOSITION)
          .forEach(response.getHeaders()::remove);
    }
  }

  /**
   * The methods that the contract defines for a path, with HEAD and OPTIONS; empty if it has no
   * such path.
   */
  List<String> methods(String path) {
    var all = resources;
    if (all == null) {
      all = read();
      resources = all;
    }
    var segments = List.of(path.split("/", -1));
    return all.stream()
        .filter(resource -> resource.isAt(segments))
        .map(Resource::methods)
        .findFirst()
        .orElse(List.of());
  }

  private List<Resource> read() {
    var found = new ArrayList<Resource>();
    try {
      new ObjectMapper()
          .readTree(contract.getDocument(OpenApiConstants.DEFAULT_DOCUMENT_NAME, Format.JSON))
          .path("paths")
          .properties()
          .forEach(
              path -> {
                var methods = new ArrayList<String>();
                METHODS.stream()
                    .filter(method -> path.getValue().has(method.toLowerCase(Locale.ROOT)))
                    .forEach(methods::add);
                if (methods.contains(HttpMethod.GET)) {
                  methods.add(1, HttpMethod.HEAD);
                }
                methods.add(HttpMethod.OPTIONS);
                found.add(new Resource(List.of(path.getKey().split("/", -1)), methods));
              });
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    // A literal segment takes precedence over a code: /v1/plans/imports is not a plan.
    found.sort(Comparator.comparing(Resource::parameters));
    return found;
  }

  /**
   * Keeps the readable items of a negotiation header. If none is left, the caller accepts
   * everything.
   */
  private static void keepReadable(MultiMap headers, String name, Pattern range) {
    var given = headers.getAll(name);
    if (given.isEmpty()) {
      return;
    }
    var readable =
        Arrays.stream(String.join(",", given).split(","))
            .flatMap(wish -> readable(wish, range).stream())
            .collect(Collectors.joining(", "));
    if (readable.isEmpty()) {
      headers.remove(name);
    } else {
      headers.set(name, readable);
    }
  }

  private static Optional<String> readable(String wish, Pattern range) {
    var parts = wish.split(";", -1);
    var requested = parts[0].strip();
    if (requested.equals("*") && range == MEDIA_RANGE) {
      requested = MediaType.WILDCARD; // the form that HttpURLConnection sends
    }
    if (!range.matcher(requested).matches()) {
      return Optional.empty();
    }
    for (var i = 1; i < parts.length; i++) {
      var parameter = parts[i].strip();
      if (parameter.toLowerCase(Locale.ROOT).startsWith("q=")) {
        var quality = parameter.substring(2);
        // A language with quality 0 is dropped. A media type with quality 0 stays: it is an
        // exception to */*.
        var unwanted = range == LANGUAGE_RANGE && quality.matches("0?\\.?0*");
        return !quality.isEmpty() && !unwanted && QUALITY.matcher(quality).matches()
            ? Optional.of(requested + ";q=" + (quality.startsWith(".") ? "0" + quality : quality))
            : Optional.empty();
      }
    }
    return Optional.of(requested);
  }

  private static boolean isUtf8(String address) {
    var bytes = new ByteArrayOutputStream(address.length());
    for (var i = 0; i < address.length(); i++) {
      var c = address.charAt(i);
      if (c == '%') {
        if (i + 2 >= address.length()
            || !HexFormat.isHexDigit(address.charAt(i + 1))
            || !HexFormat.isHexDigit(address.charAt(i + 2))) {
          return false;
        }
        bytes.write(HexFormat.fromHexDigits(address, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(c); // each byte of the request line is read as one character
      }
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
      return true;
    } catch (CharacterCodingException notUtf8) {
      return false;
    }
  }
}

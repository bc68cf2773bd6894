package dev.zhihe.gateway;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Decides which headers pass the gateway in each direction. Requests are filtered by a list of
 * allowed headers. Headers that two parsers could read differently are refused (RFC 9112, section
 * 11.2, request smuggling).
 */
final class Headers {

  /**
   * Request headers that reach a service. All others are removed. So a service cannot be made to
   * trust {@code X-User}, {@code Forwarded}, or a header invented later.
   */
  private static final Set<String> INWARD =
      caseless(
          "Accept",
          "Accept-Encoding",
          "Accept-Language",
          "Authorization",
          "Cache-Control",
          "Content-Disposition",
          "Content-Encoding",
          "Content-Language",
          "Content-Type",
          "Idempotency-Key",
          "If-Match",
          "If-Modified-Since",
          "If-None-Match",
          "If-Range",
          "If-Unmodified-Since",
          "Prefer",
          "Range",
          "User-Agent");

  /** Request headers that refer to one representation of one service. */
  static final Set<String> OF_ONE_REPRESENTATION =
      caseless(
          "Accept-Encoding",
          "If-Match",
          "If-Modified-Since",
          "If-None-Match",
          "If-Range",
          "If-Unmodified-Since",
          "Range");

  /** Response headers that are not passed on to the caller. */
  private static final Set<String> NOT_OUTWARD =
      caseless(
          "Connection",
          "Keep-Alive",
          "Proxy-Authenticate",
          "Proxy-Connection",
          "Server",
          "Set-Cookie",
          "TE",
          "Trailer",
          "Upgrade",
          "X-Content-Type-Options",
          "X-Powered-By",
          "X-Request-Id");

  private static final Set<String> OF_A_BODY =
      caseless("Content-Encoding", "Content-Length", "Content-Type", "Transfer-Encoding");

  private static final Set<String> NEVER_TWICE =
      caseless(
          "Authorization",
          "Content-Length",
          "Content-Type",
          "Host",
          "Idempotency-Key",
          "Transfer-Encoding");

  /**
   * Headers that {@code Connection} may not name, beside {@link #INWARD}. They frame or address the
   * message, or the gateway reads or sets them.
   */
  private static final Set<String> NOT_OF_THE_CONNECTION =
      caseless(
          "Content-Length",
          "Expect",
          "Host",
          "Origin",
          "Transfer-Encoding",
          "X-Request-Id",
          "traceparent",
          "tracestate");

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

  /** JSON has no charset parameter (RFC 8259, section 11). Quarkus adds one to some answers. */
  private static final Pattern JSON_WITH_CHARSET =
      Pattern.compile("application/json *; *charset=\"?utf-8\"?", Pattern.CASE_INSENSITIVE);

  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");

  /**
   * Maximum size of all request headers. The server's own limit is higher, so that the gateway can
   * answer.
   */
  private static final int MAX_BYTES = 16 * 1024;

  private Headers() {}

  static boolean isRead(HttpServerRequest request) {
    return HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
  }

  static boolean hasBody(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || (length != null && !length.equals("0"));
  }

  /** The problem if the server could not parse the request. */
  static Optional<Problem> unreadable(HttpServerRequest request) {
    if (request.decoderResult().isSuccess()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (request.decoderResult().cause()) {
          case TooLongHttpLineException tooLong -> Problem.addressTooLong(Address.MAX_LENGTH);
          case TooLongHttpHeaderException tooLarge -> Problem.headersTooLarge(MAX_BYTES);
          default -> Problem.unreadable();
        });
  }

  /** The problem if the headers are ambiguous or too large. */
  static Optional<Problem> refusal(HttpServerRequest request) {
    var headers = request.headers();
    var bytes = 0;
    for (var header : headers) {
      bytes += header.getKey().length() + header.getValue().length() + ": \r\n".length();
    }
    if (bytes > MAX_BYTES) {
      return Optional.of(Problem.headersTooLarge(MAX_BYTES));
    }
    for (var name : NEVER_TWICE) {
      if (headers.getAll(name).size() > 1) {
        return refused(
            "请求头 %s 只能出现一次。".formatted(name),
            "The header %s may appear only once.".formatted(name));
      }
    }
    var host = headers.get(HttpHeaders.HOST);
    var old = request.version() == HttpVersion.HTTP_1_0;
    if (host == null ? !old : !isHost(host)) {
      return refused("Host 请求头缺失或无法识别。", "The Host header is missing or malformed.");
    }
    var encoding = headers.get(HttpHeaders.TRANSFER_ENCODING);
    var length = headers.get(HttpHeaders.CONTENT_LENGTH);
    if (encoding != null && (old || length != null || !encoding.equals("chunked"))) {
      return refused(
          "请求体的长度有歧义：Transfer-Encoding 只支持 chunked，且不能与 Content-Length 并用。",
          "The length of the body is ambiguous: the only Transfer-Encoding is chunked, and never beside Content-Length.");
    }
    if (length != null && !length.matches("[0-9]{1,18}")) {
      return refused("Content-Length 无法识别。", "The Content-Length is malformed.");
    }
    if (isRead(request) && hasBody(request)) {
      return refused("GET 和 HEAD 请求不能带请求体。", "GET and HEAD carry no body.");
    }
    // RFC 9110 lets a sender name headers in Connection, which are then removed on the way. Naming
    // Authorization would make the request anonymous.
    for (var option : String.join(",", headers.getAll(HttpHeaders.CONNECTION)).split(",", -1)) {
      var named = option.strip();
      if (!named.isEmpty() && (!TOKEN.matcher(named).matches() || isForEverybody(named))) {
        return refused(
            "Connection 请求头不能写 %s：它不只属于这一段连接。".formatted(shown(named)),
            "A Connection header may not name %s, which is not of the connection alone."
                .formatted(shown(named)));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the caller waits for 100 Continue before it sends the body. HTTP/1.0 has no 100
   * Continue.
   */
  static boolean expects(HttpServerRequest request) {
    return request.version() != HttpVersion.HTTP_1_0
        && "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
  }

  static boolean isHost(String text) {
    return HOST.matcher(text).matches();
  }

  /** Whether an answer has no body, whatever its headers say. */
  static boolean isBodiless(HttpServerRequest request, int status) {
    return HttpMethod.HEAD.equals(request.method()) || status == 204 || status == 304;
  }

  /**
   * Removes the headers that may not reach a service, and sets those that only the gateway may set.
   */
  static void inward(MultiMap headers, RoutingContext context) {
    var passage = Passage.of(context);
    var outside = Outside.of(context);
    var tracestate = passage.continued() ? headers.get("tracestate") : null;
    List.copyOf(headers.names()).stream()
        .filter(name -> !INWARD.contains(name))
        .forEach(headers::remove);
    headers.set("X-Request-Id", passage.requestId()).set("traceparent", passage.traceparent());
    if (passage.clientRequestId() != null) {
      headers.set("X-Client-Request-Id", passage.clientRequestId());
    }
    if (tracestate != null) {
      headers.set("tracestate", tracestate);
    }
    Compression.inward(headers);
    headers.set("X-Forwarded-For", outside.client()).set("X-Forwarded-Proto", outside.scheme());
    if (outside.host() != null) {
      headers.set("X-Forwarded-Host", outside.host());
    }
    if (!outside.prefix().isEmpty()) {
      headers.set("X-Forwarded-Prefix", outside.prefix());
    }
  }

  static void outward(int status, MultiMap headers, Outside outside) {
    NOT_OUTWARD.forEach(headers::remove);
    if (headers.contains("Link")) {
      headers.set("Link", outside.links(headers.getAll("Link")));
    }
    var type = headers.get(HttpHeaders.CONTENT_TYPE);
    if (type != null && JSON_WITH_CHARSET.matcher(type).matches()) {
      headers.set(HttpHeaders.CONTENT_TYPE, "application/json");
    }
    if (status == 204 || status == 304) {
      OF_A_BODY.forEach(headers::remove);
    }
  }

  private static boolean isForEverybody(String name) {
    return INWARD.contains(name)
        || NOT_OF_THE_CONNECTION.contains(name)
        || name.regionMatches(true, 0, "X-Forwarded-", 0, "X-Forwarded-".length());
  }

  /** The start of a header value, safe to repeat in an error. */
  private static String shown(String text) {
    return text.substring(0, Math.min(text.length(), 40)).replaceAll("[^!-~]", "?");
  }

  private static Optional<Problem> refused(String zh, String en) {
    return Optional.of(Problem.badRequest(zh, en));
  }

  private static Set<String> caseless(String... names) {
    var set = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    for (var name : names) {
      if (!set.add(name)) {
        throw new IllegalStateException("Twice in the list: " + name.toLowerCase(Locale.ROOT));
      }
    }
    return set;
  }
}

package dev.zhihe.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An error of the gateway itself (RFC 9457), in Chinese and English.
 *
 * @param headers headers that the status requires, such as Retry-After and Allow
 * @param faults all errors in the parameters
 */
record Problem(
    int status,
    String slug,
    String titleZh,
    String titleEn,
    String detailZh,
    String detailEn,
    Map<CharSequence, String> headers,
    List<Fault> faults) {

  Problem(
      int status,
      String slug,
      String titleZh,
      String titleEn,
      String detailZh,
      String detailEn,
      Map<CharSequence, String> headers) {
    this(status, slug, titleZh, titleEn, detailZh, detailEn, headers, List.of());
  }

  /** The path that Netty sets if it cannot parse an address. */
  private static final String NOT_READ = "/bad-request";

  private static final List<Locale> SPOKEN = List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH);

  /** Removes tokens sent in a wrong place, because answers are logged and displayed. */
  private static final Pattern TOKEN =
      Pattern.compile("eyJ[A-Za-z0-9_-]{8,}(?:(?:\\.|%2[eE])[A-Za-z0-9_-]*){0,4}");

  static Problem badRequest(String zh, String en) {
    return new Problem(400, "malformed", "请求格式有误", "Malformed request", zh, en, Map.of());
  }

  /**
   * For a request that is not HTTP. The connection is closed, because the end of the request is
   * unknown.
   */
  static Problem unreadable() {
    return badRequest(
        "无法按 HTTP 读取此请求：请求行有误，或某个请求头含有控制字符、名称有误，或 Content-Length 重复或不是数字。连接随即关闭。",
        "This request cannot be read as HTTP: its first line is malformed, or a header has a control character or a malformed"
            + " name, or Content-Length is repeated or no number. The connection is closed.");
  }

  static Problem withoutHost() {
    return badRequest("缺少 Host 请求头，或其值有误。", "The Host header is missing or malformed.");
  }

  static Problem unknownParameter(List<Fault> faults) {
    var first = faults.getFirst();
    return new Problem(
        400,
        "unknown-parameter",
        "未知参数",
        "Unknown parameter",
        first.zh(),
        first.en(),
        Map.of(),
        faults);
  }

  static Problem invalidParameter(List<Fault> faults) {
    var first = faults.getFirst();
    return new Problem(
        400,
        "invalid-parameter",
        "参数有误",
        "Invalid parameter",
        first.zh(),
        first.en(),
        Map.of(),
        faults);
  }

  /** The page has no form that the caller accepts. */
  static Problem notAcceptable(String types) {
    return new Problem(
        406,
        "not-acceptable",
        "无法提供所要求的格式",
        "No acceptable representation",
        "此地址可用的格式：%s".formatted(types),
        "At this address there is: %s".formatted(types),
        Map.of());
  }

  static Problem brokenChunks() {
    return badRequest(
        "请求体的分块编码（Transfer-Encoding: chunked）有误，连接随即关闭。",
        "The chunks of the body (Transfer-Encoding: chunked) are malformed; the connection is closed.");
  }

  static Problem addressTooLong(int limit) {
    return new Problem(
        414,
        "uri-too-long",
        "地址过长",
        "URI too long",
        "地址连同参数超过 %d 个字符。请缩小查询条件，分几次查询。".formatted(limit),
        "The address with its parameters is over %d characters. Ask for less at a time."
            .formatted(limit),
        Map.of());
  }

  static Problem headersTooLarge(int limit) {
    return new Problem(
        431,
        "headers-too-large",
        "请求头过大",
        "Request header fields too large",
        "全部请求头合计超过 %d 字节。".formatted(limit),
        "All headers together are over %d bytes.".formatted(limit),
        Map.of());
  }

  static Problem unauthorized() {
    return new Problem(
        401,
        "unauthorized",
        "需要有效的访问令牌",
        "A valid access token is needed",
        "访问令牌无效、已过期或不是为本接口签发的。请重新登录获取令牌；读取无条件共享的数据不需要令牌。",
        "The access token is invalid, expired or not meant for this API. Log in again for a new one; data shared"
            + " unconditionally can be read without a token.",
        Map.of("WWW-Authenticate", "Bearer realm=\"zhihe\", error=\"invalid_token\""));
  }

  static Problem notFound() {
    return new Problem(
        404,
        "not-found",
        "不存在",
        "Not found",
        "本接口没有这个地址。全部地址见 /docs，机器可读的说明见 /openapi。",
        "This API has no such address. All addresses: /docs; machine-readable: /openapi.",
        Map.of());
  }

  /** As {@link #notFound}, with the address that was probably intended. */
  static Problem slashAtTheEnd(String path) {
    var meant = withoutTokens(path.replaceAll("/+$", ""));
    return new Problem(
        404,
        "not-found",
        "不存在",
        "Not found",
        "本接口的地址末尾没有斜杠：请用 %s。".formatted(meant),
        "Addresses of this API have no slash at their end: %s.".formatted(meant),
        Map.of());
  }

  static Problem methodNotAllowed(String allowed) {
    return new Problem(
        405,
        "method-not-allowed",
        "不支持此方法",
        "Method not allowed",
        "这个地址不支持该 HTTP 方法。可用的方法：%s。".formatted(allowed),
        "This address does not take that HTTP method. It takes: %s.".formatted(allowed),
        Map.of(HttpHeaders.ALLOW, allowed));
  }

  static Problem tooLarge(long limit) {
    return new Problem(
        413,
        "too-large",
        "内容过大",
        "Too large",
        "请求体超过上限 %d 字节。成批数据请用 POST /v1/{family}/imports，必要时分成几份。".formatted(limit),
        "The body is over the limit of %d bytes. Send bulk data to POST /v1/{family}/imports, in parts if needed."
            .formatted(limit),
        Map.of());
  }

  static Problem expectationFailed() {
    return new Problem(
        417,
        "expectation-failed",
        "无法满足 Expect",
        "Expectation failed",
        "Expect 头只支持 100-continue。",
        "The only Expect that is understood is 100-continue.",
        Map.of());
  }

  static Problem versionNotSupported() {
    return new Problem(
        505,
        "http-version-not-supported",
        "HTTP 版本不受支持",
        "HTTP version not supported",
        "请使用 HTTP/1.1；HTTP/1.0 也可以。",
        "Use HTTP/1.1; HTTP/1.0 is understood too.",
        Map.of());
  }

  static Problem unavailable(HttpServerRequest request) {
    var read = Headers.isRead(request);
    return new Problem(
        503,
        "unavailable",
        "服务暂不可用",
        "Temporarily unavailable",
        "负责这个地址的服务没有应答。" + (read ? "请稍后重试。" : "写入可能已经生效：请先读取，再决定是否重试；导入可以放心重试。"),
        "The service behind this address did not answer. "
            + (read
                ? "Try again shortly."
                : "A write may have taken effect: read before you repeat it; an import may be repeated safely."),
        Map.of(HttpHeaders.RETRY_AFTER, "2"));
  }

  static Problem tokensUncheckable() {
    return new Problem(
        503,
        "unavailable",
        "服务暂不可用",
        "Temporarily unavailable",
        "登录服务没有应答，暂时无法核对令牌。请稍后重试；读取无条件共享的数据不需要令牌。",
        "The login server did not answer, so the token cannot be checked now. Try again shortly; data shared unconditionally"
            + " can be read without a token.",
        Map.of(HttpHeaders.RETRY_AFTER, "2"));
  }

  static Problem tooSlow(HttpServerRequest request) {
    var read = Headers.isRead(request);
    return new Problem(
        504,
        "gateway-timeout",
        "服务没有及时应答",
        "Gateway timeout",
        "负责这个地址的服务没有在限定时间内应答。" + (read ? "请稍后重试，或缩小查询范围。" : "写入可能已经生效：请先读取，再决定是否重试；导入可以放心重试。"),
        "The service behind this address did not answer in time. "
            + (read
                ? "Try again shortly, or ask for less."
                : "A write may have taken effect: read before you repeat it; an import may be repeated safely."),
        Map.of(HttpHeaders.RETRY_AFTER, "5"));
  }

  /** Answers and flushes at once, because Vert.x closes the connection next. */
  void answerAtOnce(RoutingContext context) {
    answer(context);
    if (context.request().connection() instanceof ConnectionBase line) {
      line.channelHandlerContext().flush();
    }
  }

  void answer(RoutingContext context) {
    var response = context.response();
    if (response.ended() || response.closed() || response.headWritten()) {
      return; // already answered, or the caller has closed the connection
    }
    var request = context.request();
    var english = Locale.ENGLISH.equals(spokenBy(request));
    var body =
        new JsonObject()
            .put("type", "https://zhihe.dev/problems/" + slug)
            .put("title", english ? titleEn : titleZh)
            .put("status", status)
            .put("detail", withoutTokens(english ? detailEn : detailZh));
    if (!request.decoderResult().isFailure() || !request.uri().equals(NOT_READ)) {
      body.put("instance", Outside.of(context).address(instance(request)));
    }
    var passage = Passage.of(context);
    body.put("traceId", passage.requestId());
    if (passage.clientRequestId() != null) {
      body.put("clientRequestId", passage.clientRequestId());
    }
    if (!faults.isEmpty()) {
      body.put("errors", new JsonArray(faults.stream().map(fault -> fault.in(english)).toList()));
    }
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, english ? "en" : "zh-CN")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.headers().add(HttpHeaders.VARY, "Accept-Language");
    headers.forEach(response::putHeader);
    var parting = RefusedBody.endsConnection(request);
    if (parting) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    response.end(body.toBuffer());
    RefusedBody.drain(context, parting);
  }

  private static String instance(HttpServerRequest request) {
    var path = withoutTokens(Address.path(request));
    return path.substring(0, Math.min(path.length(), 300)).replaceAll("[^!-~]", "?");
  }

  static String withoutTokens(String text) {
    return TOKEN.matcher(text).replaceAll("***");
  }

  private static Locale spokenBy(HttpServerRequest request) {
    try {
      var wanted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
      var found = wanted == null ? null : Locale.lookup(Locale.LanguageRange.parse(wanted), SPOKEN);
      return found == null ? Locale.SIMPLIFIED_CHINESE : found;
    } catch (IllegalArgumentException unreadable) {
      return Locale.SIMPLIFIED_CHINESE;
    }
  }
}

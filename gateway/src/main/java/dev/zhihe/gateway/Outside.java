package dev.zhihe.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's address as the caller sees it. Behind a reverse proxy, that proxy's headers state
 * it. They count only if the proxy is one of {@link Proxies}.
 *
 * @param client the caller's address
 * @param host the host and port that the caller used; null if an HTTP/1.0 request has none
 * @param prefix the path before {@code /v1} in the caller's addresses, such as {@code /zhihe};
 *     empty without a proxy
 */
record Outside(String client, @Nullable String host, String scheme, String prefix) {

  private static final Pattern PREFIX = Pattern.compile("(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*){1,8}");
  private static final Pattern LINK = Pattern.compile("<(/(?!/)[^>]*)>");

  static void begin(RoutingContext context, Proxies proxies) {
    context.put(Outside.class.getName(), from(context.request(), proxies));
  }

  static Outside of(RoutingContext context) {
    return Objects.requireNonNull(context.get(Outside.class.getName()));
  }

  private static Outside from(HttpServerRequest request, Proxies proxies) {
    var peer = request.remoteAddress().hostAddress();
    var host = request.getHeader(HttpHeaders.HOST);
    var own = request.isSSL() ? "https" : "http";
    if (!proxies.include(peer)) {
      return new Outside(peer, host, own, "");
    }
    var scheme = singleValue(request, "X-Forwarded-Proto");
    var named = singleValue(request, "X-Forwarded-Host");
    var prefix = singleValue(request, "X-Forwarded-Prefix");
    return new Outside(
        client(request, peer, proxies),
        named != null && Headers.isHost(named) ? named : host,
        "https".equalsIgnoreCase(scheme) ? "https" : own,
        prefix != null && PREFIX.matcher(prefix).matches() ? prefix : "");
  }

  /**
   * The caller's address. Each proxy appends the address it saw; the last that is not a known proxy
   * is the caller's.
   */
  private static String client(HttpServerRequest request, String peer, Proxies proxies) {
    var chain = String.join(",", request.headers().getAll("X-Forwarded-For")).split(",", -1);
    var client = peer;
    for (var i = chain.length - 1; i >= 0 && proxies.include(client); i--) {
      var before = chain[i].strip();
      if (!Proxies.isAddress(before)) {
        return client;
      }
      client = before;
    }
    return client;
  }

  /** The value of a header that must appear once, without a trailing slash. */
  private static @Nullable String singleValue(HttpServerRequest request, String name) {
    var values = request.headers().getAll(name);
    return values.size() == 1 ? values.getFirst().strip().replaceFirst("/$", "") : null;
  }

  /** An address of the gateway, as the caller can request it. */
  String address(String path) {
    return path.startsWith("/") && !path.startsWith("//") ? prefix + path : path;
  }

  /** The values of a {@code Link} header with addresses that the caller can request. */
  List<String> links(List<String> values) {
    return values.stream()
        .map(value -> LINK.matcher(value).replaceAll("<" + prefix + "$1>"))
        .toList();
  }
}

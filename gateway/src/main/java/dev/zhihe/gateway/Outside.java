package dev.zhihe.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the caller sees us. Behind a reverse proxy that is what the proxy says, if it is one of
 * {@link Proxies}; what anybody else says of it does not count.
 *
 * @param client the caller's address
 * @param host the name and port that the caller used; HTTP/1.0 may leave it out
 * @param prefix what stands before {@code /v1} in the addresses that the caller uses, such as
 *     {@code /zhihe}; empty without a proxy
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

  /** Each proxy adds the address that it saw; the last one that is no proxy of ours called. */
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

  /** A header of one value; a slash at the end is no part of it. */
  private static @Nullable String singleValue(HttpServerRequest request, String name) {
    var values = request.headers().getAll(name);
    return values.size() == 1 ? values.getFirst().strip().replaceFirst("/$", "") : null;
  }

  /** One of our addresses, as the caller can ask for it. */
  String address(String path) {
    return path.startsWith("/") && !path.startsWith("//") ? prefix + path : path;
  }

  /** The values of a {@code Link} header with addresses that the caller can ask for. */
  List<String> links(List<String> values) {
    return values.stream()
        .map(value -> LINK.matcher(value).replaceAll("<" + prefix + "$1>"))
        .toList();
  }
}

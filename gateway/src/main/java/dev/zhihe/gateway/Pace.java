package dev.zhihe.gateway;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;

/**
 * How patient the gateway is with a request, and how much it lets it carry. Source: CONTRACT.md,
 * route classes.
 */
enum Pace {
  /** Reads and writes of a page: a total budget until the answer begins. */
  PLAIN,
  /** A long poll of the feed: it may be silent for as long as the caller asked. */
  WAIT,
  /** Imports and snapshots: as long as it takes, provided that bytes keep moving. */
  STREAM;

  private static final Pattern WAITING = Pattern.compile("(?:^|&)wait=(?!0*(?:&|$))");
  private static final Pattern IMPORT = Pattern.compile("/v1/[a-z-]+/imports");

  static Pace of(HttpServerRequest request) {
    var path = Headers.path(request);
    if (path.startsWith("/v1/snapshots/") || isImport(request)) {
      return STREAM;
    }
    var query = request.query();
    return path.startsWith("/v1/changes/") && query != null && WAITING.matcher(query).find()
        ? WAIT
        : PLAIN;
  }

  static boolean isImport(HttpServerRequest request) {
    return HttpMethod.POST.equals(request.method())
        && IMPORT.matcher(Headers.path(request)).matches();
  }
}

package dev.zhihe.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets scripts of other sites read public data: GET and HEAD, without cookies and without a token.
 * {@code zhihe.cors.origins} lists the sites; {@code *} allows all.
 */
@Singleton
class Cors {

  /** Response headers that scripts may read, beside those that browsers always expose. */
  private static final String EXPOSED =
      "Content-Disposition, Content-Encoding, ETag, Link, Location, Retry-After, Vary, X-Request-Id, Zhihe-As-Of, RateLimit, RateLimit-Policy";

  /**
   * Request headers that scripts may send. Authorization is not among them, so other sites' pages
   * cannot act for a user.
   */
  private static final String MAY_BE_SENT =
      "Accept, Accept-Language, Cache-Control, If-None-Match, Prefer, Range, X-Request-Id, traceparent, tracestate";

  private static final String SECONDS_KEPT = "7200";

  private final List<String> origins;

  Cors(
      @ConfigProperty(name = "zhihe.cors.origins", defaultValue = "*")
          Optional<List<String>> origins) {
    this.origins = origins.orElse(List.of());
  }

  /** Adds the headers that let the caller's script read the answer, errors included. */
  void mark(RoutingContext context) {
    if (Headers.isRead(context.request()) && isAllowed(context)) {
      context.response().putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
  }

  /** Whether the caller's site is allowed. If so, the answer's headers say it. */
  private boolean isAllowed(RoutingContext context) {
    var response = context.response();
    var all = origins.contains("*");
    if (!all && !origins.isEmpty()) {
      response.headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    }
    var origin = context.request().getHeader(HttpHeaders.ORIGIN);
    if (origin == null || !(all || origins.contains(origin))) {
      return false;
    }
    response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, all ? "*" : origin);
    return true;
  }

  /** Answers a preflight request of an allowed site. */
  boolean answer(RoutingContext context) {
    var request = context.request();
    if (!HttpMethod.OPTIONS.equals(request.method())
        || !request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)
        || !isAllowed(context)) {
      return false;
    }
    context
        .response()
        .setStatusCode(204)
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD")
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, MAY_BE_SENT)
        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, SECONDS_KEPT)
        .end();
    request.resume();
    return true;
  }
}

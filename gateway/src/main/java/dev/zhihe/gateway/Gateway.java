package dev.zhihe.gateway;

import dev.zhihe.log.RefusalLog;
import dev.zhihe.log.RefusedAccess;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The single entry point: it handles every request that reaches the suite's public address. */
@ApplicationScoped
public class Gateway {

  /**
   * Runs after Quarkus has prepared authentication (-200) and before any route of Quarkus itself.
   */
  private static final int FIRST = -50;

  /**
   * Methods that are forwarded even if the contract does not have the address. The service then
   * answers 404.
   */
  private static final Set<HttpMethod> PASSED_ON =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE);

  private static final String ALL_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

  private final Tokens tokens;
  private final Forwarding forwarding;
  private final SuiteSearch search;
  private final OwnPages pages;
  private final Proxies proxies;
  private final Cors cors;
  private final Unreadable unreadable;
  private final RefusalLog refusals;

  Gateway(
      Tokens tokens,
      Forwarding forwarding,
      SuiteSearch search,
      OwnPages pages,
      Proxies proxies,
      Cors cors,
      Unreadable unreadable,
      RefusalLog refusals) {
    this.tokens = tokens;
    this.forwarding = forwarding;
    this.search = search;
    this.pages = pages;
    this.proxies = proxies;
    this.cors = cors;
    this.unreadable = unreadable;
    this.refusals = refusals;
  }

  void open(@Observes Router router) {
    router.route().order(FIRST).handler(this::admit).failureHandler(this::notRouted);
    unreadable.to(router);
  }

  /**
   * Answers requests that Vert.x does not route: those without a valid Host and those whose target
   * is not a path.
   */
  private void notRouted(RoutingContext context) {
    if (context.get(Passage.class.getName()) != null) {
      context.next(); // the failure happened after admit
      return;
    }
    begin(context);
    refusal(context.request()).orElseGet(Problem::withoutHost).answer(context);
  }

  private void admit(RoutingContext context) {
    var request = context.request();
    request.pause(); // until it is known who reads the body
    // The body may be malformed. The answer is flushed at once, because Vert.x then closes the
    // connection.
    request.exceptionHandler(
        broken -> {
          if (!(broken instanceof HttpClosedException) && !context.response().headWritten()) {
            Problem.brokenChunks().answerAtOnce(context);
          }
        });
    begin(context);
    var refusal = refusal(request);
    if (refusal.isPresent()) {
      refusal.get().answer(context);
      return;
    }
    // The gateway has no sessions. Without a cookie, quarkus-oidc does not look for one.
    request.headers().remove(HttpHeaders.COOKIE);
    if (cors.answer(context)) {
      return;
    }
    var path = Address.path(request);
    var allow = pages.allow(path);
    if (allow.isPresent() && !takes(context, allow.get())) {
      return;
    }
    if (pages.answer(context)) {
      return;
    }
    if (path.endsWith("/")) {
      Problem.slashAtTheEnd(path).answer(context);
      return;
    }
    var service = Service.owning(path);
    if ((service.isEmpty() && !path.equals(SuiteSearch.PATH))
        || (allow.isEmpty() && !PASSED_ON.contains(request.method()))) {
      Problem.notFound().answer(context);
      return;
    }
    tokens
        .refusal(context)
        .onSuccess(
            refused -> {
              refused.filter(problem -> problem.status() == 401).ifPresent(told -> note(context));
              if (!context.response().headWritten()) {
                refused
                    .or(() -> oversized(context))
                    .ifPresentOrElse(
                        problem -> problem.answer(context),
                        () ->
                            service.ifPresentOrElse(
                                owner -> forwarding.forward(context, owner),
                                () -> search.answer(context)));
              }
            })
        .onFailure(context::fail);
  }

  /** Logs a refused token. All other refusals of a caller are the services', who log them. */
  private void note(RoutingContext context) {
    var passage = Passage.of(context);
    refusals.note(
        new RefusedAccess(
            RefusedAccess.Kind.TOKEN,
            401,
            context.request().method().name(),
            Address.path(context.request()),
            null,
            Outside.of(context).client(),
            passage.requestId(),
            passage.clientRequestId()));
  }

  /** Prepares what every answer has, errors included: the request id, security headers and CORS. */
  private void begin(RoutingContext context) {
    var request = context.request();
    context
        .response()
        .putHeader("X-Request-Id", Passage.begin(context).requestId())
        .putHeader("X-Content-Type-Options", "nosniff");
    Outside.begin(context, proxies);
    if (isLast(request)) {
      context.addHeadersEndHandler(
          head -> context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE));
      context.addEndHandler(end -> request.connection().close());
    }
    cors.mark(context);
  }

  /** Whether the connection is closed after the answer. */
  private static boolean isLast(HttpServerRequest request) {
    return request.decoderResult().isFailure()
        || request.version() == null
        || request.version() == HttpVersion.HTTP_1_0 // ends answers of unknown length
        || HttpMethod.CONNECT.equals(request.method()); // the next bytes may not be HTTP
  }

  /** Checks of the request itself, whatever is at its address. Empty if it passes. */
  private static Optional<Problem> refusal(HttpServerRequest request) {
    return Headers.unreadable(request)
        .or(() -> version(request))
        .or(() -> tunnel(request))
        .or(() -> Address.refusal(request))
        .or(() -> expectation(request))
        .or(() -> Headers.refusal(request));
  }

  private static Optional<Problem> tunnel(HttpServerRequest request) {
    return HttpMethod.CONNECT.equals(request.method())
        ? Optional.of(Problem.methodNotAllowed(ALL_METHODS))
        : Optional.empty();
  }

  /**
   * Whether the address supports the request's method. Otherwise answers 405, or 204 to OPTIONS.
   */
  private static boolean takes(RoutingContext context, String allow) {
    var request = context.request();
    if (HttpMethod.OPTIONS.equals(request.method())) {
      context.response().setStatusCode(204).putHeader(HttpHeaders.ALLOW, allow).end();
      request.resume();
      return false;
    }
    if (List.of(allow.split(", ")).contains(request.method().name())) {
      return true;
    }
    Problem.methodNotAllowed(allow).answer(context);
    return false;
  }

  private static Optional<Problem> version(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_1_1 || request.version() == HttpVersion.HTTP_1_0
        ? Optional.empty()
        : Optional.of(Problem.versionNotSupported());
  }

  private static Optional<Problem> expectation(HttpServerRequest request) {
    var expectation = request.getHeader(HttpHeaders.EXPECT);
    return expectation == null || expectation.equalsIgnoreCase("100-continue")
        ? Optional.empty()
        : Optional.of(Problem.expectationFailed());
  }

  private Optional<Problem> oversized(RoutingContext context) {
    var length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    var limit = forwarding.limitOf(context);
    return length != null && Long.parseLong(length) > limit
        ? Optional.of(Problem.tooLarge(limit))
        : Optional.empty();
  }
}

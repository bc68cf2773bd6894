package dev.zhihe.gateway;

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

/**
 * The one way in: every request of the suite's origin passes here, and nothing else answers on it.
 */
@ApplicationScoped
public class Gateway {

  /** After Quarkus has prepared authentication (-200), before anything of its own could answer. */
  private static final int FIRST = -50;

  /** At an address that the contract does not have, the service says that nothing is there. */
  private static final Set<HttpMethod> PASSED_ON =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE);

  private final Tokens tokens;
  private final Forwarding forwarding;
  private final SuiteSearch search;
  private final OwnPages pages;
  private final Proxies proxies;
  private final Cors cors;

  Gateway(
      Tokens tokens,
      Forwarding forwarding,
      SuiteSearch search,
      OwnPages pages,
      Proxies proxies,
      Cors cors) {
    this.tokens = tokens;
    this.forwarding = forwarding;
    this.search = search;
    this.pages = pages;
    this.proxies = proxies;
    this.cors = cors;
  }

  void open(@Observes Router router) {
    router.route().order(FIRST).handler(this::admit).failureHandler(this::withoutHost);
  }

  /** Vert.x lets no request of HTTP/1.1 without a sound Host come to us. */
  private void withoutHost(RoutingContext context) {
    if (context.statusCode() != 400 || context.get(Passage.class.getName()) != null) {
      context.next();
      return;
    }
    Passage.begin(context);
    Outside.begin(context, proxies);
    Problem.badRequest("缺少 Host 请求头，或其值有误。", "The Host header is missing or malformed.")
        .answer(context);
  }

  private void admit(RoutingContext context) {
    var request = context.request();
    request.pause(); // nobody reads before it is known who shall
    // A body may be broken before that, too: told at once, for Vert.x closes the line next.
    request.exceptionHandler(
        broken -> {
          if (!(broken instanceof HttpClosedException) && !context.response().headWritten()) {
            Problem.brokenChunks().answerAtOnce(context);
          }
        });
    context
        .response()
        .putHeader("X-Request-Id", Passage.begin(context).requestId())
        .putHeader("X-Content-Type-Options", "nosniff");
    Outside.begin(context, proxies);
    if (request.version() == HttpVersion.HTTP_1_0) {
      // Answers of unknown length end with the line, so that every answer does.
      context.addHeadersEndHandler(
          head -> context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE));
      context.addEndHandler(end -> request.connection().close());
    }
    cors.mark(context);
    var refusal =
        version(request)
            .or(() -> Address.refusal(request))
            .or(() -> expectation(request))
            .or(() -> Headers.refusal(request));
    if (refusal.isPresent()) {
      refusal.get().answer(context);
      return;
    }
    // There are no sessions here, and quarkus-oidc would look into them.
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

  /** Whether the address takes the request's method; if not, or if that is asked, it is told. */
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

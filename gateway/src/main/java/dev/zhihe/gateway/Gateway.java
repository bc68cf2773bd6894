package dev.zhihe.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;

/**
 * The one way in: every request of the suite's origin passes here, and nothing else answers on it.
 */
@ApplicationScoped
public class Gateway {

  /** After Quarkus has prepared authentication (-200), before anything of its own could answer. */
  private static final int FIRST = -50;

  private static final Set<HttpMethod> METHODS =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE,
          HttpMethod.OPTIONS);

  private final Tokens tokens;
  private final Forwarding forwarding;
  private final SuiteSearch search;
  private final OwnPages pages;

  Gateway(Tokens tokens, Forwarding forwarding, SuiteSearch search, OwnPages pages) {
    this.tokens = tokens;
    this.forwarding = forwarding;
    this.search = search;
    this.pages = pages;
  }

  void open(@Observes Router router) {
    router.route().order(FIRST).handler(this::admit);
  }

  private void admit(RoutingContext context) {
    var request = context.request();
    request.pause(); // nobody reads before it is known who shall
    context
        .response()
        .putHeader("X-Request-Id", Passage.begin(context).requestId())
        .putHeader("X-Content-Type-Options", "nosniff");
    var refusal =
        malformed(request)
            .or(() -> Address.refusal(request))
            .or(() -> expectation(request))
            .or(() -> Headers.refusal(request));
    if (refusal.isPresent()) {
      refusal.get().answer(context);
      return;
    }
    request
        .headers()
        .remove(
            HttpHeaders
                .COOKIE); // there are no sessions here, and quarkus-oidc would look into them
    if (pages.answer(context)) {
      return;
    }
    var path = Address.path(request);
    if (path.endsWith("/")) {
      Problem.slashAtTheEnd(path).answer(context);
      return;
    }
    var service = Service.owning(path);
    if (service.isEmpty() && !path.equals(SuiteSearch.PATH)) {
      Problem.notFound().answer(context);
      return;
    }
    tokens
        .refusal(context)
        .onSuccess(
            refused ->
                refused
                    .or(() -> oversized(context))
                    .ifPresentOrElse(
                        problem -> problem.answer(context),
                        () ->
                            service.ifPresentOrElse(
                                owner -> forwarding.forward(context, owner),
                                () -> search.answer(context))))
        .onFailure(context::fail);
  }

  private static Optional<Problem> malformed(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_1_1) {
      return Optional.of(Problem.versionNotSupported());
    }
    if (!METHODS.contains(request.method())) {
      return Optional.of(Problem.methodNotAllowed("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"));
    }
    return Optional.empty();
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

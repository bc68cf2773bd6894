package dev.zhihe.gateway;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Searches all services by name. All services receive the caller's query at the same time. Their
 * hits are merged by rank. The services validate the query; the gateway passes their error on.
 */
@Singleton
class SuiteSearch {

  static final String PATH = "/v1/search";

  private static final Logger LOG = Logger.getLogger(SuiteSearch.class);

  /** Default number of hits, as in the services. They refuse a limit that is not a number. */
  private static final int USUAL = 20;

  private static final int MAX_HITS = 100;

  /** Headers of a service's error that are passed on. */
  private static final List<String> OF_A_REFUSAL =
      List.of("Content-Type", "Content-Language", "WWW-Authenticate", "Retry-After");

  private static final Comparator<JsonObject> BEST_FIRST =
      Comparator.comparing((JsonObject hit) -> hit.getInteger("rank", Integer.MAX_VALUE))
          .thenComparing(hit -> hit.getString("code", ""))
          .thenComparing(hit -> hit.getString("type", ""));

  private final Forwarding forwarding;

  SuiteSearch(Forwarding forwarding) {
    this.forwarding = forwarding;
  }

  void answer(RoutingContext context) {
    var request = context.request();
    request.resume();
    var query = Address.query(request);
    var parts = new EnumMap<Service, Future<Forwarding.Part>>(Service.class);
    for (var service : Service.values()) {
      parts.put(service, forwarding.ask(context, service, PATH + "/" + service.label() + query));
    }
    Future.join(List.copyOf(parts.values())).onComplete(all -> answer(context, parts));
  }

  private static void answer(RoutingContext context, Map<Service, Future<Forwarding.Part>> parts) {
    if (context.response().closed()) {
      return; // the caller has closed the connection
    }
    var refusal =
        parts.values().stream()
            .map(Future::result)
            .filter(Objects::nonNull)
            .filter(SuiteSearch::refuses)
            .findFirst();
    if (refusal.isPresent()) {
      passOn(context, refusal.get());
      return;
    }
    var hits = new ArrayList<JsonObject>();
    var silent = new JsonArray();
    parts.forEach(
        (service, part) -> {
          var found = found(part.result());
          if (found == null) {
            LOG.warnf(
                "%s did not answer request %s, a search: %s",
                service.label(),
                Passage.of(context).ids(),
                part.failed() ? part.cause().toString() : "status " + part.result().status());
            silent.add(service.label());
          } else {
            hits.addAll(found);
          }
        });
    if (silent.size() == parts.size()) {
      Problem.unavailable(context.request()).answer(context);
      return;
    }
    hits.sort(BEST_FIRST);
    var answer =
        new JsonObject()
            .put("items", new JsonArray(hits.subList(0, Math.min(hits.size(), limit(context)))));
    if (!silent.isEmpty()) {
      answer.put("incomplete", silent);
    }
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .headers()
        .add(HttpHeaders.VARY, "Accept, Authorization");
    Compression.end(context, answer.toBuffer());
  }

  /** Whether the request is at fault. A 404 is not: a service may have no search. */
  private static boolean refuses(Forwarding.Part part) {
    return part.status() >= 400 && part.status() < 500 && part.status() != 404;
  }

  private static void passOn(RoutingContext context, Forwarding.Part refusal) {
    var response = context.response().setStatusCode(refusal.status());
    for (var name : OF_A_REFUSAL) {
      var value = refusal.headers().get(name);
      if (value != null) {
        response.putHeader(name, value);
      }
    }
    response.end(ofTheWhole(context, refusal.body()));
  }

  /** Sets the problem's instance to the address that the caller used. */
  private static Buffer ofTheWhole(RoutingContext context, Buffer problem) {
    try {
      return problem.toJsonObject().put("instance", Address.path(context.request())).toBuffer();
    } catch (DecodeException notJson) {
      return problem;
    }
  }

  /** The hits of one service; null if it gave no valid answer. */
  private static @Nullable List<JsonObject> found(Forwarding.@Nullable Part part) {
    if (part == null || part.status() != 200) {
      return null;
    }
    try {
      var items = part.body().toJsonObject().getJsonArray("items");
      return items == null ? null : items.stream().map(JsonObject.class::cast).toList();
    } catch (DecodeException | ClassCastException notAnAnswer) {
      return null;
    }
  }

  private static int limit(RoutingContext context) {
    var given = context.request().getParam("limit");
    if (given == null) {
      return USUAL;
    }
    try {
      return Math.min(MAX_HITS, Integer.parseInt(given));
    } catch (NumberFormatException beyondInt) {
      return MAX_HITS;
    }
  }
}

package dev.zhihe.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The health of the suite. All parts are asked at the same time, each with the same time limit. */
@Singleton
class SuiteHealth {

  private static final Duration BUDGET = Duration.ofSeconds(2);

  /**
   * How long a result is reused. The health is public, so the parts are asked at most once a
   * second.
   */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /**
   * Parts whose failure only degrades the suite, with what then fails. The keys that check tokens
   * are cached.
   */
  private static final Map<String, String> SPARED = Map.of("keycloak", "new logins");

  private record Round(Future<JsonObject> result, long startedAt) {}

  private final HttpClient client;
  private final Map<String, URI> parts;
  private final AtomicReference<Round> latest =
      new AtomicReference<>(
          new Round(Future.failedFuture("not asked yet"), System.nanoTime() - FRESH.toNanos()));

  SuiteHealth(Vertx vertx, @ConfigProperty(name = "zhihe.health") Map<String, URI> parts) {
    this.client =
        vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) BUDGET.toMillis()));
    this.parts = new TreeMap<>(parts);
  }

  /**
   * {@code {"status": "up", "parts": {"indicators": {"status": "up", "milliseconds": 4}}}}. The
   * status is down while a service is down. It is degraded while events wait for Kafka or new
   * logins fail.
   */
  Future<JsonObject> now() {
    return latest
        .updateAndGet(
            round ->
                System.nanoTime() - round.startedAt() < FRESH.toNanos()
                    ? round
                    : new Round(ask(), System.nanoTime()))
        .result();
  }

  private Future<JsonObject> ask() {
    var answers = new TreeMap<String, Future<JsonObject>>();
    parts.forEach((name, address) -> answers.put(name, ask(name, address)));
    return Future.join(List.copyOf(answers.values()))
        .map(
            all -> {
              var each = new JsonObject();
              answers.forEach((name, answer) -> each.put(name, answer.result()));
              var answered = answers.values().stream().map(Future::result).toList();
              var down =
                  answered.stream()
                      .anyMatch(
                          part ->
                              part.getString("status").equals("down")
                                  && !part.containsKey("affects"));
              var degraded =
                  answered.stream()
                      .anyMatch(part -> part.containsKey("affects") || part.containsKey("kafka"));
              return new JsonObject()
                  .put("status", down ? "down" : degraded ? "degraded" : "up")
                  .put("parts", each);
            });
  }

  private Future<JsonObject> ask(String name, URI address) {
    var start = System.nanoTime();
    return client
        .request(
            new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(address.toString())
                .setConnectTimeout(BUDGET.toMillis())
                .setIdleTimeout(BUDGET.toMillis()))
        .compose(request -> request.send())
        .compose(
            response ->
                response.body().map(body -> part(response.statusCode() == 200, body.toString())))
        .timeout(BUDGET.toMillis(), TimeUnit.MILLISECONDS)
        .otherwise(part(false, ""))
        .map(part -> affecting(SPARED.get(name), part))
        .map(
            part ->
                part.put("milliseconds", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
  }

  private static JsonObject affecting(@Nullable String what, JsonObject part) {
    return what != null && part.getString("status").equals("down")
        ? part.put("affects", what)
        : part;
  }

  /**
   * Reports a service's state. Without Kafka a service still reads and writes, and the report adds
   * that events wait. It also adds that the change log stands still. It does not name the change,
   * which need not be public.
   */
  private static JsonObject part(boolean up, String body) {
    var part = new JsonObject().put("status", up ? "up" : "down");
    if (body.contains("\"kafkaTrouble\"")) {
      part.put("kafka", "events wait");
    }
    return body.contains("\"standsStill\"") ? part.put("changeLog", "stands still") : part;
  }
}

package dev.zhihe.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * The peers of the gateway: three origins that echo the request, and a login server that serves its
 * keys. The end of some paths selects a failure.
 */
final class Peers implements AutoCloseable {

  static final int PART = 64 * 1024;

  static final String NDJSON = "application/x-ndjson";

  /** The body at addresses that end in {@code long}. */
  static final String LONG = "{\"text\":\"" + "智核 wire ".repeat(200) + "\"}";

  /** The conditions of requests for those addresses. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** An answer that continues when a test says so. */
  volatile HttpServerResponse lines;

  final AtomicInteger keyRequests = new AtomicInteger();

  /** The keys that the login server publishes. */
  volatile String keySet = TestTokens.keySet();

  final AtomicInteger askedTwice = new AtomicInteger();
  final AtomicInteger abandoned = new AtomicInteger();
  final AtomicLong sent = new AtomicLong();
  final AtomicLong received = new AtomicLong();
  final AtomicInteger polls = new AtomicInteger();

  /** The handler of each origin's search. An origin without a handler echoes the request. */
  final Map<String, Handler<HttpServerRequest>> searches = new ConcurrentHashMap<>();

  /** Whether imports are not read until {@link #goOn}. */
  volatile boolean stalling;

  private volatile HttpServerRequest stalled;

  private final Vertx vertx = Vertx.vertx();
  private final Map<String, HttpServer> servers = new HashMap<>();
  private final Map<String, String> unready = new ConcurrentHashMap<>();

  static Peers started() {
    var peers = new Peers();
    for (var name : List.of("indicators", "projects", "platforms", "keycloak")) {
      peers.start(name);
    }
    return peers;
  }

  static Peers withoutLogin() {
    var peers = new Peers();
    peers.start("indicators");
    return peers;
  }

  void start(String name) {
    var origin = ConfigProvider.getConfig().getValue("zhihe.origins." + name, URI.class);
    var server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(origin.getPort())
                    .setMaxInitialLineLength(8192))
            .requestHandler(request -> answer(name, request));
    done(server.listen());
    servers.put(name, server);
  }

  /** From now on a service says that it is not ready; null for ready again. */
  void health(String name, @Nullable String health) {
    if (health == null) {
      unready.remove(name);
    } else {
      unready.put(name, health);
    }
  }

  void stop(String name) {
    done(servers.remove(name).close());
  }

  private void answer(String name, HttpServerRequest request) {
    request.response().exceptionHandler(gone -> abandoned.incrementAndGet());
    if (request.path().equals("/q/health/ready")) {
      var health = unready.get(name);
      request.response().setStatusCode(health == null ? 200 : 503);
      request.response().end(health == null ? "{}" : health);
    } else if (request.path().endsWith("/certs")) {
      keyRequests.incrementAndGet();
      request.response().putHeader("Content-Type", "application/json").end(keySet);
    } else {
      switch (request.path().substring(request.path().lastIndexOf('/') + 1)) {
        case "silent" -> {}
        case "hangs-up" -> request.connection().close();
        case "hangs-up-once" -> {
          if (askedTwice.incrementAndGet() == 1) {
            request.connection().close();
          } else {
            echo(name, request);
          }
        }
        case "cut" -> {
          request.response().setChunked(true).write("[{\"half\":");
          vertx.setTimer(100, timer -> request.connection().close());
        }
        case "cut-short" -> {
          request.response().putHeader("Content-Length", "100").write("[{\"half\":");
          vertx.setTimer(100, timer -> request.connection().close());
        }
        case "halts-short" ->
            request.response().putHeader("Content-Length", "100").write("[{\"half\":");
        case "halts" -> request.response().setChunked(true).write("[{\"half\":");
        case "refuses-unread" -> {
          request.pause();
          request.response().setStatusCode(422).end("{}");
        }
        case "moved" ->
            request
                .response()
                .setStatusCode(202)
                .putHeader("Location", request.getParam("to"))
                .end("{}");
        case "imports" -> count(name, request);
        case "not-modified" ->
            request.response().setStatusCode(304).putHeader("ETag", "\"v1\"").end();
        case "long" -> conditional(request);
        case "lines" -> {
          lines = request.response().setChunked(true).putHeader("Content-Type", NDJSON);
          lines.write("{\"line\":1}\n");
        }
        case "linked" ->
            request
                .response()
                .putHeader("Content-Type", "application/json;charset=UTF-8")
                .putHeader("Link", "</v1/plans?cursor=a%2Fb&limit=1>; rel=\"next\"")
                .end("{}");
        default -> {
          var search = searches.get(name);
          if (search != null && request.path().startsWith("/v1/search/")) {
            search.handle(request);
          } else if (request.path().startsWith("/v1/snapshots/")) {
            pour(request, Integer.parseInt(request.getParam("parts")));
          } else if (request.getParam("wait") != null) {
            polls.incrementAndGet();
            request.pause();
            vertx.setTimer(
                2_500,
                timer -> {
                  request.resume();
                  echo(name, request);
                });
          } else {
            echo(name, request);
          }
        }
      }
    }
  }

  private static void echo(String name, HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              var headers = new JsonObject();
              request
                  .headers()
                  .names()
                  .forEach(
                      header ->
                          headers.put(
                              header.toLowerCase(Locale.ROOT),
                              new JsonArray(request.headers().getAll(header))));
              var answer =
                  new JsonObject()
                      .put("service", name)
                      .put("method", request.method().name())
                      .put("uri", request.uri())
                      .put("headers", headers)
                      .put("body", body.toString())
                      .toBuffer();
              request
                  .response()
                  .putHeader("Content-Length", Integer.toString(answer.length()))
                  .putHeader("Server", "peer")
                  .putHeader("X-Request-Id", "from-the-peer")
                  .putHeader("Keep-Alive", "timeout=5")
                  .putHeader("ETag", "\"v1\"")
                  .putHeader("Idempotent-Replayed", "true")
                  .putHeader("Content-Type", "application/json")
                  .end(answer);
            });
  }

  void goOn() {
    stalled.resume();
  }

  private void count(String name, HttpServerRequest request) {
    received.set(0);
    if (stalling) {
      stalled = request;
      request.pause();
    }
    request.handler(part -> received.addAndGet(part.length()));
    request.endHandler(
        end ->
            request
                .response()
                .end(
                    new JsonObject()
                        .put("service", name)
                        .put("received", received.get())
                        .toBuffer()));
  }

  /** A state of two kilobytes, as a service returns it. The answer to DELETE has no body. */
  private void conditional(HttpServerRequest request) {
    var response = request.response().putHeader("Vary", "Accept");
    asked.add(request.headers().get("If-None-Match") + " " + request.headers().get("If-Match"));
    if (HttpMethod.DELETE.equals(request.method())) {
      response.setStatusCode(204).end();
    } else if ("\"v7\"".equals(request.getHeader("If-None-Match"))) {
      response.setStatusCode(304).putHeader("ETag", "\"v7\"").end();
    } else {
      var head = HttpMethod.HEAD.equals(request.method());
      response
          .putHeader("Content-Type", "application/json")
          .putHeader("ETag", "\"v7\"")
          .putHeader("Content-Length", Integer.toString(LONG.getBytes(UTF_8).length))
          .end(head ? "" : LONG);
    }
  }

  /** Sends this many parts, never faster than they are read. */
  private void pour(HttpServerRequest request, int parts) {
    request.response().setChunked(true);
    sent.set(0);
    pour(request, Buffer.buffer(new byte[PART]), parts);
  }

  private void pour(HttpServerRequest request, Buffer part, int left) {
    var response = request.response();
    var rest = left;
    while (rest > 0 && !response.writeQueueFull()) {
      response.write(part);
      sent.addAndGet(part.length());
      rest--;
    }
    if (rest == 0) {
      response.end();
    } else {
      var after = rest;
      response.drainHandler(drained -> pour(request, part, after));
    }
  }

  private static void done(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    done(vertx.close());
  }
}

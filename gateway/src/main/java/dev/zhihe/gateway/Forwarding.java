package dev.zhihe.gateway;

import io.quarkus.vertx.http.runtime.filters.AbstractResponseWrapper;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries a request to its service and the answer back, both as streams, within the time and size
 * its {@link Pace} allows. Whatever goes wrong before the answer begins becomes a problem;
 * afterwards the connection is cut, so that half an answer never passes for a whole one.
 */
@Singleton
class Forwarding {

  private static final Logger LOG = Logger.getLogger(Forwarding.class);
  private static final ProxyOptions NO_WEBSOCKETS = new ProxyOptions().setSupportWebSocket(false);

  /**
   * Local networks connect in milliseconds or not at all; the same limit holds for waiting until a
   * pooled connection is free.
   */
  private static final long CONNECT_MILLIS = 1_000;

  private final Map<Service, RequestOptions> origins = new EnumMap<>(Service.class);
  private final HttpClient plain;

  /**
   * Long polls and streams hold their connections for long, so they have their own: a hundred
   * waiting consumers starve no reader.
   */
  private final HttpClient patient;

  private final Duration plainBudget;
  private final Duration waitBudget;
  private final Duration streamBudget;
  private final long writeLimit;
  private final long importLimit;

  Forwarding(
      Vertx vertx,
      @ConfigProperty(name = "zhihe.origins") Map<String, URI> origins,
      @ConfigProperty(name = "zhihe.budget.plain", defaultValue = "10s") Duration plainBudget,
      @ConfigProperty(name = "zhihe.budget.wait", defaultValue = "30s") Duration waitBudget,
      @ConfigProperty(name = "zhihe.budget.stream", defaultValue = "60s") Duration streamBudget,
      @ConfigProperty(name = "zhihe.pool.plain", defaultValue = "64") int plainPool,
      @ConfigProperty(name = "zhihe.pool.patient", defaultValue = "512") int patientPool,
      @ConfigProperty(name = "zhihe.limit.write", defaultValue = "1048576") long writeLimit,
      @ConfigProperty(name = "zhihe.limit.import", defaultValue = "209715200") long importLimit) {
    for (var service : Service.values()) {
      var origin = origins.get(service.label());
      if (origin == null || origin.getHost() == null || origin.getPort() < 0) {
        throw new IllegalArgumentException(
            "zhihe.origins.%s must say where the service listens, like http://127.0.0.1:8081; it says %s"
                .formatted(service.label(), origin));
      }
      this.origins.put(
          service,
          new RequestOptions()
              .setHost(origin.getHost())
              .setPort(origin.getPort())
              .setConnectTimeout(CONNECT_MILLIS));
    }
    this.plain = client(vertx, plainPool, 4 * plainPool);
    this.patient = client(vertx, patientPool, 0);
    this.plainBudget = plainBudget;
    this.waitBudget = waitBudget;
    this.streamBudget = streamBudget;
    this.writeLimit = writeLimit;
    this.importLimit = importLimit;
  }

  private static HttpClient client(Vertx vertx, int connections, int queue) {
    // Seconds, below the services' idle timeout: a pooled connection is rarely a dead one.
    var keepAlive = 15;
    return vertx.createHttpClient(
        new HttpClientOptions()
            .setConnectTimeout((int) CONNECT_MILLIS)
            .setKeepAliveTimeout(keepAlive)
            .setMaxWaitQueueSize(queue)
            .setDecompressionSupported(false),
        new PoolOptions().setHttp1MaxSize(connections));
  }

  private Duration budget(Pace pace) {
    return switch (pace) {
      case PLAIN -> plainBudget;
      case WAIT -> waitBudget;
      case STREAM -> streamBudget;
    };
  }

  /** The most bytes this request may carry. */
  long limitOf(RoutingContext context) {
    return Pace.isImport(context.request()) ? importLimit : writeLimit;
  }

  void forward(RoutingContext context, Service service) {
    new Exchange(context, service, Pace.of(context.request())).begin();
  }

  /**
   * Asks a service for its part of an answer to a read, with what the caller said, within the same
   * time as any read.
   *
   * @param uri address and query at the service
   */
  Future<Part> ask(RoutingContext context, Service service, String uri) {
    return asked(context, service, uri)
        .recover(
            failure ->
                failure instanceof HttpClosedException
                    ? shortly(context).compose(wait -> asked(context, service, uri))
                    : Future.failedFuture(failure))
        .timeout(plainBudget.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A service's part of an answer. */
  record Part(int status, MultiMap headers, Buffer body) {}

  private Future<Part> asked(RoutingContext context, Service service, String uri) {
    var headers = MultiMap.caseInsensitiveMultiMap().addAll(context.request().headers());
    Headers.inward(headers, context);
    // A part is made into another answer: neither compressed, nor partial, nor "not modified".
    Headers.OF_ONE_REPRESENTATION.forEach(headers::remove);
    return plain
        .request(
            new RequestOptions(origins.get(service))
                .setMethod(HttpMethod.GET)
                .setURI(uri)
                .setHeaders(headers)
                .setIdleTimeout(plainBudget.toMillis()))
        .compose(HttpClientRequest::send)
        .compose(
            response ->
                response
                    .body()
                    .map(body -> new Part(response.statusCode(), response.headers(), body)));
  }

  private static Future<Void> shortly(RoutingContext context) {
    return Future.future(
        done ->
            context
                .vertx()
                .setTimer(ThreadLocalRandom.current().nextLong(20, 100), timer -> done.complete()));
  }

  /** One request on its way through. All of it happens on the request's own event loop. */
  private final class Exchange implements ProxyInterceptor {
    private final RoutingContext context;
    private final Service service;
    private final Pace pace;
    private final long limit;
    private final Compression compression;
    private @Nullable HttpClientRequest upstream;
    private @Nullable Problem verdict;
    private boolean answering;
    private boolean over;
    private long carried;
    private long deadline;

    Exchange(RoutingContext context, Service service, Pace pace) {
      this.context = context;
      this.service = service;
      this.pace = pace;
      this.limit = limitOf(context);
      this.compression = new Compression(context.request());
    }

    void begin() {
      extend(pace);
      watchTheClock();
      context.request().exceptionHandler(this::broken); // until the body is read
      if (Headers.expects(context.request())) {
        context.response().writeContinue();
      }
      HttpProxy.reverseProxy(NO_WEBSOCKETS, plain)
          .origin(proxy -> connection())
          .addInterceptor(this)
          .handle(asTheProxyNeedsIt(context.request(), this::broken));
    }

    private Future<HttpClientRequest> connection() {
      return (pace == Pace.PLAIN ? plain : patient)
          .request(origins.get(service))
          .compose(
              request -> {
                upstream = request;
                // The answer's future fails alike; unhandled, Vert.x would log it as an error.
                request.exceptionHandler(seen -> {});
                if (verdict == null) {
                  return Future.succeededFuture(request);
                }
                request.reset(); // meanwhile there is an answer, and nobody would end this
                return Future.failedFuture("The request was refused");
              });
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext proxy) {
      var request = proxy.request();
      Headers.inward(request.headers(), context);
      request.setURI(Address.path(context.request()) + Address.query(context.request()));
      var carries = Headers.hasBody(context.request());
      if (carries) {
        request.setBody(
            Body.body(
                new Watched(request.getBody().stream(), this::carry, this::broken),
                request.getBody().length()));
      } else {
        request.setBody(null);
        context.request().resume();
      }
      return proxy
          .sendRequest()
          .recover(
              failure ->
                  mayAskAgain(failure)
                      ? shortly(context).compose(wait -> proxy.sendRequest())
                      : Future.failedFuture(failure))
          .recover(
              failure -> {
                refuse(failure);
                // vertx-http-proxy knows a bare 502 only; the caller has its answer, so this chain
                // just ends here.
                return Future.future(never -> {});
              });
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext proxy) {
      answering = true;
      extend(Pace.STREAM);
      var response = proxy.response();
      var headers = response.headers();
      Headers.outward(response.getStatusCode(), headers, Outside.of(context));
      var location = headers.get(HttpHeaders.LOCATION);
      if (location != null) {
        var origin = Objects.requireNonNull(origins.get(service));
        headers.set(
            HttpHeaders.LOCATION,
            Outside.of(context)
                .address(Address.seenFromOutside(location, origin.getHost(), origin.getPort())));
      }
      var compressing = compression.outward(response.getStatusCode(), headers);
      if (Headers.isBodiless(context.request(), response.getStatusCode())) {
        return ended(response);
      }
      var body = new Watched(response.getBody().stream(), part -> extend(Pace.STREAM), gone -> {});
      response.setBody(
          compressing
              ? Body.body(Compression.compressed(body))
              : Body.body(body, response.getBody().length()));
      partIfStillSending();
      return proxy.sendResponse().onComplete(sent -> finish());
    }

    /**
     * Headers are all there is: vertx-http-proxy would announce a body where it knows no length.
     */
    private Future<Void> ended(ProxyResponse response) {
      var ours = context.response().setStatusCode(response.getStatusCode());
      response.headers().forEach(header -> ours.headers().add(header.getKey(), header.getValue()));
      ours.headers().remove(HttpHeaders.TRANSFER_ENCODING);
      response.release();
      partIfStillSending();
      return ours.end().onComplete(sent -> finish());
    }

    private void partIfStillSending() {
      if (!context.request().isEnded()) {
        // A service that has heard enough: the caller is told to stop, and is not listened to for
        // long.
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      }
    }

    private void finish() {
      over = true;
      if (!context.request().isEnded()) {
        context
            .vertx()
            .setTimer(Problem.LINGER_MILLIS, timer -> context.request().connection().close());
      }
    }

    /**
     * The one retry there is: a read whose pooled connection turned out to be closed by the other
     * side.
     */
    private boolean mayAskAgain(Throwable failure) {
      return failure instanceof HttpClosedException
          && verdict == null
          && Headers.isRead(context.request());
    }

    private void refuse(Throwable failure) {
      over = true;
      if (verdict == null && !context.response().closed()) {
        LOG.warnf(
            "%s did not answer %s %s: %s",
            service.label(), context.request().method(), context.request().path(), failure);
      }
      (verdict == null ? Problem.unavailable(context.request()) : verdict).answer(context);
    }

    private void carry(Buffer part) {
      carried += part.length();
      if (carried > limit) {
        abort(Problem.tooLarge(limit));
      } else if (pace == Pace.STREAM) {
        extend(pace);
      }
    }

    /** The caller's body cannot be read on. Whoever has left is not told. */
    private void broken(Throwable failure) {
      if (!(failure instanceof HttpClosedException) && !over && verdict == null) {
        verdict = Problem.brokenChunks();
        verdict.answerAtOnce(context);
        if (upstream != null) {
          upstream.reset();
        }
      }
    }

    private void extend(Pace pace) {
      deadline = System.nanoTime() + budget(pace).toNanos();
    }

    private void watchTheClock() {
      var left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      context
          .vertx()
          .setTimer(
              Math.max(1, left),
              timer -> {
                if (over || context.response().ended() || context.response().closed()) {
                  return;
                }
                if (deadline - System.nanoTime() > 0) {
                  watchTheClock();
                } else {
                  abort(Problem.tooSlow(context.request()));
                }
              });
    }

    private void abort(Problem why) {
      if (over || verdict != null) {
        return;
      }
      verdict = why;
      if (answering) {
        LOG.warnf(
            "The answer to %s %s came to a halt and was cut",
            context.request().method(), context.request().path());
        context.request().connection().close();
      } else if (upstream != null) {
        upstream.reset();
      }
    }
  }

  /**
   * vertx-http-proxy gives up half an answer by resetting it. On HTTP/1 Vert.x then closes the line
   * without a word to those who watch the response, and Quarkus would wait at every shutdown for a
   * request that is long over. Closing the connection tells everybody.
   *
   * <p>For HTTP/1.0 it would keep a whole answer of unknown length in memory. Told that the caller
   * speaks HTTP/1.1 it streams, and Vert.x, which knows better, ends the body by closing the line.
   */
  private static HttpServerRequest asTheProxyNeedsIt(
      HttpServerRequest request, Handler<Throwable> failed) {
    var response =
        new AbstractResponseWrapper(request.response()) {
          @Override
          public HttpServerResponse exceptionHandler(@Nullable Handler<Throwable> handler) {
            return super.exceptionHandler(
                handler == null
                    ? null
                    : failure -> {
                      failed.handle(failure);
                      handler.handle(failure);
                    });
          }

          @Override
          public boolean reset() {
            return reset(0);
          }

          @Override
          public boolean reset(long code) {
            request.connection().close();
            return true;
          }
        };
    return new HttpServerRequestWrapper((HttpServerRequestInternal) request) {
      @Override
      public HttpServerResponse response() {
        return response;
      }

      @Override
      public HttpVersion version() {
        return HttpVersion.HTTP_1_1;
      }
    };
  }

  /** A stream whose parts are seen as they pass; nothing is kept. */
  private record Watched(ReadStream<Buffer> stream, Handler<Buffer> seen, Handler<Throwable> failed)
      implements ReadStream<Buffer> {
    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
      stream.handler(
          handler == null
              ? null
              : part -> {
                seen.handle(part);
                handler.handle(part);
              });
      return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
      stream.exceptionHandler(
          handler == null
              ? null
              : failure -> {
                failed.handle(failure);
                handler.handle(failure);
              });
      return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
      stream.endHandler(handler);
      return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
      stream.pause();
      return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
      stream.resume();
      return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
      stream.fetch(amount);
      return this;
    }
  }
}

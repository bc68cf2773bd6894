package dev.zhihe.gateway;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The connections to the services, with the time and size limits of each {@link Pace}. An {@link
 * Exchange} forwards a whole request. {@link #ask} fetches a part of an answer that the gateway
 * composes.
 */
@Singleton
class Forwarding {

  /**
   * Time limit for a new connection and for a free one of the pool. In a local network a connection
   * takes milliseconds.
   */
  private static final long CONNECT_MILLIS = 1_000;

  /** Maximum size of a part of an answer. Each part costs a write. */
  private static final int CHUNK_BYTES = 64 * 1024;

  private final Map<Service, RequestOptions> origins = new EnumMap<>(Service.class);

  /**
   * The connections for plain answers, apart for each event loop. A connection of another event
   * loop would hand each request and each part of its answer over to another thread.
   */
  private final ThreadLocal<HttpClient> plain;

  /**
   * Long polls and streams use their own connections, because they hold them long. So a hundred
   * waiting consumers do not block other reads.
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
      @ConfigProperty(name = "zhihe.pool.plain", defaultValue = "32") int plainPool,
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
    this.plain = ThreadLocal.withInitial(() -> client(vertx, plainPool, 4 * plainPool));
    this.patient = client(vertx, patientPool, 0);
    this.plainBudget = plainBudget;
    this.waitBudget = waitBudget;
    this.streamBudget = streamBudget;
    this.writeLimit = writeLimit;
    this.importLimit = importLimit;
  }

  private static HttpClient client(Vertx vertx, int connections, int queue) {
    // Seconds. Less than the services' idle timeout, so that few pooled connections are already
    // closed.
    var keepAlive = 15;
    return vertx.createHttpClient(
        new HttpClientOptions()
            .setConnectTimeout((int) CONNECT_MILLIS)
            .setKeepAliveTimeout(keepAlive)
            .setMaxWaitQueueSize(queue)
            .setMaxChunkSize(CHUNK_BYTES)
            .setDecompressionSupported(false),
        new PoolOptions().setHttp1MaxSize(connections));
  }

  /** Where a service listens. */
  RequestOptions origin(Service service) {
    return Objects.requireNonNull(origins.get(service));
  }

  /** The connection pool for requests of this pace, on this event loop. */
  HttpClient client(Pace pace) {
    return pace == Pace.PLAIN ? plain.get() : patient;
  }

  Duration budget(Pace pace) {
    return switch (pace) {
      case PLAIN -> plainBudget;
      case WAIT -> waitBudget;
      case STREAM -> streamBudget;
    };
  }

  /** Maximum size of this request's body, in bytes. */
  long limitOf(RoutingContext context) {
    return Pace.isImport(context.request()) ? importLimit : writeLimit;
  }

  void forward(RoutingContext context, Service service) {
    new Exchange(this, context, service).begin();
  }

  /**
   * Asks a service for its part of an answer, with the caller's headers and the time limit of a
   * read.
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

  /** The part of an answer that comes from one service. */
  record Part(int status, MultiMap headers, Buffer body) {}

  private Future<Part> asked(RoutingContext context, Service service, String uri) {
    var headers = MultiMap.caseInsensitiveMultiMap().addAll(context.request().headers());
    Headers.inward(headers, context);
    // The gateway rewrites the part. So the service must not compress it, send a range, or answer
    // 304.
    Headers.OF_ONE_REPRESENTATION.forEach(headers::remove);
    return plain
        .get()
        .request(
            new RequestOptions(origin(service))
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

  /** A short pause before a service is asked again. */
  static Future<Void> shortly(RoutingContext context) {
    return Future.future(
        done ->
            context
                .vertx()
                .setTimer(ThreadLocalRandom.current().nextLong(20, 100), timer -> done.complete()));
  }
}

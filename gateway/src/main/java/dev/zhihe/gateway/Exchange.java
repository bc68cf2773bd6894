package dev.zhihe.gateway;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Forwards one request to its service and returns the answer. Both bodies are streamed. {@link
 * Pace} limits their time and size. A failure before the answer begins is answered with a problem.
 * A later failure closes the connection, so that the caller notices the missing part.
 *
 * <p>Everything runs on the request's own event loop.
 */
final class Exchange implements ProxyInterceptor {
  private static final Logger LOG = Logger.getLogger(Exchange.class);
  private static final ProxyOptions NO_WEBSOCKETS = new ProxyOptions().setSupportWebSocket(false);

  /** Maximum size of an answer that is held in memory until it is complete. */
  private static final int MAX_WHOLE_BYTES = 32 * 1024;

  private final Forwarding forwarding;
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
  private long timer;

  Exchange(Forwarding forwarding, RoutingContext context, Service service) {
    this.forwarding = forwarding;
    this.context = context;
    this.service = service;
    this.pace = Pace.of(context.request());
    this.limit = forwarding.limitOf(context);
    this.compression = new Compression(context.request());
  }

  void begin() {
    extend(pace);
    watchTheClock();
    context.request().exceptionHandler(this::broken); // until the body is read
    if (Headers.expects(context.request())) {
      context.response().writeContinue();
    }
    HttpProxy.reverseProxy(NO_WEBSOCKETS, forwarding.client(Pace.PLAIN))
        .origin(proxy -> connection())
        .addInterceptor(this)
        .handle(ProxyWorkarounds.wrap(context.request(), this::broken));
  }

  private Future<HttpClientRequest> connection() {
    return forwarding
        .client(pace)
        .request(forwarding.origin(service))
        .compose(
            request -> {
              upstream = request;
              // The future of the answer fails with the same error. Without this handler Vert.x
              // would log it as an error.
              request.exceptionHandler(seen -> {});
              if (verdict == null) {
                return Future.succeededFuture(request);
              }
              request.reset(); // the caller already has an answer
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
                    ? Forwarding.shortly(context).compose(wait -> proxy.sendRequest())
                    : Future.failedFuture(failure))
        .recover(
            failure -> {
              refuse(failure);
              // vertx-http-proxy would answer a bare 502. The caller already has an answer, so this
              // future never completes.
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
      var origin = forwarding.origin(service);
      headers.set(
          HttpHeaders.LOCATION,
          Outside.of(context)
              .address(Address.seenFromOutside(location, origin.getHost(), origin.getPort())));
    }
    var compressing = compression.outward(response.getStatusCode(), headers);
    if (Headers.isBodiless(context.request(), response.getStatusCode())) {
      var ours = head(response);
      response.release();
      return ours.end().onComplete(sent -> finish());
    }
    var length = response.getBody().length();
    if (0 < length && length <= MAX_WHOLE_BYTES) {
      return whole(response, compressing);
    }
    var body = new Watched(response.getBody().stream(), part -> extend(Pace.STREAM), gone -> {});
    response.setBody(
        compressing
            ? Body.body(Compression.compressed(body))
            : Body.body(body, response.getBody().length()));
    partIfStillSending();
    return proxy.sendResponse().onComplete(sent -> finish());
  }

  /** Sends a short answer at once. So head and body leave in one write. */
  private Future<Void> whole(ProxyResponse response, boolean compressing) {
    return WholeBody.of(response.getBody(), part -> extend(Pace.STREAM))
        .compose(
            body -> {
              if (context.response().headWritten()) { // refused meanwhile
                end();
                return Future.future(never -> {});
              }
              var sent = compressing ? Gzip.whole(body) : body;
              var ours = head(response);
              if (!ours.headers().contains(HttpHeaders.DATE)) {
                ours.putHeader(HttpHeaders.DATE, HttpDate.now());
              }
              return ours.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(sent.length()))
                  .end(sent)
                  .onComplete(done -> finish());
            },
            lost -> {
              if (context.response().headWritten()) {
                end();
                context.request().connection().close();
              } else {
                refuse(lost);
              }
              return Future.future(never -> {}); // vertx-http-proxy would answer a bare 502
            });
  }

  /** Prepares the head of an answer that vertx-http-proxy does not send. */
  private HttpServerResponse head(ProxyResponse response) {
    var ours = context.response().setStatusCode(response.getStatusCode());
    response.headers().forEach(header -> ours.headers().add(header.getKey(), header.getValue()));
    ours.headers().remove(HttpHeaders.TRANSFER_ENCODING);
    partIfStillSending();
    return ours;
  }

  private void partIfStillSending() {
    if (!context.request().isEnded()) {
      // The service answered before the end of the request's body. The caller is asked to stop
      // sending.
      context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  private void finish() {
    end();
    if (!context.request().isEnded()) {
      context
          .vertx()
          .setTimer(RefusedBody.LINGER_MILLIS, timer -> context.request().connection().close());
    }
  }

  /** The only retry: a read that failed because the service had closed the pooled connection. */
  private boolean mayAskAgain(Throwable failure) {
    return failure instanceof HttpClosedException
        && verdict == null
        && Headers.isRead(context.request());
  }

  /** Ends the watch. A timer that is left would keep the request in memory until its deadline. */
  private void end() {
    over = true;
    context.vertx().cancelTimer(timer);
  }

  private void refuse(Throwable failure) {
    end();
    if (verdict == null && !context.response().closed()) {
      LOG.warnf(
          "%s did not answer request %s, %s %s: %s",
          service.label(),
          Passage.of(context).ids(),
          context.request().method(),
          context.request().path(),
          failure);
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

  /** The caller's body is malformed. A caller that has closed the connection gets no answer. */
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
    deadline = System.nanoTime() + forwarding.budget(pace).toNanos();
  }

  private void watchTheClock() {
    var left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    timer =
        context
            .vertx()
            .setTimer(
                Math.max(1, left),
                rang -> {
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
          "The answer to request %s, %s %s, came to a halt and was cut",
          Passage.of(context).ids(), context.request().method(), context.request().path());
      context.request().connection().close();
    } else if (upstream != null) {
      upstream.reset();
    }
  }
}

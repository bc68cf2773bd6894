package dev.zhihe.gateway;

import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets the gateway answer requests that cannot be parsed as HTTP. By default Vert.x answers them
 * with a bare status. Its server has a setting for this, but Quarkus does not expose the server. A
 * tracer sees each request just before its handler is chosen. There the gateway's handler is set on
 * the connection.
 */
@Singleton
class Unreadable implements VertxOptionsCustomizer {

  private volatile @Nullable Handler<HttpServerRequest> handler;

  /** Sets the handler of such requests. */
  void to(Handler<HttpServerRequest> handler) {
    this.handler = handler;
  }

  @Override
  @SuppressWarnings("deprecation") // Quarkus leaves no other way to name a tracer
  public void accept(VertxOptions options) {
    options.setTracingOptions(new TracingOptions().setFactory(tracing -> new Seen()));
  }

  private final class Seen implements VertxTracer<Void, Void> {
    @Override
    public <R> @Nullable Void receiveRequest(
        Context context,
        SpanKind kind,
        TracingPolicy policy,
        R request,
        String operation,
        Iterable<Map.Entry<String, String>> headers,
        TagExtractor<R> tagExtractor) {
      var ours = handler;
      if (ours != null
          && request instanceof HttpServerRequest incoming
          && incoming.connection() instanceof HttpServerConnection connection) {
        if (incoming.decoderResult().isFailure()) {
          connection.invalidRequestHandler(ours);
        } else if (incoming.version() == null) { // such as HTTP/2.0 without TLS
          connection.handler(ours);
        }
      }
      return null;
    }
  }
}

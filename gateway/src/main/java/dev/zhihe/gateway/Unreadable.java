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
 * Lets the gateway answer requests that cannot be read as HTTP. Left alone, Vert.x answers them
 * with a status and nothing else. Its server has a setting for this, but Quarkus makes the server
 * and hands it to nobody. A tracer sees each request just before its handler is chosen, and there
 * the connection takes ours.
 */
@Singleton
class Unreadable implements VertxOptionsCustomizer {

  private volatile @Nullable Handler<HttpServerRequest> handler;

  /** Who answers them from now on. */
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
        } else if (incoming.version() == null) { // as HTTP/2.0 and later are in plain text
          connection.handler(ours);
        }
      }
      return null;
    }
  }
}

package dev.zhihe.gateway;

import io.quarkus.vertx.http.runtime.filters.AbstractResponseWrapper;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import org.jspecify.annotations.Nullable;

/** Wraps a caller's request so that vertx-http-proxy forwards it correctly. */
final class ProxyWorkarounds {
  private ProxyWorkarounds() {}

  /**
   * Works around two defects.
   *
   * <p>vertx-http-proxy aborts an incomplete answer with a reset. On HTTP/1, Vert.x then closes the
   * connection without notifying the handlers of the response. Quarkus would wait for that request
   * at shutdown. Closing the connection notifies them all.
   *
   * <p>For HTTP/1.0, vertx-http-proxy would buffer an answer of unknown length in memory. So the
   * wrapper reports HTTP/1.1, and the answer is streamed. Vert.x knows the real version and ends
   * the body by closing the connection.
   */
  static HttpServerRequest wrap(HttpServerRequest request, Handler<Throwable> failed) {
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
}

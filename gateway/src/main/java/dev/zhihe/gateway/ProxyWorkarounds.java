package dev.zhihe.gateway;

import io.quarkus.vertx.http.runtime.filters.AbstractResponseWrapper;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import org.jspecify.annotations.Nullable;

/** A caller's request as vertx-http-proxy must see it to carry it correctly. */
final class ProxyWorkarounds {
  private ProxyWorkarounds() {}

  /**
   * vertx-http-proxy gives up half an answer by resetting it. On HTTP/1 Vert.x then closes the line
   * without a word to those who watch the response, and Quarkus would wait at every shutdown for a
   * request that is long over. Closing the connection tells everybody.
   *
   * <p>For HTTP/1.0 it would keep a whole answer of unknown length in memory. Told that the caller
   * speaks HTTP/1.1 it streams, and Vert.x, which knows better, ends the body by closing the line.
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

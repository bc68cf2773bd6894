package dev.zhihe.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Handles the rest of a request's body if the answer is sent before its end. */
final class RefusedBody {
  /**
   * How long the rest of a refused body is read before the connection is closed. Meanwhile the
   * caller can read the answer.
   */
  static final long LINGER_MILLIS = 2_000;

  /** A body of at most this size is read to its end, and the connection stays open. */
  private static final long CHEAP_TO_DRAIN = 64 * 1024;

  private RefusedBody() {}

  /**
   * Whether the connection is closed after the answer, because the rest of the body is too long to
   * read.
   */
  static boolean endsConnection(HttpServerRequest request) {
    return Headers.hasBody(request) && !request.isEnded() && !isCheapToDrain(request);
  }

  /**
   * Discards the rest of a refused body. Closing at once with unread bytes would reset the
   * connection. The caller might then lose the answer.
   */
  static void drain(RoutingContext context, boolean parting) {
    var request = context.request();
    if (!request.isEnded()) {
      request.handler(buffer -> {});
      if (parting) {
        request.endHandler(end -> request.connection().close());
        context.vertx().setTimer(LINGER_MILLIS, timer -> request.connection().close());
      }
      request.resume();
    }
  }

  private static boolean isCheapToDrain(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    // With Expect, the caller may never send the announced body. The next bytes could be a new
    // request or the body.
    return length != null
        && request.decoderResult().isSuccess()
        && Long.parseLong(length) <= CHEAP_TO_DRAIN
        && !request.headers().contains(HttpHeaders.EXPECT);
  }
}

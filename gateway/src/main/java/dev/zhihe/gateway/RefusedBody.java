package dev.zhihe.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** What becomes of a request's body when the answer does not wait for its end. */
final class RefusedBody {
  /**
   * A refused request may still be sending: so long we listen, that the caller can read the answer
   * before the line is cut.
   */
  static final long LINGER_MILLIS = 2_000;

  /** A body no larger than this is simply read to its end, and the connection lives on. */
  private static final long CHEAP_TO_DRAIN = 64 * 1024;

  private RefusedBody() {}

  /** Whether the connection is closed after the answer: reading the body to its end costs more. */
  static boolean endsConnection(HttpServerRequest request) {
    return Headers.hasBody(request) && !request.isEnded() && !isCheapToDrain(request);
  }

  /**
   * The rest of a refused body is thrown away. Closing at once with bytes unread would reset the
   * connection and often destroy the answer on its way to the caller, so a large sender gets a
   * moment to notice.
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
    // With Expect the caller may never send the body it announced, so the next bytes could be a
    // request or a body: part.
    return length != null
        && request.decoderResult().isSuccess()
        && Long.parseLong(length) <= CHEAP_TO_DRAIN
        && !request.headers().contains(HttpHeaders.EXPECT);
  }
}

package dev.zhihe.gateway;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The identifiers of one request in all logs. The request id is the gateway's own, so that no
 * caller can choose it. A valid one of the caller is kept beside it. The caller's trace is
 * continued.
 *
 * @param clientRequestId the caller's own {@code X-Request-Id}; null if it has none that is valid
 * @param traceparent W3C Trace Context, version 00
 * @param continued whether the trace was begun by the caller
 */
record Passage(
    String requestId, @Nullable String clientRequestId, String traceparent, boolean continued) {

  private static final Pattern SANE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  static Passage begin(RoutingContext context) {
    var passage = from(context.request());
    context.put(Passage.class.getName(), passage);
    return passage;
  }

  static Passage of(RoutingContext context) {
    return Objects.requireNonNull(context.get(Passage.class.getName()));
  }

  private static Passage from(HttpServerRequest request) {
    var id = request.headers().getAll("X-Request-Id");
    var trace = request.headers().getAll("traceparent");
    var continued = trace.size() == 1 && TRACEPARENT.matcher(trace.getFirst()).matches();
    return new Passage(
        UUID.randomUUID().toString(),
        id.size() == 1 && SANE_ID.matcher(id.getFirst()).matches() ? id.getFirst() : null,
        continued ? trace.getFirst() : "00-" + random(16) + "-" + random(8) + "-00",
        continued);
  }

  /** The identifiers as a log line names them. */
  String ids() {
    return clientRequestId == null
        ? requestId
        : "%s (the client's %s)".formatted(requestId, clientRequestId);
  }

  private static String random(int bytes) {
    var value = new byte[bytes];
    ThreadLocalRandom.current().nextBytes(value);
    value[0] |= 1; // an id of zeros alone is not valid
    return HexFormat.of().formatHex(value);
  }
}

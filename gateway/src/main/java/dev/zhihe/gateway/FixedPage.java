package dev.zhihe.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * A page that does not change while the gateway runs. It is compressed once. It has an ETag, so a
 * repeated request is answered with 304.
 */
final class FixedPage {
  private FixedPage() {}

  static Consumer<RoutingContext> of(String type, byte[] content) {
    var plain = Buffer.buffer(content);
    var gzipped = Gzip.smallest(plain);
    var tag = '"' + digest(type, content) + '"';
    return context -> {
      var request = context.request();
      var compressed = Compression.wanted(request);
      var response =
          context
              .response()
              .putHeader(HttpHeaders.ETAG, compressed ? Tags.ofGzip(tag) : tag)
              .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
      response.headers().add(HttpHeaders.VARY, "Accept, Accept-Encoding");
      if (Tags.isHeld(request.headers().getAll(HttpHeaders.IF_NONE_MATCH), tag)) {
        response.setStatusCode(304).end();
        return;
      }
      response.putHeader(HttpHeaders.CONTENT_TYPE, type);
      if (compressed) {
        response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip").end(gzipped);
      } else {
        response.end(plain);
      }
    };
  }

  private static String digest(String type, byte[] content) {
    try {
      var sum = MessageDigest.getInstance("SHA-256");
      sum.update(type.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum.digest(content), 0, 12);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

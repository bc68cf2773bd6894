package dev.zhihe.gateway;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses text answers with gzip if the caller accepts it. A strong tag then ends in {@code
 * -gzip}, because the bytes differ. If a caller sends that tag back, the service receives its own
 * tag.
 */
final class Compression {

  /** Minimum size. Below it, gzip's header and trailer outweigh the gain. */
  private static final long MIN_BYTES = 1024;

  private static final Pattern TEXT =
      Pattern.compile(
          "text/.*|application/(?:json|x-ndjson|yaml|javascript|xml|(?:[a-z0-9.-]+\\+(?:json|xml|yaml)))|image/svg\\+xml");

  private static final List<CharSequence> CONDITIONS =
      List.of(HttpHeaders.IF_NONE_MATCH, HttpHeaders.IF_MATCH, "If-Range");

  private final boolean wanted;
  private final List<String> held;

  /** Reads from a request what concerns compression. */
  Compression(HttpServerRequest request) {
    wanted = wanted(request);
    held = request.headers().getAll(HttpHeaders.IF_NONE_MATCH);
  }

  /** Whether the caller accepts gzip (RFC 9110, section 12.5.3). */
  static boolean wanted(HttpServerRequest request) {
    Boolean any = null;
    for (var coding :
        String.join(",", request.headers().getAll(HttpHeaders.ACCEPT_ENCODING)).split(",", -1)) {
      var parts = coding.split(";", -1);
      var name = parts[0].strip();
      if (name.equalsIgnoreCase("gzip") || name.equalsIgnoreCase("x-gzip")) {
        return takes(parts);
      }
      if (name.equals("*")) {
        any = takes(parts);
      }
    }
    return any != null && any;
  }

  private static boolean takes(String... coding) {
    return Arrays.stream(coding)
        .skip(1)
        .map(parameter -> parameter.replace(" ", ""))
        .noneMatch(parameter -> parameter.matches("[qQ]=0(?:\\.0*)?"));
  }

  /** Restores the service's own tags in the conditions of a request. */
  static void inward(MultiMap headers) {
    for (var condition : CONDITIONS) {
      var given = headers.getAll(condition);
      var plain = given.stream().map(Tags::ofPlain).toList();
      if (!plain.equals(given)) {
        headers.set(condition, String.join(", ", plain));
      }
    }
  }

  /**
   * Prepares the headers of an answer.
   *
   * @return whether its body is to be {@link #compressed}
   */
  boolean outward(int status, MultiMap headers) {
    if (status == 304) {
      vary(headers);
      var tag = headers.get(HttpHeaders.ETAG);
      if (tag != null && Tags.isNamed(held, Tags.ofGzip(tag))) {
        headers.set(HttpHeaders.ETAG, Tags.ofGzip(tag));
      }
      return false;
    }
    var type = headers.get(HttpHeaders.CONTENT_TYPE);
    if (type == null || !isText(type) || headers.contains(HttpHeaders.CONTENT_ENCODING)) {
      return false;
    }
    vary(headers);
    var length = headers.get(HttpHeaders.CONTENT_LENGTH);
    if (!wanted || status == 206 || (length != null && Long.parseLong(length) <= MIN_BYTES)) {
      return false;
    }
    headers.set(HttpHeaders.CONTENT_ENCODING, "gzip").remove(HttpHeaders.CONTENT_LENGTH);
    var tag = headers.get(HttpHeaders.ETAG);
    if (tag != null) {
      headers.set(HttpHeaders.ETAG, Tags.ofGzip(tag));
    }
    return true;
  }

  /** Ends an answer that the gateway made itself. */
  static void end(RoutingContext context, Buffer body) {
    var headers = context.response().headers();
    headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    context
        .response()
        .end(
            new Compression(context.request()).outward(context.response().getStatusCode(), headers)
                ? Gzip.whole(body)
                : body);
  }

  /**
   * The stream in gzip. Each part is flushed, so that it can be read before the next one arrives.
   */
  static ReadStream<Buffer> compressed(ReadStream<Buffer> plain) {
    return new Compressed(plain, new Gzip());
  }

  private static boolean isText(String type) {
    return TEXT.matcher(type.split(";", 2)[0].strip()).matches();
  }

  private static void vary(MultiMap headers) {
    var varies = headers.getAll(HttpHeaders.VARY);
    if (varies.stream().noneMatch(value -> value.contains("Accept-Encoding"))) {
      headers.set(
          HttpHeaders.VARY,
          Stream.concat(varies.stream(), Stream.of("Accept-Encoding"))
              .collect(Collectors.joining(", ")));
    }
  }

  private static final class Compressed implements ReadStream<Buffer> {
    private final ReadStream<Buffer> plain;
    private final Gzip gzip;
    private @Nullable Handler<Buffer> reader;

    Compressed(ReadStream<Buffer> plain, Gzip gzip) {
      this.plain = plain;
      this.gzip = gzip;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
      reader = handler;
      plain.handler(handler == null ? null : part -> handler.handle(gzip.part(part)));
      return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
      plain.endHandler(
          handler == null
              ? null
              : end -> {
                if (reader != null) {
                  reader.handle(gzip.end());
                }
                handler.handle(null);
              });
      return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
      plain.exceptionHandler(handler);
      return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
      plain.pause();
      return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
      plain.resume();
      return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
      plain.fetch(amount);
      return this;
    }
  }
}

package dev.zhihe.kit.http;

import io.vertx.core.MultiMap;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the caller wishes of the answer, as far as it can be read. */
final class NegotiationHeaders {
  private static final Pattern MEDIA_RANGE =
      Pattern.compile("[!#$%&'+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+|\\*/\\*");

  private static final Pattern LANGUAGE_RANGE =
      Pattern.compile("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*|\\*");

  /** Accepts .2 for 0.2, because some clients send that. */
  private static final Pattern QUALITY = Pattern.compile("(?:0?(?:\\.[0-9]{1,9})?|1(?:\\.0*)?)");

  private NegotiationHeaders() {}

  static void keepReadable(MultiMap headers) {
    keepReadable(headers, HttpHeaders.ACCEPT, MEDIA_RANGE);
    keepReadable(headers, HttpHeaders.ACCEPT_LANGUAGE, LANGUAGE_RANGE);
  }

  /**
   * Keeps the readable items of a negotiation header. If none is left, the caller accepts
   * everything.
   */
  private static void keepReadable(MultiMap headers, String name, Pattern range) {
    var given = headers.getAll(name);
    if (given.isEmpty()) {
      return;
    }
    var readable =
        Arrays.stream(String.join(",", given).split(","))
            .flatMap(wish -> readable(wish, range).stream())
            .collect(Collectors.joining(", "));
    if (readable.isEmpty()) {
      headers.remove(name);
    } else {
      headers.set(name, readable);
    }
  }

  private static Optional<String> readable(String wish, Pattern range) {
    var parts = wish.split(";", -1);
    var wished = parts[0].strip();
    if (wished.equals("*") && range == MEDIA_RANGE) {
      wished = MediaType.WILDCARD; // the form that HttpURLConnection sends
    }
    if (!range.matcher(wished).matches()) {
      return Optional.empty();
    }
    for (var i = 1; i < parts.length; i++) {
      var parameter = parts[i].strip();
      if (parameter.toLowerCase(Locale.ROOT).startsWith("q=")) {
        var quality = parameter.substring(2);
        // A language with quality 0 is dropped. A media type with quality 0 stays: it is an
        // exception to */*.
        var unwanted = range == LANGUAGE_RANGE && quality.matches("0?\\.?0*");
        return !quality.isEmpty() && !unwanted && QUALITY.matcher(quality).matches()
            ? Optional.of(wished + ";q=" + (quality.startsWith(".") ? "0" + quality : quality))
            : Optional.empty();
      }
    }
    return Optional.of(wished);
  }
}

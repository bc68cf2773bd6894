package dev.zhihe.kit.reads;

import dev.zhihe.kit.problem.Problem;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page's end: its last code, bound to the filters of the request. */
final class Cursor {
  private Cursor() {}

  static String after(String code, Map<String, Object> filters) {
    var text = Integer.toHexString(filters.toString().hashCode()) + ":" + code;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The code after which the page starts; empty for the first page. */
  static String read(@Nullable String cursor, Map<String, Object> filters) {
    if (cursor == null) {
      return "";
    }
    try {
      var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      var code = text.substring(text.indexOf(':') + 1);
      if (after(code, filters).equals(cursor)) {
        return code;
      }
    } catch (IllegalArgumentException e) {
      // not a cursor of this API: refused below
    }
    throw refused(cursor);
  }

  /**
   * The header that leads to the next page: the address of this one, with another cursor.
   *
   * @param asOf takes the place of the requested moment; null if that stays
   */
  static String link(HttpServerRequest requested, String next, @Nullable String asOf) {
    var link = new StringBuilder("<").append(requested.path()).append('?');
    if (requested.query() != null) {
      for (var parameter : requested.query().split("&", -1)) {
        var name = URLDecoder.decode(parameter.split("=", 2)[0], StandardCharsets.UTF_8);
        if (!name.equals("cursor") && !(name.equals(Reads.AS_OF) && asOf != null)) {
          encode(parameter, link);
          link.append('&');
        }
      }
    }
    link.append("cursor=").append(next);
    if (asOf != null) {
      link.append('&')
          .append(Reads.AS_OF)
          .append('=')
          .append(URLEncoder.encode(asOf, StandardCharsets.UTF_8));
    }
    return link.append(">; rel=\"next\"").toString();
  }

  /** Callers may send any byte in a query. Some would end the link. */
  private static void encode(String parameter, StringBuilder link) {
    for (int i = 0; i < parameter.length(); i++) {
      var c = parameter.charAt(i);
      if (c <= ' ' || c >= 0x7F || "<>\"\\^`{|}".indexOf(c) >= 0) {
        link.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
      } else {
        link.append(c);
      }
    }
  }

  /** 400 for a text that is no cursor of this list. */
  static Problem refused(@Nullable String cursor) {
    return Problem.parameter(
        "cursor",
        cursor,
        "cursor 须原样取自上一页的 next，并与原来的筛选条件一起使用",
        "cursor is the previous page's next, unchanged and with the same filters");
  }
}

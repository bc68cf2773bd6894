package dev.zhihe.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates the address of a request and gives it the form that a service receives. */
final class Address {

  /**
   * The characters of a path. Percent-encoding, empty, dotted and parameterised segments are
   * refused. So the gateway and a service cannot read a path differently. Codes consist of letters,
   * digits and hyphens, so no valid request needs more.
   */
  private static final Pattern PATH = Pattern.compile("/[/A-Za-z0-9._~-]*");

  /**
   * Characters allowed in a query beside letters, digits and percent-encoding (RFC 3986, section
   * 3.4).
   */
  private static final String OF_A_QUERY = "-._~!$&'()*+,;=:@/?[]";

  /**
   * Maximum length of an address. The server's own limit is higher, so that the gateway can answer.
   */
  static final int MAX_LENGTH = 8_000;

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private Address() {}

  /** The address without the query, as it was sent. */
  static String path(HttpServerRequest request) {
    var target = request.uri();
    var query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** The query with its question mark, percent-encoded; empty if there is none. */
  static String query(HttpServerRequest request) {
    return encoded(request.uri().substring(path(request).length()));
  }

  /**
   * The problem if the address is not valid. A path that ends in a slash is valid, but nothing is
   * there.
   */
  static Optional<Problem> refusal(HttpServerRequest request) {
    if (request.uri().length() > MAX_LENGTH) {
      return Optional.of(Problem.addressTooLong(MAX_LENGTH));
    }
    if (!isPath(path(request))) {
      return Optional.of(
          Problem.badRequest(
              "地址无法识别：路径只由字母、数字、连字符、点和下划线组成，不用百分号编码、空段、“.”或“..”。",
              "The address is malformed: a path has letters, digits, hyphens, dots and underscores only, and no"
                  + " percent-encoding, empty segment, \".\" or \"..\"."));
    }
    return isQuery(request.uri().substring(path(request).length()))
        ? Optional.empty()
        : Optional.of(
            Problem.badRequest(
                "问号之后的内容无法识别：汉字等请用 UTF-8（不用 GBK），最好写成百分号编码（悦 为 %E6%82%A6）；空格和 \" < > \\ ^ ` { | } # 须用百分号编码。",
                "What follows the question mark is malformed: write Chinese in UTF-8 (never in GBK), best in percent-encoding"
                    + " (悦 is %E6%82%A6); a space and \" < > \\ ^ ` { | } # must be percent-encoded."));
  }

  /** Removes a service's host and port from an address that the service returned. */
  static String seenFromOutside(String given, @Nullable String host, @Nullable Integer port) {
    try {
      var address = new URI(given);
      return address.getHost() != null
              && address.getHost().equals(host)
              && port != null
              && address.getPort() == port
              && address.getRawPath().startsWith("/")
          ? given.substring(given.indexOf('/', given.indexOf("//") + 2))
          : given;
    } catch (URISyntaxException notOne) {
      return given;
    }
  }

  private static boolean isPath(String path) {
    return PATH.matcher(path).matches()
        && !path.contains("//")
        && !path.contains("/./")
        && !path.contains("/..")
        && !path.endsWith("/.");
  }

  private static boolean isQuery(String query) {
    var bytes = new ByteArrayOutputStream(query.length());
    for (int i = 0; i < query.length(); i++) {
      var c = query.charAt(i);
      if (c == '%') {
        if (!isHex(query, i + 1) || !isHex(query, i + 2)) {
          return false;
        }
        bytes.write(HexFormat.fromHexDigits(query, i + 1, i + 3));
        i += 2;
      } else if (c < 0x80 && !isLetterOrDigit(c) && OF_A_QUERY.indexOf(c) < 0) {
        return false;
      } else {
        bytes.write(c); // Netty reads each byte of the request line as one character
      }
    }
    return isUtf8(bytes.toByteArray());
  }

  private static boolean isHex(String text, int index) {
    return index < text.length()
        && text.charAt(index) < 0x80
        && Character.digit(text.charAt(index), 16) >= 0;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean isUtf8(byte... bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException notUtf8) {
      return false;
    }
  }

  private static String encoded(String bytes) {
    var encoded = new StringBuilder(bytes.length());
    for (int i = 0; i < bytes.length(); i++) {
      var c = bytes.charAt(i);
      if (c < 0x80) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX[c >> 4 & 0xF]).append(HEX[c & 0xF]);
      }
    }
    return encoded.toString();
  }
}

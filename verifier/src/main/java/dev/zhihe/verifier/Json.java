package dev.zhihe.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A range of bytes that is one JSON value (RFC 8259). Hashes cover the bytes as sent. A usual JSON
 * library would not keep those bytes. So this class locates values in the bytes, and decodes only
 * the requested ones.
 */
final class Json {
  private static final int DEEPEST = 200;

  private final byte[] source;
  private final int from;
  private final int to;

  private Json(byte[] source, int from, int to) {
    this.source = source;
    this.from = from;
    this.to = to;
  }

  /** The bytes are not JSON, or the value has another type than expected. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /** The single value of the bytes, with nothing around it but white space. */
  static Json of(byte[] bytes) throws Malformed {
    var scan = new Scan(bytes);
    scan.space();
    var value = scan.value(0);
    scan.space();
    if (scan.at != bytes.length) {
      throw scan.unexpected();
    }
    return value;
  }

  /** The value's bytes, unchanged. */
  byte[] bytes() {
    return Arrays.copyOfRange(source, from, to);
  }

  boolean isTrue() throws Malformed {
    var word = new String(source, from, to - from, StandardCharsets.ISO_8859_1);
    if (!word.equals("true") && !word.equals("false")) {
      throw new Malformed("true or false expected, not " + word);
    }
    return word.equals("true");
  }

  long number() throws Malformed {
    var digits = new String(source, from, to - from, StandardCharsets.ISO_8859_1);
    if (!digits.matches("0|[1-9]\\d{0,17}")) {
      throw new Malformed("a whole number expected, not " + digits);
    }
    return Long.parseLong(digits);
  }

  /** The bytes of a string of lowercase hexadecimal digits. */
  byte[] hex() throws Malformed {
    var text = text();
    if (!text.matches("(?:[0-9a-f]{2})*")) {
      throw new Malformed("hexadecimal expected, not " + text);
    }
    return java.util.HexFormat.of().parseHex(text);
  }

  String text() throws Malformed {
    if (source[from] != '"') {
      throw new Malformed("a string expected");
    }
    String raw;
    try {
      raw =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(source, from + 1, to - from - 2))
              .toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("not UTF-8");
    }
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    var text = new StringBuilder(raw.length());
    var i = 0;
    while (i < raw.length()) {
      var letter = raw.charAt(i++);
      if (letter != '\\') {
        text.append(letter);
        continue;
      }
      var escaped = raw.charAt(i++);
      switch (escaped) {
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'u' -> {
          text.append((char) Integer.parseInt(raw.substring(i, i + 4), 16));
          i += 4;
        }
        default -> text.append(escaped);
      }
    }
    return text.toString();
  }

  /** The properties of an object, in order. */
  Map<String, Json> object() throws Malformed {
    var scan = new Scan(source);
    scan.at = from;
    return scan.object();
  }

  /** The elements of an array. */
  List<Json> array() throws Malformed {
    var scan = new Scan(source);
    scan.at = from;
    return scan.array();
  }

  private static final class Scan {
    private final byte[] source;
    private int at;

    Scan(byte[] source) {
      this.source = source;
    }

    Malformed unexpected() {
      return new Malformed(
          at < source.length ? "no JSON at byte " + at : "it ends within a JSON value");
    }

    void space() {
      while (at < source.length
          && (source[at] == ' '
              || source[at] == '\n'
              || source[at] == '\r'
              || source[at] == '\t')) {
        at++;
      }
    }

    byte peek() throws Malformed {
      if (at >= source.length) {
        throw unexpected();
      }
      return source[at];
    }

    void expect(char character) throws Malformed {
      if (peek() != character) {
        throw unexpected();
      }
      at++;
    }

    Json value(int depth) throws Malformed {
      if (depth > DEEPEST) {
        throw new Malformed("nested too deep");
      }
      var start = at;
      switch (peek()) {
        case '{' -> {
          at++;
          space();
          if (peek() == '}') {
            at++;
            break;
          }
          do {
            space();
            string();
            space();
            expect(':');
            space();
            value(depth + 1);
            space();
          } while (more('}'));
        }
        case '[' -> {
          at++;
          space();
          if (peek() == ']') {
            at++;
            break;
          }
          do {
            space();
            value(depth + 1);
            space();
          } while (more(']'));
        }
        case '"' -> string();
        case 't' -> word("true");
        case 'f' -> word("false");
        case 'n' -> word("null");
        default -> numeral();
      }
      return new Json(source, start, at);
    }

    /** Whether a comma follows. Otherwise the closing character is consumed. */
    private boolean more(char closing) throws Malformed {
      if (peek() == ',') {
        at++;
        return true;
      }
      expect(closing);
      return false;
    }

    Map<String, Json> object() throws Malformed {
      expect('{');
      var properties = new LinkedHashMap<String, Json>();
      space();
      if (peek() == '}') {
        at++;
        return properties;
      }
      do {
        space();
        var name = string().text();
        space();
        expect(':');
        space();
        if (properties.put(name, value(1)) != null) {
          throw new Malformed(name + " stands twice");
        }
        space();
      } while (more('}'));
      return properties;
    }

    List<Json> array() throws Malformed {
      expect('[');
      var elements = new ArrayList<Json>();
      space();
      if (peek() == ']') {
        at++;
        return elements;
      }
      do {
        space();
        elements.add(value(1));
        space();
      } while (more(']'));
      return elements;
    }

    private Json string() throws Malformed {
      var start = at;
      expect('"');
      while (peek() != '"') {
        if (source[at] >= 0 && source[at] < ' ') {
          throw unexpected();
        }
        if (source[at] == '\\') {
          at++;
          if ("\"\\/bfnrtu".indexOf(peek()) < 0) {
            throw unexpected();
          }
          for (int digits = source[at] == 'u' ? 4 : 0; digits > 0; digits--) {
            at++;
            if (Character.digit(peek(), 16) < 0) {
              throw unexpected();
            }
          }
        }
        at++;
      }
      at++;
      return new Json(source, start, at);
    }

    private void word(String word) throws Malformed {
      for (int i = 0; i < word.length(); i++) {
        expect(word.charAt(i));
      }
    }

    private void numeral() throws Malformed {
      if (peek() == '-') {
        at++;
      }
      if (peek() == '0') {
        at++;
      } else {
        digits();
      }
      if (at < source.length && source[at] == '.') {
        at++;
        digits();
      }
      if (at < source.length && (source[at] == 'e' || source[at] == 'E')) {
        at++;
        if (peek() == '+' || peek() == '-') {
          at++;
        }
        digits();
      }
    }

    private void digits() throws Malformed {
      if (peek() < '0' || peek() > '9') {
        throw unexpected();
      }
      while (at < source.length && source[at] >= '0' && source[at] <= '9') {
        at++;
      }
    }
  }
}

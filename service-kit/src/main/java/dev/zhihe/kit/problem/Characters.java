package dev.zhihe.kit.problem;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which characters a text may contain, and which are visible. The rules are the same for files,
 * JSON bodies and parameters. So every accepted text can be stored, indexed, sent, and written to
 * CSV, JSON and XML.
 */
public final class Characters {
  /** The pattern of a business code. */
  public static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,99}");

  /** Replaces a character that an error cannot repeat. */
  private static final int REPLACEMENT = 0xFFFD;

  private static final int MAX_REPEATED = 200;

  private Characters() {}

  /**
   * The first code point that cannot be stored and sent everywhere, or -1. These are control
   * characters other than tab and line ends, single surrogates, and Unicode noncharacters.
   */
  public static int unfit(String text) {
    for (int i = 0; i < text.length(); ) {
      var point = text.codePointAt(i);
      if (!isFit(point)) {
        return point;
      }
      i += Character.charCount(point);
    }
    return -1;
  }

  private static boolean isFit(int point) {
    if (point < 0x20) {
      return point == '\t' || point == '\n' || point == '\r';
    }
    return point < 0x7F
        || (point > 0x9F
            && (point < 0xD800 || point > 0xDFFF)
            && (point < 0xFDD0 || point > 0xFDEF)
            && (point & 0xFFFE) != 0xFFFE);
  }

  /** The error about such a code point. */
  public static Text refusal(int point) {
    return Text.of(
        "含有不可用的字符 U+%04X（控制字符、半个代理对或非字符），请删去",
        "has the character U+%04X, which cannot be kept: remove control characters, halves of surrogate pairs and noncharacters",
        point);
  }

  /** The text with U+FFFD in place of each unfit code point, so that an error may repeat it. */
  public static String repeatable(String text) {
    return unfit(text) < 0
        ? text
        : text.codePoints()
            .map(point -> isFit(point) ? point : REPLACEMENT)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  /**
   * The number of code points, as {@code maxLength} of JSON Schema and {@code char_length} of
   * PostgreSQL count. A rare ideograph counts once, although Java stores it as two chars.
   */
  public static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }

  /** The beginning of a text, as long as an error repeats it. */
  public static String shortened(String text) {
    return length(text) <= MAX_REPEATED
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_REPEATED)) + "…";
  }

  /** Whether the text has no visible character. */
  public static boolean isBlank(@Nullable String text) {
    return text == null || text.codePoints().allMatch(Characters::isInvisible);
  }

  /**
   * The text as it is stored: without surrounding spaces of any width, and with line feeds as line
   * ends.
   */
  public static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.codePointAt(from))) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (from < to && isSpace(text.codePointBefore(to))) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    var stripped = text.substring(from, to);
    return stripped.indexOf('\r') < 0
        ? stripped
        : stripped.replace("\r\n", "\n").replace('\r', '\n');
  }

  /**
   * The text with full-width letters, digits and signs replaced by ASCII. Other forms stay: ① is a
   * footnote and ² a power, not digits of the number before them.
   */
  public static String halfWidth(String text) {
    return text.codePoints()
        .map(point -> point >= 0xFF01 && point <= 0xFF5E ? point - 0xFEE0 : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /**
   * Spaces of any width, including zero, and characters that only join or direct their neighbours.
   */
  private static boolean isSpace(int point) {
    return Character.isWhitespace(point)
        || Character.isSpaceChar(point)
        || (point >= 0x200B && point <= 0x200F) // zero width, joiners, direction marks
        || (point >= 0x2060 && point <= 0x2064) // word joiner, invisible operators
        || point == 0x00AD // soft hyphen
        || point == 0x061C // Arabic letter mark
        || point == 0x180E // Mongolian vowel separator
        || point == 0x2800 // empty Braille pattern
        || point == 0x3164 // Hangul filler
        || point == 0xFFA0 // the same, half width
        || point == 0xFEFF; // zero-width no-break space, the byte order mark
  }

  /**
   * Spaces, and characters such as variation selectors that are invisible but meaningful within a
   * text.
   */
  private static boolean isInvisible(int point) {
    return isSpace(point)
        || Character.getType(point) == Character.FORMAT
        || point == 0x034F // combining grapheme joiner
        || point == 0x115F // Hangul fillers
        || point == 0x1160
        || (point >= 0x17B4 && point <= 0x17B5) // Khmer inherent vowels
        || (point >= 0x180B && point <= 0x180F)
        || (point >= 0xFE00 && point <= 0xFE0F)
        || (point >= 0xE0000 && point <= 0xE0FFF);
  }
}

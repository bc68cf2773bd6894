package dev.zhihe.kit.problem;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which characters a text may have, and which of them are seen. It is decided here for files, JSON
 * bodies and parameters alike, so that what one of them takes in can be stored, indexed, sent and
 * written to CSV, JSON and XML (which is what a workbook is made of).
 */
public final class Characters {
  /** Shape of a business code. */
  public static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,99}");

  /** Stands for a character that cannot be repeated. */
  private static final int REPLACEMENT = 0xFFFD;

  private static final int MAX_REPEATED = 200;

  private Characters() {}

  /**
   * The first code point of the text that cannot be stored and sent on everywhere, or -1: a control
   * character other than tab and line ends, half a surrogate pair, a noncharacter of Unicode.
   */
  public static int unfit(String text) {
    return text.codePoints().filter(point -> !isFit(point)).findFirst().orElse(-1);
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

  /** What is said of such a code point. */
  public static Text refusal(int point) {
    return Text.of(
        "含有不可用的字符 U+%04X（控制字符、半个代理对或非字符），请删去",
        "has the character U+%04X, which cannot be kept: remove control characters, halves of surrogate pairs and noncharacters",
        point);
  }

  /** The text with U+FFFD for each code point that is unfit, so that an error may repeat it. */
  public static String repeatable(String text) {
    return unfit(text) < 0
        ? text
        : text.codePoints()
            .map(point -> isFit(point) ? point : REPLACEMENT)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  /**
   * Length of a text in characters of Unicode, as {@code maxLength} of a JSON schema and {@code
   * char_length} of the database count. A rare ideograph is one, though Java keeps it as two.
   */
  public static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }

  /** The beginning of a text, as much as an error repeats. */
  public static String shortened(String text) {
    return length(text) <= MAX_REPEATED
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_REPEATED)) + "…";
  }

  /** Whether there is nothing to be seen: spaces of any kind, zero-width and filling characters. */
  public static boolean isBlank(@Nullable String text) {
    return text == null || text.codePoints().allMatch(Characters::isInvisible);
  }

  /**
   * The text as it is kept: without the spaces around it, of whatever width, and with a line feed
   * for each line end.
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
   * The text with letters, digits and signs of full width, as Chinese keyboards give them, made
   * plain. Other forms stay: ① is a footnote and ² a power, no digit of the number before it.
   */
  public static String halfWidth(String text) {
    return text.codePoints()
        .map(point -> point >= 0xFF01 && point <= 0xFF5E ? point - 0xFEE0 : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Spaces of all widths, zero included, and what joins or directs only what stands beside it. */
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

  /** Variation selectors and the like too, which within a text mean something. */
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

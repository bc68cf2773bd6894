package dev.zhihe.test;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Unusual texts, numbers and days for a seed, and the value that is expected back. The rules are
 * written here independently of the product, so that it is not compared with itself.
 */
public final class Values {
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "0.0",
    "007",
    "1.10",
    "-3.50",
    "1e5",
    "1E-7",
    "1e-99999999999999999999",
    "1e99999999999999999999",
    "1e400",
    "1e30",
    "999999999999999999",
    "9999999999999999999",
    "0.0000000001",
    "0.00000000001",
    "123456789012345678.1234567891",
    "-999999999",
    "2147483648",
    "9007199254740993",
    "1,000",
    "１２",
    "３．５",
    "3.8①",
    "3.8²",
    "NaN",
    "Infinity",
    "0x10",
    "+5",
    ".5",
    "5.",
    "1_000",
    "--1",
    "12%",
    "万",
    "2020",
    "2025",
    "1",
    "2",
    "12",
    "99.99",
    "100",
    "1e2"
  };

  private static final String[] DAYS = {
    "2025-06-30",
    "2025/6/3",
    "2025.6.30",
    "2025年6月30日",
    "20250630",
    "２０２５－０６－３０",
    "2025-02-30",
    "1900-02-29",
    "2000-02-29",
    "0000-01-01",
    "0001-01-01",
    "0999-12-31",
    "1582-10-10",
    "9999-12-31",
    "+10000-01-01",
    "-0001-01-01",
    "2025-06-30T00:00:00Z",
    "45107",
    "2025-6",
    "2025-W26-1",
    "2025-13-01",
    "30/6/2025",
    "1900-01-01",
    "1947-04-15",
    "1991-09-15"
  };

  private static final String[] INSTANTS = {
    "2026-12-01T09:00:00+08:00",
    "2026-12-01T09:00:00.123456789Z",
    "2026-12-01T09:00:00",
    "0000-01-01T00:00:00Z",
    "+999999999-12-31T23:59:59Z",
    "-0044-03-15T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "2026-12-01T24:00:00Z",
    "2099-12-31T23:59:60Z",
    "1e9",
    "2099-01-01"
  };

  private static final int[] UNFIT = {
    0, 1, 8, 0xB, 0xC, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xFDD0,
    0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF
  };

  private static final String SPACES =
      " \t\n\r\u00A0\u00AD\u061C\u1680\u180E\u2000\u2009\u200B\u200C\u200D\u200E\u200F\u2028\u2029\u202F"
          + "\u205F\u2060\u2061\u2062\u2063\u2064\u2800\u3000\u3164\uFEFF\uFFA0";

  private static final String SIGNS = "\"\"'',;；=+-@<>&\\/{}[]%#:|~`$*?._()（）、。“”—①²㎡≥℃";
  private static final Pattern DAY =
      Pattern.compile(
          "(\\d{4})(?:-(\\d{1,2})-|/(\\d{1,2})/|\\.(\\d{1,2})\\.|年(\\d{1,2})月|(\\d\\d))(\\d{1,2})日?");

  private final Random random;

  /** Values of this seed: the same each time. */
  public Values(long seed) {
    random = new Random(seed);
  }

  boolean oneIn(int many) {
    return random.nextInt(many) == 0;
  }

  /** A number, or what somebody might take for one. */
  public String number() {
    return switch (random.nextInt(4)) {
      case 0 -> String.valueOf(random.nextInt(3_000) - 100);
      case 1 -> BigDecimal.valueOf(random.nextLong(), random.nextInt(20)).toPlainString();
      default -> pick(NUMBERS);
    };
  }

  /** A day, or what somebody might take for one. */
  public String day() {
    return oneIn(3)
        ? "%04d-%02d-%02d"
            .formatted(1900 + random.nextInt(300), 1 + random.nextInt(12), 1 + random.nextInt(28))
        : pick(DAYS);
  }

  String instant() {
    return oneIn(3) ? day() : pick(INSTANTS);
  }

  /** A text. Some texts are valid, some are not. */
  public String text() {
    int length =
        switch (random.nextInt(12)) {
          case 0 -> 0;
          case 1 -> 90 + random.nextInt(20);
          case 2, 3 -> 490 + random.nextInt(20);
          case 4 -> 3_000;
          default -> 1 + random.nextInt(24);
        };
    var rare = oneIn(3);
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(rare ? 0x20000 + random.nextInt(0xA000) : point());
    }
    if (oneIn(4)) {
      text.insert(
          random.nextInt(text.length() + 1),
          Character.toString(UNFIT[random.nextInt(UNFIT.length)]));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      text.insert(0, space());
      text.append(space());
    }
    return text.toString();
  }

  private char space() {
    return SPACES.charAt(random.nextInt(SPACES.length()));
  }

  private int point() {
    return switch (random.nextInt(10)) {
      case 0 -> space();
      case 1, 2 -> SIGNS.codePointAt(random.nextInt(SIGNS.length()));
      case 3, 4 -> 0x20 + random.nextInt(0x5F);
      case 5 -> fit(0xA0 + random.nextInt(0xFFFD - 0xA0));
      case 6 -> fit(0x10000 + random.nextInt(0x100000));
      default -> 0x4E00 + random.nextInt(0x5000);
    };
  }

  private static int fit(int point) {
    return isUnfit(point) ? 0x7532 : point;
  }

  private static boolean isUnfit(int point) {
    return (Character.isISOControl(point) && "\t\n\r".indexOf(point) < 0)
        || (point >= 0xD800 && point <= 0xDFFF)
        || (point >= 0xFDD0 && point <= 0xFDEF)
        || (point & 0xFFFE) == 0xFFFE;
  }

  @SafeVarargs
  final <T> T pick(T... of) {
    return of[random.nextInt(of.length)];
  }

  <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** Whether a text must be refused in every field. */
  public static boolean isUnfit(String text) {
    return text.codePoints().anyMatch(Values::isUnfit);
  }

  /** The text that is expected back: stripped, and with a line feed for each line end. */
  public static String kept(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to).replaceAll("\r\n?", "\n");
  }

  /** The number of Unicode code points. A rare ideograph counts as one. */
  static int length(String text) {
    return (int) text.codePoints().count();
  }

  private static boolean isSpace(char one) {
    return Character.isWhitespace(one) || Character.isSpaceChar(one) || SPACES.indexOf(one) >= 0;
  }

  /** The number or code that is expected back: full-width characters become ASCII. */
  static String plain(String text) {
    var plain = new StringBuilder();
    kept(text)
        .chars()
        .forEach(one -> plain.append((char) (one >= 0xFF01 && one <= 0xFF5E ? one - 0xFEE0 : one)));
    return plain.toString();
  }

  /** The day that a text names; null if it names none. */
  static @Nullable String day(String text) {
    var day = DAY.matcher(plain(text));
    if (!day.matches()) {
      return null;
    }
    var month = "";
    for (int group = 2; group <= 6; group++) {
      month = day.group(group) == null ? month : day.group(group);
    }
    return "%s-%02d-%02d"
        .formatted(day.group(1), Integer.parseInt(month), Integer.parseInt(day.group(7)));
  }
}

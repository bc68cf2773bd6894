package dev.zhihe.kit.tables;

import dev.zhihe.kit.problem.Characters;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How cells write numbers, quantities, days and lists. */
public final class Literals {
  private static final Pattern PLAIN_DECIMAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,10})?");
  private static final Pattern TOO_MANY_DECIMALS = Pattern.compile("-?\\d{1,18}\\.\\d{11,}");
  private static final Pattern FOREIGN = Pattern.compile("[^0-9.-]+");
  private static final Pattern WHOLE = Pattern.compile("(-?\\d{1,9})(?:\\.0{1,10})?");
  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{4})(?:-(\\d{1,2})-(\\d{1,2})|/(\\d{1,2})/(\\d{1,2})|\\.(\\d{1,2})\\.(\\d{1,2})|年(\\d{1,2})月(\\d{1,2})日|(\\d{2})(\\d{2}))(?:[ T]0?0:00(?::00(?:\\.0+)?)?)?");

  private static final BigDecimal MAX_YUAN = new BigDecimal("1e13");

  private Literals() {}

  /** Whether a text is a number without unit, thousands separators and exponent. */
  static boolean isPlainDecimal(String text) {
    return PLAIN_DECIMAL.matcher(text).matches();
  }

  /** Whether only its decimals, more than ten, keep a text from being a plain number. */
  static boolean hasTooManyDecimals(String text) {
    return TOO_MANY_DECIMALS.matcher(text).matches();
  }

  /**
   * The first characters that no plain number has, such as ① in 3.8①, as an error names them; null
   * if there are none.
   */
  static @Nullable String foreign(String text) {
    var found = FOREIGN.matcher(text);
    if (!found.find()) {
      return null;
    }
    var characters = Characters.strip(found.group());
    return characters.isEmpty() || Characters.isBlank(characters)
        ? "U+%04X".formatted(found.group().codePointAt(0))
        : Characters.shortened(characters);
  }

  /** Whether two texts are plain numbers of equal value, such as 4 and 4.0. */
  static boolean isSameNumber(String one, String other) {
    return isPlainDecimal(one)
        && isPlainDecimal(other)
        && new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
  }

  /** Parses a whole number, such as 48 or 48.0. Null if the text is not one. */
  public static @Nullable Integer whole(String text) {
    var form = WHOLE.matcher(text);
    return form.matches() ? Integer.valueOf(form.group(1)) : null;
  }

  /** Whether a number can be an amount of yuan. */
  static boolean isYuan(BigDecimal amount) {
    return amount.stripTrailingZeros().scale() <= 2
        && amount.signum() >= 0
        && amount.compareTo(MAX_YUAN) < 0;
  }

  /** A number as square metres, without trailing zeros; null if it cannot be. */
  static @Nullable BigDecimal squareMetres(BigDecimal given) {
    var area = given.stripTrailingZeros();
    return area.signum() >= 0 && area.scale() <= 2
        ? area.setScale(Math.max(0, area.scale()))
        : null;
  }

  /** The items that a text joins, each trimmed; null if one is empty or there twice. */
  static @Nullable List<String> items(String text) {
    var items = Stream.of(text.split("[;；]", -1)).map(Characters::strip).toList();
    return items.stream().anyMatch(Characters::isBlank)
            || new LinkedHashSet<>(items).size() < items.size()
        ? null
        : items;
  }

  /**
   * Parses year, month and day, also with the time of midnight, as programs write days. The day
   * need not exist. Null if the text is not a date.
   */
  static int @Nullable [] date(String text) {
    var form = DATE.matcher(text);
    return form.matches()
        ? IntStream.rangeClosed(1, form.groupCount())
            .mapToObj(form::group)
            .filter(Objects::nonNull)
            .mapToInt(Integer::parseInt)
            .toArray()
        : null;
  }

  /** The day with this year, month and day; null if it does not exist. */
  static @Nullable LocalDate day(int[] date) {
    try { // there is no year 0: before the year 1 comes 1 BC
      return date[0] > 0 ? LocalDate.of(date[0], date[1], date[2]) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}

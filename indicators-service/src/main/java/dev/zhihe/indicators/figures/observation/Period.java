package dev.zhihe.indicators.figures.observation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.tables.Row;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A statistical period from 1900 to 2200: a year {@code 2020}, a half-year {@code 2020-H1}, a
 * quarter {@code 2020-Q3} or a month {@code 2020-07}.
 *
 * @param first its first month
 * @param months number of months: 12, 6, 3 or 1
 */
public record Period(YearMonth first, int months) {

  /** The pattern of a period. */
  public static final String FORM = "(19\\d\\d|2[01]\\d\\d|2200)(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?";

  private static final Pattern SHAPE = Pattern.compile(FORM);

  /** The periods that were parsed. There are some thousands of them at most. */
  private static final Map<String, Period> KNOWN = new ConcurrentHashMap<>();

  private static final Pattern WRITTEN = Pattern.compile("(\\d{4})年(?:(\\d{1,2})月)?");

  /** Refuses a first month in which no such period begins. */
  public Period {
    if ((months != 12 && months != 6 && months != 3 && months != 1)
        || (first.getMonthValue() - 1) % months != 0
        || first.getYear() < 1900
        || first.getYear() > 2200) {
      throw new IllegalArgumentException(months + " months from " + first + " are no period");
    }
  }

  /** The period, or null if the text is not one. */
  @JsonCreator
  public static @Nullable Period parse(String text) {
    var known = KNOWN.get(text);
    if (known == null) {
      known = parsed(text);
      if (known != null) {
        KNOWN.put(text, known);
      }
    }
    return known;
  }

  private static @Nullable Period parsed(String text) {
    if (!SHAPE.matcher(text).matches()) {
      return null;
    }
    var year = Integer.parseInt(text.substring(0, 4));
    if (text.length() == 4) {
      return new Period(YearMonth.of(year, 1), 12);
    }
    var part = Integer.parseInt(text.substring(6));
    return switch (text.charAt(5)) {
      case 'H' -> new Period(YearMonth.of(year, 6 * part - 5), 6);
      case 'Q' -> new Period(YearMonth.of(year, 3 * part - 2), 3);
      default -> new Period(YearMonth.of(year, Integer.parseInt(text.substring(5))), 1);
    };
  }

  /** The period in a query parameter. 400 if it is not one. */
  public static @Nullable String filter(@Nullable String given) {
    if (given != null && parse(given) == null) {
      throw Problem.parameter(
          "period",
          given,
          "period 应为年 2020、半年 2020-H1、季 2020-Q3 或月 2020-07",
          "period is a year 2020, half-year 2020-H1, quarter 2020-Q3 or month 2020-07");
    }
    return given;
  }

  /**
   * The period in a row's column {@code period}. The forms {@code 2020年} and {@code 2020年7月} are
   * also accepted. Null if the cell is empty or refused, as for other getters of a row.
   */
  @NullUnmarked
  public static Period of(Row row) {
    var text = row.text("period");
    var period = text == null ? null : written(text);
    return text == null || period != null
        ? period
        : row.refuse(
            "period",
            "period",
            "应为年 2020、半年 2020-H1、季 2020-Q3 或月 2020-07（也可写 2020年、2020年7月）",
            "a year 2020, half-year 2020-H1, quarter 2020-Q3 or month 2020-07");
  }

  private static @Nullable Period written(String text) {
    var plain = Characters.halfWidth(text);
    var written = WRITTEN.matcher(plain);
    if (!written.matches()) {
      return parse(plain);
    }
    var month = written.group(2);
    return parse(
        written.group(1) + (month == null ? "" : "-" + (month.length() == 1 ? "0" : "") + month));
  }

  /** Its first day. */
  public LocalDate firstDay() {
    return first.atDay(1);
  }

  /** Its last day. */
  public LocalDate lastDay() {
    return first.plusMonths(months - 1).atEndOfMonth();
  }

  /** The periods in a day's year that end on or before it, as texts. */
  public static List<String> ended(LocalDate by) {
    return Stream.of(12, 6, 3, 1)
        .flatMap(
            months ->
                Stream.iterate(1, month -> month <= 12, month -> month + months)
                    .map(month -> new Period(YearMonth.of(by.getYear(), month), months)))
        .filter(period -> !period.lastDay().isAfter(by))
        .map(Period::toString)
        .toList();
  }

  /** The form that {@link #parse} reads. */
  @JsonValue
  @Override
  public String toString() {
    return switch (months) {
      case 12 -> String.valueOf(first.getYear());
      case 6 -> first.getYear() + "-H" + (first.getMonthValue() / 6 + 1);
      case 3 -> first.getYear() + "-Q" + (first.getMonthValue() / 3 + 1);
      default -> first.toString();
    };
  }
}

package dev.zhihe.platforms.period;

import java.text.Normalizer;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The days of a period that is named as people write it: 2026年10月, 2026-10, 2026年第三季度, 2026Q3,
 * 2026年上半年, 2026H1, 2026年 or 2026.
 *
 * @param first the first day
 * @param last the last day
 */
public record NamedSpan(LocalDate first, LocalDate last) {
  private static final String YEAR = "(19\\d\\d|2[01]\\d\\d)";
  private static final String DIGITS_OF_QUARTERS = "一二三四";

  private static final Pattern WHOLE_YEAR = Pattern.compile(YEAR + "(?:年度?)?");
  private static final Pattern HALF = Pattern.compile(YEAR + "(?:年|-)?(?:H([12])|([上下])半年)");
  private static final Pattern QUARTER =
      Pattern.compile(YEAR + "(?:年|-)?(?:Q([1-4])|第?([1-4" + DIGITS_OF_QUARTERS + "])季度?)");
  private static final Pattern MONTH =
      Pattern.compile(YEAR + "(?:(?:年|[-/.])(\\d{1,2})(?:月份?)?|(\\d{2}))");

  /** The days that a text names. Null if it names no period. */
  public static @Nullable NamedSpan parse(String text) {
    var name =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .replaceAll("\\s+", "")
            .toUpperCase(Locale.ROOT);
    var year = WHOLE_YEAR.matcher(name);
    if (year.matches()) {
      return of(year, 1, 12);
    }
    var half = HALF.matcher(name);
    if (half.matches()) {
      return "1".equals(half.group(2)) || "上".equals(half.group(3))
          ? of(half, 1, 6)
          : of(half, 7, 6);
    }
    var quarter = QUARTER.matcher(name);
    if (quarter.matches()) {
      return of(quarter, 3 * number(quarter) - 2, 3);
    }
    var month = MONTH.matcher(name);
    return month.matches() && number(month) >= 1 && number(month) <= 12
        ? of(month, number(month), 1)
        : null;
  }

  /** The number of a quarter or month. */
  private static int number(Matcher name) {
    var text = name.group(2) == null ? name.group(3) : name.group(2);
    var chinese = DIGITS_OF_QUARTERS.indexOf(text);
    return chinese < 0 ? Integer.parseInt(text) : chinese + 1;
  }

  private static NamedSpan of(Matcher name, int month, int months) {
    var first = YearMonth.of(Integer.parseInt(name.group(1)), month);
    return new NamedSpan(first.atDay(1), first.plusMonths(months - 1L).atEndOfMonth());
  }

  /** Whether a period has exactly these days. */
  public boolean isOf(ReportingPeriodView period) {
    return first.equals(period.startDate()) && last.equals(period.endDate());
  }

  /** Whether a period has one of these days. */
  public boolean meets(ReportingPeriodView period) {
    return !first.isAfter(period.endDate()) && !last.isBefore(period.startDate());
  }
}

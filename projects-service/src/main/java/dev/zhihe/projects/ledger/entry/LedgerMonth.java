package dev.zhihe.projects.ledger.entry;

import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.kit.tables.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Months of the ledger, written {@code 2023-06}. Their order is that of the texts. */
public final class LedgerMonth {
  /** The form of a month. */
  public static final String FORM = "(19|20|21)\\d{2}-(0[1-9]|1[0-2])";

  /** What a month looks like, for errors. */
  public static final String MESSAGE = "应为月份，如 2023-06 / a month such as 2023-06";

  private static final Pattern PATTERN = Pattern.compile(FORM);

  private LedgerMonth() {}

  /** The month in a cell. */
  @NullUnmarked
  public static String of(Row row, String column) {
    return row.matching(column, PATTERN, "应为月份，如 2023-06", "a month such as 2023-06");
  }

  /** The value of a filter. 400 if it is no month. */
  public static @Nullable String filter(@Nullable String month) {
    if (month != null && !PATTERN.matcher(month).matches()) {
      throw Problem.parameter(
          "month", month, "month 应为月份，如 2023-06", "month is a month such as 2023-06");
    }
    return month;
  }

  /** Last day of a month. Its entries hold from then on. */
  public static LocalDate lastDay(String month) {
    return YearMonth.parse(month).atEndOfMonth();
  }

  /** Refuses a month that has not begun in the plan's time zone. */
  public static void requireBegun(String month, Instant now, Refusal refusal) {
    var current = YearMonth.from(Days.of(now)).toString();
    if (month.compareTo(current) > 0) {
      refusal.refuse(
          "month",
          "not-begun",
          "该月尚未开始（当前为 %s）",
          "that month has not begun (it is %s now)",
          current);
    }
  }
}

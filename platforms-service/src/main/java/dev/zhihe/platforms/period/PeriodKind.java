package dev.zhihe.platforms.period;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** The kind of a period: a whole month, quarter, half-year or year of the calendar. */
public enum PeriodKind {
  /** 月 */
  @JsonProperty("month")
  @JsonAlias({"月", "月度"})
  MONTH(1),
  /** 季 */
  @JsonProperty("quarter")
  @JsonAlias({"季", "季度"})
  QUARTER(3),
  /** 半年 */
  @JsonProperty("half")
  @JsonAlias("半年")
  HALF(6),
  /** 年 */
  @JsonProperty("year")
  @JsonAlias({"年", "年度"})
  YEAR(12);

  private final int months;

  PeriodKind(int months) {
    this.months = months;
  }

  /** How many months it has. */
  public int months() {
    return months;
  }

  /** The kind of a span; null if it is another part of the calendar. */
  public static @Nullable PeriodKind of(LocalDate first, LocalDate last) {
    for (var kind : values()) {
      var month = YearMonth.from(first);
      if (first.getDayOfMonth() == 1
          && (first.getMonthValue() - 1) % kind.months == 0
          && last.equals(month.plusMonths(kind.months - 1L).atEndOfMonth())) {
        return kind;
      }
    }
    return null;
  }

  /** The name that people give a span, such as 2026年10月 or 2026年第三季度. */
  public static Text label(LocalDate first, LocalDate last) {
    var kind = of(first, last);
    var year = first.getYear();
    if (kind == null) {
      return Text.of("%1$s 至 %2$s", "%1$s to %2$s", first, last);
    }
    return switch (kind) {
      case MONTH ->
          Text.of(
              "%1$d年%2$d月", "%3$s %1$d", year, first.getMonthValue(), english(first.getMonth()));
      case QUARTER ->
          Text.of(
              "%1$d年第%2$s季度",
              "Q%3$d %1$d",
              year,
              "一二三四".charAt(first.getMonthValue() / 3),
              first.getMonthValue() / 3 + 1);
      case HALF ->
          first.getMonthValue() == 1
              ? Text.of("%d年上半年", "H1 %d", year)
              : Text.of("%d年下半年", "H2 %d", year);
      case YEAR -> Text.of("%d年", "%d", year);
    };
  }

  private static String english(Month month) {
    var name = month.name();
    return name.charAt(0) + name.substring(1).toLowerCase(java.util.Locale.ROOT);
  }
}

package dev.zhihe.platforms.rollup;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Periods of one kind are summed, so that nothing counts in a month and in its quarter, too. */
@Schema(
    name = "RollupPeriodKind",
    description = "填报期类别 / Kind of the periods: month 月, quarter 季, half 半年, year 年")
public enum RollupPeriodKind {
  @JsonProperty("month")
  @JsonAlias("月")
  MONTH(1),
  @JsonProperty("quarter")
  @JsonAlias("季")
  QUARTER(3),
  @JsonProperty("half")
  @JsonAlias("半年")
  HALF(6),
  @JsonProperty("year")
  @JsonAlias("年")
  YEAR(12);

  private final int months;

  RollupPeriodKind(int months) {
    this.months = months;
  }

  /** Number of months of such a period. */
  int months() {
    return months;
  }

  /** The condition on a reporting period: it is such a part of the calendar. */
  String sql() {
    return """
        extract(day from start_date) = 1 and (extract(month from start_date)::integer - 1) %% %1$d = 0
          and end_date = (start_date + interval '%1$d months')::date - 1"""
        .formatted(months);
  }

  /** How many of them end within a span that begins with one. */
  int within(LocalDate first, LocalDate last) {
    int number = 0;
    while (!first.plusMonths((number + 1L) * months).minusDays(1).isAfter(last)) {
      number++;
    }
    return number;
  }
}

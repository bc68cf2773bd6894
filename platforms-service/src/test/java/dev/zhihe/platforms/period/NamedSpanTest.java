package dev.zhihe.platforms.period;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Periods as people name them. */
class NamedSpanTest {
  @ParameterizedTest
  @CsvSource({
    "2026年10月, 2026-10-01, 2026-10-31",
    "2026年10月份, 2026-10-01, 2026-10-31",
    "２０２６ 年 １０ 月, 2026-10-01, 2026-10-31",
    "2026-10, 2026-10-01, 2026-10-31",
    "2026/2, 2026-02-01, 2026-02-28",
    "202602, 2026-02-01, 2026-02-28",
    "2026年第三季度, 2026-07-01, 2026-09-30",
    "2026年三季度, 2026-07-01, 2026-09-30",
    "2026年第1季度, 2026-01-01, 2026-03-31",
    "2026Q3, 2026-07-01, 2026-09-30",
    "2026-q4, 2026-10-01, 2026-12-31",
    "2026年上半年, 2026-01-01, 2026-06-30",
    "2026下半年, 2026-07-01, 2026-12-31",
    "2026H1, 2026-01-01, 2026-06-30",
    "2026-H2, 2026-07-01, 2026-12-31",
    "2026年, 2026-01-01, 2026-12-31",
    "2026年度, 2026-01-01, 2026-12-31",
    "2026, 2026-01-01, 2026-12-31"
  })
  void readsTheDaysOfAPeriod(String name, String first, String last) {
    var span = Objects.requireNonNull(NamedSpan.parse(name), name);
    assertThat(span.first()).hasToString(first);
    assertThat(span.last()).hasToString(last);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10月", "2026年13月", "2026-00", "2026Q5", "2026-10-31", "500106", "上月"})
  void readsNothingElse(String name) {
    assertThat(NamedSpan.parse(name)).isNull();
  }

  @Test
  void meetsThePeriodsThatHaveOneOfItsDays() {
    var quarter =
        new ReportingPeriodView(
            "186000-2026-q4",
            "186000",
            LocalDate.parse("2026-10-01"),
            LocalDate.parse("2026-12-31"),
            LocalDate.parse("2027-01-10"),
            LocalDate.parse("2027-01-20"),
            PeriodKind.QUARTER);
    assertThat(Objects.requireNonNull(NamedSpan.parse("2026Q4")).isOf(quarter)).isTrue();
    assertThat(Objects.requireNonNull(NamedSpan.parse("2026-10")).isOf(quarter)).isFalse();
    assertThat(Objects.requireNonNull(NamedSpan.parse("2026-10")).meets(quarter)).isTrue();
    assertThat(Objects.requireNonNull(NamedSpan.parse("2026-09")).meets(quarter)).isFalse();
    assertThat(Objects.requireNonNull(NamedSpan.parse("2026")).meets(quarter)).isTrue();
  }
}

package dev.zhihe.platforms.period;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodKindTest {
  @ParameterizedTest
  @CsvSource({
    "2026-10-01, 2026-10-31, MONTH, 2026年10月, October 2026",
    "2024-02-01, 2024-02-29, MONTH, 2024年2月, February 2024",
    "2026-01-01, 2026-03-31, QUARTER, 2026年第一季度, Q1 2026",
    "2026-07-01, 2026-09-30, QUARTER, 2026年第三季度, Q3 2026",
    "2026-10-01, 2026-12-31, QUARTER, 2026年第四季度, Q4 2026",
    "2026-01-01, 2026-06-30, HALF, 2026年上半年, H1 2026",
    "2026-07-01, 2026-12-31, HALF, 2026年下半年, H2 2026",
    "2026-01-01, 2026-12-31, YEAR, 2026年, 2026",
    "2026-02-01, 2026-04-30, , 2026-02-01 至 2026-04-30, 2026-02-01 to 2026-04-30",
    "2025-07-01, 2026-06-30, , 2025-07-01 至 2026-06-30, 2025-07-01 to 2026-06-30",
    "2026-10-01, 2026-10-30, , 2026-10-01 至 2026-10-30, 2026-10-01 to 2026-10-30",
    "2026-10-02, 2026-10-31, , 2026-10-02 至 2026-10-31, 2026-10-02 to 2026-10-31"
  })
  void isTheWholeSpanOfTheCalendarThatTheDaysMake(
      LocalDate first, LocalDate last, PeriodKind kind, String zh, String en) {
    assertThat(PeriodKind.of(first, last)).isEqualTo(kind);
    assertThat(PeriodKind.label(first, last).zh()).isEqualTo(zh);
    assertThat(PeriodKind.label(first, last).en()).isEqualTo(en);
  }
}

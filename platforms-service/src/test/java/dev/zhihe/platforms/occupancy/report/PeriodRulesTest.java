package dev.zhihe.platforms.occupancy.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.platforms.period.ReportingPeriodView;
import java.time.LocalDate;
import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodRulesTest {
  @ParameterizedTest
  @CsvSource({
    "2026-10-31, 000000, 2026-11-01, ''",
    "2026-10-31, 000000, 2026-10-31, period not-over",
    "2026-10-31, 000000, 2026-10-30, period not-over",
    "2026-10-31, 500106, 2026-11-01, period elsewhere",
  })
  void wantsAPeriodOfThePlatformsAreaThatIsOver(
      LocalDate end, String area, LocalDate today, String expected) {
    var broken = new ArrayList<String>();
    var period =
        new ReportingPeriodView("000000-x", "000000", end.withDayOfMonth(1), end, end, end, null);
    PeriodRules.check(
        period, area, today, (field, code, zh, en, arguments) -> broken.add(field + " " + code));
    assertThat(String.join(",", broken)).isEqualTo(expected);
  }
}

package dev.zhihe.indicators.figures.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {

  @ParameterizedTest
  @CsvSource({
    "2020,    2020-01-01, 2020-12-31",
    "1900,    1900-01-01, 1900-12-31",
    "2200,    2200-01-01, 2200-12-31",
    "2020-H1, 2020-01-01, 2020-06-30",
    "2020-H2, 2020-07-01, 2020-12-31",
    "2020-Q1, 2020-01-01, 2020-03-31",
    "2020-Q2, 2020-04-01, 2020-06-30",
    "2020-Q3, 2020-07-01, 2020-09-30",
    "2020-Q4, 2020-10-01, 2020-12-31",
    "2020-02, 2020-02-01, 2020-02-29",
    "2021-02, 2021-02-01, 2021-02-28",
    "2020-12, 2020-12-01, 2020-12-31",
  })
  void knowsItsFirstAndLastDay(String text, LocalDate first, LocalDate last) {
    var period = Objects.requireNonNull(Period.parse(text));
    assertThat(period.firstDay()).isEqualTo(first);
    assertThat(period.lastDay()).isEqualTo(last);
  }

  @Test
  void readsBackWhateverItWrites() {
    for (int months : new int[] {12, 6, 3, 1}) {
      for (var first = YearMonth.of(1900, 1);
          first.getYear() <= 2200;
          first = first.plusMonths(months)) {
        var period = new Period(first, months);
        assertThat(Period.parse(period.toString())).isEqualTo(period);
        assertThat(period.toString()).matches(Period.FORM);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "20",
        "1899",
        "2201",
        "2020-",
        "2020-H",
        "2020-H0",
        "2020-H3",
        "2020-h1",
        "2020-Q5",
        "2020-Q03",
        "2020-00",
        "2020-13",
        "2020-7",
        "2020-07-01",
        "2020年",
        " 2020",
        "２０２０",
        "2020/07"
      })
  void refusesWhatIsNoPeriod(String text) {
    assertThat(Period.parse(text)).isNull();
  }

  @Test
  void isNothingButAYearHalfYearQuarterOrMonth() {
    assertThatThrownBy(() -> new Period(YearMonth.of(2020, 2), 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Period(YearMonth.of(2020, 1), 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Period(YearMonth.of(2201, 1), 12))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

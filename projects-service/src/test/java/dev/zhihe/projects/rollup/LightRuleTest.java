package dev.zhihe.projects.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.projects.rule.ProgressRuleInForce;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LightRuleTest {
  private static final LightRule RULE = LightRule.by(ProgressRuleInForce.DEFAULT);

  @ParameterizedTest
  @CsvSource({
    "29.99, 50.00, BEHIND",
    "30.00, 50.00, WARNING",
    "44.99, 50.00, WARNING",
    "45.00, 50.00, NORMAL",
    "0.00, 0.00, NORMAL",
    "120.00, 100.00, NORMAL"
  })
  void comparesTheCompletionRateWithTimeProgress(BigDecimal rate, BigDecimal time, String light) {
    assertThat(RULE.of(rate, time)).isEqualTo(ProgressLight.valueOf(light));
  }

  @Test
  void hasNoLightWithoutBoth() {
    assertThat(RULE.of(null, BigDecimal.ONE)).isNull();
    assertThat(RULE.of(BigDecimal.ONE, null)).isNull();
    assertThat(LightRule.percent(BigDecimal.ONE, BigDecimal.ZERO)).isNull();
  }

  /** 2021 and 2022 have 730 days. */
  @ParameterizedTest
  @CsvSource({
    "2020-12-31, 0.00",
    "2021-01-01, 0.14",
    "2021-12-31, 50.00",
    "2022-12-31, 100.00",
    "2030-01-01, 100.00"
  })
  void measuresTimeToTheEndOfTheDay(LocalDate day, BigDecimal percent) {
    assertThat(LightRule.timeProgress(2021, 2022, day)).isEqualTo(percent);
  }
}

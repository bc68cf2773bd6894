package dev.zhihe.projects.ledger.plausibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.projects.ledger.plausibility.AmountPlausibility.Comparison;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountPlausibilityTest {
  /** Usually a million a month. */
  @ParameterizedTest
  @CsvSource({
    "1000000000, unit-slip, 1000000.00",
    "10000000000, unit-slip, 1000000.00",
    "12000000000, unit-slip, 1200000.00",
    "100, unit-slip, 1000000.00",
    "1000, unit-slip, 1000000.00",
    "0.1, unit-slip, 1000000.00",
    "0.01, unit-slip, 1000000.00",
    "10000000, comment-required, comment",
    "100000000, comment-required, comment",
    "100000, comment-required, comment"
  })
  void namesTheFactorAndTheCorrectedAmount(BigDecimal amount, String code, String told) {
    var finding = AmountPlausibility.of(amount, usual("1000000"), false, false);
    assertThat(finding).isNotNull();
    assertThat(finding.code()).isEqualTo(code);
    assertThat(finding.detail().en()).contains(told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000000", "5000000", "200000", "4000000", "0"})
  void findsNothingAboutUsualAmounts(BigDecimal amount) {
    assertThat(AmountPlausibility.of(amount, usual("1000000"), false, false)).isNull();
  }

  @Test
  void aCommentExplainsSmallFactorsAndNoUnit() {
    assertThat(AmountPlausibility.of(new BigDecimal("1e7"), usual("1000000"), false, true))
        .isNull();
    assertThat(AmountPlausibility.of(new BigDecimal("1e10"), usual("1000000"), false, true))
        .isNotNull();
  }

  /** It is off from the earlier months, and about what is planned. */
  @Test
  void isNotSuspectIfOneComparisonHolds() {
    var amount = new BigDecimal("10000000");
    assertThat(AmountPlausibility.of(amount, usual("10000", "9000000"), false, false)).isNull();
    assertThat(AmountPlausibility.of(amount, usual("10000"), false, false)).isNotNull();
    assertThat(AmountPlausibility.of(amount, usual(), false, false)).isNull();
  }

  /** Usually a million a month, and ten million are planned. */
  @Test
  void comparisonsNeedNotBeOffByTheSameFactor() {
    for (var commented : List.of(false, true)) {
      var finding =
          AmountPlausibility.of(
              new BigDecimal("1e10"), usual("1000000", "10000000"), true, commented);
      assertThat(finding).isNotNull();
      assertThat(finding.code()).isEqualTo("unit-slip");
      assertThat(finding.detail().en()).contains("× 10000:", "in yuan it is 1000000.00");
    }
  }

  /** Usually a million a month. */
  @ParameterizedTest
  @CsvSource({
    "30000000000, unit-slip, in yuan it is 3000000.00",
    "100000000000, unit-slip, more than 500 times off",
    "1000000000000000, unit-slip, more than 500 times off",
    "10, unit-slip, more than 500 times off",
    "500000001, unit-slip, in yuan it is 500000.00",
    "500000000, comment-required, × 1000 (yuan/thousand yuan?)",
    "400000000, comment-required, × 1000 (yuan/thousand yuan?)",
    "333000000, comment-required, more than 5 times off",
    "1999, unit-slip, in yuan it is 1999000.00",
    "2000, comment-required, ÷ 1000 (yuan/thousand yuan?)",
    "300000000, comment-required, × 100",
    "31000000, comment-required, more than 5 times off",
    "5000001, comment-required, × 10",
    "199999, comment-required, ÷ 10"
  })
  void leavesNoGapBetweenTheFactors(BigDecimal amount, String code, String told) {
    var finding = AmountPlausibility.of(amount, usual("1000000"), false, false);
    assertThat(finding).isNotNull();
    assertThat(finding.code()).isEqualTo(code);
    assertThat(finding.detail().en()).contains(told);
    assertThat(AmountPlausibility.of(amount, usual("1000000"), false, true) == null)
        .isEqualTo(code.equals("comment-required"));
  }

  /** A thousand times the months, and a thousandth of what is planned. */
  @Test
  void anAmountBetweenTheComparisonsIsInNoOtherUnit() {
    var known = usual("1000", "1000000000");
    var finding = AmountPlausibility.of(new BigDecimal("1000000"), known, false, false);
    assertThat(finding).isNotNull();
    assertThat(finding.code()).isEqualTo("comment-required");
    assertThat(AmountPlausibility.of(new BigDecimal("1000000"), known, true, false)).isNull();
  }

  @Test
  void onePartOfAMonthIsNotTooSmall() {
    assertThat(AmountPlausibility.of(new BigDecimal("100"), usual("1000000"), true, false))
        .isNull();
    assertThat(AmountPlausibility.of(new BigDecimal("1e10"), usual("1000000"), true, false))
        .isNotNull();
  }

  @Test
  void moreThanTheWholeProjectAsksForAComment() {
    var known = new Comparison(List.of(), new BigDecimal("90"), new BigDecimal("100"));
    assertThat(AmountPlausibility.of(new BigDecimal("10"), known, false, false)).isNull();
    assertThat(AmountPlausibility.of(new BigDecimal("10.01"), known, false, true)).isNull();
    var finding = AmountPlausibility.of(new BigDecimal("10.01"), known, false, false);
    assertThat(finding).isNotNull();
    assertThat(finding.code()).isEqualTo("comment-required");
    assertThat(finding.detail().en()).contains("100.01", "100");
  }

  @Test
  void theMedianIsBetweenTheMiddleTwo() {
    assertThat(
            AmountPlausibility.median(
                List.of(new BigDecimal(3), new BigDecimal(1), new BigDecimal(2))))
        .isEqualByComparingTo("2");
    assertThat(AmountPlausibility.median(List.of(new BigDecimal(4), new BigDecimal(1))))
        .isEqualByComparingTo("2.5");
  }

  private static Comparison usual(String... amounts) {
    return new Comparison(Stream.of(amounts).map(BigDecimal::new).toList(), BigDecimal.ZERO, null);
  }
}

package dev.zhihe.indicators.figures.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.indicators.figures.observation.ObservationComparator;
import dev.zhihe.indicators.figures.observation.ObservationStatus;
import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.kit.reads.Versioned;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures held against rules, without a database. */
class RuleCheckTest {
  @ParameterizedTest
  @CsvSource({
    "LE, 100, 100, 0, true",
    "LE, 100.5, 100, 0, false",
    "LE, 100.5, 100, 0.5, true",
    "LE, 100.6, 100, 0.5, false",
    "LT, 100, 100, 0, false",
    "LT, 99, 100, 0, true",
    "LT, 100.4, 100, 0.5, true",
    "GE, 100, 100, 0, true",
    "GE, 99.5, 100, 0.5, true",
    "GE, 99.4, 100, 0.5, false",
    "GT, 100, 100, 0, false",
    "GT, 100.1, 100, 0, true",
    "EQ, 100.00, 100, 0, true",
    "EQ, 99.5, 100, 0.5, true",
    "EQ, 100.6, 100, 0.5, false",
    "EQ, -99.5, -100, 0.5, true",
  })
  void aRelationHoldsWithinItsTolerance(
      RuleComparator relation, String left, String right, String tolerance, boolean holds) {
    var found =
        new RuleCheck(List.of(figure("a", "2022", left), figure("b", "2022", right)))
            .against(List.of(rule(List.of("a"), relation, List.of("b"), null, tolerance, null)));
    assertThat(found.isEmpty()).isEqualTo(holds);
  }

  @Test
  void saysBothSidesTheirFiguresAndTheDifference() {
    var found =
        new RuleCheck(
                List.of(
                    figure("a", "2022-Q1", "60"),
                    figure("b", "2022-Q1", "50.5"),
                    figure("c", "2022-Q1", "100")))
            .against(
                List.of(rule(List.of("a", "b"), RuleComparator.LE, List.of("c"), null, "1", null)));
    assertThat(found).hasSize(1);
    var violation = found.getFirst();
    assertThat(violation.left()).isEqualByComparingTo("110.5");
    assertThat(violation.right()).isEqualByComparingTo("100");
    assertThat(violation.difference()).isEqualByComparingTo("10.5");
    assertThat(violation.ruleVersion()).isEqualTo(3);
    assertThat(violation.inputs())
        .extracting(Object::toString)
        .containsExactly("a-2022-q1@v7", "b-2022-q1@v7", "c-2022-q1@v7");
    assertThat(violation.sentenceZh()).isEqualTo("规则：500106 2022-Q1，110.5 应 ≤ 100（容差 1%），相差 10.5");
    assertThat(violation.sentenceEn())
        .isEqualTo("规则: 500106 2022-Q1, 110.5 should be ≤ 100 (within 1%), it differs by 10.5");
  }

  @Test
  void aConstantStandsForTheRightSide() {
    var rule = rule(List.of("a"), RuleComparator.LE, List.of(), "100", "0", null);
    assertThat(new RuleCheck(List.of(figure("a", "2022", "100"))).against(List.of(rule))).isEmpty();
    assertThat(new RuleCheck(List.of(figure("a", "2022", "101"))).against(List.of(rule)))
        .extracting(RuleViolation::right)
        .containsExactly(new BigDecimal("100"));
  }

  @Test
  void comparesOnlyWhereAllIsKnownExactlyInOnePlaceAndPeriod() {
    var rule = rule(List.of("a"), RuleComparator.LE, List.of("b"), null, "0", null);
    var wrong = figure("a", "2022", "200");
    for (var other :
        List.of(
            figure("b", "2021", "100"),
            figure("c", "2022", "100"),
            figure(
                "b", "2022", null, ObservationComparator.EQ, ObservationStatus.NOT_COLLECTED, null),
            figure("b", "2022", "100", ObservationComparator.GE, ObservationStatus.ACTUAL, null),
            figure(
                "b", "2022", "100", ObservationComparator.APPROX, ObservationStatus.ACTUAL, null),
            figure("b", "2022", "100", ObservationComparator.EQ, ObservationStatus.ACTUAL, "板块"))) {
      assertThat(new RuleCheck(List.of(wrong, other)).against(List.of(rule)))
          .as("%s", other)
          .isEmpty();
    }
  }

  @Test
  void theFirmestOfSeveralSourcesCounts() {
    var rule = rule(List.of("a"), RuleComparator.LE, List.of(), "100", "0", null);
    var estimated =
        figure("a", "2022", "101", ObservationComparator.EQ, ObservationStatus.ESTIMATED, null);
    assertThat(new RuleCheck(List.of(estimated)).against(List.of(rule))).hasSize(1);
    assertThat(new RuleCheck(List.of(estimated, figure("a", "2022", "99"))).against(List.of(rule)))
        .isEmpty();
  }

  @Test
  void aRuleIsNotAskedOfPeriodsAfterItsRetirement() {
    var rule = rule(List.of("a"), RuleComparator.LE, List.of(), "1", "0", LocalDate.of(2023, 1, 1));
    assertThat(
            new RuleCheck(List.of(figure("a", "2022", "2"), figure("a", "2023", "2")))
                .against(List.of(rule)))
        .extracting(violation -> violation.period().toString())
        .containsExactly("2022");
  }

  /** Order is nobody's business: figures and addends may come in any. */
  @Test
  void findsTheSameInAnyOrder() {
    var random = new Random(7);
    for (int round = 0; round < 500; round++) {
      var figures = new ArrayList<RuleCheck.Figure>();
      for (var indicator : List.of("a", "b", "c")) {
        for (int year = 2020; year < 2024; year++) {
          figures.add(figure(indicator, String.valueOf(year), String.valueOf(random.nextInt(10))));
        }
      }
      var one = rule(List.of("a", "b"), RuleComparator.LE, List.of("c"), null, "0", null);
      var other = rule(List.of("b", "a"), RuleComparator.LE, List.of("c"), null, "0", null);
      var found = broken(new RuleCheck(figures).against(List.of(one)));
      Collections.shuffle(figures, random);
      assertThat(broken(new RuleCheck(figures).against(List.of(other)))).isEqualTo(found);
    }
  }

  private static List<String> broken(List<RuleViolation> violations) {
    return violations.stream()
        .map(one -> one.period() + " " + one.left() + " " + one.right())
        .sorted()
        .toList();
  }

  private static Versioned<ValidationRuleView> rule(
      List<String> left,
      RuleComparator relation,
      List<String> right,
      String constant,
      String tolerance,
      LocalDate retiredOn) {
    return new Versioned<>(
        3,
        new ValidationRuleView(
            "r",
            "规则",
            null,
            RuleSeverity.ERROR,
            left,
            relation,
            right,
            constant == null ? null : new BigDecimal(constant),
            new BigDecimal(tolerance),
            retiredOn,
            null));
  }

  private static RuleCheck.Figure figure(String indicator, String period, String value) {
    return figure(
        indicator, period, value, ObservationComparator.EQ, ObservationStatus.ACTUAL, null);
  }

  private static RuleCheck.Figure figure(
      String indicator,
      String period,
      String value,
      ObservationComparator comparator,
      ObservationStatus status,
      String board) {
    return new RuleCheck.Figure(
        new ObservationView(
            indicator + "-" + period.toLowerCase(java.util.Locale.ROOT),
            indicator,
            "500106",
            board,
            null,
            Objects.requireNonNull(Period.parse(period)),
            comparator,
            value == null ? null : new BigDecimal(value),
            null,
            status,
            null,
            null,
            null,
            null,
            null,
            null,
            null),
        7,
        false);
  }
}

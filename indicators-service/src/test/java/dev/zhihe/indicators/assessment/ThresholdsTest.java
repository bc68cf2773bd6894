package dev.zhihe.indicators.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.indicators.dictionary.indicator.Direction;
import dev.zhihe.indicators.dictionary.indicator.Nature;
import dev.zhihe.indicators.edition.Edition;
import dev.zhihe.indicators.goals.TargetComparator;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each threshold of the methods, from both sides. */
class ThresholdsTest {
  private static final LocalDate MIDDLE = LocalDate.of(2023, 6, 30);

  /** A target of 10 in 2025 from 0 in 2020: 4 are required by the end of 2022, as even amounts. */
  @ParameterizedTest
  @CsvSource({
    "3.8,on_track,95.00",
    "3.7999,moderate,95.00",
    "3.7996,moderate,94.99",
    "2.4,moderate,60.00",
    "2.3999,insufficient,60.00",
    "2.3996,insufficient,59.99",
    "0,insufficient,0.00",
    "-0.0001,moving_away,0.00",
    "-0.0004,moving_away,-0.01",
    "9.9999,on_track,250.00",
    "10,ahead,250.00",
  })
  void requiredGrowth(BigDecimal value, String verdict, BigDecimal growth) {
    var judged =
        judged(
            TargetComparator.GE,
            "10",
            "0",
            "2022 eq %s actual",
            value,
            AssessmentMethod.REQUIRED_GROWTH);
    assertThat(word(judged)).isEqualTo(verdict);
    assertThat(judged.growthPercent()).isEqualTo(growth);
  }

  @ParameterizedTest
  @CsvSource({
    "4,on_track,40.00,0",
    "3.9999,behind,40.00,-0.0001",
    "9.9999,on_track,100.00,5.9999",
    "10,ahead,100.00,6",
    "-0.0001,behind,0.00,-4.0001",
  })
  void timeProgress(BigDecimal value, String verdict, BigDecimal achieved, BigDecimal gap) {
    var judged =
        judged(
            TargetComparator.GE,
            "10",
            "0",
            "2022 eq %s actual",
            value,
            AssessmentMethod.TIME_PROGRESS);
    assertThat(word(judged)).isEqualTo(verdict);
    assertThat(judged.achievedPercent()).isEqualTo(achieved);
    assertThat(judged.gap()).isEqualByComparingTo(gap);
    assertThat(judged.timePercent()).isEqualTo("40.00");
  }

  /** A milestone of 6 in 2022: what is expected goes through it. */
  @ParameterizedTest
  @CsvSource({"6,on_track,met", "5.9999,behind,not_met"})
  void milestones(BigDecimal value, String onTheWay, String inTheYear) {
    var milestones = List.of(new Judgement.Milestone("m", 1, 2022, new BigDecimal("6")));
    for (var method : List.of(AssessmentMethod.TIME_PROGRESS, AssessmentMethod.ANNUAL)) {
      var judged =
          Judgement.of(
              question(
                  TargetComparator.GE,
                  "10",
                  "0",
                  Direction.INCREASE,
                  List.of(JudgementTest.observed("o", "2022 eq %s actual".formatted(value))),
                  milestones,
                  MIDDLE),
              method);
      assertThat(word(judged)).isEqualTo(method == AssessmentMethod.ANNUAL ? inTheYear : onTheWay);
      assertThat(judged.expected()).isEqualTo("6");
    }
  }

  /** 左右: up to 5 % short of the number, whichever way is short. */
  @ParameterizedTest
  @CsvSource({
    "increase,95,met",
    "increase,94.9999,not_met",
    "decrease,105,met",
    "decrease,105.0001,not_met",
    "stay_within,95,met",
    "stay_within,94.9999,not_met",
    "stay_within,105,met",
    "stay_within,105.0001,not_met",
  })
  void approximateTargets(String direction, BigDecimal value, String verdict) {
    var question =
        question(
            TargetComparator.APPROX,
            "100",
            null,
            dev.zhihe.kit.json.Views.constant(Direction.class, direction).orElseThrow(),
            List.of(JudgementTest.observed("o", "2025 eq %s actual".formatted(value))),
            List.of(),
            LocalDate.of(2025, 12, 31));
    assertThat(word(Judgement.of(question, AssessmentMethod.ATTAINMENT))).isEqualTo(verdict);
  }

  /** The target of 10 from 0: shares have two decimals, values four; halves go away from zero. */
  @ParameterizedTest
  @CsvSource({
    "0.00050,0.01",
    "0.00049,0.00",
    "0.00150,0.02",
    "0.00250,0.03",
    "-0.00050,-0.01",
    "-0.00049,0.00",
  })
  void roundsSharesToTwoDecimals(BigDecimal value, BigDecimal achieved) {
    assertThat(
            judged(
                    TargetComparator.GE,
                    "10",
                    "0",
                    "2022 eq %s actual",
                    value,
                    AssessmentMethod.TIME_PROGRESS)
                .achievedPercent())
        .isEqualTo(achieved);
  }

  @ParameterizedTest
  @CsvSource({
    "0.00005,0.0001",
    "0.000049,0",
    "0.00015,0.0002",
    "0.00025,0.0003",
    "-0.00005,-0.0001",
    "-0.000049,0",
    "12300,12300",
  })
  void roundsValuesToFourDecimals(BigDecimal value, String rounded) {
    assertThat(Progress.rounded(value)).isEqualTo(rounded);
  }

  /** A year without a newer figure is over on the last day of it. */
  @ParameterizedTest
  @CsvSource({"2022-12-30,false", "2022-12-31,true"})
  void aFigureIsOldAfterAYear(LocalDate on, boolean old) {
    var question =
        question(
            TargetComparator.GE,
            "10",
            "0",
            Direction.INCREASE,
            List.of(JudgementTest.observed("o", "2021 eq 3 actual")),
            List.of(),
            on);
    assertThat(
            Judgement.of(question, AssessmentMethod.TIME_PROGRESS)
                .cautions()
                .contains(AssessmentCaution.EARLIER_YEAR))
        .isEqualTo(old);
  }

  /** The deadline is the last day of the target's year. */
  @ParameterizedTest
  @CsvSource({"2025-12-30,not_met_yet", "2025-12-31,not_met"})
  void theDeadlineIsTheYearsLastDay(LocalDate on, String verdict) {
    var question =
        question(
            TargetComparator.GE,
            "10",
            "0",
            Direction.INCREASE,
            List.of(JudgementTest.observed("o", "2024 eq 3 actual")),
            List.of(),
            on);
    assertThat(word(Judgement.of(question, AssessmentMethod.ATTAINMENT))).isEqualTo(verdict);
    assertThat(AssessmentMethod.usual(question.deadline(), on))
        .isEqualTo(
            verdict.equals("not_met")
                ? AssessmentMethod.ATTAINMENT
                : AssessmentMethod.TIME_PROGRESS);
  }

  /** What ended on the day asked counts, and on the day after the baseline's. */
  @Test
  void aFigureCountsFromTheDayItsPeriodEnds() {
    var figures = List.of(JudgementTest.observed("o", "2021-01 eq 3 actual"));
    assertThat(
            word(
                Judgement.of(
                    question(
                        TargetComparator.GE,
                        "10",
                        "0",
                        Direction.INCREASE,
                        figures,
                        List.of(),
                        LocalDate.of(2021, 1, 30)),
                    AssessmentMethod.TIME_PROGRESS)))
        .isEqualTo("no_data");
    assertThat(
            Judgement.of(
                    question(
                        TargetComparator.GE,
                        "10",
                        "0",
                        Direction.INCREASE,
                        figures,
                        List.of(),
                        LocalDate.of(2021, 1, 31)),
                    AssessmentMethod.TIME_PROGRESS)
                .timePercent())
        .isEqualTo("1.67"); // one of sixty months
  }

  private static Judgement judged(
      TargetComparator comparator,
      String target,
      String baseline,
      String figure,
      BigDecimal value,
      AssessmentMethod method) {
    var figures = List.of(JudgementTest.observed("o", figure.formatted(value.toPlainString())));
    return Judgement.of(
        question(comparator, target, baseline, Direction.INCREASE, figures, List.of(), MIDDLE),
        method);
  }

  private static Judgement.Question question(
      TargetComparator comparator,
      String target,
      @Nullable String baseline,
      Direction direction,
      List<Observed> figures,
      List<Judgement.Milestone> milestones,
      LocalDate on) {
    return new Judgement.Question(
        Edition.LATEST,
        JudgementTest.target(
            comparator,
            new BigDecimal(target),
            null,
            null,
            baseline == null ? null : new BigDecimal(baseline),
            baseline == null ? null : 2020,
            2025),
        direction,
        Nature.LEVEL,
        2021,
        figures,
        milestones,
        on);
  }

  private static String word(Judgement judged) {
    return dev.zhihe.kit.json.Views.word(judged.verdict());
  }
}

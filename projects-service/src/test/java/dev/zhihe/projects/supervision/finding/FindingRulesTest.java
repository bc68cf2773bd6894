package dev.zhihe.projects.supervision.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.projects.project.ProjectStage;
import dev.zhihe.projects.rule.ProgressRuleInForce;
import dev.zhihe.projects.supervision.finding.SupervisedPlan.Project;
import dev.zhihe.projects.supervision.finding.SupervisedPlan.Recent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each finding at its edge, by the default rule: 60/90 %, 2 months, 3 months, 100 %. */
class FindingRulesTest {
  @ParameterizedTest
  @CsvSource({
    "2023-06-29,2023-05,2023-03",
    "2023-06-30,2023-06,2023-04",
    "2024-02-28,2024-01,2023-11",
    "2024-02-29,2024-02,2023-12",
    "-0044-03-15,0999-12,0999-10",
    "+12000-01-01,9999-12,9999-10"
  })
  void aMonthHasEndedByItsLastDay(LocalDate day, YearMonth last, YearMonth from) {
    assertThat(EndedMonths.by(day, 3)).isEqualTo(new EndedMonths(last, from));
  }

  /** One of two years is over, so that 30 % is 60 % of time progress. */
  @ParameterizedTest
  @CsvSource({"29.99,true", "30.00,false", "30.01,false"})
  void isLateBelowTheShareOfTimeProgress(String completed, boolean late) {
    var project = project(completed, "0", recent("0", "0", "0"), "2021-12");
    var lines = lines(project, true, "2021-01", LocalDate.of(2021, 12, 31));
    assertThat(findings(lines).contains(SupervisionFinding.LATE)).isEqualTo(late);
    if (late) {
      var line = lines.getFirst();
      assertThat(line.completionRatePercent()).isEqualTo("29.99");
      assertThat(line.timeProgressPercent()).isEqualTo("50.00");
      assertThat(line.sentenceZh()).isEqualTo("完成率 29.99%，低于时间进度 50.00% 的 60%");
      assertThat(line.sentenceEn())
          .isEqualTo("Completion is 29.99%, below 60% of the time progress of 50.00%");
    }
    assertThat(lines(project, false, "2021-01", LocalDate.of(2021, 12, 31)))
        .as("a plan without a ledger has no lights")
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // last reported, ledger since, day, months
    "2023-03,2021-01,2023-04-30,0",
    "2023-03,2021-01,2023-05-30,0",
    "2023-03,2021-01,2023-05-31,2",
    "2023-03,2021-01,2023-06-30,3",
    // none was ever reported: counted from the ledger's first month
    ",2023-04,2023-04-30,0",
    ",2023-04,2023-05-31,2",
    // or from the first planned year, if that is later
    ",2019-04,2021-01-31,0",
    ",2019-04,2021-02-28,2",
    // a report of before these months does not count
    "2020-12,2019-04,2021-02-28,2",
    // nobody reports on a plan without a ledger
    ",,2023-05-31,0",
  })
  void isSilentAfterSoManyMonths(
      @Nullable String last, @Nullable String since, LocalDate day, int months) {
    var lines = lines(project("100", "0", recent("0", "0", "0"), last), true, since, day);
    assertThat(findings(lines))
        .isEqualTo(months == 0 ? List.of() : List.of(SupervisionFinding.SILENT));
    if (months > 0) {
      var line = lines.getFirst();
      assertThat(line.unreportedMonths()).isEqualTo(months);
      assertThat(line.lastReportedMonth()).isEqualTo(last);
      assertThat(line.toMonth()).isEqualTo(YearMonth.from(day).toString());
      assertThat(line.fromMonth())
          .isEqualTo(YearMonth.from(day).minusMonths(months - 1L).toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    // joined, last reported, day, months
    "2022-09,,2022-09-30,0",
    "2022-09,,2022-10-30,0",
    "2022-09,,2022-10-31,2",
    "2022-09,2022-10,2022-12-31,2",
    // a report of before it joined does not count
    "2022-09,2022-07,2022-10-31,2",
    // it is to join later
    "2023-09,,2022-10-31,0",
    // it joined before its first planned year, and before the ledger's first month
    "2020-09,,2021-05-31,2",
  })
  void isNotSilentBeforeItJoins(
      YearMonth joined, @Nullable String last, LocalDate day, int months) {
    var project = project(ProjectStage.PLANNING, joined, "100", "0", recent("0", "0", "0"), last);
    var lines = lines(project, true, "2021-04", day);
    assertThat(lines.stream().map(SupervisionLine::unreportedMonths).toList())
        .isEqualTo(months == 0 ? List.of() : List.of(months));
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_STATED,true",
    "PLANNING,true",
    "PREPARATION,true",
    "CONSTRUCTION,true",
    "COMPLETED,false",
    "CANCELLED,false",
    "SUSPENDED,false"
  })
  void nobodyReportsOnAProjectThatHasEnded(ProjectStage stage, boolean silent) {
    var project = project(stage, null, "100", "0", recent("0", "0", "0"), null);
    assertThat(lines(project, true, "2021-01", LocalDate.of(2023, 5, 31))).hasSize(silent ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "120.00,120.00,",
    "120.01,0,完成投资 120.01 元，超过规划总投资 120.00 元的 100% / Completed are 120.01 yuan",
    "100.00,120.01,到位资金 120.01 元，超过规划总投资 120.00 元的 100% / Arranged are 120.01 yuan",
    "120.01,120.02,完成投资 120.01 元、到位资金 120.02 元，均超过规划总投资 120.00 元的 100% / Completed are 120.01 yuan and arranged 120.02 yuan",
  })
  void isOverPlanAboveTheTotal(String completed, String arranged, @Nullable String sentence) {
    var lines =
        lines(
            project(completed, arranged, recent("0", "0", "0"), "2023-05"),
            true,
            "2021-01",
            LocalDate.of(2023, 5, 31));
    assertThat(findings(lines))
        .isEqualTo(sentence == null ? List.of() : List.of(SupervisionFinding.OVER_PLAN));
    if (sentence != null) {
      var line = lines.getFirst();
      var both = line.sentenceZh() + " / " + line.sentenceEn();
      assertThat(both)
          .startsWith(sentence)
          .endsWith("above 100% of the total investment of 120.00 yuan");
      assertThat(line.totalYuan()).isEqualTo("120.00");
      assertThat(line.completedYuan()).isEqualByComparingTo(completed);
      assertThat(line.arrangedYuan()).isEqualByComparingTo(arranged);
      assertThat(line.paidYuan()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.01,0,0,true",
    "0,0,0.01,true",
    "0,0,0,false",
    "1,0.01,1,false",
  })
  void hasMoneyWithoutProgress(String arranged, String completed, String paid, boolean found) {
    var lines =
        lines(
            project("100", "0", recent(arranged, completed, paid), "2023-05"),
            true,
            "2021-01",
            LocalDate.of(2023, 5, 31));
    assertThat(findings(lines))
        .isEqualTo(found ? List.of(SupervisionFinding.MONEY_WITHOUT_PROGRESS) : List.of());
    if (found) {
      var line = lines.getFirst();
      assertThat(line.fromMonth()).isEqualTo("2023-03");
      assertThat(line.toMonth()).isEqualTo("2023-05");
      assertThat(line.arrangedYuan()).isEqualByComparingTo(arranged);
      assertThat(line.paidYuan()).isEqualByComparingTo(paid);
      assertThat(line.completedYuan()).isZero();
    }
  }

  /** Nobody knows in which years the money is to be spent: neither late nor silent. */
  @Test
  void withoutPhasesThereIsNoTime() {
    var project =
        new Project(
            "p",
            "项目",
            null,
            ProjectStage.CONSTRUCTION,
            new BigDecimal("120.00"),
            new BigDecimal("100.00"),
            null,
            null,
            null,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            recent("0", "0", "0"),
            null);
    assertThat(lines(project, true, "2021-01", LocalDate.of(2023, 5, 31))).isEmpty();
  }

  private static List<SupervisionFinding> findings(List<SupervisionLine> lines) {
    return lines.stream().map(SupervisionLine::finding).toList();
  }

  private static List<SupervisionLine> lines(
      Project project, boolean hasLedger, @Nullable String since, LocalDate day) {
    var plan = new SupervisedPlan(hasLedger, month(since), List.of(project));
    var rule = ProgressRuleInForce.DEFAULT;
    return new FindingRules(plan, rule, day, EndedMonths.by(day, rule.stalledMonths())).lines();
  }

  private static Project project(
      String completed, String arranged, Recent recent, @Nullable String lastReported) {
    return project(ProjectStage.CONSTRUCTION, null, completed, arranged, recent, lastReported);
  }

  /** 120 yuan in all, 100 of them in 2021 and 2022. */
  private static Project project(
      ProjectStage stage,
      @Nullable YearMonth joined,
      String completed,
      String arranged,
      Recent recent,
      @Nullable String lastReported) {
    return new Project(
        "p",
        "项目",
        "区科技局",
        stage,
        new BigDecimal("120.00"),
        new BigDecimal("100.00"),
        2021,
        2022,
        joined,
        new BigDecimal(arranged),
        new BigDecimal(completed),
        new BigDecimal(completed),
        recent,
        month(lastReported));
  }

  private static Recent recent(String arranged, String completed, String paid) {
    return new Recent(new BigDecimal(arranged), new BigDecimal(completed), new BigDecimal(paid));
  }

  private static @Nullable YearMonth month(@Nullable String month) {
    return month == null ? null : YearMonth.parse(month);
  }
}

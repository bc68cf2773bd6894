package dev.zhihe.platforms.rollup;

import dev.zhihe.kit.tables.Heading;
import dev.zhihe.platforms.registry.goal.PlatformMeasure;
import dev.zhihe.platforms.registry.goal.PlatformTargetComparator;
import dev.zhihe.platforms.registry.goal.PlatformTargetView;
import dev.zhihe.platforms.rollup.PlatformReports.PlatformReport;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A target of a platform, judged by its accepted reports. */
@Schema(
    name = "PlatformGoalJudgement",
    description = "平台目标的达标情况 / A target of a platform beside what its accepted reports say")
public record GoalJudgement(
    @Schema(description = "目标代码 / Code of the target", examples = "000000-pt-001") @Heading("目标")
        String target,
    @Schema(description = "平台 / Code of the platform", examples = "000000-pf-001") @Heading("平台")
        String platform,
    @Heading("计量内容") PlatformMeasure measure,
    @Schema(
            description =
                "所依据的填报字段；填报没有此数据时不填 / The field of reports; absent if reports do not say it",
            examples = "highTechFirms")
        @Heading("填报字段")
        @Nullable String figure,
    @Heading("比较符") PlatformTargetComparator comparator,
    @Schema(description = "目标值 / The value of the target", examples = "12") @Heading("目标值")
        BigDecimal targetValue,
    @Schema(
            description =
                "累加起始日；时点数没有 / First day from which periods are added up; absent where the figure at the end counts",
            examples = "2026-01-01")
        @Heading("累加起始日")
        @Nullable LocalDate countedFrom,
    @Schema(
            description = "截止日期；其后的填报期不计 / The day by which it is due; later periods do not count",
            examples = "2026-12-31")
        @Heading("截止日期")
        LocalDate deadline,
    @Schema(
            description =
                "已填报的值：最近一期的数，或各期之和 / What is reported: by the latest report, or added up",
            examples = "10")
        @Heading("已填报")
        @Nullable BigDecimal value,
    @Schema(description = "已填报减目标值 / value − targetValue", examples = "-2") @Heading("差额")
        @Nullable BigDecimal gap,
    @Heading("达标情况") GoalOutcome outcome,
    @Schema(
            description = "所依据的最近一份填报 / The latest report that it stands on",
            examples = "000000-pf-001-o-2026-m10")
        @Heading("最近一份填报")
        @Nullable String report,
    @Schema(description = "其填报期截止日 / Last day of its period", examples = "2026-10-31")
        @Heading("填报期截止日")
        @Nullable LocalDate periodEnd,
    @Schema(
            description = "累加：有填报的期数，零报告也计 / Added up: periods with a report, nil reports included",
            examples = "10")
        @Heading("已填报期数")
        @Nullable Integer periods,
    @Schema(
            description = "累加：至截止日的全部期数 / Added up: all periods until the deadline",
            examples = "12")
        @Heading("全部期数")
        @Nullable Integer periodsExpected,
    @Schema(
            description =
                "成员平台：集群、生态圈以其成员之和判断时，所计入的成员 / Of a cluster or ecosystem that is judged by the sum of its members: codes of those whose reports count",
            examples = "[\"000000-pf-002\", \"000000-pf-003\"]")
        @Heading("计入的成员")
        @Nullable List<String> members) {

  /**
   * Judges a target.
   *
   * @param given the reports by which it is judged
   * @param day of the judgement
   */
  static GoalJudgement of(
      PlatformTargetView target, GoalReports given, RollupPeriodKind kind, LocalDate day) {
    var first = target.countedFrom();
    var addsUp = target.measure().addsUp();
    var reports = given.within(first, target.deadline());
    var counted = reports.all();
    var figure = GoalRule.figure(target.measure());
    var latest =
        figure == null
            ? null
            : counted.stream().max(Comparator.comparing(PlatformReport::end)).orElse(null);
    var value =
        figure == null || latest == null
            ? null
            : figure
                .unit()
                .normal(
                    (addsUp ? counted : reports.latest())
                        .stream().map(report -> report.value(figure)).reduce(null, FigureSum::sum));
    return new GoalJudgement(
        target.code(),
        target.platform(),
        target.measure(),
        figure == null ? null : figure.property(),
        target.comparator(),
        target.value(),
        first,
        target.deadline(),
        value,
        value == null ? null : value.subtract(target.value()),
        outcome(target, value, day),
        latest == null ? null : latest.code(),
        latest == null ? null : latest.end(),
        addsUp && figure != null ? counted.size() : null,
        addsUp && figure != null && first != null
            ? kind.within(first, target.deadline()) * Math.max(1, given.members().size())
            : null,
        given.members().isEmpty() ? null : given.members());
  }

  private static GoalOutcome outcome(
      PlatformTargetView target, @Nullable BigDecimal value, LocalDate day) {
    return value == null
        ? GoalOutcome.NO_DATA
        : GoalRule.reached(target.comparator(), value, target.value())
            ? GoalOutcome.REACHED
            : day.isAfter(target.deadline()) ? GoalOutcome.NOT_REACHED : GoalOutcome.OPEN;
  }
}

package dev.zhihe.projects.supervision.finding;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.projects.project.ProjectStage;
import dev.zhihe.projects.rollup.LightRule;
import dev.zhihe.projects.rollup.ProgressLight;
import dev.zhihe.projects.rule.ProgressRuleInForce;
import dev.zhihe.projects.supervision.finding.SupervisedPlan.Project;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is found about the projects of a plan on a day, by a rule. Source:
 * docs/methods/project-progress.md.
 */
final class FindingRules {
  private static final BigDecimal HUNDRED = new BigDecimal(100);

  /** Nobody reports on a project in one of these stages. */
  private static final Set<ProjectStage> ENDED =
      EnumSet.of(ProjectStage.COMPLETED, ProjectStage.CANCELLED, ProjectStage.SUSPENDED);

  private final SupervisedPlan plan;
  private final ProgressRuleInForce rule;
  private final LocalDate day;
  private final EndedMonths months;

  FindingRules(SupervisedPlan plan, ProgressRuleInForce rule, LocalDate day, EndedMonths months) {
    this.plan = plan;
    this.rule = rule;
    this.day = day;
    this.months = months;
  }

  /** A line for each project and finding, in the order of projects and of findings. */
  List<SupervisionLine> lines() {
    var lines = new ArrayList<SupervisionLine>();
    for (var project : plan.projects()) {
      Stream.of(late(project), silent(project), overPlan(project), moneyWithoutProgress(project))
          .flatMap(Stream::ofNullable)
          .forEach(lines::add);
    }
    return List.copyOf(lines);
  }

  /** Its light is behind, as in a roll-up by project. */
  private @Nullable SupervisionLine late(Project project) {
    var rate =
        plan.hasLedger() && project.firstYear() != null
            ? LightRule.percent(project.inPeriodYuan(), project.periodYuan())
            : null;
    var time = LightRule.timeProgress(project.firstYear(), project.lastYear(), day);
    if (rate == null || time == null || LightRule.by(rule).of(rate, time) != ProgressLight.BEHIND) {
      return null;
    }
    return new FoundLine(project, SupervisionFinding.LATE)
        .progress(rate, time)
        .saying(
            Text.of(
                "完成率 %1$s%%，低于时间进度 %2$s%% 的 %3$d%%",
                "Completion is %1$s%%, below %3$d%% of the time progress of %2$s%%",
                rate,
                time,
                rule.behindBelowPercent()));
  }

  /**
   * The last ended months have no report. Counted are months since the project's first planned
   * year, since it joined the plan, and since the plan's first month with an entry or a report.
   */
  private @Nullable SupervisionLine silent(Project project) {
    var year = project.firstYear();
    var since = plan.since();
    if (year == null || since == null || ENDED.contains(project.stage())) {
      return null;
    }
    var joined = Objects.requireNonNullElse(project.joined(), since);
    var from = Collections.max(List.of(YearMonth.of(year, 1), since, joined));
    var last = project.lastReported();
    if (last != null && !last.isBefore(from)) {
      from = last.plusMonths(1);
    }
    var unreported = ChronoUnit.MONTHS.between(from, months.last()) + 1;
    if (unreported < rule.silentMonths()) {
      return null;
    }
    return new FoundLine(project, SupervisionFinding.SILENT)
        .unreported(last, (int) unreported, from, months.last())
        .saying(
            Text.of(
                "%1$s 至 %2$s 连续 %3$d 个月未报月报，%4$s",
                "No monthly report for the %3$d months from %1$s to %2$s; %5$s",
                from,
                months.last(),
                unreported,
                last == null ? "此前从未报送" : "最近一次为 " + last,
                last == null ? "there is none before" : "the last one is of " + last));
  }

  /** More is completed or arranged than the project is to cost. */
  private @Nullable SupervisionLine overPlan(Project project) {
    var completed = isOverPlan(project.completedYuan(), project);
    var arranged = isOverPlan(project.arrangedYuan(), project);
    if (!completed && !arranged) {
      return null;
    }
    var line =
        new FoundLine(project, SupervisionFinding.OVER_PLAN)
            .amounts(project.totalYuan(), project.arrangedYuan(), project.completedYuan(), null);
    if (!completed) {
      return line.saying(overPlan("到位资金", "Arranged", project.arrangedYuan(), project));
    }
    if (!arranged) {
      return line.saying(overPlan("完成投资", "Completed", project.completedYuan(), project));
    }
    return line.saying(
        Text.of(
            "完成投资 %1$s 元、到位资金 %2$s 元，均超过规划总投资 %3$s 元的 %4$d%%",
            "Completed are %1$s yuan and arranged %2$s yuan, both above %4$d%% of the total investment of %3$s yuan",
            project.completedYuan(),
            project.arrangedYuan(),
            project.totalYuan(),
            rule.overPlanPercent()));
  }

  private Text overPlan(String zh, String en, BigDecimal amount, Project project) {
    return Text.of(
        zh + " %1$s 元，超过规划总投资 %2$s 元的 %3$d%%",
        en + " are %1$s yuan, above %3$d%% of the total investment of %2$s yuan",
        amount,
        project.totalYuan(),
        rule.overPlanPercent());
  }

  private boolean isOverPlan(BigDecimal amount, Project project) {
    var limit = project.totalYuan().multiply(BigDecimal.valueOf(rule.overPlanPercent()));
    return amount.multiply(HUNDRED).compareTo(limit) > 0;
  }

  /** The last ended months have money, and nothing that was completed. */
  private @Nullable SupervisionLine moneyWithoutProgress(Project project) {
    var recent = project.recent();
    if (recent.completedYuan().signum() != 0
        || (recent.arrangedYuan().signum() <= 0 && recent.paidYuan().signum() <= 0)) {
      return null;
    }
    return new FoundLine(project, SupervisionFinding.MONEY_WITHOUT_PROGRESS)
        .months(months.recentFrom(), months.last())
        .amounts(null, recent.arrangedYuan(), recent.completedYuan(), recent.paidYuan())
        .saying(
            Text.of(
                "%1$s 至 %2$s 到位资金 %3$s 元、支付 %4$s 元，没有完成投资",
                "From %1$s to %2$s, %3$s yuan were arranged and %4$s yuan paid, and nothing was completed",
                months.recentFrom(),
                months.last(),
                recent.arrangedYuan(),
                recent.paidYuan()));
  }
}

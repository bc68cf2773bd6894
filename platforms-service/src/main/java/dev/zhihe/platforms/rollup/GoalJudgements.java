package dev.zhihe.platforms.rollup;

import dev.zhihe.kit.reads.Computed;
import dev.zhihe.platforms.registry.goal.PlatformTargetView;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The targets of some platforms, each judged by the accepted reports. */
@Schema(
    name = "PlatformGoalJudgements",
    description = "平台目标达标情况 / Targets of platforms beside what accepted reports say")
public record GoalJudgements(
    @Schema(description = "行政区划代码 / GB/T 2260 code", examples = "500106") @Nullable String area,
    @Schema(description = "只计该平台 / This platform alone", examples = "000000-pf-001")
        @Nullable String platform,
    RollupPeriodKind kind,
    @Schema(
            description =
                "判断之日：on，或 asOf 位置之日，或当日；该日前已结束的填报期计入 / The day of the judgement: on, else the day of the position in asOf, else today. With on, periods had ended by it",
            examples = "2026-10-31")
        LocalDate on,
    @Schema(description = "已达到的目标数 / Targets that are reached", examples = "5") long reached,
    @Schema(
            description = "未达到而未到期的目标数 / Targets that are not reached yet, and not due",
            examples = "3")
        long open,
    @Schema(description = "到期未达到的目标数 / Targets that were due and are not reached", examples = "2")
        long notReached,
    @Schema(description = "无数据的目标数 / Targets of which no report says anything", examples = "1")
        long noData,
    @Schema(description = "各项目标，按代码排列 / The targets, in the order of their codes")
        List<GoalJudgement> items)
    implements Computed<GoalJudgement> {

  /** Judges targets by the reports of their platforms. */
  static GoalJudgements of(
      OccupancyQuestion question,
      List<PlatformTargetView> targets,
      Map<String, GoalReports> reports,
      LocalDate on) {
    var judged =
        targets.stream()
            .map(
                target ->
                    GoalJudgement.of(
                        target,
                        Objects.requireNonNull(reports.get(target.code())),
                        question.kind(),
                        on))
            .toList();
    return new GoalJudgements(
        question.platforms().area(),
        question.platforms().platform(),
        question.kind(),
        on,
        number(judged, GoalOutcome.REACHED),
        number(judged, GoalOutcome.OPEN),
        number(judged, GoalOutcome.NOT_REACHED),
        number(judged, GoalOutcome.NO_DATA),
        judged);
  }

  private static long number(List<GoalJudgement> judged, GoalOutcome outcome) {
    return judged.stream().filter(one -> one.outcome() == outcome).count();
  }
}

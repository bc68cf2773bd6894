package dev.zhihe.indicators.assessment;

import dev.zhihe.indicators.dictionary.indicator.Attribute;
import dev.zhihe.indicators.dictionary.indicator.IndicatorKind;
import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.figures.observation.ObservationComparator;
import dev.zhihe.indicators.figures.observation.ObservationStatus;
import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.indicators.goals.TargetComparator;
import dev.zhihe.kit.tables.Heading;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The verdict on one target, with all its inputs. */
@Schema(
    name = "AssessmentLine",
    description =
        "一个目标的评估结论及其依据；数值按指标的计量单位 / The verdict on a target and all that it stands on; values in the indicator's unit")
public record AssessmentLine(
    @Schema(description = "目标代码 / Code of the target", examples = "500106-145-t02") @Heading("目标")
        String target,
    @Schema(
            description =
                "所用目标的版本，即其批准时的版本 / Version of the target used: the one that was put in force; that it ended later is not counted",
            examples = "2")
        @Heading("目标版本")
        long targetVersion,
    @Schema(description = "指标代码 / Code of the indicator", examples = "rd-expenditure-to-gdp")
        @Heading("指标")
        String indicator,
    @Schema(description = "指标名称 / Name of the indicator", examples = "全社会研究与开发支出占 GDP 比重")
        @Heading("指标名称")
        String nameZh,
    @Schema(description = "计量单位 / Unit of all values", examples = "%") @Heading("单位")
        @Nullable String unit,
    @Schema(description = "指标种类 / Kind of the indicator") @Heading("指标种类") IndicatorKind kind,
    @Schema(description = "指标类别 / Category of the indicator", examples = "创新投入") @Heading("类别")
        @Nullable String category,
    @Schema(description = "牵头部门 / Department that answers for the indicator", examples = "区科技局")
        @Heading("牵头部门")
        @Nullable String leadDepartment,
    @Schema(description = "指标属性 / Attribute of the indicator") @Heading("属性")
        @Nullable Attribute attribute,
    @Schema(description = "行政区划代码 / GB/T 2260 code", examples = "500106") @Heading("行政区划代码")
        String area,
    @Schema(description = "板块 / Part of the area") @Heading("板块") @Nullable String board,
    @Schema(description = "适用范围 / What the figure is limited to") @Heading("范围")
        @Nullable String scope,
    @Schema(
            description = "截止日 / Deadline: the last day of the target's year",
            examples = "2025-12-31")
        @Heading("截止日")
        LocalDate deadline,
    @Heading("比较符") TargetComparator comparator,
    @Schema(description = "目标值 / The target", examples = "4.0") @Heading("目标值")
        @Nullable BigDecimal targetValue,
    @Schema(description = "目标上限 / Upper end of a range") @Heading("目标上限")
        @Nullable BigDecimal targetValueMax,
    @Schema(description = "基期值 / Where it started; zero where it is counted up", examples = "3.55")
        @Heading("基期值")
        @Nullable BigDecimal baselineValue,
    @Schema(description = "基期年份 / Year of the baseline", examples = "2020") @Heading("基期年")
        @Nullable Integer baselineYear,
    @Schema(description = "评估方法 / The method", examples = "time-progress") @Heading("评估方法")
        AssessmentMethod method,
    @Schema(description = "方法版本 / Version of the method", examples = "2") @Heading("方法版本")
        int methodVersion,
    @Heading("结论") AssessmentVerdict verdict,
    @Schema(description = "结论 / The verdict in Chinese", examples = "达到预期进度") @Heading("结论（中文）")
        String verdictZh,
    @Schema(description = "The verdict in English", examples = "on track") @Heading("结论（英文）")
        String verdictEn,
    @Schema(
            description =
                "所用观测值；结论为无统计的，即注明无统计的一条 / Code of the observation used, or of the one that says that nothing was collected; absent if there is none")
        @Heading("所用观测值")
        @Nullable String observation,
    @Schema(description = "所用观测值的版本 / Its version", examples = "1") @Heading("观测值版本")
        @Nullable Long observationVersion,
    @Schema(description = "统计期 / Its period", implementation = String.class, examples = "2022")
        @Heading("统计期")
        @Nullable Period period,
    @Schema(description = "观测值 / What was observed", examples = "3.8") @Heading("观测值")
        @Nullable BigDecimal observedValue,
    @Schema(description = "观测值的数值关系 / How the number stands to what was reached") @Heading("观测值比较符")
        @Nullable ObservationComparator observedComparator,
    @Heading("数据状态") @Nullable ObservationStatus observedStatus,
    @Schema(
            description =
                "时间进度 / Share of the time from the baseline to the deadline that was gone when the period ended",
            examples = "40.00")
        @Heading("时间进度")
        @Nullable BigDecimal timePercent,
    @Schema(
            description =
                "届时应达；年度分解为当年的年度目标 / Where it should have been by then; by annual, the milestone of the year",
            examples = "3.73")
        @Heading("应达")
        @Nullable BigDecimal expectedValue,
    @Schema(
            description =
                "差距：与应达值之差；达标判定及无应达值时为与目标之差 / Value less what was expected; by attainment, or where nothing is expected, less the target",
            examples = "0.07")
        @Heading("差距")
        @Nullable BigDecimal gap,
    @Schema(
            description = "完成率 / Share done of the way from the baseline to the target",
            examples = "55.56")
        @Heading("完成率")
        @Nullable BigDecimal achievedPercent,
    @Schema(
            description =
                "实际增速占所需增速 / Actual annual growth as a share of the required; required-growth alone",
            examples = "138.12")
        @Heading("增速占所需增速")
        @Nullable BigDecimal growthPercent,
    @Schema(description = "年均进展 / Pace a year since the baseline", examples = "0.125")
        @Heading("年均进展")
        @Nullable BigDecimal pacePerYear,
    @Schema(description = "所需年均进展 / Pace a year still needed", examples = "0.0667")
        @Heading("所需年均进展")
        @Nullable BigDecimal neededPerYear,
    @Schema(description = "按此进展截止日预计 / What that pace leads to at the deadline", examples = "4.175")
        @Heading("预计值")
        @Nullable BigDecimal projectedValue,
    @Schema(description = "注意事项 / What to know of it") @Heading("注意事项")
        List<AssessmentCaution> cautions,
    @Schema(
            description = "依据 / The same in one sentence, in Chinese",
            examples = "目标≥4.0%（2025年底）；2022年为3.8%；时间进度40.00%，应达3.73%，完成率55.56%：达到预期进度")
        @Heading("依据（中文）")
        String explanationZh,
    @Schema(
            description = "The same in English",
            examples =
                "Target ≥4.0 % by the end of 2025; 3.8 % in 2022; 40.00 % of the time gone, 3.73 % expected, 55.56 % of the way done: on track")
        @Heading("依据（英文）")
        String explanationEn,
    @Schema(
            description = "Name of the indicator in English, where it has one",
            examples = "Share of GDP spent on R&D")
        @Heading("指标英文名称")
        @Nullable String nameEn,
    @Schema(description = "Name of the unit in English, where the codelist has one", examples = "%")
        @Heading("单位英文名称")
        @Nullable String unitEn,
    @Schema(
            description = "Name of the category in English, where the codelist has one",
            examples = "Innovation input")
        @Heading("类别英文名称")
        @Nullable String categoryEn,
    @Schema(
            description =
                "作基期值的观测值；规划未印基期值时才有 / Code of the observation that serves as baseline; only where the plan prints none",
            examples = "500106-135-r05")
        @Heading("作基期值的观测值")
        @Nullable String baselineObservation,
    @Schema(description = "其版本 / Its version", examples = "1") @Heading("其版本")
        @Nullable Long baselineObservationVersion,
    @Schema(
            description =
                "应达值所依据的年度目标及版本，如 …@v2；未用到的没有 / The milestones that the expected value depends on, with their versions; absent if none",
            examples = "[\"500106-145-t05-2022@v1\", \"500106-145-t05-2023@v2\"]")
        @Heading("所依据的年度目标")
        @Nullable List<String> milestones,
    @Schema(
            description =
                "目标的口径，如新增；未印的没有 / What the target measures, such as an increment; absent where none is printed")
        @Heading("数值口径")
        @Nullable Measure measure,
    @Schema(
            description =
                "据以判定的新增量：观测值与基期值之差，或观测值本身；仅新增目标有 / The increment that was judged: value less baseline, or the value itself; only where an increment is asked for",
            examples = "230")
        @Heading("新增量")
        @Nullable BigDecimal addedValue) {

  /** The properties that lines of the first edition do not have. */
  static final Set<String> NOT_AT_FIRST =
      Set.of(
          "nameEn",
          "unitEn",
          "categoryEn",
          "baselineObservation",
          "baselineObservationVersion",
          "milestones",
          "measure",
          "addedValue");
}

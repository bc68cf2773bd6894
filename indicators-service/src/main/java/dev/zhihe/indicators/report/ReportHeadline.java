package dev.zhihe.indicators.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.indicators.figures.observation.ObservationComparator;
import dev.zhihe.indicators.figures.observation.ObservationStatus;
import dev.zhihe.indicators.figures.observation.Period;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A main indicator in a report: the target that stands for it, and what its chart shows. Values are
 * in the indicator's unit.
 */
@Schema(
    name = "ReportHeadline",
    description =
        "报告中的一个主要指标，按原文表格次序，每个指标一次；数值按指标的计量单位 / A main indicator, once, in the order of the plan's table; values in its unit")
public record ReportHeadline(
    @Schema(description = "代表该指标的目标 / The target that stands for it", examples = "500106-145-t02")
        String target,
    @Schema(description = "指标英文名 / Name in English", examples = "R&D expenditure as a share of GDP")
        @Nullable String nameEn,
    @Schema(description = "来源文件 / Document that prints it", examples = "spb-145-st-plan-rev")
        @Nullable String document,
    @Schema(description = "来源行 / Line of that document, which gives the order", examples = "180")
        @Nullable Integer sourceLine,
    @Schema(
            description =
                "由基期值经年度目标到目标值；没有的不列 / From the baseline over the milestones to the target; what is not known is not listed")
        List<PathPoint> path,
    @Schema(
            description =
                "各年实际值，至评估日已结束的；评估所用的非年度数据也在内 / Figures of the years that had ended by the day, and the figure judged by, whatever its period")
        List<Figure> figures) {

  /** What a point of the path is. */
  @Schema(
      name = "ReportPathPointKind",
      description = "路径上的点: baseline 基期值, milestone 年度目标, target 目标值")
  public enum PathPointKind {
    /** 基期值. */
    @JsonProperty("baseline")
    BASELINE,
    /** 年度目标: a part of the target without a department. */
    @JsonProperty("milestone")
    MILESTONE,
    /** 目标值. */
    @JsonProperty("target")
    TARGET
  }

  /**
   * A value that the plan names, and its day.
   *
   * @param valueMax upper end of a range
   */
  @Schema(name = "ReportPathPoint")
  public record PathPoint(
      PathPointKind kind,
      @Schema(examples = "2020-12-31") LocalDate on,
      @Schema(examples = "3.55") BigDecimal value,
      @Schema(description = "目标上限 / Upper end of a range") @Nullable BigDecimal valueMax) {}

  /** A figure, and the version of the observation that it was taken from. */
  @Schema(name = "ReportFigure")
  public record Figure(
      @Schema(examples = "500106-135-r05") String observation,
      @Schema(examples = "1") long observationVersion,
      @Schema(implementation = String.class, examples = "2020") Period period,
      ObservationComparator comparator,
      @Schema(examples = "3.55") BigDecimal value,
      ObservationStatus status) {}
}

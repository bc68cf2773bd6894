package dev.zhihe.indicators.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.indicators.figures.observation.ObservationComparator;
import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.tables.Heading;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A figure under a report that was changed after the report was made. */
@Schema(
    name = "ReportCorrection",
    description =
        "报告所用、其后有变的一项数据；数值按指标的计量单位 / A figure that a report used and that was changed since; in the indicator's unit")
public record ReportCorrection(
    @Schema(description = "观测值代码 / Code of the figure", examples = "500106-rd-2022") @Heading("观测值")
        String observation,
    @Schema(description = "指标代码 / Code of the indicator", examples = "rd-expenditure-to-gdp")
        @Heading("指标")
        String indicator,
    @Schema(examples = "全社会研究与开发支出占 GDP 比重") @Heading("指标名称") String nameZh,
    @Schema(examples = "%") @Heading("单位") @Nullable String unit,
    @Schema(implementation = String.class, examples = "2022") @Heading("统计期") Period period,
    @Heading("变动") Change change,
    @Schema(description = "报告所用版本 / Version that the report used", examples = "1")
        @Heading("报告所用版本")
        long versionUsed,
    @Heading("报告所用数值关系") ObservationComparator comparatorUsed,
    @Schema(
            description =
                "报告所用数值；当时没有统计的没有 / Value that the report used; absent if none was collected then",
            examples = "3.8")
        @Heading("报告所用数值")
        @Nullable BigDecimal valueUsed,
    @Schema(description = "现版本；已删除的没有 / Version now; absent if deleted", examples = "2")
        @Heading("现版本")
        @Nullable Long version,
    @Heading("现数值关系") @Nullable ObservationComparator comparator,
    @Schema(
            description =
                "现数值；已撤销、已删除或没有统计的没有 / Value now; absent if retracted, deleted or not collected",
            examples = "3.7")
        @Heading("现数值")
        @Nullable BigDecimal value,
    @Schema(description = "撤销理由 / Why it was retracted", examples = "误用了预计数") @Heading("撤销理由")
        @Nullable String retractionReason,
    @Schema(
            description =
                "以该数据判定或以其为基期值的目标 / Targets that the report judged by it, or from it as baseline",
            examples = "[\"500106-145-t02\"]")
        @Heading("以其判定的目标")
        List<String> targets) {

  /** What happened to a figure. */
  @Schema(
      name = "ReportCorrectionChange",
      description =
          "变动: corrected 已更正 (another value, or one where none was collected), retracted 已撤销, deleted 已删除 (computed from a figure that was retracted)")
  public enum Change {
    /** 已更正: it has another value. */
    @JsonProperty("corrected")
    CORRECTED(new Text("已更正", "corrected")),
    /** 已撤销: it has no value any more. */
    @JsonProperty("retracted")
    RETRACTED(new Text("已撤销", "retracted")),
    /** 已删除: it was computed from a figure that was retracted. */
    @JsonProperty("deleted")
    DELETED(new Text("已删除", "deleted"));

    private final Text words;

    Change(Text words) {
      this.words = words;
    }

    /** In words. */
    Text words() {
      return words;
    }
  }
}

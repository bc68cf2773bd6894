package dev.zhihe.indicators.report;

import dev.zhihe.indicators.figures.observation.ObservationComparator;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A figure under a report that has another value now, in short. */
@Schema(
    name = "ReportCorrectedFigure",
    description =
        "报告所用、其后有变的一项数据 / A figure that the report used and that has another value now, in the indicator's unit")
public record ReportCorrectedFigure(
    @Schema(description = "观测值代码 / Code of the figure", examples = "500106-rd-2022")
        String observation,
    ObservationComparator comparatorUsed,
    @Schema(
            description =
                "报告所用数值；当时没有统计的没有 / Value that the report used; absent if none was collected then",
            examples = "3.8")
        @Nullable BigDecimal valueUsed,
    @Nullable ObservationComparator comparator,
    @Schema(
            description =
                "现数值；已撤销、已删除或没有统计的没有 / Value now; absent if retracted, deleted or not collected",
            examples = "3.7")
        @Nullable BigDecimal value) {

  /** The form in a file, such as {@code 500106-rd-2022 3.8→3.7}. */
  @Override
  public String toString() {
    return observation + " " + text(comparatorUsed, valueUsed) + "→" + text(comparator, value);
  }

  private static String text(
      @Nullable ObservationComparator comparator, @Nullable BigDecimal value) {
    return value == null ? "—" : LineTexts.sign(comparator) + value.toPlainString();
  }
}

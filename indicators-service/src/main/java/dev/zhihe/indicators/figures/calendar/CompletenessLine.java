package dev.zhihe.indicators.figures.calendar;

import dev.zhihe.kit.tables.Heading;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which figures of a department are present. */
@Schema(
    name = "CompletenessLine",
    description =
        "一个牵头部门的报送情况：应报 = 已报 + 未报 + 无统计，已报 = 按时 + 迟报 / Of one lead department: expected = reported + missing + not collected, reported = in time + late")
public record CompletenessLine(
    @Schema(
            description =
                "牵头部门；未定的和合计没有 / Lead department; absent if none is known, and of the total",
            examples = "区科技局")
        @Heading("牵头部门")
        @Nullable String department,
    @Schema(description = "应报指标数 / Indicators expected", examples = "12") @Heading("应报")
        int expected,
    @Schema(description = "已报 / With a published value", examples = "9") @Heading("已报")
        int reported,
    @Schema(
            description =
                "按时：首次填报日不晚于截止日（含延期）；未定截止日或无首次填报日的视为按时 / First handed in by the due day, extended or not; without a due day, or a day of handing in, as in time",
            examples = "8")
        @Heading("按时")
        int inTime,
    @Schema(description = "迟报 / Handed in later", examples = "1") @Heading("迟报") int late,
    @Schema(description = "未报 / Nothing published", examples = "2") @Heading("未报") int missing,
    @Schema(description = "无统计 / Published as not collected", examples = "1") @Heading("无统计")
        int notCollected,
    @Schema(
            description =
                "现有填报待审或待公布的（更正亦计，与 on 无关），限本单位 / Those with a figure, or a correction of one, that waits now, whatever the day, for a reviewer or an embargo; for the bureau alone",
            examples = "1")
        @Heading("待审")
        @Nullable Integer waiting,
    @Schema(
            description =
                "完整率（%），（已报 + 无统计）÷ 应报 / Reported or said to be not collected, of expected, in percent, one decimal; absent if nothing is expected",
            examples = "75.0")
        @Heading("完整率")
        @Nullable BigDecimal completePercent,
    @Schema(
            description =
                "及时率（%），按时 ÷ 应报 / In time of expected, in percent, one decimal; absent if nothing is expected",
            examples = "66.7")
        @Heading("及时率")
        @Nullable BigDecimal timelyPercent,
    @Schema(
            description = "截止日，含延期；合计为不含延期的 / Due day with extensions; of the total without",
            examples = "2023-04-20")
        @Heading("截止日")
        @Nullable LocalDate dueOn,
    @Schema(
            description = "已过截止日仍有未报 / Something is missing though the due day is over",
            examples = "false")
        @Heading("逾期")
        boolean overdue,
    @Schema(description = "未报指标 / What is missing") @Heading("未报指标")
        List<Missing> missingIndicators) {

  /** An indicator without a figure. */
  @Schema(name = "MissingIndicator", description = "未报指标 / An indicator without a figure")
  public record Missing(
      @Schema(examples = "rd-expenditure") String indicator,
      @Schema(
              description = "其观测值 / Where its figures are",
              examples = "/v1/observations?indicator=rd-expenditure&area=500106&period=2023-Q1")
          String link) {

    /** The text in a file. */
    @Override
    public String toString() {
      return indicator;
    }
  }
}

package dev.zhihe.platforms.occupancy.rule;

import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published view of an area's limits. */
@Schema(
    name = "OccupancyRule",
    description =
        "填报校验规则的限值 / An area's limits of the rules that occupancy reports are checked by; they hold for periods that end on their day or later, until the next ones")
public record OccupancyRuleView(
    @Schema(description = "Begins with the area's code", examples = "500106-limits-2026")
        String code,
    @Schema(description = "行政区划代码 / Code of the area", examples = "500106") String area,
    @Schema(description = "起效日期 / First day on which they hold", examples = "2026-01-01")
        LocalDate effectiveOn,
    @Schema(
            description =
                "面积、户数、人数与上期相比的限值，缺省为 200 / Areas, firms and people: at most this share of the last report, nor less than its inverse; 200 unless given",
            minimum = "110",
            maximum = "10000",
            examples = "200")
        int stockJumpPercent,
    @Schema(
            description =
                "金额与上期相比的限值，缺省为 300 / Money of the period, in the same way; 300 unless given",
            minimum = "110",
            maximum = "10000",
            examples = "300")
        int flowJumpPercent,
    @Schema(
            description =
                "与上年同期相比的限值，缺省为 400 / Any of them beside the same period a year before; 400 unless given",
            minimum = "110",
            maximum = "10000",
            examples = "400")
        int yearJumpPercent,
    @Schema(
            description =
                "同类平台离群限值：上下四分位数之比的几次方，缺省为 2 / How far beyond the quartiles of its peers a figure may be: their ratio to this power; 2 unless given",
            minimum = "1",
            maximum = "10",
            examples = "2")
        int peerSpreads,
    @Schema(
            description = "同类平台至少几家才比较，缺省为 5 / Fewer peers are no measure; 5 unless given",
            minimum = "5",
            maximum = "100",
            examples = "5")
        int peersAtLeast,
    @Schema(
            description =
                "几项比较一致时说明不能解释单位误填，缺省为 2 / From so many comparisons that agree, no comment explains a mistaken unit; 2 unless given",
            minimum = "1",
            maximum = "5",
            examples = "2")
        int slipComparisons,
    @Schema(description = "理由 / Why", examples = "按首年填报情况调整") String reason,
    @Schema(description = "依据文件 / Document that it rests on", examples = "沙科发〔2026〕3号")
        @Nullable String document,
    @Schema(description = "draft until a reviewer adopts it; drafts are seen by the bureau alone")
        OccupancyRuleStatus status) {

  /** The limits alone. */
  RuleLimits limits() {
    return new RuleLimits(
        stockJumpPercent,
        flowJumpPercent,
        yearJumpPercent,
        peerSpreads,
        peersAtLeast,
        slipComparisons);
  }

  /** A page of limits. */
  @Schema(name = "OccupancyRulePage")
  public record Page(
      List<OccupancyRuleView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}

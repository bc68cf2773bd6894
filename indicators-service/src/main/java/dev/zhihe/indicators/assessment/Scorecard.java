package dev.zhihe.indicators.assessment;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.tables.Heading;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The assessment of the targets of one group. */
@Schema(
    name = "Scorecard",
    description = "一组目标的进展，或全部目标的合计 / How a group of targets stands, or all of them")
public record Scorecard(
    @Schema(
            description =
                "该组，用作评估的筛选值；未指定的和合计没有 / The group, as the filter of assessments takes it; none for those without one and for the total",
            examples = "创新投入")
        @Heading("分组")
        @Nullable String group,
    @Schema(description = "组名 / Name of the group in Chinese", examples = "创新投入") @Heading("名称")
        String nameZh,
    @Schema(
            description = "Name of the group in English, where it has one",
            examples = "Innovation input")
        @Heading("英文名称")
        String nameEn,
    @Schema(description = "是否为合计 / Whether this is the row of all targets", examples = "false")
        @Heading("合计")
        boolean total,
    @Schema(description = "目标个数 / Targets", examples = "12") @Heading("目标数") int targets,
    @Schema(description = "可判定的个数 / Those of which it can be said how they go", examples = "10")
        @Heading("可判定")
        int judged,
    @Schema(description = "达到预期进度、提前完成或已实现的个数 / Those on track, ahead or met", examples = "7")
        @Heading("达到预期")
        int good,
    @Schema(description = "占可判定的比重 / Their share of those judged, in percent", examples = "70.00")
        @Heading("占可判定")
        @Nullable BigDecimal goodPercent,
    @Schema(description = "最差的结论 / The worst verdict") @Heading("最差结论") AssessmentVerdict worst,
    @Schema(examples = "滞后") @Heading("最差结论（中文）") String worstZh,
    @Schema(examples = "behind schedule") @Heading("最差结论（英文）") String worstEn,
    @Schema(
            description =
                "各结论的个数，由差到好，包括零 / How many have which verdict, from worst to best, zeros too")
        @Heading("各结论个数")
        List<Count> counts,
    @Schema(
            description = "该组各目标的评估 / Where its targets' lines are",
            examples =
                "/v1/assessments?plan=500106-145&on=2023-06-30&category=%E5%88%9B%E6%96%B0%E6%8A%95%E5%85%A5")
        @Heading("链接")
        String href) {

  /** The number of the group's targets with one verdict. In a file it is {@code behind=3}. */
  @Schema(name = "ScorecardCount")
  public record Count(
      AssessmentVerdict verdict,
      @Schema(examples = "滞后") String verdictZh,
      @Schema(examples = "behind schedule") String verdictEn,
      @Schema(examples = "3") int count,
      @Schema(
              description = "这些目标的评估 / Where exactly their lines are",
              examples =
                  "/v1/assessments?plan=500106-145&on=2023-06-30&category=%E5%88%9B%E6%96%B0%E6%8A%95%E5%85%A5&verdict=behind")
          String href) {
    @Override
    public String toString() {
      return Views.word(verdict) + "=" + count;
    }
  }
}

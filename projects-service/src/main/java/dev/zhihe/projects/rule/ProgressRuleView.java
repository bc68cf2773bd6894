package dev.zhihe.projects.rule;

import dev.zhihe.kit.review.Adoption;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published view of a rule. */
@Schema(
    name = "ProgressRule",
    description =
        "进度规则 / A plan's rule of lights and supervision findings; it holds from its day until the next one's")
public record ProgressRuleView(
    @Schema(examples = "500106-145-rule-2023") String code,
    @Schema(description = "Code of the plan", examples = "500106-145") String plan,
    @Schema(description = "起效日期 / First day on which it holds", examples = "2023-07-01")
        LocalDate effectiveOn,
    @Schema(
            description =
                "完成率低于时间进度的此比例为滞后，不高于预警比例 / Behind if the completion rate is below this share of time progress; at most that of a warning",
            minimum = "0",
            maximum = "100",
            examples = "50")
        int behindBelowPercent,
    @Schema(
            description = "低于此比例为预警 / A warning if it is below this share",
            minimum = "0",
            maximum = "100",
            examples = "80")
        int warningBelowPercent,
    @Schema(
            description =
                "连续几个月未报即列入督查，缺省为 2 / Silent after so many months without a report; 2 unless given",
            minimum = "1",
            maximum = "60",
            examples = "2")
        int silentMonths,
    @Schema(
            description =
                "几个月内有资金而无完成投资即列入督查，缺省为 3 / So many months with money and nothing completed; 3 unless given",
            minimum = "1",
            maximum = "60",
            examples = "3")
        int stalledMonths,
    @Schema(
            description =
                "到位或完成超过总投资的此比例即列入督查，缺省为 100 / Arranged or completed above this share of the total investment; 100 unless given",
            minimum = "1",
            maximum = "1000",
            examples = "100")
        int overPlanPercent,
    @Schema(description = "理由 / Why", examples = "区政府督查要求") String reason,
    @Schema(description = "依据文件 / Document that it rests on", examples = "沙府办〔2023〕12号")
        @Nullable String document,
    @Schema(description = "draft until a reviewer adopts it; drafts are seen by the bureau alone")
        Adoption status) {

  /** A page of rules. */
  @Schema(name = "ProgressRulePage")
  public record Page(
      List<ProgressRuleView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}

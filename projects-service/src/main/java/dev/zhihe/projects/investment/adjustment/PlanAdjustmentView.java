package dev.zhihe.projects.investment.adjustment;

import dev.zhihe.projects.investment.plan.Phase;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published state of an adjustment. */
@Schema(
    name = "PlanAdjustment",
    description =
        "投资计划调整 / An act that puts another investment plan in the place of one in force, with every amount before and after, in yuan")
public record PlanAdjustmentView(
    @Schema(examples = "500106-145-p06-ip1-adj1") String code,
    @Schema(description = "Code of the plan", examples = "500106-145") String plan,
    @Schema(description = "Code of the project", examples = "500106-145-p06") String project,
    @Schema(description = "所调整投资计划 / Code of the investment plan", examples = "500106-145-p06-ip1")
        String investmentPlan,
    @Schema(
            description = "编制时投资计划的版本 / Version of the investment plan that it was made from",
            examples = "2")
        long investmentPlanVersion,
    @Schema(description = "调整前的规划总投资 / Total before, yuan", examples = "10000000000.00")
        BigDecimal beforeTotalYuan,
    @Schema(
            description = "调整前的规划期投资 / Within the plan period before, yuan",
            examples = "10000000000.00")
        BigDecimal beforePeriodYuan,
    @Schema(description = "调整前的分期 / Phases before") List<Phase> beforePhases,
    @Schema(description = "调整后的规划总投资 / Total after, yuan", examples = "11000000000.00")
        BigDecimal afterTotalYuan,
    @Schema(
            description = "调整后的规划期投资 / Within the plan period after, yuan",
            examples = "10500000000.00")
        BigDecimal afterPeriodYuan,
    @Schema(description = "调整后的分期 / Phases after") List<Phase> afterPhases,
    @Schema(
            description =
                "按原文保留 / true if the document contradicts itself and the amounts stay as it states them",
            examples = "false")
        @Nullable Boolean asStated,
    @Schema(description = "调整理由 / Why", examples = "建设规模扩大") String reason,
    @Schema(description = "文件名称 / Title of the document that decides it")
        @Nullable String documentTitle,
    @Schema(description = "文号 / Number of that document", examples = "沙发改〔2023〕8号")
        @Nullable String documentNumber,
    @Schema(description = "起效日期 / First day on which it holds", examples = "2023-07-01")
        LocalDate effectiveOn,
    @Schema(description = "All but approved ones are seen by the bureau alone")
        PlanAdjustmentStatus status,
    @Schema(description = "退回理由 / Why it was returned") @Nullable String returnReason,
    @Schema(
            description = "后续投资计划 / Code of the investment plan that followed, once it is approved",
            examples = "500106-145-p06-ip2")
        @Nullable String successor) {

  /** A page of adjustments. */
  @Schema(name = "PlanAdjustmentPage")
  public record Page(
      List<PlanAdjustmentView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}

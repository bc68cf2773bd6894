package dev.zhihe.projects.investment.plan;

import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published view of an investment plan. */
@Schema(
    name = "InvestmentPlan",
    description =
        "投资计划 / What a project is planned to cost, in yuan, as the document prints it: the figures may contradict each other")
public record InvestmentPlanView(
    @Schema(examples = "500106-145-p06-ip1") String code,
    @Schema(description = "Code of the plan", examples = "500106-145") String plan,
    @Schema(description = "Code of the project", examples = "500106-145-p06") String project,
    @Schema(description = "Over the whole life of the project, yuan", examples = "10000000000.00")
        BigDecimal totalYuan,
    @Schema(description = "Within the plan period, yuan, as printed", examples = "10000000000.00")
        BigDecimal periodYuan,
    @Schema(description = "In order, without overlap; in CSV 2021-2022:900000000.00 joined by ;")
        List<Phase> phases,
    @Schema(description = "draft until a reviewer adopts it; drafts are seen by the bureau alone")
        InvestmentPlanStatus status,
    @Schema(description = "Short id of the source document", examples = "spb-145-st-plan-rev")
        @Nullable String document,
    @Schema(description = "Line of the source document", examples = "966")
        @Nullable Integer sourceLine) {

  /** A page of investment plans. */
  @Schema(name = "InvestmentPlanPage")
  public record Page(
      List<InvestmentPlanView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}

package dev.zhihe.projects.investment.plan;

import dev.zhihe.kit.review.Adoption;
import dev.zhihe.kit.tables.Since;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published view of an investment plan. */
@Schema(
    name = "InvestmentPlan",
    description =
        "投资计划 / What a project is planned to cost, in yuan, as the document states it; figures that contradict each other are marked asStated")
public record InvestmentPlanView(
    @Schema(examples = "500106-145-p06-ip1") String code,
    @Schema(description = "Code of the plan", examples = "500106-145") String plan,
    @Schema(description = "Code of the project", examples = "500106-145-p06") String project,
    @Schema(description = "Over the whole life of the project, yuan", examples = "10000000000.00")
        BigDecimal totalYuan,
    @Schema(description = "Within the plan period, yuan, as printed", examples = "10000000000.00")
        BigDecimal periodYuan,
    @Schema(
            description =
                "In order, without overlap; in CSV 2021-2022:900000000.00 joined by ;, before the period -2020:1.00, after it 2026-:1.00")
        List<Phase> phases,
    @Schema(
            description =
                "按原文保留 / true if the document contradicts itself and the figures stay as it states them",
            examples = "true")
        @Since(3)
        @Nullable Boolean asStated,
    @Schema(
            description =
                "规划期投资减规划期内各期之和 / periodYuan less the phases within the period; absent without such phases",
            examples = "-1000000000.00")
        @Since(3)
        @Nullable BigDecimal differenceYuan,
    @Schema(description = "draft until a reviewer adopts it; drafts are seen by the bureau alone")
        Adoption status,
    @Schema(description = "Short id of the source document", examples = "spb-145-st-plan-rev")
        @Nullable String document,
    @Schema(description = "Line of the source document", examples = "966")
        @Nullable Integer sourceLine,
    @Schema(
            description = "起效日期 / First day on which it holds; absent: always",
            examples = "2023-07-01")
        @Since(3)
        @Nullable LocalDate validFrom,
    @Schema(
            description = "失效日期 / The day from which on another holds; absent: none yet",
            examples = "2024-01-01")
        @Since(3)
        @Nullable LocalDate validUntil,
    @Schema(
            description = "所调整的投资计划 / Code of the investment plan whose place it took",
            examples = "500106-145-p06-ip1")
        @Since(3)
        @Nullable String adjusts,
    @Schema(
            description = "所依据的调整 / Code of the adjustment that put it in force",
            examples = "500106-145-p06-ip1-adj1")
        @Since(3)
        @Nullable String adjustment,
    @Schema(
            description =
                "所依据的项目变动 / Code of the change of projects that put it in force, an addition or a merger",
            examples = "500106-145-chg1")
        @Since(4)
        @Nullable String projectChange,
    @Schema(
            description =
                "据以终止的项目变动 / Code of the change of projects that ended it, so that none followed",
            examples = "500106-145-chg2")
        @Since(4)
        @Nullable String endedBy,
    @Schema(
            description =
                "并入的项目 / Codes of the projects whose amounts it has beside its own project's",
            examples = "[\"500106-145-p07\"]")
        @Since(4)
        @Nullable List<String> mergedProjects) {

  /** The planned amounts. */
  public PlannedInvestment planned() {
    return new PlannedInvestment(totalYuan, periodYuan, phases, asStated);
  }

  /** A page of investment plans. */
  @Schema(name = "InvestmentPlanPage")
  public record Page(
      List<InvestmentPlanView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}

package dev.zhihe.projects.investment.annual;

import dev.zhihe.kit.review.Adoption;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published view of an annual plan. */
@Schema(
    name = "AnnualPlan",
    description = "年度计划投资 / What a project is to invest in a year, in yuan")
public record AnnualPlanView(
    @Schema(examples = "500106-145-p06-2023") String code,
    @Schema(description = "Code of the plan", examples = "500106-145") String plan,
    @Schema(description = "Code of the project", examples = "500106-145-p06") String project,
    @Schema(examples = "2023") int year,
    @Schema(description = "年度计划投资 / To be invested in the year, yuan", examples = "1500000000.00")
        BigDecimal amountYuan,
    @Schema(
            description = "说明：与投资计划各期不符的原因 / Why it does not fit the phases of the investment plan",
            examples = "按进度提前实施")
        @Nullable String comment,
    @Schema(description = "draft until a reviewer adopts it; drafts are seen by the bureau alone")
        Adoption status,
    @Schema(description = "Short id of the source document", examples = "spb-2023-projects")
        @Nullable String document,
    @Schema(description = "Line of the source document", examples = "12")
        @Nullable Integer sourceLine,
    @Schema(
            description = "起效日期 / First day on which it holds; absent: always",
            examples = "2023-07-01")
        @Nullable LocalDate validFrom,
    @Schema(
            description = "失效日期 / The day from which on another holds; absent: none yet",
            examples = "2023-10-01")
        @Nullable LocalDate validUntil,
    @Schema(
            description = "所修订的年度计划 / Code of the annual plan whose place it took",
            examples = "500106-145-p06-2023")
        @Nullable String revises) {

  /** A page of annual plans. */
  @Schema(name = "AnnualPlanPage")
  public record Page(
      List<AnnualPlanView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}

package dev.zhihe.indicators.plan;

import dev.zhihe.kit.review.Adoption;
import dev.zhihe.kit.tables.Since;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published state of a plan. */
@Schema(name = "Plan", description = "规划 / A plan: the period it covers and how far it looks")
public record PlanView(
    @Schema(examples = "500106-145") String code,
    @Schema(description = "GB/T 2260 code of the area", examples = "500106") String area,
    @Schema(examples = "沙坪坝区“十四五”科技创新发展规划") String nameZh,
    @Nullable String nameEn,
    @Schema(description = "First year of the plan period", examples = "2021") int startYear,
    @Schema(description = "Last year of the plan period", examples = "2025") int endYear,
    @Schema(description = "Year of the long-range goals", examples = "2035")
        @Nullable Integer horizonYear,
    @Schema(description = "draft until a reviewer adopts it; drafts are seen by the bureau alone")
        Adoption status,
    @Schema(
            description = "文号，按原文 / Number of the plan's document, as printed",
            examples = "沙府发〔2021〕30号")
        @Since(2)
        @Nullable String documentNumber,
    @Schema(description = "发文机关，按原文 / Body that issued it, as printed", examples = "沙坪坝区人民政府")
        @Since(2)
        @Nullable String issuedBy,
    @Schema(description = "修订日期，原文所印 / Day of the revision, where printed", examples = "2022-06-30")
        @Since(2)
        @Nullable LocalDate revisedOn,
    @Schema(
            description = "评估单位，按原文 / Bodies that evaluate how it is carried out, as printed",
            examples = "[\"区科技局\"]")
        @Since(2)
        @Nullable List<String> evaluatedBy,
    @Schema(
            description = "报送对象，按原文 / Bodies to which the evaluations are reported, as printed",
            examples = "[\"区委\", \"区人大\"]")
        @Since(2)
        @Nullable List<String> reportedTo,
    @Schema(
            description = "监督单位，按原文 / Bodies that supervise how it is carried out, as printed",
            examples = "[\"区委督查室\"]")
        @Since(2)
        @Nullable List<String> supervisedBy,
    @Schema(description = "Short id of the source document", examples = "spb-145-st-plan-rev")
        @Nullable String document,
    @Schema(description = "Line of the source document", examples = "3")
        @Nullable Integer sourceLine) {

  /** A page of plans. */
  @Schema(name = "PlanPage")
  public record Page(
      List<PlanView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}

package dev.zhihe.platforms.occupancy.report;

import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published state of an occupancy report. */
@Schema(
    name = "OccupancyReport",
    description =
        "入驻情况填报 / A platform's figures for a reporting period: areas in m², money in yuan, people in persons")
public record OccupancyReportView(
    @Schema(
            description =
                "代码，由系统给出：平台代码、-o-、填报期代码去掉行政区划前缀 / Code, given by the system: the platform's, -o-, and the period's without its area and hyphen",
            examples = "000000-pf-001-o-2026-m10")
        String code,
    @Schema(description = "平台代码 / Code of the platform", examples = "000000-pf-001")
        String platform,
    @Schema(description = "填报期代码 / Code of the reporting period", examples = "000000-2026-m10")
        String period,
    @Schema(description = "可用面积，m² / Area that can be let or used, m²", examples = "12000")
        BigDecimal usableAreaM2,
    @Schema(description = "孵化面积，m² / Incubation area, m²", examples = "9000")
        @Nullable BigDecimal incubationAreaM2,
    @Schema(description = "入驻面积，m² / Area in use by tenants, m²", examples = "7600.5")
        BigDecimal occupiedAreaM2,
    @Schema(description = "期末入驻企业数，家 / Tenants at the end of the period, number", examples = "42")
        int tenants,
    @Schema(description = "本期新入驻企业数，家 / Tenants that entered in the period, number", examples = "3")
        int newTenants,
    @Schema(
            description = "本期毕业企业数，家 / Tenants that graduated in the period, number",
            examples = "1")
        int graduatedTenants,
    @Schema(description = "本期迁出企业数，家 / Tenants that left in the period, number", examples = "2")
        @Nullable Integer leftTenants,
    @Schema(
            description = "入驻高新技术企业数，家 / High-tech enterprises among the tenants, number",
            examples = "6")
        @Nullable Integer highTechFirms,
    @Schema(
            description = "入驻科技型企业数，家 / Technology-based enterprises among the tenants, number",
            examples = "20")
        @Nullable Integer techFirms,
    @Schema(description = "从业人员，人 / People who work in the tenants, persons", examples = "830")
        @Nullable Integer employees,
    @Schema(
            description = "本期产值，元 / Output of the tenants in the period, yuan",
            examples = "12500000.00")
        @Nullable BigDecimal outputYuan,
    @Schema(description = "说明 / Comment", examples = "二号楼于本月交付") @Nullable String comment,
    @Schema(
            description =
                "审核状态：已提交 submitted、已退回 returned 仅运营单位和主管部门可见，已通过 accepted 公开 / submitted and returned are seen by the operator and the bureau alone, accepted by everybody")
        ReviewStatus status,
    @Schema(
            description = "退回理由，退回时才有 / Why it was returned; there while it is",
            examples = "入驻面积与附表不符，请核对")
        @Nullable String returnReason,
    @Schema(description = "退回时各字段的意见 / What the reviewer said of which field; in CSV joined by ;")
        List<FieldReason> fields) {

  /** A page of occupancy reports. */
  @Schema(name = "OccupancyReportPage")
  public record Page(
      List<OccupancyReportView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}

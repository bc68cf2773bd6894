package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.tables.Since;
import java.math.BigDecimal;
import java.time.LocalDate;
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
    @Since(2)
        @Schema(
            description = "提交时的运营单位 / Code of the platform's operator when it was submitted",
            examples = "000000-op-1")
        @Nullable String operator,
    @Since(2)
        @Schema(
            description =
                "填报类型；零报告没有数据 / regular, or nil, which has no figures; absent for regular in older reports")
        @Nullable OccupancyKind kind,
    @Since(2)
        @Schema(
            description =
                "所更正的填报；更正仅其运营单位和主管部门可见，通过后其内容即为所更正填报的内容 / Code of the accepted report that this amends. An amendment is seen by its operator and the bureau alone; once accepted, its content is that of the report",
            examples = "000000-pf-001-o-2026-m10")
        @Nullable String amends,
    @Schema(description = "可用面积，m² / Area that can be let or used, m²", examples = "12000")
        @Nullable BigDecimal usableAreaM2,
    @Schema(description = "孵化面积，m² / Incubation area, m²", examples = "9000")
        @Nullable BigDecimal incubationAreaM2,
    @Since(2)
        @Schema(
            description = "公共服务面积，m² / Area of services that tenants share, m²",
            examples = "800")
        @Nullable BigDecimal publicServiceAreaM2,
    @Schema(description = "入驻面积，m² / Area in use by tenants, m²", examples = "7600.5")
        @Nullable BigDecimal occupiedAreaM2,
    @Since(2)
        @Schema(
            description = "期初入驻企业数，家 / Tenants at the start of the period, number",
            examples = "42")
        @Nullable Integer tenantsAtStart,
    @Schema(
            description =
                "期末入驻企业数，家，等于期初 + 新入驻 − 迁出 − 毕业 / Tenants at the end of the period, number: at the start, and those that entered, without those that left or graduated",
            examples = "42")
        @Nullable Integer tenants,
    @Schema(description = "本期新入驻企业数，家 / Tenants that entered in the period, number", examples = "3")
        @Nullable Integer newTenants,
    @Schema(
            description = "本期毕业企业数，家 / Tenants that graduated in the period, number",
            examples = "1")
        @Nullable Integer graduatedTenants,
    @Schema(
            description =
                "本期迁出企业数（不含毕业），家 / Tenants that left in the period without graduating, number",
            examples = "2")
        @Nullable Integer leftTenants,
    @Schema(
            description = "入驻高新技术企业数，家 / High-tech enterprises among the tenants, number",
            examples = "6")
        @Nullable Integer highTechFirms,
    @Schema(
            description = "入驻科技型企业数，家 / Technology-based enterprises among the tenants, number",
            examples = "20")
        @Nullable Integer techFirms,
    @Since(2)
        @Schema(
            description =
                "与高校有关联的入驻企业数（师生创办、成果转化等），家 / Tenants with university links (founded by staff or students, or using their results), number",
            examples = "5")
        @Nullable Integer universityLinkedFirms,
    @Schema(description = "从业人员，人 / People who work in the tenants, persons", examples = "830")
        @Nullable Integer employees,
    @Since(2)
        @Schema(
            description = "本期吸纳应届高校毕业生，人 / Graduates of the year hired in the period, persons",
            examples = "12")
        @Nullable Integer graduatesHired,
    @Since(2)
        @Schema(
            description = "本期营业收入，元 / Revenue of the tenants in the period, yuan",
            examples = "18200000.00")
        @Nullable BigDecimal revenueYuan,
    @Schema(
            description = "本期产值，元 / Output of the tenants in the period, yuan",
            examples = "12500000.00")
        @Nullable BigDecimal outputYuan,
    @Since(2)
        @Schema(
            description = "本期研发投入，元 / R&D spending of the tenants in the period, yuan",
            examples = "960000.00")
        @Nullable BigDecimal rdSpendingYuan,
    @Since(2)
        @Schema(
            description = "本期上缴税金，元 / Taxes that the tenants paid in the period, yuan",
            examples = "410000.00")
        @Nullable BigDecimal taxesYuan,
    @Since(2)
        @Schema(
            description = "本期获得投融资额，元 / Investment that the tenants received in the period, yuan",
            examples = "3000000.00")
        @Nullable BigDecimal investmentReceivedYuan,
    @Since(2)
        @Schema(
            description = "本期专利申请数，件 / Patent applications of the tenants in the period, number",
            examples = "7")
        @Nullable Integer patentApplications,
    @Since(2)
        @Schema(
            description = "本期专利授权数，件 / Patents granted to the tenants in the period, number",
            examples = "4")
        @Nullable Integer patentsGranted,
    @Schema(description = "说明 / Comment", examples = "二号楼于本月交付") @Nullable String comment,
    @Since(2)
        @Schema(
            description =
                "附件的 SHA-256；附件本身仅其运营单位和主管部门可读 / SHA-256 of the attached file, which the operator and the bureau alone may read",
            examples = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        @Nullable String attachment,
    @Schema(
            description =
                "审核状态：已提交 submitted、已退回 returned 仅运营单位和主管部门可见，已通过 accepted 公开 / submitted and returned are seen by the operator and the bureau alone, accepted by everybody")
        ReviewStatus status,
    @Schema(
            description = "退回理由，退回时才有 / Why it was returned; there while it is",
            examples = "入驻面积与附表不符，请核对")
        @Nullable String returnReason,
    @Schema(description = "退回时各字段的意见 / What the reviewer said of which field; in CSV joined by ;")
        List<FieldReason> fields,
    @Since(3)
        @Schema(
            description = "重新提交截止日，退回时才有 / Last day to resubmit it; there while it is returned",
            examples = "2026-11-25")
        @Nullable LocalDate resubmitBy,
    @Since(2)
        @Schema(
            description = "首次提交的日期 / Day of its first submission, Asia/Shanghai",
            examples = "2026-11-08")
        @Nullable LocalDate submittedOn,
    @Since(2)
        @Schema(
            description =
                "首次提交时的截止日 / The due day when it was first submitted; none for an amendment",
            examples = "2026-11-10")
        @Nullable LocalDate dueOn,
    @Since(2)
        @Schema(
            description =
                "是否逾期提交；填报期结束时由其他单位运营的，不作逾期 / Whether it was first submitted after its due day, by whoever ran the platform at the end of the period")
        @Nullable Boolean late,
    @Since(2)
        @Schema(
            description =
                "通过的版次：首次通过为 1，每通过一次更正加 1 / How often its content was accepted: 1, and one more with each accepted amendment; absent before")
        @Nullable Integer revision,
    @Since(2)
        @Schema(
            description = "最近一次更正 / The accepted amendment that the content comes from",
            examples = "000000-pf-001-o-2026-m10-a1")
        @Nullable String amendedBy) {

  /** A page of occupancy reports. */
  @Schema(name = "OccupancyReportPage")
  public record Page(
      List<OccupancyReportView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}

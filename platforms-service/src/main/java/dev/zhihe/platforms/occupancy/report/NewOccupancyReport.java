package dev.zhihe.platforms.occupancy.report;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A platform's figures for a period, as an operator submits them. {@link OccupancyRules} checks
 * them. Counts are read as decimals, so that 12.5 tenants are refused and not rounded.
 */
@Schema(
    name = "NewOccupancyReport",
    description =
        "入驻情况填报（提交） / A platform's figures for a period: areas in m², money in yuan, people in persons, at the end of the period unless said otherwise")
public record NewOccupancyReport(
    @NotNull(message = "必填 / required")
        @Pattern(regexp = CODE, message = CODE_MESSAGE)
        @Schema(
            description = "平台代码 / Code of a platform that your organisation runs",
            examples = "000000-pf-001")
        String platform,
    @NotNull(message = "必填 / required")
        @Pattern(regexp = CODE, message = CODE_MESSAGE)
        @Schema(
            description = "填报期代码 / Code of the reporting period, which must be over",
            examples = "000000-2026-m10")
        String period,
    @NotNull(message = "必填 / required")
        @Schema(
            description = "可用面积，m² / Area that can be let or used, m²",
            examples = "12000",
            minimum = "0")
        BigDecimal usableAreaM2,
    @Schema(
            description = "孵化面积，m²，不大于可用面积 / Incubation area, m², not above the usable",
            examples = "9000",
            minimum = "0")
        @Nullable BigDecimal incubationAreaM2,
    @NotNull(message = "必填 / required")
        @Schema(
            description = "入驻面积，m²，不大于可用面积 / Area in use by tenants, m², not above the usable",
            examples = "7600.5",
            minimum = "0")
        BigDecimal occupiedAreaM2,
    @NotNull(message = "必填 / required")
        @Schema(
            type = SchemaType.INTEGER,
            description = "期末入驻企业数，家 / Tenants at the end of the period, number",
            examples = "42",
            minimum = "0")
        BigDecimal tenants,
    @NotNull(message = "必填 / required")
        @Schema(
            type = SchemaType.INTEGER,
            description =
                "本期新入驻企业数，家，不大于入驻企业数 / Tenants that entered in the period, number, not above the tenants",
            examples = "3",
            minimum = "0")
        BigDecimal newTenants,
    @NotNull(message = "必填 / required")
        @Schema(
            type = SchemaType.INTEGER,
            description = "本期毕业企业数，家 / Tenants that graduated in the period, number",
            examples = "1",
            minimum = "0")
        BigDecimal graduatedTenants,
    @Schema(
            type = SchemaType.INTEGER,
            description = "本期迁出企业数，家 / Tenants that left in the period, number",
            examples = "2",
            minimum = "0")
        @Nullable BigDecimal leftTenants,
    @Schema(
            type = SchemaType.INTEGER,
            description = "入驻高新技术企业数，家，不大于入驻企业数 / High-tech enterprises among the tenants, number",
            examples = "6",
            minimum = "0")
        @Nullable BigDecimal highTechFirms,
    @Schema(
            type = SchemaType.INTEGER,
            description =
                "入驻科技型企业数，家，不大于入驻企业数 / Technology-based enterprises among the tenants, number",
            examples = "20",
            minimum = "0")
        @Nullable BigDecimal techFirms,
    @Schema(
            type = SchemaType.INTEGER,
            description = "从业人员，人 / People who work in the tenants, persons",
            examples = "830",
            minimum = "0")
        @Nullable BigDecimal employees,
    @Schema(
            description = "本期产值，元 / Output of the tenants in the period, yuan",
            examples = "12500000.00",
            minimum = "0")
        @Nullable BigDecimal outputYuan,
    @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Pattern(
            regexp = "^(?!\\s*=)[\\s\\S]*$",
            message =
                "文字不可以 = 开头（电子表格会当作公式） / a text does not begin with =, which spreadsheets take for a formula")
        @Schema(description = "说明 / Comment", examples = "二号楼于本月交付")
        @Nullable String comment) {

  private static final String CODE = "[a-z0-9][a-z0-9-]{0,99}";
  private static final String CODE_MESSAGE =
      "代码只含小写字母、数字和连字符 / a code has lower-case letters, digits and hyphens only";
}

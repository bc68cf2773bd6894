package dev.zhihe.platforms.occupancy.tenant;

import dev.zhihe.kit.json.Views;
import dev.zhihe.platforms.registry.platform.OwnPlatforms;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A tenant of a platform in a period: one that is there at its end, or left in it. */
@Schema(
    name = "TenantLine",
    description = "企业明细 / A tenant that is there at the end of the period, or left in it")
public record TenantLine(
    @NotBlank(message = "必填 / required")
        @Size(max = TenantLine.MAX_NAME_LENGTH, message = "至多 200 个字符 / at most 200 characters")
        @Pattern(regexp = TenantLine.NO_FORMULA, message = TenantLine.NO_FORMULA_MESSAGE)
        @Schema(description = "企业名称 / Name of the enterprise", examples = "演示甲科技有限公司")
        String name,
    @Schema(
            description =
                "统一社会信用代码，校验位须正确；没有的为空文字，并以 withoutCode 说明 / Unified social credit code, GB 32100-2015; an empty text if it has none, for which withoutCode says why",
            examples = "91000000MA00000017")
        String creditCode,
    @NotNull(message = "必填 / required")
        @Schema(description = "入驻日期 / Day on which it entered", examples = "2025-03-01")
        LocalDate enteredOn,
    @Schema(
            description = "迁出或毕业日期，须在本期内 / Day on which it left or graduated, within the period",
            examples = "2026-10-20")
        @Nullable LocalDate leftOn,
    @Schema(
            description = "入驻面积，m²；期末在驻的必填 / Area in use, m²; required unless it left",
            examples = "180.5",
            minimum = "0")
        @Nullable BigDecimal areaM2,
    @Schema(description = "是否高新技术企业 / Whether it is a high-tech enterprise")
        @Nullable Boolean highTech,
    @Schema(
            description = "没有信用代码的原因，有代码的无此项 / Why it has no credit code; absent if it has one",
            examples = "team")
        @Nullable WithoutCode withoutCode) {

  static final int MAX_NAME_LENGTH = 200;

  /** A body without a code, or with an empty one, has an empty one. */
  public TenantLine {
    creditCode = Objects.requireNonNullElse(creditCode, "");
  }

  static final String NO_FORMULA = "^(?!\\s*=)[\\s\\S]*$";
  static final String NO_FORMULA_MESSAGE =
      "文字不可以 = 开头（电子表格会当作公式） / a text does not begin with =, which spreadsheets take for a formula";

  /**
   * What the same tenant has in common in two lists: its code, or its name if it has none. White
   * space, width, case and punctuation of a name do not matter.
   */
  public String identity() {
    return withoutCode == null ? creditCode : comparedName();
  }

  String comparedName() {
    return OwnPlatforms.compared(name);
  }

  /** The form in a file, in which a semicolon separates items. */
  @Override
  public String toString() {
    return String.join(
            ":",
            Objects.toString(name, ""),
            Objects.toString(creditCode, ""),
            Objects.toString(enteredOn, ""),
            Objects.toString(leftOn, ""),
            areaM2 == null ? "" : areaM2.toPlainString(),
            Objects.toString(highTech, "")
                + (withoutCode == null ? "" : ":" + Views.word(withoutCode)))
        .replace(';', '；');
  }
}

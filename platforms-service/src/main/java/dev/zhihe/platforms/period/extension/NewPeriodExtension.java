package dev.zhihe.platforms.period.extension;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An extension as the bureau grants it. */
@Schema(name = "NewPeriodExtension", description = "准予延期 / An extension to be granted")
public record NewPeriodExtension(
    @NotNull(message = "必填 / required")
        @Pattern(regexp = CODE, message = CODE_MESSAGE)
        @Schema(description = "平台 / Code of the platform", examples = "000000-pf-001")
        String platform,
    @NotNull(message = "必填 / required")
        @Pattern(regexp = CODE, message = CODE_MESSAGE)
        @Schema(description = "填报期 / Code of the reporting period", examples = "000000-2026-m10")
        String period,
    @NotNull(message = "必填 / required")
        @Schema(
            description = "延至，含当日，晚于现有填报截止日 / Last day to submit, later than the one in force",
            examples = "2026-11-20")
        LocalDate dueDate,
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = SIZE)
        @Pattern(regexp = NO_FORMULA, message = NO_FORMULA_MESSAGE)
        @Schema(description = "准予者 / Who grants it", examples = "演示区科技局（虚构）")
        String grantor,
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = SIZE)
        @Pattern(regexp = NO_FORMULA, message = NO_FORMULA_MESSAGE)
        @Schema(description = "理由 / Why", examples = "园区搬迁，统计资料需重新核对")
        String reason,
    @Size(max = 500, message = SIZE)
        @Pattern(regexp = NO_FORMULA, message = NO_FORMULA_MESSAGE)
        @Schema(description = "依据文件 / Document that it rests on", examples = "演示延期批复（虚构）")
        @Nullable String document) {

  static final String SIZE = "至多 500 个字符 / at most 500 characters";
  static final String NO_FORMULA = "^(?!\\s*=)[\\s\\S]*$";
  static final String NO_FORMULA_MESSAGE =
      "文字不可以 = 开头（电子表格会当作公式） / a text does not begin with =, which spreadsheets take for a formula";
  private static final String CODE = "[a-z0-9][a-z0-9-]{0,99}";
  private static final String CODE_MESSAGE =
      "代码只含小写字母、数字和连字符 / a code has lower-case letters, digits and hyphens only";
}

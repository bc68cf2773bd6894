package dev.zhihe.projects.project;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A change of a project's stage as an editor enters it. */
@Schema(name = "NewStageChange", description = "阶段变更（录入） / A change of a project's stage")
public record NewStageChange(
    @NotNull(message = "必填 / required") ProjectStage stage,
    @NotNull(message = "必填 / required")
        @Schema(
            description =
                "自何日起，不早于上一次变更，不晚于今天 / First day in the stage: not before the last change, not after today",
            examples = "2023-03-01")
        LocalDate since,
    @NotBlank(message = "必填：变更须说明理由 / required: no change without a reason")
        @Size(max = 500, message = SIZE_MESSAGE)
        @Pattern(regexp = NO_FORMULA, message = NO_FORMULA_MESSAGE)
        @Schema(description = "变更理由 / Why", examples = "取得施工许可证")
        String reason,
    @Size(max = 500, message = SIZE_MESSAGE)
        @Pattern(regexp = NO_FORMULA, message = NO_FORMULA_MESSAGE)
        @Schema(description = "依据文件 / Document that it rests on", examples = "沙发改委发〔2023〕12号")
        @Nullable String document) {

  private static final String SIZE_MESSAGE = "至多 500 个字符 / at most 500 characters";
  private static final String NO_FORMULA = "^(?!\\s*=)[\\s\\S]*$";
  private static final String NO_FORMULA_MESSAGE =
      "文字不可以 = 开头（电子表格会当作公式） / a text does not begin with =, which spreadsheets take for a formula";

  /** The change with its texts stripped; a blank document is none. */
  StageChange change() {
    return new StageChange(
        stage,
        since,
        reason.strip(),
        document == null || document.isBlank() ? null : document.strip());
  }
}

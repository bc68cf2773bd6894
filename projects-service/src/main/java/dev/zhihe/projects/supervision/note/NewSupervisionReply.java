package dev.zhihe.projects.supervision.note;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A reply as it is sent. */
@Schema(name = "NewSupervisionReply", description = "督查回复（提交） / A reply to a note")
public record NewSupervisionReply(
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = SIZE)
        @Pattern(regexp = NO_FORMULA, message = NO_FORMULA_MESSAGE)
        @Schema(description = "回复 / The reply", examples = "已协调征地，7 月复工")
        String text) {

  static final String SIZE = "至多 500 个字符 / at most 500 characters";
  static final String NO_FORMULA = "^(?!\\s*=)[\\s\\S]*$";
  static final String NO_FORMULA_MESSAGE =
      "文字不可以 = 开头（电子表格会当作公式） / a text does not begin with =, which spreadsheets take for a formula";
}

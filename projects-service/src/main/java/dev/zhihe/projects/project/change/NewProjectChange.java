package dev.zhihe.projects.project.change;

import dev.zhihe.kit.review.ActDecision;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A change as an editor enters it. {@link ChangeRules} has its rules. */
@Schema(
    name = "NewProjectChange",
    description = "项目变动（编制） / A change of projects as it is proposed")
public record NewProjectChange(
    @Pattern(regexp = CODE, message = CODE_MESSAGE)
        @Schema(
            description = "代码；缺省由规划代码和序号组成 / Code; made of the plan's and a number unless given",
            examples = "500106-145-chg1")
        @Nullable String code,
    @NotNull(message = "必填 / required")
        @Pattern(regexp = CODE, message = CODE_MESSAGE)
        @Schema(description = "规划 / Code of the plan", examples = "500106-145")
        String plan,
    @NotNull(message = "必填 / required") ProjectChangeKind kind,
    @NotEmpty(message = "必填 / required")
        @Size(max = 100, message = "至多 100 个项目 / at most 100 projects")
        @Schema(
            description = "所变动项目；合并时为并入的各项目 / Codes of the projects; of a merger those that go in",
            examples = "[\"500106-145-p06\"]")
        List<
                @NotNull(message = "必填 / required") @Pattern(regexp = CODE, message = CODE_MESSAGE)
                String>
            projects,
    @Pattern(regexp = CODE, message = CODE_MESSAGE)
        @Schema(
            description = "合并后继续的项目，仅用于合并 / Code of the project that goes on; of a merger alone",
            examples = "500106-145-p07")
        @Nullable String into,
    @NotBlank(message = "必填：变动须说明理由 / required: no change without a reason")
        @Size(max = 500, message = SIZE_MESSAGE)
        @Pattern(regexp = NO_FORMULA, message = NO_FORMULA_MESSAGE)
        @Schema(description = "变动理由 / Why", examples = "建设条件不具备")
        String reason,
    @Size(max = 500, message = SIZE_MESSAGE)
        @Pattern(regexp = NO_FORMULA, message = NO_FORMULA_MESSAGE)
        @Schema(
            description =
                "文件名称，提交时必填 / Title of the document that decides it; to be there when it is submitted",
            examples = "关于动态调整规划重大项目的通知")
        @Nullable String documentTitle,
    @Size(max = 100, message = "至多 100 个字符 / at most 100 characters")
        @Pattern(regexp = NO_FORMULA, message = NO_FORMULA_MESSAGE)
        @Schema(
            description = "文号，提交时必填 / Number of that document; to be there when it is submitted",
            examples = "沙发改〔2023〕8号")
        @Nullable String documentNumber,
    @NotNull(message = "必填 / required")
        @Schema(
            description =
                "起效日期，晚于所终止投资计划的起效日期 / First day on which it holds, after that of each investment plan it ends",
            examples = "2023-07-01")
        LocalDate effectiveOn) {

  private static final String CODE = "[a-z0-9][a-z0-9-]{0,99}";
  private static final String CODE_MESSAGE =
      "代码只含小写字母、数字和连字符 / a code has lower-case letters, digits and hyphens only";
  private static final String SIZE_MESSAGE = "至多 500 个字符 / at most 500 characters";
  private static final String NO_FORMULA = "^(?!\\s*=)[\\s\\S]*$";
  private static final String NO_FORMULA_MESSAGE =
      "文字不可以 = 开头（电子表格会当作公式） / a text does not begin with =, which spreadsheets take for a formula";

  /** Why, by which document, and from which day on. */
  ActDecision decision() {
    return new ActDecision(reason, documentTitle, documentNumber, effectiveOn);
  }

  /** The codes of all projects that it names, the one that goes on among them. */
  Stream<String> named() {
    return Stream.concat(projects.stream(), Stream.ofNullable(into));
  }
}

package dev.zhihe.projects.supervision.note;

import dev.zhihe.projects.supervision.finding.SupervisionFinding;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A note as the bureau enters it. Its facts are those of the day. */
@Schema(name = "NewSupervisionNote", description = "督查记录（录入） / A note on findings of today")
public record NewSupervisionNote(
    @NotNull(message = "必填 / required")
        @Pattern(
            regexp = "[a-z0-9][a-z0-9-]{0,99}",
            message = "代码只含小写字母、数字和连字符 / a code has lower-case letters, digits and hyphens only")
        @Schema(description = "项目 / Code of the project", examples = "500106-145-p06")
        String project,
    @NotEmpty(message = "必填 / required")
        @Size(max = 4, message = "至多 4 项 / at most 4")
        @Schema(
            description = "督查事由，须在今日的督查清单上 / Findings, each on today's list",
            examples = "[\"late\"]")
        List<@NotNull(message = "必填 / required") SupervisionFinding> findings,
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = NewSupervisionReply.SIZE)
        @Pattern(
            regexp = NewSupervisionReply.NO_FORMULA,
            message = NewSupervisionReply.NO_FORMULA_MESSAGE)
        @Schema(description = "督查意见 / What is asked", examples = "请说明滞后原因和赶工措施")
        String text,
    @NotNull(message = "必填 / required")
        @Schema(
            description = "回复期限，不早于今天 / Day by which it is due, not before today",
            examples = "2023-07-15")
        LocalDate dueOn) {}

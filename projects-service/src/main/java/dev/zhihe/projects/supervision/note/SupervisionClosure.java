package dev.zhihe.projects.supervision.note;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why a note is closed. */
@Schema(name = "SupervisionClosure", description = "办结 / Why a note is closed")
public record SupervisionClosure(
    @Size(max = 500, message = NewSupervisionReply.SIZE)
        @Pattern(
            regexp = NewSupervisionReply.NO_FORMULA,
            message = NewSupervisionReply.NO_FORMULA_MESSAGE)
        @Schema(description = "办结意见；没有回复的必填 / Why; required without a reply", examples = "已复工，予以办结")
        @Nullable String text) {}

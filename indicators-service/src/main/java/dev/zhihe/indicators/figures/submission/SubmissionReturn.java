package dev.zhihe.indicators.figures.submission;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a reviewer returns a figure. */
@Schema(name = "SubmissionReturn", description = "退回 / Why a figure is given back")
public record SubmissionReturn(
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Schema(description = "退回理由 / Why", examples = "与年鉴不符")
        String reason) {}

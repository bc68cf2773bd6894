package dev.zhihe.sample.notice;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which notices are returned, and why. */
@Schema(name = "NoticeSelectionReturn", description = "批量退回 / Which notices are returned, and why")
public record NoticeSelectionReturn(
    @Valid @NotNull(message = "必填 / required") NoticeSelection selection,
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Schema(description = "退回理由 / Why", examples = "请核对日期")
        String reason) {}

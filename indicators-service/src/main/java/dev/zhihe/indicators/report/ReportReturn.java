package dev.zhihe.indicators.report;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a reviewer returns a report. */
@Schema(name = "ReportReturn", description = "退回意见 / Why a report is returned")
public record ReportReturn(
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Schema(description = "退回理由 / The reason", examples = "2022 年技术市场交易额已更正，请重新编制")
        String reason) {}

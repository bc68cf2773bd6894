package dev.zhihe.indicators.report;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which report is to take the place of a published one. */
@Schema(
    name = "NewReportSupersession",
    description = "替代申请 / Which report is to take the place of a published one")
public record NewReportSupersession(
    @NotNull(message = "必填 / required")
        @Pattern(
            regexp = "[a-z0-9][a-z0-9-]{0,99}",
            message = "代码只含小写字母、数字和连字符 / a code has lower-case letters, digits and hyphens only")
        @Schema(
            description = "替代它的报告，已发布，同一规划同一种类 / A published report of the same plan and kind",
            examples = "500106-145-mid-term-2")
        String by,
    @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Schema(
            description = "理由，批准后公开 / The reason; public once approved",
            examples = "2022 年技术市场交易额已更正")
        @Nullable String reason) {}

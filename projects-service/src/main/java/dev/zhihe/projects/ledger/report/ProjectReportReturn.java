package dev.zhihe.projects.ledger.report;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why a reviewer returns a monthly report. */
@Schema(name = "ProjectReportReturn", description = "退回意见 / Why a monthly report is returned")
public record ProjectReportReturn(
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Schema(description = "退回理由 / The reason", examples = "金额与拨款凭证不符，请核对")
        String reason,
    @Size(max = 20, message = "至多 20 项 / at most 20 fields")
        @Schema(description = "各字段的意见 / What is the matter with which field")
        @Nullable List<@NotNull(message = "必填 / required") @Valid ReportFieldReason> fields) {}

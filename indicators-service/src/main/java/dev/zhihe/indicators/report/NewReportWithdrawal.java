package dev.zhihe.indicators.report;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a published report is to be withdrawn. */
@Schema(
    name = "NewReportWithdrawal",
    description = "撤回申请 / Why a published report is to be withdrawn")
public record NewReportWithdrawal(
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Schema(
            description = "理由，批准后公开 / The reason; public once approved",
            examples = "误用了未经核实的数据")
        String reason) {}

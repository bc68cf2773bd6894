package dev.zhihe.projects.investment.adjustment;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a reviewer returns an adjustment. */
@Schema(name = "PlanAdjustmentReturn", description = "退回意见 / Why an adjustment is returned")
public record PlanAdjustmentReturn(
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Schema(description = "退回理由 / The reason", examples = "文号与文件不符，请核对")
        String reason) {}

package dev.zhihe.indicators.changerequest;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a reviewer returns a change request. */
@Schema(name = "ChangeRequestReturn", description = "退回意见 / Why a change request is returned")
public record ChangeRequestReturn(
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Schema(description = "退回理由 / The reason", examples = "系数应为 100")
        String reason) {}

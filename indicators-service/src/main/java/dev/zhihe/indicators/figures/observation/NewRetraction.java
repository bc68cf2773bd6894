package dev.zhihe.indicators.figures.observation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a published figure is to be taken back. */
@Schema(name = "NewRetraction", description = "撤销申请 / Why a published figure is to be taken back")
public record NewRetraction(
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Schema(description = "理由，批准后公开 / The reason; public once approved", examples = "误用了预计数")
        String reason) {}

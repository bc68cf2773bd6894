package dev.zhihe.indicators.goals.merger;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Into which target another one is to be merged, and why. */
@Schema(
    name = "NewTargetMerger",
    description = "目标并入申请 / Into which target another one is to be merged, and why")
public record NewTargetMerger(
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Schema(
            description = "并入目标的代码 / Code of the target that stays",
            examples = "500106-145-t02")
        String into,
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Schema(description = "理由，批准后公开 / The reason; public once approved", examples = "正文重述表2")
        String reason) {}

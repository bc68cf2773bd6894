package dev.zhihe.platforms.period.extension;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why an extension is revoked. */
@Schema(name = "ExtensionRevocation", description = "撤销延期的理由 / Why an extension is revoked")
public record ExtensionRevocation(
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = NewPeriodExtension.SIZE)
        @Pattern(
            regexp = NewPeriodExtension.NO_FORMULA,
            message = NewPeriodExtension.NO_FORMULA_MESSAGE)
        @Schema(description = "理由 / The reason", examples = "延期事由已消除")
        String reason) {}

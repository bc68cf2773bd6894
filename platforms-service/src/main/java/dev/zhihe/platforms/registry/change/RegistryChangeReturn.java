package dev.zhihe.platforms.registry.change;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a reviewer returns a change. */
@Schema(
    name = "RegistryChangeReturn",
    description = "退回意见 / Why a change of the registry is returned")
public record RegistryChangeReturn(
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Schema(description = "退回理由 / The reason", examples = "面积与产权证不符，请核对")
        String reason) {}

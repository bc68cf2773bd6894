package dev.zhihe.projects.ledger.submission;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why an entry is reversed, or why a reviewer returns one. */
@Schema(name = "LedgerReason", description = "理由 / Why an entry is reversed or returned")
public record LedgerReason(
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Pattern(
            regexp = "^(?!\\s*=)[\\s\\S]*$",
            message =
                "文字不可以 = 开头（电子表格会当作公式） / a text does not begin with =, which spreadsheets take for a formula")
        @Schema(description = "理由 / Why", examples = "金额误录，与凭证不符")
        String reason) {}

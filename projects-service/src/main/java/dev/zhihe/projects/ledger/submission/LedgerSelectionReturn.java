package dev.zhihe.projects.ledger.submission;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which entries a reviewer returns, and why. */
@Schema(name = "LedgerSelectionReturn", description = "批量退回 / Which entries are returned, and why")
public record LedgerSelectionReturn(
    @Valid @NotNull(message = "必填 / required") LedgerSelection selection,
    @NotBlank(message = "必填 / required")
        @Size(max = 500, message = "至多 500 个字符 / at most 500 characters")
        @Schema(description = "退回理由 / Why", examples = "与凭证不符")
        String reason) {}

package dev.zhihe.projects.ledger.close;

import dev.zhihe.projects.ledger.entry.LedgerMonth;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The month to close. */
@Schema(name = "NewLedgerClose", description = "关账（申请） / The month of a plan's ledger to close")
public record NewLedgerClose(
    @NotNull(message = "必填 / required")
        @Pattern(
            regexp = "[a-z0-9][a-z0-9-]{0,79}",
            message = "规划代码，如 500106-145 / the code of a plan, such as 500106-145")
        @Schema(description = "规划 / Code of the plan", examples = "500106-145")
        String plan,
    @NotNull(message = "必填 / required")
        @Pattern(regexp = LedgerMonth.FORM, message = LedgerMonth.MESSAGE)
        @Schema(description = "月份，须已结束 / The month, which must be over", examples = "2023-06")
        String month) {}

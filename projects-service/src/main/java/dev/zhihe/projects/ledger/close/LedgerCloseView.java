package dev.zhihe.projects.ledger.close;

import dev.zhihe.kit.tables.Heading;
import dev.zhihe.projects.ledger.entry.LedgerMonth;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published state of a close. */
@Schema(
    name = "LedgerClose",
    description =
        "关账 / The close of a month of a plan's ledger, and of every month before it; never undone")
public record LedgerCloseView(
    @Schema(
            description =
                "代码，由系统给出：规划代码、-close-、月份 / Code, given by the system: the plan's, -close-, the month",
            examples = "500106-145-close-2023-06")
        @Heading("代码")
        String code,
    @Schema(description = "Code of the plan", examples = "500106-145") @Heading("规划") String plan,
    @Schema(
            description = "月份 / The last month that it closes",
            pattern = "^" + LedgerMonth.FORM + "$",
            examples = "2023-06")
        @Heading("月份")
        String month) {

  /** A page of closes. */
  @Schema(name = "LedgerClosePage")
  public record Page(
      List<LedgerCloseView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}

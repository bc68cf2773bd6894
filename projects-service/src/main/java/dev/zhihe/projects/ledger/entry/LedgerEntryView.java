package dev.zhihe.projects.ledger.entry;

import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The published state of a ledger entry.
 *
 * @param amountYuan with two decimals; negative if and only if it reverses another entry
 */
@Schema(
    name = "LedgerEntry",
    description = "台账分录 / An accepted amount in the investment ledger, in yuan; it never changes")
public record LedgerEntryView(
    @Schema(examples = "500106-145-p06-e1") String code,
    @Schema(description = "Code of the plan", examples = "500106-145") String plan,
    @Schema(description = "Code of the project", examples = "500106-145-p06") String project,
    LedgerKind kind,
    @Schema(
            description = "所属月份 / Month that it belongs to",
            pattern = "^" + LedgerMonth.FORM + "$",
            examples = "2023-06")
        String month,
    @Schema(description = "金额，元；冲销为负 / Yuan; negative in a reversal", examples = "1250000.00")
        BigDecimal amountYuan,
    FundingSource source,
    @Schema(description = "凭证号或说明 / Voucher number or note", examples = "记-2023-06-018")
        @Nullable String reference,
    @Schema(
            description = "所冲销的分录 / Code of the entry that this one reverses",
            examples = "500106-145-p06-e1")
        @Nullable String reverses,
    @Schema(description = "冲销理由 / Why it was reversed; in a reversal alone")
        @Nullable String reason,
    @Schema(
            description = "月报 / Code of the monthly report that it came by",
            examples = "500106-145-p06-m2023-06")
        @Nullable String report,
    @Schema(
            description = "是否在关账之后入账 / Whether it came after its month was closed",
            examples = "false")
        boolean late,
    @Schema(description = "其前的关账 / Code of the close that it came after; of late ones alone")
        @Nullable String lateAfter) {

  /** A page of ledger entries. */
  @Schema(name = "LedgerEntryPage")
  public record Page(
      List<LedgerEntryView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}

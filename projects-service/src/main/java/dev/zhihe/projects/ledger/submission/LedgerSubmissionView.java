package dev.zhihe.projects.ledger.submission;

import dev.zhihe.projects.ledger.entry.FundingSource;
import dev.zhihe.projects.ledger.entry.LedgerKind;
import dev.zhihe.projects.ledger.entry.LedgerMonth;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The state of an entry under review, for the bureau. */
@Schema(
    name = "LedgerSubmission",
    description =
        "待审分录 / An entry on its way into the ledger; once it is approved, the ledger entry of the same code takes its place")
public record LedgerSubmissionView(
    @Schema(description = "与分录相同 / The entry's code", examples = "500106-145-p06-e1") String code,
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
    @Schema(description = "所冲销的分录 / Code of the entry to reverse", examples = "500106-145-p06-e1")
        @Nullable String reverses,
    @Schema(description = "冲销理由 / Why it is reversed; in a reversal alone") @Nullable String reason,
    @Schema(
            description =
                "说明：金额异常的缘由，不入账 / Why the amount is unusual; it does not enter the ledger",
            examples = "设备集中到货")
        @Nullable String comment,
    LedgerSubmissionStatus status,
    @Schema(description = "退回理由 / Why it was returned", examples = "与凭证不符")
        @Nullable String returnReason) {

  /** A page of entries under review. */
  @Schema(name = "LedgerSubmissionPage")
  public record Page(
      List<LedgerSubmissionView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}

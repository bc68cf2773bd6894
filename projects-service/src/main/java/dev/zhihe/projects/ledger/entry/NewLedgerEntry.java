package dev.zhihe.projects.ledger.entry;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What an entry says of the money, before the ledger has it.
 *
 * @param amountYuan with two decimals, above 0; a reversal has the negated amount of its original
 * @param reverses code of the entry that it reverses; null if it reverses none
 * @param reason why it reverses that entry; null if it reverses none
 */
public record NewLedgerEntry(
    String code,
    String plan,
    String project,
    LedgerKind kind,
    String month,
    BigDecimal amountYuan,
    FundingSource source,
    @Nullable String reference,
    @Nullable String reverses,
    @Nullable String reason) {

  /** The reversal of an entry: same place, month, kind and source, so that both add up to zero. */
  public static NewLedgerEntry reversing(LedgerEntryView original, String code, String reason) {
    return new NewLedgerEntry(
        code,
        original.plan(),
        original.project(),
        original.kind(),
        original.month(),
        original.amountYuan().negate(),
        original.source(),
        original.reference(),
        original.code(),
        reason);
  }

  /** Whether an accepted entry says just this. */
  public boolean isSameAs(LedgerEntryView entry) {
    return equals(
        new NewLedgerEntry(
            entry.code(),
            entry.plan(),
            entry.project(),
            entry.kind(),
            entry.month(),
            entry.amountYuan(),
            entry.source(),
            entry.reference(),
            entry.reverses(),
            entry.reason()));
  }
}

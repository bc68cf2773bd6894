package dev.zhihe.projects.ledger.submission;

import dev.zhihe.projects.ledger.entry.NewLedgerEntry;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the bureau submits it.
 *
 * @param comment why the amount is unusual; it does not enter the ledger
 */
record NewLedgerSubmission(NewLedgerEntry entry, @Nullable String comment) {}

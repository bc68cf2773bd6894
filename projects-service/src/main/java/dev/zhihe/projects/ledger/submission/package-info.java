/** Ledger entries of the bureau on their way into the ledger: files, reversals, their review. */
@NullMarked
package dev.zhihe.projects.ledger.submission;

import org.jspecify.annotations.NullMarked;

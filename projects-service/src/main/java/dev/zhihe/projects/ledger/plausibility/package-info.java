/**
 * Whether an amount of the ledger is in the unit it should be in. One rule for forms, files and dry
 * runs.
 */
@NullMarked
package dev.zhihe.projects.ledger.plausibility;

import org.jspecify.annotations.NullMarked;

/** Sums of the adopted investment plans and of the ledger, at any moment. */
@NullMarked
package dev.zhihe.projects.rollup;

import org.jspecify.annotations.NullMarked;

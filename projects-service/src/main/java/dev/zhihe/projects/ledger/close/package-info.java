/** Closes of the ledger's months. What comes after is refused, or marked as late. */
@NullMarked
package dev.zhihe.projects.ledger.close;

import org.jspecify.annotations.NullMarked;

/** Editions of the rules of computed answers. The position of an answer decides which one holds. */
@NullMarked
package dev.zhihe.indicators.edition;

import org.jspecify.annotations.NullMarked;

/** When figures are due, until when they are taken, and what of them is there. */
@NullMarked
package dev.zhihe.indicators.collection;

import org.jspecify.annotations.NullMarked;

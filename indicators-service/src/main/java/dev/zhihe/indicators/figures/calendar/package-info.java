/** When figures are due, until when they are taken, and what of them is there. */
@NullMarked
package dev.zhihe.indicators.figures.calendar;

import org.jspecify.annotations.NullMarked;

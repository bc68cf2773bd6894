/** When figures are due, until when they are accepted, and which are present. */
@NullMarked
package dev.zhihe.indicators.figures.calendar;

import org.jspecify.annotations.NullMarked;

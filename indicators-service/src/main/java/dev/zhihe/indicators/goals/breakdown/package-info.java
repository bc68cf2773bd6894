/** Breakdowns: what departments, and the whole, owe of a target by the end of which year. */
@NullMarked
package dev.zhihe.indicators.goals.breakdown;

import org.jspecify.annotations.NullMarked;

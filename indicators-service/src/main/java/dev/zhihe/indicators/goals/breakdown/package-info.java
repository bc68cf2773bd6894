/** Breakdowns: the parts of a target that departments owe by year, and its milestones. */
@NullMarked
package dev.zhihe.indicators.goals.breakdown;

import org.jspecify.annotations.NullMarked;

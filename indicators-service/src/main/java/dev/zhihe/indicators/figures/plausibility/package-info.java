/**
 * Checks whether a figure is plausible, given earlier ones. It requires a comment and never blocks
 * a figure permanently.
 */
@NullMarked
package dev.zhihe.indicators.figures.plausibility;

import org.jspecify.annotations.NullMarked;

/**
 * Whether a figure is likely in the light of those before it: asks, and blocks nothing for good.
 */
@NullMarked
package dev.zhihe.indicators.figures.plausibility;

import org.jspecify.annotations.NullMarked;

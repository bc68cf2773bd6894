/** Observations: the values of indicators by place and period. */
@NullMarked
package dev.zhihe.indicators.figures.observation;

import org.jspecify.annotations.NullMarked;

/** What was reached: the values of indicators, by place and period. */
@NullMarked
package dev.zhihe.indicators.observation;

import org.jspecify.annotations.NullMarked;

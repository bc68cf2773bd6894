/** Where the plan stands: plans, indicators and targets. */
@NullMarked
package dev.zhihe.indicators;

import org.jspecify.annotations.NullMarked;

/** Plans: their period, and their adoption. */
@NullMarked
package dev.zhihe.indicators.plan;

import org.jspecify.annotations.NullMarked;

/** Plans: their areas, their years and their status. */
@NullMarked
package dev.zhihe.indicators.plan;

import org.jspecify.annotations.NullMarked;

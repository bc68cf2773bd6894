/** The spans that operators report on, with the days by which they do. */
@NullMarked
package dev.zhihe.platforms.period;

import org.jspecify.annotations.NullMarked;

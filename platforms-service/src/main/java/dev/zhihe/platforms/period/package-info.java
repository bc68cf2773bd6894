/** The periods that operators report on, and their due days. */
@NullMarked
package dev.zhihe.platforms.period;

import org.jspecify.annotations.NullMarked;

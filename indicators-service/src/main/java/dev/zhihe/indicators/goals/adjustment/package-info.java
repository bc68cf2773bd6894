/** Adjustments: the acts by which another target takes the place of one that is in force. */
@NullMarked
package dev.zhihe.indicators.goals.adjustment;

import org.jspecify.annotations.NullMarked;

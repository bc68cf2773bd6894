/** Adjustments: approved acts that replace a target in force. */
@NullMarked
package dev.zhihe.indicators.goals.adjustment;

import org.jspecify.annotations.NullMarked;

/** The act that puts a plan and its targets in force. */
@NullMarked
package dev.zhihe.indicators.goals.adoption;

import org.jspecify.annotations.NullMarked;

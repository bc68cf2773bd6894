/** The act that puts a plan and its targets in force. */
@NullMarked
package dev.zhihe.indicators.adoption;

import org.jspecify.annotations.NullMarked;

/** The acts of government that a plan names. */
@NullMarked
package dev.zhihe.indicators.policy;

import org.jspecify.annotations.NullMarked;

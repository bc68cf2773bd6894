/** The organisations that run platforms. */
@NullMarked
package dev.zhihe.platforms.operator;

import org.jspecify.annotations.NullMarked;

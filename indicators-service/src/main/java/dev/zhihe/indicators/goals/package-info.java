/** Targets: which value an indicator shall reach, where and by which year. */
@NullMarked
package dev.zhihe.indicators.goals;

import org.jspecify.annotations.NullMarked;

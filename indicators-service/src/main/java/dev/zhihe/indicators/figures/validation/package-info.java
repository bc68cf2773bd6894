/** Rules between figures of several indicators, and their violations. */
@NullMarked
package dev.zhihe.indicators.figures.validation;

import org.jspecify.annotations.NullMarked;

/** What figures of several indicators must be to one another, and where they are not. */
@NullMarked
package dev.zhihe.indicators.figures.validation;

import org.jspecify.annotations.NullMarked;

/** What editors hand in: figures on their way through review, and embargo, to being published. */
@NullMarked
package dev.zhihe.indicators.figures.submission;

import org.jspecify.annotations.NullMarked;

/** What editors hand in: figures on their way through review, and embargo, to being published. */
@NullMarked
package dev.zhihe.indicators.submission;

import org.jspecify.annotations.NullMarked;

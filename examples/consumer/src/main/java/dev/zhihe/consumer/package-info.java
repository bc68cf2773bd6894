/** A consumer's copy of the suite that proves itself: the example to write one's own after. */
@NullMarked
package dev.zhihe.consumer;

import org.jspecify.annotations.NullMarked;

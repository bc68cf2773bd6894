/** An example of a consumer that keeps a copy of the suite and proves it. */
@NullMarked
package dev.zhihe.consumer;

import org.jspecify.annotations.NullMarked;

/** How many notices there are: an answer that is computed from the states of one moment. */
@NullMarked
package dev.zhihe.sample.tally;

import org.jspecify.annotations.NullMarked;

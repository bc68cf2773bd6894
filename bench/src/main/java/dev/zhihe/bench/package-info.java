/** Measures the suite beside its peers and its limits, all in one run on one machine. */
@NullMarked
package dev.zhihe.bench;

import org.jspecify.annotations.NullMarked;

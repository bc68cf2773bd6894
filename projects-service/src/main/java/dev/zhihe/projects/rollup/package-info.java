/** Sums of the adopted investment plans. */
@NullMarked
package dev.zhihe.projects.rollup;

import org.jspecify.annotations.NullMarked;

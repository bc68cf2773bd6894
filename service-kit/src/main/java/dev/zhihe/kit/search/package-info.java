/** Finds published entities by their names. */
@NullMarked
package dev.zhihe.kit.search;

import org.jspecify.annotations.NullMarked;

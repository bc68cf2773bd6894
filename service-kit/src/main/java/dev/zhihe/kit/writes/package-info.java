/** Writes: one transaction each, one effect however often they are sent. */
@NullMarked
package dev.zhihe.kit.writes;

import org.jspecify.annotations.NullMarked;

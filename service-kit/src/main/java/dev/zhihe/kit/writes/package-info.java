/** Writes: each is one transaction, and has one effect however often it is sent. */
@NullMarked
package dev.zhihe.kit.writes;

import org.jspecify.annotations.NullMarked;

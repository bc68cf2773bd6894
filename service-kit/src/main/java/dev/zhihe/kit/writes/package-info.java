/** Writes: each in one transaction, and once however often it is sent. */
@NullMarked
package dev.zhihe.kit.writes;

import org.jspecify.annotations.NullMarked;

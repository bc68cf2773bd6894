/** Reads the sealed log and its history. */
@NullMarked
package dev.zhihe.kit.sealed;

import org.jspecify.annotations.NullMarked;

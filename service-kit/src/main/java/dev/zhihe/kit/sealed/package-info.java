/** The sealed log and its history as everybody reads them. */
@NullMarked
package dev.zhihe.kit.sealed;

import org.jspecify.annotations.NullMarked;

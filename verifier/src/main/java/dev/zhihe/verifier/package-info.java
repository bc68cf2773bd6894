/** Proves the log from a file alone. */
@NullMarked
package dev.zhihe.verifier;

import org.jspecify.annotations.NullMarked;

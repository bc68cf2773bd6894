/** Verifies the change log from files alone. */
@NullMarked
package dev.zhihe.verifier;

import org.jspecify.annotations.NullMarked;

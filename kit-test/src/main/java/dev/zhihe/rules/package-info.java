/** The architecture rules, once for all modules; each has a fixture that proves it can fail. */
@NullMarked
package dev.zhihe.rules;

import org.jspecify.annotations.NullMarked;

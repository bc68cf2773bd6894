/** The architecture rules of all modules. Each has a fixture that proves it can fail. */
@NullMarked
package dev.zhihe.rules;

import org.jspecify.annotations.NullMarked;

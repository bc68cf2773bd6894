/** Canonical JSON, the words of enums, days, and the current time. */
@NullMarked
package dev.zhihe.kit.json;

import org.jspecify.annotations.NullMarked;

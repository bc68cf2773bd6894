/** Canonical JSON, the words of enums, and days in the plans' time zone. */
@NullMarked
package dev.zhihe.kit.json;

import org.jspecify.annotations.NullMarked;

/** Canonical JSON, its words, and the calendar of the plan. */
@NullMarked
package dev.zhihe.kit.json;

import org.jspecify.annotations.NullMarked;

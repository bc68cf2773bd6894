/** Refusals: texts in two languages, violations, and what collects them. */
@NullMarked
package dev.zhihe.kit.problem;

import org.jspecify.annotations.NullMarked;

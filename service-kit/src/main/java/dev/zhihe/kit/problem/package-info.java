/** Problems: texts in two languages, violations, and their collectors. */
@NullMarked
package dev.zhihe.kit.problem;

import org.jspecify.annotations.NullMarked;

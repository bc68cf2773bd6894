/** Imports: families, runs over a file, and jobs. */
@NullMarked
package dev.zhihe.kit.imports;

import org.jspecify.annotations.NullMarked;

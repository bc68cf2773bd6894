/** Files into families: every error of every row, all or nothing, through the change log. */
@NullMarked
package dev.zhihe.kit.imports;

import org.jspecify.annotations.NullMarked;

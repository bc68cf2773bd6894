/** Finding published entities by their names: kept by the change log, read by one operation. */
@NullMarked
package dev.zhihe.kit.search;

import org.jspecify.annotations.NullMarked;

/** Database and file access shared by several packages. */
@NullMarked
package dev.zhihe.kit.sql;

import org.jspecify.annotations.NullMarked;

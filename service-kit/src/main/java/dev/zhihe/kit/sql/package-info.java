/** What several packages need of the database and of local files. */
@NullMarked
package dev.zhihe.kit.sql;

import org.jspecify.annotations.NullMarked;

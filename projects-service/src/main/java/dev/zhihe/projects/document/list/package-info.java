/** The lists in which a plan names projects: boxes, columns of tables, prose. */
@NullMarked
package dev.zhihe.projects.document.list;

import org.jspecify.annotations.NullMarked;

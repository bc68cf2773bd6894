/** Lists of projects in plans: in boxes, in columns of tables and in prose. */
@NullMarked
package dev.zhihe.projects.document.list;

import org.jspecify.annotations.NullMarked;

/** The supervision list of a plan. */
@NullMarked
package dev.zhihe.projects.supervision.list;

import org.jspecify.annotations.NullMarked;

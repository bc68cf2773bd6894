/** Notes of the bureau on findings, replies of the lead unit, and their closure. */
@NullMarked
package dev.zhihe.projects.supervision.note;

import org.jspecify.annotations.NullMarked;

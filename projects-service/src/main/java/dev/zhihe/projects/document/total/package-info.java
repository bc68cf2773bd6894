/** Counts and sums that a document states. */
@NullMarked
package dev.zhihe.projects.document.total;

import org.jspecify.annotations.NullMarked;

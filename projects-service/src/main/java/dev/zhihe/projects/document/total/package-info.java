/** The counts and sums that a document claims. */
@NullMarked
package dev.zhihe.projects.document.total;

import org.jspecify.annotations.NullMarked;

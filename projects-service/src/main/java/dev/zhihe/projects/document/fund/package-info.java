/** Funds that a plan names or promises. */
@NullMarked
package dev.zhihe.projects.document.fund;

import org.jspecify.annotations.NullMarked;

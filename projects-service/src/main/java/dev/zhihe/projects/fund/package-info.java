/** The funds that a plan names or promises. */
@NullMarked
package dev.zhihe.projects.fund;

import org.jspecify.annotations.NullMarked;

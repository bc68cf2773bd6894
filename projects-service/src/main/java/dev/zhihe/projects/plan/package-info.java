/** The plans, which are another service's: here, what belongs to one. */
@NullMarked
package dev.zhihe.projects.plan;

import org.jspecify.annotations.NullMarked;

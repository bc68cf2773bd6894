/** Projects, what they are to cost, and what the plan's document claims of both. */
@NullMarked
package dev.zhihe.projects;

import org.jspecify.annotations.NullMarked;

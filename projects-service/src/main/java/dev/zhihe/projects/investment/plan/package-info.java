/** The planned cost of each project, in total and by phase, and the act that adopts it. */
@NullMarked
package dev.zhihe.projects.investment.plan;

import org.jspecify.annotations.NullMarked;

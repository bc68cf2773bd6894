/** Milestones of projects, and how far they slip. */
@NullMarked
package dev.zhihe.projects.milestone;

import org.jspecify.annotations.NullMarked;

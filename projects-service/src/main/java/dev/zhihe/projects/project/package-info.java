/** The major projects of a plan. */
@NullMarked
package dev.zhihe.projects.project;

import org.jspecify.annotations.NullMarked;

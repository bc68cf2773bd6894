/** The categories into which a plan divides its projects. */
@NullMarked
package dev.zhihe.projects.programme;

import org.jspecify.annotations.NullMarked;

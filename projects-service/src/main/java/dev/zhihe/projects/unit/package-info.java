/** The units that answer for projects or take part in them. */
@NullMarked
package dev.zhihe.projects.unit;

import org.jspecify.annotations.NullMarked;

/** The rules of a plan: when a light is behind, and what puts a project on the supervision list. */
@NullMarked
package dev.zhihe.projects.rule;

import org.jspecify.annotations.NullMarked;

/** Changes of projects: approved acts by which projects join and leave a plan. */
@NullMarked
package dev.zhihe.projects.project.change;

import org.jspecify.annotations.NullMarked;

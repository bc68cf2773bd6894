/** The categories under which a plan counts its projects. */
@NullMarked
package dev.zhihe.projects.programme;

import org.jspecify.annotations.NullMarked;

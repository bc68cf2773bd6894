/** What the adopted investment plans add up to. */
@NullMarked
package dev.zhihe.projects.rollup;

import org.jspecify.annotations.NullMarked;

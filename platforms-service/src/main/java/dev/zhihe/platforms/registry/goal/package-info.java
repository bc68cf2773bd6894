/** What platforms are to reach, and by when, with the places where documents say so. */
@NullMarked
package dev.zhihe.platforms.registry.goal;

import org.jspecify.annotations.NullMarked;

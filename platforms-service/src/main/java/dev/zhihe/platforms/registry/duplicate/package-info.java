/** Platforms of an area that may be one and the same, each pair with the reasons. */
@NullMarked
package dev.zhihe.platforms.registry.duplicate;

import org.jspecify.annotations.NullMarked;

/** Changes of the registry of platforms: proposed, then approved by another person. */
@NullMarked
package dev.zhihe.platforms.registry.change;

import org.jspecify.annotations.NullMarked;

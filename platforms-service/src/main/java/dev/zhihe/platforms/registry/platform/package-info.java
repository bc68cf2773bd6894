/** The platforms that documents name, each with its mentions. */
@NullMarked
package dev.zhihe.platforms.registry.platform;

import org.jspecify.annotations.NullMarked;

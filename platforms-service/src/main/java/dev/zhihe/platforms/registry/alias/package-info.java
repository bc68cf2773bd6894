/** Variants of names in documents, each with the name that it stands for. */
@NullMarked
package dev.zhihe.platforms.registry.alias;

import org.jspecify.annotations.NullMarked;

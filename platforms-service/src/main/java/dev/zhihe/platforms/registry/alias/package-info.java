/** The variants under which documents name things, each with the name it stands for. */
@NullMarked
package dev.zhihe.platforms.registry.alias;

import org.jspecify.annotations.NullMarked;

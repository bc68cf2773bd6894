/** The change log: the one way to write a published entity. */
@NullMarked
package dev.zhihe.kit.changelog;

import org.jspecify.annotations.NullMarked;

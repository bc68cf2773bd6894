/** The caller, and which audiences may read a state. */
@NullMarked
package dev.zhihe.kit.security;

import org.jspecify.annotations.NullMarked;

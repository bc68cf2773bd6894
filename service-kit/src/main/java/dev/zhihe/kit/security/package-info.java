/** Who is asking. */
@NullMarked
package dev.zhihe.kit.security;

import org.jspecify.annotations.NullMarked;

/** Research platforms, transfer platforms and innovation parks. */
@NullMarked
package dev.zhihe.platforms;

import org.jspecify.annotations.NullMarked;

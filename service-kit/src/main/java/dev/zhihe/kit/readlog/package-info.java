/** The access log of non-public data. */
@NullMarked
package dev.zhihe.kit.readlog;

import org.jspecify.annotations.NullMarked;

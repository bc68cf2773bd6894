/** The access log of data that are not public. */
@NullMarked
package dev.zhihe.kit.readlog;

import org.jspecify.annotations.NullMarked;

/** A verified token is kept until it expires, so that it is verified once. */
@NullMarked
package dev.zhihe.token;

import org.jspecify.annotations.NullMarked;

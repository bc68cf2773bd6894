/** The rules of HTTP for every request and answer. */
@NullMarked
package dev.zhihe.kit.http;

import org.jspecify.annotations.NullMarked;

/** The OpenAPI contract of all operations. */
@NullMarked
package dev.zhihe.kit.contract;

import org.jspecify.annotations.NullMarked;

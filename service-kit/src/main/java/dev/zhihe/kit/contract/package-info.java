/** What the OpenAPI contract says of every operation. */
@NullMarked
package dev.zhihe.kit.contract;

import org.jspecify.annotations.NullMarked;

/** The suite as its users meet it: through the gateway, on the real servers. */
@NullMarked
package dev.zhihe.acceptance;

import org.jspecify.annotations.NullMarked;

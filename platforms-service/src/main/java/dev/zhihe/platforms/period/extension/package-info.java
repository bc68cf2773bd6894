/** Extensions of a period's due day, each for one platform. */
@NullMarked
package dev.zhihe.platforms.period.extension;

import org.jspecify.annotations.NullMarked;

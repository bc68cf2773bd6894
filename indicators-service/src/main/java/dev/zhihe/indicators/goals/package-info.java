/** What a plan wants an indicator to reach, where and by when. */
@NullMarked
package dev.zhihe.indicators.goals;

import org.jspecify.annotations.NullMarked;

/** What accepted occupancy reports add up to, and whether platforms reach their targets. */
@NullMarked
package dev.zhihe.platforms.rollup;

import org.jspecify.annotations.NullMarked;

/** Mergers: one requirement that was taken for two targets becomes one target. */
@NullMarked
package dev.zhihe.indicators.goals.merger;

import org.jspecify.annotations.NullMarked;

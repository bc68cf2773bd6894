/** The figures of an occupancy report, each with its unit, and what they are compared with. */
@NullMarked
package dev.zhihe.platforms.occupancy.figure;

import org.jspecify.annotations.NullMarked;

/** Who owes which occupancy report by when, and what became of it. */
@NullMarked
package dev.zhihe.platforms.supervision.obligation;

import org.jspecify.annotations.NullMarked;

package dev.zhihe.kit.reads;

import dev.zhihe.kit.sealed.Cut;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The moment that a read asks for.
 *
 * @param cut what the service knew then; null for the current state
 * @param on the day on which states must be valid; null for any day
 */
record Moment(@Nullable Cut cut, @Nullable LocalDate on) {}

package dev.zhihe.kit.reads;

import dev.zhihe.kit.sealed.Cut;
import dev.zhihe.kit.sealed.Freshness;
import org.jspecify.annotations.Nullable;

/**
 * The position of the data that an answer was read at.
 *
 * @param freshness changes whenever the answer may change
 * @param asOf the event id with which {@code asOf} gives the same answer again; null while a
 *     committed change has no position yet
 * @param cut the cut of the data; null while a committed change has no position yet
 * @param head of the current state; null for a past one
 */
record ReadPosition(
    String freshness, @Nullable String asOf, @Nullable Cut cut, @Nullable Freshness head) {}

package dev.zhihe.kit.reads;

import org.jspecify.annotations.Nullable;

/**
 * An entity's state as a read would answer it.
 *
 * @param asOf value of the header {@link Reads#AS_OF_HEADER}; null if the header is omitted
 */
public record KnownState<V extends Record>(V state, @Nullable String asOf) {}

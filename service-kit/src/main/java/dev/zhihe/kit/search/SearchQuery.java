package dev.zhihe.kit.search;

import dev.zhihe.kit.security.Audiences;
import org.jspecify.annotations.Nullable;

/**
 * A search.
 *
 * @param normal the text as {@link Spelling#normal} returns it, not empty
 * @param type entity type; null for all
 * @param area GB/T 2260 code; null for all
 * @param limit maximum number of entities
 * @param readable the caller's audiences
 */
record SearchQuery(
    String normal, @Nullable String type, @Nullable String area, int limit, Audiences readable) {}

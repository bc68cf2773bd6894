package dev.zhihe.kit.review;

import java.util.List;

/**
 * Entities that one act is taken on.
 *
 * @param more whether others wait for the same act
 */
public record ReviewBatch<E>(List<E> items, boolean more) {}

package dev.zhihe.kit.reads;

import java.util.List;

/**
 * Adds properties of related entities to the items of a list.
 *
 * @param <V> an item as it is stored
 * @param <R> an item with what is added
 */
@FunctionalInterface
public interface Expansion<V extends Record, R extends Record> {
  /**
   * The items with what is added, in the same order.
   *
   * @param items of one page, or a part of a file
   * @param states of the moment that the items were read at
   */
  List<R> of(List<V> items, States states);
}

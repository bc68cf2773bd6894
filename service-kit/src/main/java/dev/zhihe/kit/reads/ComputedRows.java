package dev.zhihe.kit.reads;

import java.util.function.Predicate;

/** The rows of a computed list, made one by one in the order of their keys. */
@FunctionalInterface
public interface ComputedRows<R extends Record> {
  /**
   * Makes the rows after a key, until one is not wanted.
   *
   * @param states of the moment that the request asks for
   * @param after key of the last row before; empty for all
   * @param row takes a row; false if no further one is wanted
   */
  void each(States states, String after, Predicate<R> row);
}

package dev.zhihe.kit.reads;

import dev.zhihe.kit.tables.TableRows;
import java.util.List;
import java.util.function.Consumer;

/**
 * A computed answer: rows, and any other properties. A property named {@code total} that is the
 * total of the rows is the last line of its files.
 */
public interface Computed<R extends Record> extends TableRows {
  /** The rows; each is a line of the CSV. */
  List<R> items();

  @Override
  default void each(Consumer<Record> row) {
    items().forEach(row);
  }
}

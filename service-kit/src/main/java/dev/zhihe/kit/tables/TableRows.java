package dev.zhihe.kit.tables;

import java.util.function.Consumer;

/** The source of the rows, one by one. */
@FunctionalInterface
public interface TableRows {
  void each(Consumer<Record> row);
}

package dev.zhihe.kit.tables;

import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The source of the rows, one by one. */
@FunctionalInterface
public interface TableRows {
  void each(Consumer<Record> row);

  /** Names of the rows' properties that the file does not have; empty if it has all. */
  default Set<String> absent() {
    return Set.of();
  }

  /** The total of all rows, a record of the same type; null if the rows have none. */
  default @Nullable Record total() {
    return null;
  }
}

package dev.zhihe.kit.tables;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The source of the rows, one by one. */
@FunctionalInterface
public interface TableRows {
  void each(Consumer<Record> row);

  /** The total of all rows, a record of the same type; null if the rows have none. */
  default @Nullable Record total() {
    return null;
  }
}

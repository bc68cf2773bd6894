package dev.zhihe.kit.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A published entity that can be found by its names. The search stores the names in the transaction
 * that changes the entity. The code can always be found; it need not be listed here.
 */
public interface Findable {
  /** The names, in Chinese and, where there is one, in English. The first is displayed. */
  List<String> names();

  /** Other names. */
  default List<String> aliases() {
    return List.of();
  }

  /** GB/T 2260 code of the entity's area; null if it has none. */
  default @Nullable String area() {
    return null;
  }
}

package dev.zhihe.kit.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A published entity that people look for by its names. The change log keeps them for the search,
 * in the transaction that changes them; the code is found without being said here.
 */
public interface Findable {
  /** What it is called, in Chinese and where there is one in English; the first is shown. */
  List<String> names();

  /** What else it is called. */
  default List<String> aliases() {
    return List.of();
  }

  /** GB/T 2260 code of the area it belongs to; null if to none. */
  default @Nullable String area() {
    return null;
  }
}

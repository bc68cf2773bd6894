package dev.zhihe.kit.imports;

import java.util.Map;

/** The codes and natural keys of the file so far. */
interface SeenTexts {
  /** For each text, the number of the row in which it first occurred; this may be the given row. */
  Map<String, Long> first(Map<String, Long> rowOf);
}

package dev.zhihe.kit.imports;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.tables.Row;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row being imported: the stored entity with its code, if any, and the row's content, if it could
 * be read.
 *
 * @param key the entity's natural key
 */
record Candidate<E extends Published, R>(
    Row row, @Nullable E stored, @Nullable R given, @Nullable Object key) {

  /** The same row with the entity that was locked, if it was to be locked. */
  Candidate<E, R> with(Map<String, E> locked) {
    if (stored == null || !row.isValid()) {
      return this;
    }
    var current = locked.get(stored.code());
    if (current == null || current.publication().version() != stored.publication().version()) {
      throw Problem.conflict(
          "%s 正被同时更改，请重读后再试",
          "%s is being changed at the same time: read it again and retry", stored.code());
    }
    return new Candidate<>(row, current, given, key);
  }
}

package dev.zhihe.kit.imports;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.tables.Row;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row on its way: what is stored under its code, and what the row says, if that could be read.
 *
 * @param key what makes the thing one of its kind beside its code
 */
record Candidate<E extends Published, R>(
    Row row, @Nullable E stored, @Nullable R given, @Nullable Object key) {

  /** With what is stored as it was locked, if that was to be. */
  Candidate<E, R> with(Map<String, E> locked) {
    if (stored == null || !row.isValid()) {
      return this;
    }
    var now = locked.get(stored.code());
    if (now == null || now.publication().version() != stored.publication().version()) {
      throw Problem.conflict(
          "%s 正被同时更改，请重读后再试",
          "%s is being changed at the same time: read it again and retry", stored.code());
    }
    return new Candidate<>(row, now, given, key);
  }
}

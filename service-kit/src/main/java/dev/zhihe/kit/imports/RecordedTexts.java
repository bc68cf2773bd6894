package dev.zhihe.kit.imports;

import dev.zhihe.kit.sql.Sql;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The texts of a job's file that are recorded in the database, by their digests, with the rows in
 * which they first occurred.
 */
record RecordedTexts(Sql sql, String job) {
  private static final String RECORDED =
      "select what, row from import_seen where job = ? and what = any(?::bytea[])";

  // A text that is there already keeps its row, and is not returned.
  private static final String ADDED =
      """
      insert into import_seen select ?, what, row from unnest(?::bytea[], ?::bigint[]) as s(what, row)
      on conflict do nothing returning what, row""";

  /** As {@link SeenTexts#first}, where most texts are new. */
  Map<String, Long> first(Map<String, Long> rowOf) {
    var first = read(ADDED, rowOf, true);
    if (first.size() < rowOf.size()) {
      first.putAll(read(RECORDED, without(first, rowOf), false));
    }
    return first;
  }

  /** As {@link SeenTexts#first}, where most texts are recorded. */
  Map<String, Long> firstAgain(Map<String, Long> rowOf) {
    var first = read(RECORDED, rowOf, false);
    if (first.size() < rowOf.size()) {
      first.putAll(first(without(first, rowOf)));
    }
    return first;
  }

  private static Map<String, Long> without(Map<String, Long> first, Map<String, Long> rowOf) {
    var others = new HashMap<>(rowOf);
    others.keySet().removeAll(first.keySet());
    return others;
  }

  private Map<String, Long> read(String statement, Map<String, Long> rowOf, boolean adds) {
    var digests = new byte[rowOf.size()][];
    var rows = new Long[rowOf.size()];
    var textOf = new HashMap<String, String>();
    int i = 0;
    for (var entry : rowOf.entrySet()) {
      digests[i] = Repetitions.digest(entry.getKey());
      rows[i] = entry.getValue();
      textOf.put(new String(digests[i], StandardCharsets.ISO_8859_1), entry.getKey());
      i++;
    }
    var first = new HashMap<String, Long>();
    sql.query(
        statement,
        row ->
            first.put(
                textOf.get(new String(row.getBytes(1), StandardCharsets.ISO_8859_1)),
                row.getLong(2)),
        adds ? new Object[] {job, digests, rows} : new Object[] {job, digests});
    return first;
  }
}

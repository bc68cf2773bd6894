package dev.zhihe.kit.imports;

import dev.zhihe.kit.changelog.ChangeHash;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.tables.Row;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses rows that repeat an earlier row of the file, or that repeat what is stored under another
 * code.
 */
final class Repetitions {

  private final String codeColumn;
  private final SeenTexts seen;

  Repetitions(String codeColumn, SeenTexts seen) {
    this.codeColumn = codeColumn;
    this.seen = seen;
  }

  /** Remembers the texts of a file in memory. A long text takes as little memory as a short one. */
  static SeenTexts inMemory() {
    var rows = new HashMap<String, Long>();
    return rowOf -> {
      var first = new HashMap<String, Long>();
      rowOf.forEach(
          (text, row) -> {
            var earlier =
                rows.putIfAbsent(new String(digest(text), StandardCharsets.ISO_8859_1), row);
            first.put(text, earlier == null ? row : earlier);
          });
      return first;
    };
  }

  /** The digest by which a text is remembered. */
  static byte[] digest(String text) {
    return Arrays.copyOf(ChangeHash.sha256().digest(text.getBytes(StandardCharsets.UTF_8)), 16);
  }

  /** The codes of the rows. A code that occurred earlier in the file is refused. */
  Set<String> refuseCodes(List<Row> rows) {
    var rowOf = new LinkedHashMap<String, Long>();
    for (var row : rows) {
      var code = row.code(codeColumn);
      if (code != null) {
        rowOf.putIfAbsent(code, row.number());
      }
    }
    var first = seen.first(rowOf);
    for (var row : rows) {
      var code = row.code(codeColumn);
      var earlier = code == null ? null : first.get(code);
      if (earlier != null && earlier != row.number()) {
        row.refuse(codeColumn, "duplicate", "与第 %d 行重复", "the same as row %d", earlier);
      }
    }
    return rowOf.keySet();
  }

  /**
   * The codes of stored entities that have the natural keys of these rows. A natural key that
   * occurred earlier in the file is refused.
   */
  <E extends Published, R> Map<Object, String> refuseNaturalKeys(
      List<Candidate<E, R>> candidates, ImportFamily<E, R> family) {
    var keyed =
        candidates.stream()
            .filter(candidate -> candidate.key() != null && candidate.row().isValid())
            .toList();
    if (keyed.isEmpty()) {
      return Map.of();
    }
    var rowOf = new LinkedHashMap<String, Long>();
    keyed.forEach(candidate -> rowOf.putIfAbsent(keyText(candidate), candidate.row().number()));
    var first = seen.first(rowOf);
    for (var candidate : keyed) {
      var row = candidate.row();
      var earlier = first.get(keyText(candidate));
      if (earlier != null && earlier != row.number()) {
        row.refuse(
            codeColumn,
            "same-thing",
            "与第 %d 行是同一内容，不可用两个代码",
            "the same thing as row %d: it cannot have two codes",
            earlier);
      }
    }
    return family.codesByNaturalKey(
        keyed.stream().map(candidate -> Objects.requireNonNull(candidate.given())).toList());
  }

  private static String keyText(Candidate<?, ?> candidate) {
    return Views.write(Objects.requireNonNull(candidate.key()));
  }

  /** Refuses a row whose natural key is stored under another code. */
  void refuseStored(@Nullable String storedCode, String code, Row row) {
    if (storedCode != null && !storedCode.equals(code)) {
      row.refuse(
          codeColumn,
          "same-thing",
          "与 %s 是同一内容，不可用两个代码",
          "the same thing as %s: it cannot have two codes",
          storedCode);
    }
  }
}

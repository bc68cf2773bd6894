package dev.zhihe.kit.tables;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row as the file has it, of which a {@link Row} can be made anew as often as need be. */
public record Line(long number, List<@Nullable String> cells, List<Format.Broken> broken) {
  /** Bytes that a text takes beside its characters. */
  private static final int OF_TEXT = 64;

  /**
   * About how many bytes the row takes while it is worked on. Each item of a list becomes a text of
   * its own, so that many short items weigh far more than their characters.
   */
  public long weight() {
    long weight = 0;
    for (var cell : cells) {
      weight += cell == null || cell.isEmpty() ? 0 : weight(cell);
    }
    for (var fault : broken) {
      weight += 2L * OF_TEXT + (fault.value() == null ? 0 : 2L * fault.value().length());
    }
    return weight;
  }

  private static long weight(String cell) {
    long weight = OF_TEXT + 2L * cell.length();
    for (int i = 0; i < cell.length(); i++) {
      var character = cell.charAt(i);
      weight += character == ';' || character == '；' ? OF_TEXT : 0;
    }
    return weight;
  }

  /**
   * The row, with what is already wrong with it noted.
   *
   * @param columns of the family, by name
   */
  public Row row(Header header, Map<String, Column> columns, List<Violation> violations) {
    var said = new HashMap<String, String>();
    header
        .places()
        .forEach(
            (column, place) -> {
              var cell = place < cells.size() ? cells.get(place) : null;
              if (cell != null) {
                said.put(column, cell);
              }
            });
    var row = new Row(number, columns, said, header, violations);
    broken.forEach(row::note);
    if (cells.size() != header.width()) {
      row.note(
          new Format.Broken(
              null,
              null,
              "cells",
              Text.of(
                  "本行有 %d 格，表头有 %d 列；文字中有逗号的须加引号",
                  "this row has %d cells, the header %d; a text with a comma in it stands in quotes",
                  cells.size(),
                  header.width())));
    }
    row.refuseUnfit();
    return row;
  }
}

package dev.zhihe.kit.tables;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row as the file has it. A {@link Row} can be created from it repeatedly. */
public record Line(long number, List<@Nullable String> cells, List<BrokenCell> broken) {
  /** Memory in bytes that a text takes besides its characters. */
  private static final int TEXT_OVERHEAD = 64;

  /**
   * Approximate memory in bytes that the row takes while it is processed. Each item of a list
   * becomes a text of its own, so many short items take far more than their characters.
   */
  public long weight() {
    long weight = 0;
    for (var cell : cells) {
      weight += cell == null || cell.isEmpty() ? 0 : weight(cell);
    }
    for (var fault : broken) {
      weight += 2L * TEXT_OVERHEAD + (fault.value() == null ? 0 : 2L * fault.value().length());
    }
    return weight;
  }

  private static long weight(String cell) {
    long weight = TEXT_OVERHEAD + 2L * cell.length();
    for (int i = 0; i < cell.length(); i++) {
      var character = cell.charAt(i);
      weight += character == ';' || character == '；' ? TEXT_OVERHEAD : 0;
    }
    return weight;
  }

  /**
   * The row, with the errors found while reading.
   *
   * @param columns the family's columns, by name
   */
  public Row row(Header header, Map<String, Column> columns, List<Violation> violations) {
    var cellByColumn = new HashMap<String, String>();
    header
        .places()
        .forEach(
            (column, place) -> {
              var cell = place < cells.size() ? cells.get(place) : null;
              if (cell != null) {
                cellByColumn.put(column, cell);
              }
            });
    var row = new Row(number, columns, cellByColumn, header, violations);
    broken.forEach(row::note);
    if (cells.size() != header.width()) {
      row.note(
          new BrokenCell(
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

package dev.zhihe.kit.tables;

import dev.zhihe.kit.problem.Characters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the header among the first rows of a file: the first row that names two columns, else the
 * row that names one, else the first row. Rows above it, such as a title, hold no data.
 */
final class HeaderSearch {
  private static final int MAX_ROWS = 20;

  private record Candidate(
      long number, List<? extends @Nullable String> cells, List<BrokenCell> broken) {}

  private final List<Column> columns;
  private final Lines lines;
  private final List<Candidate> candidates = new ArrayList<>();
  private List<String> names = List.of();
  private long number;

  HeaderSearch(List<Column> columns, Lines lines) {
    this.columns = columns;
    this.lines = lines;
  }

  /** A search that passes nothing on. */
  static HeaderSearch only(List<Column> columns) {
    return new HeaderSearch(
        columns,
        new Lines() {
          @Override
          public void header(long number, List<String> names) {}

          @Override
          public void row(long number, List<@Nullable String> cells, List<BrokenCell> broken) {}
        });
  }

  boolean found() {
    return number > 0;
  }

  /** The row of the header; 0 until it is found. */
  long number() {
    return number;
  }

  /** The header's name of a column, counted from 0; null if it has none. */
  @Nullable String name(int column) {
    return column < names.size() ? names.get(column) : null;
  }

  /** The number of columns of the header. */
  int width() {
    return names.size();
  }

  /** Takes the next row that is not blank. */
  void row(long number, List<? extends @Nullable String> cells, List<BrokenCell> broken) {
    if (found()) {
      lines.row(number, new ArrayList<>(cells), broken);
      return;
    }
    candidates.add(new Candidate(number, cells, broken));
    if (columns.isEmpty() || named(cells) > 1) {
      begin(candidates.size() - 1);
    } else if (number >= MAX_ROWS) {
      end();
    }
  }

  /** Ends the search: the best of the rows so far is the header. */
  void end() {
    if (found() || candidates.isEmpty()) {
      return;
    }
    int best = 0;
    for (int i = 1; i < candidates.size(); i++) {
      best = named(candidates.get(i).cells()) > named(candidates.get(best).cells()) ? i : best;
    }
    begin(best);
  }

  private void begin(int header) {
    var found = candidates.get(header);
    number = found.number();
    names = found.cells().stream().map(cell -> cell == null ? "" : Characters.strip(cell)).toList();
    for (var earlier : candidates.subList(0, header)) {
      lines.above(earlier.number(), earlier.cells());
    }
    lines.header(number, names);
    for (var later : candidates.subList(header + 1, candidates.size())) {
      lines.row(later.number(), new ArrayList<>(later.cells()), later.broken());
    }
    candidates.clear();
  }

  private long named(List<? extends @Nullable String> cells) {
    return cells.stream().filter(cell -> cell != null && Header.names(cell, columns)).count();
  }
}

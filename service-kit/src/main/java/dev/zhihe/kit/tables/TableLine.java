package dev.zhihe.kit.tables;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One line of a file. In a file with a total each line ends with a cell that says whether it is the
 * total.
 */
record TableLine(List<String> cells, List<Class<?>> types, boolean isTotal) {
  /** Name of the column that says whether a line is the total. */
  static final String TOTAL = "total";

  /** In the first cell of the total, where it would be empty: it is the first that people read. */
  private static final String TOTAL_WORDS = "合计 total";

  /** Excel would lose the digits beyond these. */
  private static final int MAX_DIGITS = 15;

  /** Passes the rows and then the total, if there is one. */
  static void each(TableRows rows, Consumer<TableLine> line) {
    var total = rows.total();
    var absent = rows.absent();
    if (rows instanceof StoredRows stored) {
      var view = ViewCells.of(stored.view());
      stored.bodies(
          (body, start, length) ->
              line.accept(of(view, view.ofStored(body, start, length), null, absent)));
    } else {
      rows.each(row -> line.accept(of(row, total == null ? null : false, absent)));
    }
    if (total != null) {
      line.accept(of(total, true, absent));
    }
  }

  private static TableLine of(Record row, @Nullable Boolean total, Set<String> absent) {
    var view = ViewCells.of(row.getClass());
    return of(view, view.of(row), total, absent);
  }

  private static TableLine of(
      ViewCells view, String[] texts, @Nullable Boolean total, Set<String> absent) {
    if (total == null && absent.isEmpty()) {
      return new TableLine(Arrays.asList(texts), view.types(), false);
    }
    var cells = new ArrayList<String>();
    var types = new ArrayList<Class<?>>();
    for (int i = 0; i < texts.length; i++) {
      if (!absent.contains(view.names().get(i))) {
        cells.add(texts[i]);
        types.add(view.types().get(i));
      }
    }
    var isTotal = Boolean.TRUE.equals(total);
    if (isTotal && cells.getFirst().isEmpty()) {
      cells.set(0, TOTAL_WORDS);
    }
    if (total != null) {
      cells.add(total.toString());
    }
    return new TableLine(cells, types, isTotal);
  }

  /** Whether a cell is a number whose digits every spreadsheet keeps. */
  boolean isNumber(int place) {
    var cell = cells.get(place);
    if (place >= types.size() || cell.isEmpty() || cell.equals(TOTAL_WORDS)) {
      return false;
    }
    var type = types.get(place);
    return ((type.isPrimitive() && type != boolean.class) || Number.class.isAssignableFrom(type))
        && (cell.length() <= MAX_DIGITS || new BigDecimal(cell).precision() <= MAX_DIGITS);
  }

  /**
   * The cells of CSV, as they are. A text that imports would read as one for Excel is written so.
   */
  List<String> forCsv() {
    return cells.stream().noneMatch(TableLine::isForExcel)
        ? cells
        : cells.stream().map(cell -> isForExcel(cell) ? Csv.forExcel(cell) : cell).toList();
  }

  private static boolean isForExcel(String cell) {
    return cell.startsWith("=\"");
  }

  /** The cells of CSV that Excel opens: numbers and days are computed with, texts stay texts. */
  List<String> forExcel() {
    var shown = new ArrayList<String>();
    for (int i = 0; i < cells.size(); i++) {
      var isDay = i < types.size() && types.get(i) == LocalDate.class;
      shown.add(isDay || isNumber(i) ? cells.get(i) : Csv.forExcel(cells.get(i)));
    }
    return shown;
  }
}

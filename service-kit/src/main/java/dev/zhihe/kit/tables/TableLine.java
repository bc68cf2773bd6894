package dev.zhihe.kit.tables;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
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
    rows.each(row -> line.accept(of(row, total == null ? null : false, absent)));
    if (total != null) {
      line.accept(of(total, true, absent));
    }
  }

  private static TableLine of(Record row, @Nullable Boolean total, Set<String> absent) {
    var properties = Csv.cells(row);
    properties.keySet().removeAll(absent);
    var cells = new ArrayList<>(properties.values());
    var isTotal = Boolean.TRUE.equals(total);
    if (isTotal && cells.getFirst().isEmpty()) {
      cells.set(0, TOTAL_WORDS);
    }
    if (total != null) {
      cells.add(total.toString());
    }
    var types = new ArrayList<Class<?>>();
    for (RecordComponent property : row.getClass().getRecordComponents()) {
      if (!absent.contains(property.getName())) {
        types.add(property.getType());
      }
    }
    return new TableLine(cells, types, isTotal);
  }

  /** Whether a cell is a number whose digits every spreadsheet keeps. */
  boolean isNumber(int place) {
    if (place >= types.size() || cells.get(place).isEmpty()) {
      return false;
    }
    var type = types.get(place);
    return ((type.isPrimitive() && type != boolean.class) || Number.class.isAssignableFrom(type))
        && new BigDecimal(cells.get(place)).precision() <= MAX_DIGITS;
  }

  /**
   * The cells of CSV, as they are. A text that imports would read as one for Excel is written so.
   */
  List<String> forCsv() {
    return cells.stream().map(cell -> cell.startsWith("=\"") ? Csv.forExcel(cell) : cell).toList();
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

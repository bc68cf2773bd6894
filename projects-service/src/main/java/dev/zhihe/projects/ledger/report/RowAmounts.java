package dev.zhihe.projects.ledger.report;

import dev.zhihe.kit.tables.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The amounts of a row.
 *
 * @param places the columns of the amounts
 */
record RowAmounts(List<ReportLine> lines, AmountPlaces places) {

  /**
   * Reads the amounts of a row: from the columns of kind and source if the file has any, else from
   * {@code lines}. It may have both, and then one of them is filled in. Columns that the file does
   * not have keep what is stored.
   */
  static RowAmounts of(Row row) {
    var cells = row.cells();
    var given = AmountColumn.ALL.stream().filter(one -> cells.has(one.name())).toList();
    var linesAreGiven = isFilledIn(row, LinesCell.COLUMN);
    if (given.isEmpty()
        || (linesAreGiven && given.stream().noneMatch(one -> isFilledIn(row, one.name())))) {
      var lines = LinesCell.read(row);
      return new RowAmounts(lines, AmountPlaces.allIn(LinesCell.COLUMN, lines.size()));
    }
    if (linesAreGiven) {
      row.refuse(
          LinesCell.COLUMN,
          "lines-and-columns",
          "金额要么填在“金额”（lines）一列，要么按类型和来源分列填写，不可并用",
          "the amounts are either in lines or in the columns of kind and source, not in both");
    }
    var lines = replaced(row, given, LinesCell.kept(row));
    var places =
        new AmountPlaces(lines.stream().map(line -> AmountColumn.of(line).name()).toList());
    if (lines.size() > NewProjectReport.MAX_LINES) {
      LinesCell.refuseTooMany(row, given.getLast().name());
    }
    return new RowAmounts(lines, places);
  }

  /** Whether a cell of the file has content. */
  static boolean isFilledIn(Row row, String column) {
    return !row.cells().lacks(column) && row.cells().kept(column) == null;
  }

  /**
   * The stored lines, with another amount for each column that does not give their sum. An amount
   * of 0 is no line.
   */
  private static List<ReportLine> replaced(
      Row row, List<AmountColumn> given, List<ReportLine> stored) {
    var changed = new LinkedHashMap<AmountColumn, BigDecimal>();
    for (var column : given) {
      var amount = Objects.requireNonNullElse(yuan(row, column), BigDecimal.ZERO);
      if (amount.compareTo(sum(stored, column)) != 0) {
        changed.put(column, amount);
      }
    }
    var lines = new ArrayList<ReportLine>();
    var placed = new HashSet<AmountColumn>();
    for (var line : stored) {
      var amount = changed.get(AmountColumn.of(line));
      if (amount == null) {
        lines.add(line);
      } else if (placed.add(AmountColumn.of(line))) {
        lines.add(AmountColumn.of(line).line(amount));
      }
    }
    changed.forEach(
        (column, amount) -> {
          if (placed.add(column)) {
            lines.add(column.line(amount));
          }
        });
    lines.removeIf(line -> line.amountYuan().signum() == 0);
    return List.copyOf(lines);
  }

  private static @Nullable BigDecimal yuan(Row row, AmountColumn column) {
    return row.yuan(column.name());
  }

  private static BigDecimal sum(List<ReportLine> lines, AmountColumn column) {
    return lines.stream()
        .filter(line -> AmountColumn.of(line).equals(column))
        .map(ReportLine::amountYuan)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}

package dev.zhihe.kit.tables;

import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The errors of one row. Each error of a cell is reported once, however often the cell is read. */
final class RowErrors {
  private final long number;
  private final Header header;
  private final List<Violation> violations;
  private final Set<String> reported = new HashSet<>();
  private final Set<String> refusedColumns = new HashSet<>();
  private final Set<String> unreadable = new HashSet<>();
  private boolean rowUnreadable;

  RowErrors(long number, Header header, List<Violation> violations) {
    this.number = number;
    this.header = header;
    this.violations = violations;
  }

  boolean isEmpty() {
    return reported.isEmpty();
  }

  /** Whether the row could be read and none of these columns has an error. */
  boolean spare(String... columns) {
    return !rowUnreadable && Stream.of(columns).noneMatch(refusedColumns::contains);
  }

  /** Whether the cell could not be read from the file. That error was reported already. */
  boolean isUnreadable(String column) {
    if (rowUnreadable || unreadable.contains(header.printed(column))) {
      refusedColumns.add(column);
      return true;
    }
    return false;
  }

  /** Adds a cell that could not be read from the file; the whole row if no column is named. */
  void add(BrokenCell broken) {
    if (rowUnreadable) {
      return;
    }
    if (broken.column() == null) {
      rowUnreadable = true;
    } else {
      unreadable.add(broken.column());
    }
    if (reported.add(
        broken.column() + " " + broken.code())) { // each item of a list may have the fault
      addPrinted(broken.column(), broken.value(), broken.code(), broken.detail());
    }
  }

  /** Adds cells that contain forbidden characters. They count as unreadable. */
  void addUnfit(Map<String, String> cells) {
    cells.forEach(
        (column, cell) -> {
          var unfit = Characters.unfit(cell);
          if (unfit >= 0) {
            add(
                new BrokenCell(
                    header.printed(column), cell, "character", Characters.refusal(unfit)));
          }
        });
  }

  /** Adds an error of a readable cell. */
  void add(String column, @Nullable String value, String code, Text detail) {
    refusedColumns.add(column);
    if (!isUnreadable(column) && reported.add(column + " " + code)) {
      addPrinted(header.printed(column), value, code, detail);
    }
  }

  private void addPrinted(
      @Nullable String column, @Nullable String value, String code, Text detail) {
    violations.add(
        Violation.ofCell(
            number, column, value == null ? null : Characters.shortened(value), code, detail));
  }
}

package dev.zhihe.kit.tables;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * How large the sheet that will be read may be: its rows, columns and texts. Rows and cells without
 * content do not count.
 */
final class SheetLimits implements SheetXml.Cells {
  private static final int MAX_ROWS = 50_000;
  private static final int MAX_NAMED_RANGES = 20;

  private final HeaderSearch header;
  private final List<String> first = new ArrayList<>();
  private final List<String> merged = new ArrayList<>();
  private int rows;
  private boolean used;
  private long length;

  SheetLimits(List<Column> columns) {
    header = HeaderSearch.only(columns);
  }

  @Override
  public void cell(SheetXml.Found cell) {
    if (!cell.isUsed()) {
      return;
    }
    used = true;
    if (cell.column() > Format.MAX_COLUMNS) {
      throw WorkbookGuard.refused(
          "columns",
          "工作表至多 %d 列".formatted(Format.MAX_COLUMNS),
          "a sheet has at most %d columns".formatted(Format.MAX_COLUMNS));
    }
    var value = cell.value() == null ? "" : cell.value();
    length += value.codePointCount(0, value.length());
    if (length > Format.MAX_ROW_LENGTH) {
      throw Format.tooLong(cell.row());
    }
    if (!header.found()) {
      while (first.size() < cell.column()) {
        first.add("");
      }
      first.set(cell.column() - 1, value);
    }
  }

  @Override
  public void rowEnd(int number) {
    if (used && ++rows > MAX_ROWS + 1) {
      throw new Problem(
          ProblemType.TOO_LARGE,
          Text.of(
              "工作表至多 %d 行；更多请用 CSV 或 NDJSON",
              "A sheet has at most %d rows; use CSV or NDJSON for more", MAX_ROWS));
    }
    if (used && !header.found()) {
      header.row(number, List.copyOf(first), List.of());
      first.clear();
    }
    used = false;
    length = 0;
  }

  /** A merged title above the header is no harm. */
  @Override
  public void merged(String range) {
    header.end();
    if (merged.size() < MAX_NAMED_RANGES && lastRow(range) >= header.number()) {
      merged.add(range);
    }
  }

  private static int lastRow(String range) {
    var row = CellFormats.whole(range.replaceFirst("^.*[A-Za-z$]", ""));
    return row == null ? Integer.MAX_VALUE : row;
  }

  /** Refuses merged cells, once the sheet was read. */
  void end() {
    if (!merged.isEmpty()) {
      throw WorkbookGuard.refused(
          "merged-cells",
          "有合并的单元格 %s；请取消合并，并在每一行填写".formatted(String.join("、", merged)),
          "there are merged cells, %s: unmerge them and fill in every row"
              .formatted(String.join(", ", merged)));
    }
  }
}

package dev.zhihe.kit.tables;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import java.io.InputStream;
import java.util.ArrayList;

/** How large the sheet that will be read may be: its rows, columns and texts. */
final class SheetLimits {
  private static final int MAX_ROWS = 50_000;

  private SheetLimits() {}

  /** Refuses too many columns or rows, rows that are too long, and merged cells. */
  static void inspect(InputStream sheet) {
    var rows = new int[1];
    var cells = new int[1];
    var length = new long[1];
    var merged = new ArrayList<String>();
    WorkbookXml.read(
        sheet,
        xml -> {
          switch (xml.getLocalName()) {
            case "row" -> {
              cells[0] = 0;
              length[0] = 0;
              if (++rows[0] > MAX_ROWS + 1) {
                throw new Problem(
                    ProblemType.TOO_LARGE,
                    Text.of(
                        "工作表至多 %d 行；更多请用 CSV 或 NDJSON",
                        "A sheet has at most %d rows; use CSV or NDJSON for more", MAX_ROWS));
              }
            }
            case "c" -> {
              var place = xml.getAttributeValue(null, "r");
              if (++cells[0] > Format.MAX_COLUMNS
                  || (place != null && column(place) > Format.MAX_COLUMNS)) {
                throw WorkbookGuard.refused(
                    "columns",
                    "工作表至多 %d 列".formatted(Format.MAX_COLUMNS),
                    "a sheet has at most %d columns".formatted(Format.MAX_COLUMNS));
              }
            }
            case "mergeCell" -> {
              if (merged.size() < 20) {
                merged.add(xml.getAttributeValue(null, "ref"));
              }
            }
            default -> {}
          }
        },
        characters -> {
          length[0] += characters;
          if (length[0] > Format.MAX_ROW_LENGTH) {
            throw Format.tooLong(rows[0]);
          }
        });
    if (!merged.isEmpty()) {
      throw WorkbookGuard.refused(
          "merged-cells",
          "有合并的单元格 %s；请取消合并，并在每一行填写".formatted(String.join("、", merged)),
          "there are merged cells, %s: unmerge them and fill in every row"
              .formatted(String.join(", ", merged)));
    }
  }

  private static int column(String place) {
    int column = 0;
    for (int i = 0; i < place.length() && Character.isLetter(place.charAt(i)); i++) {
      column = column * 26 + (Character.toUpperCase(place.charAt(i)) - 'A' + 1);
    }
    return column;
  }
}

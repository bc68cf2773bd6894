package dev.zhihe.kit.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Tells in a workbook how far each sheet goes. The library that writes our workbooks says A1 of
 * every sheet, and readers that stream, such as openpyxl's, then see one cell. Source: ECMA-376
 * part 1, 18.3.1.35.
 */
public final class SheetExtents {
  private static final String UNTOLD = "<dimension ref=\"A1\"/>";

  /** The extent stands before the first row; nothing longer comes before it. */
  private static final int BEGINNING = 4096;

  private SheetExtents() {}

  /** The extent of a sheet whose first cell is A1. */
  public static String of(int columns, int rows) {
    return "A1:" + letters(Math.max(columns, 1)) + Math.max(rows, 1);
  }

  private static String letters(int column) {
    var letters = new StringBuilder();
    for (int left = column; left > 0; left = (left - 1) / 26) {
      letters.insert(0, (char) ('A' + (left - 1) % 26));
    }
    return letters.toString();
  }

  /**
   * Copies a workbook.
   *
   * @param extents of its sheets, in their order
   */
  public static void tell(InputStream workbook, OutputStream out, List<String> extents)
      throws IOException {
    try (var in = new ZipInputStream(workbook);
        var copy = new ZipOutputStream(out)) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        copy.putNextEntry(new ZipEntry(entry.getName()));
        for (int i = 0; i < extents.size(); i++) {
          if (entry.getName().equals("xl/worksheets/sheet" + (i + 1) + ".xml")) {
            var beginning = new String(in.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1);
            copy.write(
                beginning
                    .replace(UNTOLD, "<dimension ref=\"" + extents.get(i) + "\"/>")
                    .getBytes(StandardCharsets.ISO_8859_1));
          }
        }
        in.transferTo(copy);
        copy.closeEntry();
      }
    }
  }
}

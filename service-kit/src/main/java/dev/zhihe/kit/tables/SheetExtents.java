package dev.zhihe.kit.tables;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes the extent of each sheet into a workbook. The library that writes our workbooks sets A1 as
 * the extent of every sheet. Streaming readers, such as openpyxl, then see only one cell. Source:
 * ECMA-376 part 1, 18.3.1.35.
 */
public final class SheetExtents {
  private static final String NO_EXTENT = "<dimension ref=\"A1\"/>";

  /**
   * Number of bytes that contain the extent: it comes before the first row, and only short elements
   * precede it.
   */
  private static final int BEGINNING = 4096;

  private SheetExtents() {}

  /** The extent of a sheet that begins at A1. */
  public static String of(int columns, int rows) {
    return "A1:" + letters(Math.max(columns, 1)) + Math.max(rows, 1);
  }

  static String letters(int column) {
    var letters = new StringBuilder();
    for (int left = column; left > 0; left = (left - 1) / 26) {
      letters.insert(0, (char) ('A' + (left - 1) % 26));
    }
    return letters.toString();
  }

  /**
   * Copies a workbook with its extents, and with {@link CharacterReferences} as characters. The
   * source must be a file, because the sizes of its parts are stored only at its end.
   *
   * @param extents the extents of its sheets, in order
   */
  public static void add(Path workbook, OutputStream out, List<String> extents) throws IOException {
    try (var zip = new ZipFile(workbook.toFile());
        var copy = new ZipOutputStream(out)) {
      for (var part : Collections.list(zip.entries())) {
        copy.putNextEntry(new ZipEntry(part.getName()));
        var text = new CharacterReferences(copy);
        try (var in = zip.getInputStream(part)) {
          for (int i = 0; i < extents.size(); i++) {
            if (part.getName().equals("xl/worksheets/sheet" + (i + 1) + ".xml")) {
              var beginning = new String(in.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1);
              text.write(
                  beginning
                      .replace(NO_EXTENT, "<dimension ref=\"" + extents.get(i) + "\"/>")
                      .getBytes(StandardCharsets.ISO_8859_1));
            }
          }
          in.transferTo(text);
        }
        text.end();
        copy.closeEntry();
      }
    }
  }
}

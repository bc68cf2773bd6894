package dev.zhihe.kit.tables;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Refuses a line that is too long. The CSV reader only knows that a cell does not fit into its
 * buffer, and would report a missing quote.
 */
final class BoundedLines extends FilterReader {
  private final CsvRecords cells;
  private int length;

  BoundedLines(Reader text, CsvRecords cells) {
    super(text);
    this.cells = cells;
  }

  @Override
  public int read(char[] buffer, int offset, int most) throws IOException {
    var count = super.read(buffer, offset, most);
    for (int i = offset; i < offset + count; i++) {
      var character = buffer[i];
      if (character == '\n' || character == '\r') {
        length = 0;
      } else if (!Character.isLowSurrogate(character) && ++length > CsvFile.MAX_LINE_LENGTH) {
        throw cells.tooLong();
      }
    }
    return count;
  }
}

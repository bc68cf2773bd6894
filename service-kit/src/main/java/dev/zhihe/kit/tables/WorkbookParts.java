package dev.zhihe.kit.tables;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checked workbook without its cells.
 *
 * @param sheet name of the part with the first visible sheet
 * @param formats formats of cells; null if the workbook does not have any
 * @param texts shared texts of cells
 * @param from1904 whether its days are counted from 1904, as old Excel for Mac does
 */
record WorkbookParts(
    String sheet, @Nullable List<CellFormat> formats, List<String> texts, boolean from1904) {

  boolean hasFormat(int style) {
    return formats == null || style < formats.size();
  }

  CellFormat format(@Nullable Integer style) {
    return formats == null || style == null ? CellFormat.GENERAL : formats.get(style);
  }
}

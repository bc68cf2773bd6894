package dev.zhihe.acceptance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Row.MissingCellPolicy;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The first sheet of a workbook as a spreadsheet program opens, changes and saves it. */
final class Workbook {
  static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  private static final String FIRST_COLUMN = "平台";

  private byte[] content;

  Workbook(byte[] content) {
    this.content = content.clone();
  }

  byte[] content() {
    return content.clone();
  }

  /** Renames a column. */
  Workbook rename(String column, String name) {
    change(sheet -> header(sheet).getCell(place(header(sheet), column)).setCellValue(name));
    return this;
  }

  /** Enters numbers and texts by column, in the row of a platform. */
  Workbook enter(String platform, Map<String, Object> cells) {
    change(
        sheet ->
            cells.forEach(
                (column, value) -> {
                  var cell =
                      row(sheet, platform)
                          .getCell(
                              place(header(sheet), column), MissingCellPolicy.CREATE_NULL_AS_BLANK);
                  if (value instanceof Number number) {
                    cell.setCellValue(number.doubleValue());
                  } else {
                    cell.setCellValue(value.toString());
                  }
                }));
    return this;
  }

  /** Comments of the cells of a platform's row. */
  List<String> comments(String platform) {
    var comments = new ArrayList<String>();
    change(
        sheet -> {
          for (var cell : row(sheet, platform)) {
            if (cell.getCellComment() != null) {
              comments.add(cell.getCellComment().getString().getString());
            }
          }
        });
    return comments;
  }

  private void change(Consumer<Sheet> change) {
    try (var book = new XSSFWorkbook(new ByteArrayInputStream(content))) {
      change.accept(book.getSheetAt(0));
      var saved = new ByteArrayOutputStream();
      book.write(saved);
      content = saved.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row header(Sheet sheet) {
    for (var row : sheet) {
      if (shown(row, 0).equals(FIRST_COLUMN)) {
        return row;
      }
    }
    throw new AssertionError("no header");
  }

  private static Row row(Sheet sheet, String platform) {
    for (var row : sheet) {
      if (shown(row, 0).equals(platform)) {
        return row;
      }
    }
    throw new AssertionError("no row of " + platform);
  }

  private static int place(Row header, String column) {
    for (var cell : header) {
      if (cell.getStringCellValue().equals(column)) {
        return cell.getColumnIndex();
      }
    }
    throw new AssertionError("no column " + column);
  }

  private static String shown(Row row, int place) {
    return new DataFormatter().formatCellValue(row.getCell(place));
  }
}

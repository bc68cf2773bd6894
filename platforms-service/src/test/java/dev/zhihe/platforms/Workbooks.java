package dev.zhihe.platforms;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Row.MissingCellPolicy;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Workbooks as a spreadsheet program opens, changes and saves them. */
final class Workbooks {
  static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private Workbooks() {}

  /**
   * The workbook with cells of its first sheet filled in.
   *
   * @param header number of the header's row, counted from 1
   * @param row number of the row, counted from 1
   * @param cells numbers and texts by header
   */
  static byte[] filledIn(byte[] workbook, int header, int row, Map<String, Object> cells) {
    return opened(
        workbook,
        book -> {
          var sheet = book.getSheetAt(0);
          cells.forEach(
              (name, value) -> {
                var cell =
                    sheet
                        .getRow(row - 1)
                        .getCell(
                            place(sheet.getRow(header - 1), name),
                            MissingCellPolicy.CREATE_NULL_AS_BLANK);
                if (value instanceof Number number) {
                  cell.setCellValue(number.doubleValue());
                } else {
                  cell.setCellValue(value.toString());
                }
              });
          var out = new ByteArrayOutputStream();
          try {
            book.write(out);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return out.toByteArray();
        });
  }

  /** The texts of a row of the first sheet, as they are displayed. */
  static List<String> texts(byte[] workbook, int row) {
    return opened(workbook, book -> texts(book.getSheetAt(0), row));
  }

  /** The rows of the second sheet, each with its cells joined by |. */
  static List<String> notes(byte[] workbook) {
    return opened(
        workbook,
        book -> {
          var rows = new ArrayList<String>();
          for (int row = 1; row <= book.getSheetAt(1).getLastRowNum() + 1; row++) {
            rows.add(String.join("|", texts(book.getSheetAt(1), row)));
          }
          return rows;
        });
  }

  private static List<String> texts(Sheet sheet, int row) {
    var shown = new DataFormatter();
    var texts = new ArrayList<String>();
    for (var cell : sheet.getRow(row - 1)) {
      texts.add(shown.formatCellValue(cell));
    }
    return texts;
  }

  /** What a cell of the first sheet displays. */
  static String text(byte[] workbook, int header, int row, String name) {
    return opened(
        workbook,
        book -> new DataFormatter().formatCellValue(cell(book.getSheetAt(0), header, row, name)));
  }

  /** The comment of a cell of the first sheet; empty if it has none. */
  static String comment(byte[] workbook, int header, int row, String name) {
    return opened(
        workbook,
        book -> {
          var comment = cell(book.getSheetAt(0), header, row, name).getCellComment();
          return comment == null ? "" : comment.getString().getString();
        });
  }

  /** Whether a cell of the first sheet is locked. */
  static boolean isLocked(byte[] workbook, int header, int row, String name) {
    return opened(
        workbook, book -> cell(book.getSheetAt(0), header, row, name).getCellStyle().getLocked());
  }

  /** Number of the last row of the first sheet, counted from 1. */
  static int lastRow(byte[] workbook) {
    return opened(workbook, book -> book.getSheetAt(0).getLastRowNum() + 1);
  }

  /** Whether the first sheet is protected without a password. */
  static boolean isProtectedWithoutPassword(byte[] workbook) {
    return opened(
        workbook,
        book ->
            book.getSheetAt(0).getProtect()
                && !book.getSheetAt(0).getCTWorksheet().getSheetProtection().isSetPassword());
  }

  /** What the first sheet lets people enter: lists joined by |, and formulas. */
  static List<String> rules(byte[] workbook) {
    return opened(
        workbook,
        book ->
            book.getSheetAt(0).getDataValidations().stream()
                .map(DataValidation::getValidationConstraint)
                .map(
                    rule ->
                        rule.getExplicitListValues() == null
                            ? rule.getFormula1()
                            : String.join("|", rule.getExplicitListValues()))
                .toList());
  }

  /** What the first sheet lets people enter in a cell, as {@link #rules} has it. */
  static List<String> rules(byte[] workbook, int header, int row, String name) {
    return opened(
        workbook,
        book -> {
          var sheet = book.getSheetAt(0);
          var place = place(sheet.getRow(header - 1), name);
          return sheet.getDataValidations().stream()
              .filter(
                  rule ->
                      Stream.of(rule.getRegions().getCellRangeAddresses())
                          .anyMatch(range -> range.isInRange(row - 1, place)))
              .map(rule -> rule.getValidationConstraint().getFormula1())
              .toList();
        });
  }

  /** The colour of a cell of the first sheet, such as DDEBF7; empty if it has none. */
  static String color(byte[] workbook, int header, int row, String name) {
    return opened(
        workbook,
        book -> {
          var style = cell(book.getSheetAt(0), header, row, name).getCellStyle();
          return style.getFillForegroundColorColor() instanceof XSSFColor color
              ? color.getARGBHex().substring(2)
              : "";
        });
  }

  private static Cell cell(Sheet sheet, int header, int row, String name) {
    return sheet
        .getRow(row - 1)
        .getCell(place(sheet.getRow(header - 1), name), MissingCellPolicy.CREATE_NULL_AS_BLANK);
  }

  private static int place(Row header, String name) {
    for (var cell : header) {
      if (cell.getStringCellValue().equals(name)) {
        return cell.getColumnIndex();
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static <T> T opened(byte[] workbook, Function<XSSFWorkbook, T> use) {
    try (var book = new XSSFWorkbook(new ByteArrayInputStream(workbook))) {
      return use.apply(book);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

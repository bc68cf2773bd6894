package dev.zhihe.kit.imports;

import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.tables.BrokenCell;
import dev.zhihe.kit.tables.Format;
import dev.zhihe.kit.tables.Header;
import dev.zhihe.kit.tables.Line;
import dev.zhihe.kit.tables.Lines;
import dev.zhihe.kit.tables.SharedTexts;
import dev.zhihe.kit.tables.SheetExtents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a refused file with its errors. Every row keeps its place, also a title above the
 * header. Every wrong cell is coloured and commented, and a last column lists all errors of the
 * row. That column is ignored when the file is sent again.
 */
final class MarkedSheet implements Lines {
  /** An opaque light red (ARGB). */
  private static final String ERROR_COLOR = "FFFFC7CE";

  private static final BigDecimal MAX_EXACT = new BigDecimal("1e15");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final int MAX_COMMENTS = 2_000;

  private final Map<Long, List<Violation>> violations;
  private final Locale language;
  private final Worksheet sheet;
  private List<String> header = List.of();
  private final boolean headed;
  private int comments;
  private int rows;
  private int lastRow;
  private int columns;
  private long unwritten;

  MarkedSheet(Worksheet sheet, boolean headed, List<Violation> violations, Locale language) {
    this.sheet = sheet;
    this.headed = headed;
    this.language = language;
    this.violations =
        violations.stream()
            .filter(violation -> violation.row() != null)
            .collect(Collectors.groupingBy(violation -> Objects.requireNonNull(violation.row())));
  }

  /** The extent of the sheet, once all rows are written. */
  String extent() {
    return SheetExtents.of(columns, lastRow + 1);
  }

  @Override
  public void above(long number, List<? extends @Nullable String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      var cell = cells.get(i);
      if (cell != null && !cell.isEmpty()) {
        text(Math.toIntExact(number - 1), i, Characters.repeatable(cell));
      }
    }
  }

  @Override
  public void header(long number, List<String> names) {
    header = names;
    var row = Math.toIntExact(number - 1);
    sheet.freezePane(0, row + 1);
    for (int i = 0; i < names.size(); i++) {
      sheet.value(row, i, SharedTexts.escaped(Characters.repeatable(names.get(i))));
      sheet.style(row, i).bold().set();
      sheet.width(i, 18);
    }
    columns = names.size() + 1;
    sheet.value(row, names.size(), Header.ERRORS);
    sheet.style(row, names.size()).bold().set();
    sheet.width(names.size(), 80);
    lastRow = row;
    if (headed) {
      markHeader(row);
    }
  }

  @Override
  public void row(long number, List<@Nullable String> cells, List<BrokenCell> broken) {
    var row = Math.toIntExact(headed ? number - 1 : number);
    lastRow = row;
    columns = Math.max(columns, cells.size() + 1);
    for (int i = 0; i < cells.size(); i++) {
      var cell = cells.get(i);
      if (cell != null && !cell.isEmpty()) {
        var figure = figure(cell);
        if (figure == null) {
          text(row, i, Characters.repeatable(cell));
        } else {
          sheet.value(row, i, figure);
        }
      }
    }
    mark(row, Math.max(header.size(), cells.size()), violations.getOrDefault(number, List.of()));
    unwritten += new Line(number, cells, broken).weight();
    if (++rows % Chunk.MAX_ROWS == 0 || unwritten >= Chunk.MAX_BYTES) {
      unwritten = 0;
      try {
        sheet.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * A number that a spreadsheet preserves exactly. 007, 1.50 and numbers of sixteen digits are not
   * preserved.
   */
  private static @Nullable BigDecimal figure(String cell) {
    if (cell.length() > 16 || !NUMBER.matcher(cell).matches()) {
      return null;
    }
    var number = new BigDecimal(cell);
    return number.abs().compareTo(MAX_EXACT) < 0
            && number.precision() <= 15
            && (number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString())
                .equals(cell)
        ? number
        : null;
  }

  /** Adds the header's errors as comments, because the file must keep the same columns. */
  private void markHeader(int row) {
    var wrong = violations.getOrDefault(row + 1L, List.of());
    color(row, wrong);
    var missing =
        wrong.stream()
            .filter(violation -> !header.contains(violation.column()))
            .map(violation -> violation.detail().in(language))
            .collect(Collectors.joining("\n"));
    if (!missing.isEmpty()) {
      sheet.style(row, header.size()).bold().fillColor(ERROR_COLOR).set();
      sheet.comment(row, header.size(), missing);
    }
  }

  private void mark(int row, int last, List<Violation> wrong) {
    if (!wrong.isEmpty()) {
      color(row, wrong);
      text(
          row,
          last,
          wrong.stream()
              .map(
                  violation ->
                      (violation.column() == null ? "" : violation.column() + "：")
                          + violation.detail().in(language))
              .collect(Collectors.joining("；")));
    }
  }

  /**
   * Writes a text, shortened to the longest that Excel can read. No column accepts a longer text.
   */
  private void text(int row, int place, String text) {
    var end = Math.min(text.length(), Format.MAX_CELL_LENGTH);
    var halves = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    sheet.inlineString(row, place, SharedTexts.escaped(text.substring(0, halves ? end - 1 : end)));
  }

  private void color(int row, List<Violation> wrong) {
    Map<Integer, String> errorsByColumn = new HashMap<>();
    for (var violation : wrong) {
      var place = violation.column() == null ? -1 : header.indexOf(violation.column());
      if (place >= 0) {
        errorsByColumn.merge(
            place, violation.detail().in(language), (one, other) -> one + "\n" + other);
      }
    }
    errorsByColumn.forEach(
        (place, text) -> {
          sheet.style(row, place).fillColor(ERROR_COLOR).set();
          if (++comments <= MAX_COMMENTS) {
            sheet.comment(row, place, text);
          }
        });
  }
}

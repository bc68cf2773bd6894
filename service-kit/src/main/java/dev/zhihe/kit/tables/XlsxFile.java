package dev.zhihe.kit.tables;

import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Text;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/** Reads the first sheet of a workbook that the {@link WorkbookGuard} has accepted. */
final class XlsxFile {
  private static final MathContext EXCEL = new MathContext(15);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  /** Value of a formula with an error. The reader does not give its type. */
  private static final Pattern ERROR = Pattern.compile("#(?:N/A|GETTING_DATA|[A-Z]+(?:/0)?[!?])");

  private XlsxFile() {}

  static void read(Path file, Lines lines) throws IOException {
    var styled = WorkbookGuard.check(file);
    try (var workbook = new ReadableWorkbook(file.toFile(), new ReadingOptions(styled, true));
        var rows = workbook.getFirstSheet().openStream()) {
      List<String> header = List.of();
      for (var row : (Iterable<Row>) rows::iterator) {
        var cells = new ArrayList<@Nullable String>();
        var broken = new ArrayList<BrokenCell>();
        for (int i = 0; i < row.getCellCount(); i++) {
          var column = i < header.size() ? header.get(i) : null;
          cells.add(text(row.getOptionalCell(i).orElse(null), column, broken));
        }
        if (length(cells) > Format.MAX_ROW_LENGTH) {
          throw Format.tooLong(row.getRowNum());
        }
        while (!cells.isEmpty() && Characters.isBlank(cells.getLast())) {
          cells.removeLast();
        }
        if (cells.isEmpty()) {
          continue; // a formatted cell without a value
        }
        if (header.isEmpty()) {
          header = cells.stream().map(cell -> cell == null ? "" : cell).toList();
          lines.header(header);
        } else {
          while (cells.size() < header.size()) {
            cells.add("");
          }
          lines.row(row.getRowNum(), cells, broken);
        }
      }
    } catch (ExcelReaderException e) {
      throw WorkbookGuard.unreadable(e.getMessage());
    }
  }

  private static long length(List<@Nullable String> cells) {
    long length = 0;
    for (var cell : cells) {
      length += cell == null ? 0 : Characters.length(cell);
    }
    return length;
  }

  private static @Nullable String text(
      @Nullable Cell cell, @Nullable String column, List<BrokenCell> broken) {
    if (cell == null || cell.getType() == CellType.EMPTY) {
      return "";
    }
    var raw = cell.getRawValue();
    return switch (cell.getType()) {
      case NUMBER -> number(cell, raw);
      case BOOLEAN -> "1".equals(raw) || "true".equals(raw) ? "true" : "false";
      case ERROR -> inError(raw, column, broken);
      // The value that Excel computed last. Formulas are not evaluated here.
      case FORMULA ->
          raw == null
              ? ""
              : ERROR.matcher(raw).matches() ? inError(raw, column, broken) : computed(raw);
      default -> {
        var text = cell.getText();
        if (text.length() > Format.MAX_CELL_LENGTH) {
          broken.add(
              new BrokenCell(
                  column,
                  text,
                  "too-long",
                  Text.of("至多 %d 个字符", "at most %d characters", Format.MAX_CELL_LENGTH)));
          yield "";
        }
        yield text;
      }
    };
  }

  private static String inError(String raw, @Nullable String column, List<BrokenCell> broken) {
    broken.add(
        new BrokenCell(
            column, raw, "cell-error", new Text("单元格的公式有错", "the cell's formula is in error")));
    return raw;
  }

  private static String number(Cell cell, String raw) {
    var format = cell.getDataFormatString();
    if (format != null && isDate(format)) {
      var moment = cell.asDate();
      if (moment != null) {
        return date(moment, format);
      }
    }
    return computed(raw);
  }

  /**
   * Rounds to 15 digits, as Excel displays. Further digits are noise: 0.1 + 0.2 is stored as
   * 0.30000000000000004.
   */
  private static String computed(String raw) {
    try {
      var number = new BigDecimal(raw);
      return Math.abs(number.scale()) > 50
          ? raw
          : number.round(EXCEL).stripTrailingZeros().toPlainString();
    } catch (NumberFormatException e) {
      return raw;
    }
  }

  private static boolean isDate(String format) {
    var bare = format.replaceAll("\"[^\"]*\"|\\\\.|\\[[^\\]]*]", "").toLowerCase(Locale.ROOT);
    return bare.contains("y") || bare.contains("d") || bare.contains("mmm") || bare.contains("h:");
  }

  /** The part of the date that its format displays: a month entered as 2025-06 stays a month. */
  private static String date(LocalDateTime moment, String format) {
    var bare = format.toLowerCase(Locale.ROOT);
    if (bare.contains("y") && !bare.contains("d")) {
      return bare.contains("m") ? moment.toString().substring(0, 7) : "" + moment.getYear();
    }
    return moment.toLocalTime().toSecondOfDay() == 0
        ? moment.toLocalDate().toString()
        : MOMENT.format(moment);
  }
}

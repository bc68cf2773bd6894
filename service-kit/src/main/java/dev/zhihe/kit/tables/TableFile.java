package dev.zhihe.kit.tables;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.sql.Scratch;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A list as a file, written to disk row by row. It is complete before the first byte is sent, and
 * its length costs no memory.
 */
public final class TableFile {

  /** Below Excel's limit of 1,048,576 rows. */
  private static final int MAX_SHEET_ROWS = 1_000_000;

  /** Excel would lose the digits beyond these. */
  private static final int MAX_DIGITS = 15;

  private TableFile() {}

  /**
   * Writes the rows to a new file. The caller must delete it.
   *
   * @param labels labels of the columns, in the order of the view's properties
   */
  public static Path of(Scratch scratch, FileKind kind, List<String> labels, TableRows rows)
      throws IOException {
    var file = scratch.file("table");
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      if (kind == FileKind.XLSX) {
        workbook(scratch, out, labels, rows);
      } else {
        csv(out, labels, rows, kind == FileKind.EXCEL_CSV);
      }
      return file;
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private static void csv(OutputStream out, List<String> labels, TableRows rows, boolean excel)
      throws IOException {
    var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    if (excel) {
      text.write('\uFEFF');
    }
    var writer = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
    writer.writeRecord(labels);
    rows.each(
        row -> {
          var cells = new ArrayList<>(Csv.cells(row).values());
          if (excel) {
            var properties = row.getClass().getRecordComponents();
            for (int i = 0; i < properties.length; i++) {
              if (!isNumber(properties[i]) && Csv.looksLikeFormula(cells.get(i))) {
                cells.set(i, "'" + cells.get(i));
              }
            }
          }
          writer.writeRecord(cells);
        });
    writer.close();
  }

  private static void workbook(
      Scratch scratch, OutputStream out, List<String> labels, TableRows rows) throws IOException {
    var withoutExtent = scratch.file("sheet");
    try {
      int lines = sheet(withoutExtent, labels, rows);
      SheetExtents.add(withoutExtent, out, List.of(SheetExtents.of(labels.size(), lines)));
    } finally {
      Files.deleteIfExists(withoutExtent);
    }
  }

  /** Writes a workbook without the extent of its sheet. Returns the number of lines. */
  private static int sheet(Path file, List<String> labels, TableRows rows) throws IOException {
    try (var out = new BufferedOutputStream(Files.newOutputStream(file));
        var workbook = new Workbook(out, "Zhihe", "1.0")) {
      var sheet = workbook.newWorksheet("zhihe");
      sheet.freezePane(0, 1);
      for (int i = 0; i < labels.size(); i++) {
        sheet.value(0, i, labels.get(i));
        sheet.style(0, i).bold().set();
        sheet.width(i, Math.clamp(labels.get(i).length() * 2L, 12, 40));
      }
      var number = new int[1];
      rows.each(row -> line(sheet, ++number[0], row));
      sheet.finish();
      return number[0] + 1;
    }
  }

  private static void line(Worksheet sheet, int number, Record row) {
    if (number > MAX_SHEET_ROWS) {
      throw new Problem(
          ProblemType.TOO_LARGE,
          Text.of(
              "工作簿至多 %d 行；请加筛选条件，或用 format=csv",
              "A workbook has at most %d rows: filter the list, or take format=csv",
              MAX_SHEET_ROWS));
    }
    var properties = row.getClass().getRecordComponents();
    var cells = Csv.cells(row).values().toArray(String[]::new);
    for (int i = 0; i < cells.length; i++) {
      if (cells[i].isEmpty()) {
        continue;
      }
      if (isNumber(properties[i]) && new BigDecimal(cells[i]).precision() <= MAX_DIGITS) {
        sheet.value(number, i, new BigDecimal(cells[i]));
      } else {
        sheet.inlineString(number, i, SharedTexts.escaped(cells[i]));
      }
    }
    if (number % 1_000 == 0) {
      try {
        sheet.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The columns' names: the names of the view's properties. */
  public static List<String> names(Class<? extends Record> view) {
    return Arrays.stream(view.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  private static boolean isNumber(RecordComponent property) {
    var type = property.getType();
    return (type.isPrimitive() && type != boolean.class) || Number.class.isAssignableFrom(type);
  }
}

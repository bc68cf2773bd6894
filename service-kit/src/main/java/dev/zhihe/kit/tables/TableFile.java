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
import java.util.Set;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A list as a file, written to disk row by row. It is complete before the first byte is sent, and
 * its length costs no memory.
 */
public final class TableFile {

  /** Below Excel's limit of 1,048,576 rows. */
  private static final int MAX_SHEET_ROWS = 1_000_000;

  private static final int BUFFER = 1 << 16;

  private TableFile() {}

  /**
   * Writes the rows to a new file. The caller must delete it.
   *
   * @param labels labels of the columns, in the order of the view's properties
   */
  public static Path of(Scratch scratch, FileKind kind, List<String> labels, TableRows rows)
      throws IOException {
    var file = scratch.file("table");
    try (var out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
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
    TableLine.each(rows, line -> writer.writeRecord(excel ? line.forExcel() : line.forCsv()));
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
      TableLine.each(rows, line -> line(sheet, ++number[0], line));
      sheet.finish();
      return number[0] + 1;
    }
  }

  private static void line(Worksheet sheet, int number, TableLine line) {
    if (number > MAX_SHEET_ROWS) {
      throw new Problem(
          ProblemType.TOO_LARGE,
          Text.of(
              "工作簿至多 %d 行；请加筛选条件，或用 format=csv",
              "A workbook has at most %d rows: filter the list, or take format=csv",
              MAX_SHEET_ROWS));
    }
    for (int i = 0; i < line.cells().size(); i++) {
      var cell = line.cells().get(i);
      if (cell.isEmpty()) {
        continue;
      }
      if (line.isNumber(i)) {
        sheet.value(number, i, new BigDecimal(cell));
      } else {
        sheet.inlineString(number, i, SharedTexts.escaped(cell));
      }
      if (line.isTotal()) {
        sheet.style(number, i).bold().set();
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

  /**
   * The labels of a view's properties: their names, or their Chinese names with units.
   *
   * @param columns columns of the import that takes the file back; they know their Chinese names
   * @param absent properties that the file does not have
   */
  public static List<String> labels(
      Class<? extends Record> view, List<Column> columns, Set<String> absent, boolean chinese) {
    return Arrays.stream(view.getRecordComponents())
        .filter(property -> !absent.contains(property.getName()))
        .map(property -> chinese ? chinese(property, columns) : property.getName())
        .toList();
  }

  /** The labels of a computed answer, that of the total included if there is one. */
  public static List<String> labels(Class<? extends Record> row, TableRows rows, boolean chinese) {
    var labels =
        Arrays.stream(row.getRecordComponents())
            .filter(property -> !rows.absent().contains(property.getName()))
            .map(property -> chinese ? chinese(property, List.of()) : property.getName())
            .collect(Collectors.toCollection(ArrayList::new));
    if (rows.total() != null) {
      labels.add(chinese ? "合计" : TableLine.TOTAL);
    }
    return labels;
  }

  private static String chinese(RecordComponent property, List<Column> columns) {
    var name = property.getName();
    var heading = property.getAnnotation(Heading.class);
    return columns.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .map(Column::label)
        .orElse(heading == null ? name : Column.label(name, heading.value()));
  }
}

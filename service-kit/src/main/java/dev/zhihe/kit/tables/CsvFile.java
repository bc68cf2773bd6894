package dev.zhihe.kit.tables;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV as common programs write it: UTF-8 with or without a byte order mark, or GB18030 from
 * Excel.
 */
final class CsvFile {
  /** Maximum length of a row on one line: at most twice the characters, with commas and quotes. */
  static final int MAX_LINE_LENGTH = 2 * Format.MAX_ROW_LENGTH + 3 * Format.MAX_COLUMNS;

  private static final Pattern OTHER_SEPARATOR = Pattern.compile("[\t;；，|]");

  private CsvFile() {}

  static void read(Path file, List<Column> columns, Lines lines) throws IOException {
    Format.refuseWorkbook(file);
    var cells = new CsvRecords();
    try (var text =
            new BoundedLines(
                withoutMark(
                    new InputStreamReader(Files.newInputStream(file), CsvEncoding.of(file))),
                cells);
        var records =
            CsvReader.builder()
                .maxBufferSize(4 * MAX_LINE_LENGTH)
                .skipEmptyLines(false)
                .allowUnclosedQuote(false)
                // A row with another number of cells is an error of that row. The header's reader
                // reports it.
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(cells, text)) {
      read(records, cells, columns, lines);
    } catch (CsvParseException e) {
      throw e.getCause() instanceof Problem refusal ? refusal : cells.misquoted(e);
    }
  }

  private static void read(
      CsvReader<CsvRow> records, CsvRecords cells, List<Column> columns, Lines lines) {
    var search =
        new HeaderSearch(
            columns,
            new Lines() {
              @Override
              public void header(long number, List<String> names) {
                cells.begin(names);
                refuseOtherSeparators(number, names);
                lines.header(number, names);
              }

              @Override
              public void row(long number, List<@Nullable String> cells, List<BrokenCell> broken) {
                lines.row(number, cells, broken);
              }
            });
    for (var record : records) {
      if (!record.cells().stream().allMatch(Characters::isBlank)) { // Excel ends with empty lines
        search.row(record.number(), record.cells(), record.broken());
      }
    }
    search.end();
  }

  /**
   * Skips a byte order mark before a quoted name. With the mark, the quote would count as one
   * inside the cell.
   */
  private static Reader withoutMark(Reader file) throws IOException {
    var text = new PushbackReader(file);
    var first = text.read();
    if (first >= 0 && first != '\uFEFF') {
      text.unread(first);
    }
    return text;
  }

  private static void refuseOtherSeparators(long row, List<String> header) {
    var other = OTHER_SEPARATOR.matcher(header.getFirst());
    if (header.size() == 1 && other.find()) {
      var separator = other.group().equals("\t") ? "Tab" : other.group();
      throw refusal(
          row,
          null,
          "separator",
          Text.of(
              "表头各列以 %s 分隔；CSV 的分隔符应为逗号（,），请另存为以逗号分隔的 CSV",
              "The header's columns are separated by %s; CSV is separated by commas: save the file as comma-separated CSV",
              separator));
    }
  }

  static Problem refusal(long row, @Nullable String column, String code, Text detail) {
    return new Problem(
        ProblemType.MALFORMED, detail, List.of(Violation.ofCell(row, column, null, code, detail)));
  }
}

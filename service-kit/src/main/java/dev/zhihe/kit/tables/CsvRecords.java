package dev.zhihe.kit.tables;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the cells of each record. When the reader fails, it knows the place. */
final class CsvRecords extends AbstractBaseCsvCallbackHandler<CsvRow> {
  private List<String> header = List.of();
  private List<String> cells = new ArrayList<>();
  private List<BrokenCell> broken = new ArrayList<>();
  private long number;
  private int size;

  /** Takes the header, by which errors name their columns. */
  void begin(List<String> names) {
    header = names;
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    number++;
    cells = new ArrayList<>();
    broken = new ArrayList<>();
    size = 0;
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
    size += Character.codePointCount(buffer, offset, length);
    if (index == Format.MAX_COLUMNS) {
      throw CsvFile.refusal(
          number,
          null,
          "columns",
          Text.of("第 %d 行超过 %d 格", "Row %d has more than %d cells", number, Format.MAX_COLUMNS));
    }
    if (size > Format.MAX_ROW_LENGTH) {
      throw tooLong();
    }
    var cell = Csv.fromExcel(new String(buffer, offset, length));
    if (quoted && swallowsRows(cell)) {
      throw CsvFile.refusal(
          number,
          column(),
          "quote",
          Text.of(
              "第 %d 行第 %d 列的引号内还有像整行的文字：很可能缺一个后引号。文字中确有这样一行的，请改用 .xlsx 或 NDJSON",
              "The quoted text in row %d, column %d, holds what looks like a whole row: its closing quote is probably missing. If the text does have such a line, send the file as .xlsx or NDJSON",
              number,
              cells.size() + 1));
    }
    if (length > Format.MAX_CELL_LENGTH) {
      broken.add(
          new BrokenCell(
              column(),
              cell,
              "too-long",
              Text.of("至多 %d 个字符", "at most %d characters", Format.MAX_CELL_LENGTH)));
      cell = "";
    }
    cells.add(cell);
  }

  @Override
  protected void handleEmpty() {
    cells.add("");
  }

  @Override
  protected CsvRow buildRecord() {
    return new CsvRow(number, List.copyOf(cells), List.copyOf(broken));
  }

  /** Whether a cell contains whole rows: an unclosed quote extends to the next quote. */
  private boolean swallowsRows(String cell) {
    return header.size() > 2
        && cell.lines()
            .skip(1)
            .anyMatch(
                line ->
                    line.chars().filter(character -> character == ',').count()
                        == header.size() - 1);
  }

  Problem tooLong() {
    return CsvFile.refusal(
        number,
        column(),
        "too-long",
        Text.of(
            "第 %d 行超过 %d 个字符；是否缺一个引号？",
            "Row %d is longer than %d characters; is a quote missing?",
            number,
            Format.MAX_ROW_LENGTH));
  }

  /** Name of the current cell's column, if the header has one. */
  private @Nullable String column() {
    return cells.size() < header.size() ? header.get(cells.size()) : null;
  }

  /** The error for a wrong quote, derived from where the reader failed. */
  Problem misquoted(CsvParseException fault) {
    var open = !String.valueOf(fault.getMessage()).startsWith("Unexpected character");
    return CsvFile.refusal(
        number,
        column(),
        "quote",
        open
            ? Text.of(
                "第 %d 行第 %d 列的引号没有闭合：文件不完整，或缺一个后引号",
                "The quote that opens in row %d, column %d, is not closed: the file is cut off, or a quote is missing",
                number,
                cells.size() + 1)
            : Text.of(
                "第 %d 行第 %d 列的后引号之后还有文字：文字中的引号须写作两个（\"\"）",
                "In row %d, column %d, there is more after the closing quote: a quote within a text is written twice (\"\")",
                number,
                cells.size() + 1));
  }
}

package dev.zhihe.kit.tables;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV as common programs write it: UTF-8 with or without a byte order mark, or GB18030 from
 * Excel.
 */
final class CsvFile {
  private static final Charset GB18030 = Charset.forName("GB18030");

  /** Maximum length of a row on one line: at most twice the characters, with commas and quotes. */
  private static final int MAX_LINE_LENGTH = 2 * Format.MAX_ROW_LENGTH + 3 * Format.MAX_COLUMNS;

  private static final Pattern OTHER_SEPARATOR = Pattern.compile("[\t;；，|]");

  private CsvFile() {}

  static void read(Path file, Format.Lines lines) throws IOException {
    Format.refuseWorkbook(file);
    var cells = new RecordCollector();
    try (var text =
            new BoundedLines(
                withoutMark(new InputStreamReader(Files.newInputStream(file), encoding(file))),
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
      read(records, cells, lines);
    } catch (CsvParseException e) {
      throw e.getCause() instanceof Problem refusal ? refusal : cells.misquoted(e);
    }
  }

  private static void read(CsvReader<CsvRow> records, RecordCollector cells, Format.Lines lines) {
    for (var record : records) {
      if (record.cells().stream().allMatch(Characters::isBlank)) {
        continue; // an empty line, such as Excel writes at the end
      }
      if (cells.header.isEmpty()) {
        cells.header = record.cells();
        refuseOtherSeparators(cells.header);
        lines.header(cells.header);
      } else {
        lines.row(record.number(), List.copyOf(record.cells()), record.broken());
      }
    }
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

  private static void refuseOtherSeparators(List<String> header) {
    var other = OTHER_SEPARATOR.matcher(header.getFirst());
    if (header.size() == 1 && other.find()) {
      var separator = other.group().equals("\t") ? "Tab" : other.group();
      throw refusal(
          1,
          null,
          "separator",
          Text.of(
              "表头各列以 %s 分隔；CSV 的分隔符应为逗号（,），请另存为以逗号分隔的 CSV",
              "The header's columns are separated by %s; CSV is separated by commas: save the file as comma-separated CSV",
              separator));
    }
  }

  private static Problem refusal(long row, @Nullable String column, String code, Text detail) {
    return new Problem(
        Problem.Type.MALFORMED, detail, List.of(Violation.ofCell(row, column, null, code, detail)));
  }

  /** A record and its number. */
  private record CsvRow(long number, List<String> cells, List<Format.Broken> broken) {}

  /**
   * Refuses a line that is too long. The CSV reader only knows that a cell does not fit into its
   * buffer, and would report a missing quote.
   */
  private static final class BoundedLines extends FilterReader {
    private final RecordCollector cells;
    private int length;

    BoundedLines(Reader text, RecordCollector cells) {
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
        } else if (!Character.isLowSurrogate(character) && ++length > MAX_LINE_LENGTH) {
          throw cells.tooLong();
        }
      }
      return count;
    }
  }

  /** Collects the cells of each record. When the reader fails, it knows the place. */
  private static final class RecordCollector extends AbstractBaseCsvCallbackHandler<CsvRow> {
    private List<String> header = List.of();
    private List<String> cells = new ArrayList<>();
    private List<Format.Broken> broken = new ArrayList<>();
    private long number;
    private int size;

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
        throw refusal(
            number,
            null,
            "columns",
            Text.of("第 %d 行超过 %d 格", "Row %d has more than %d cells", number, Format.MAX_COLUMNS));
      }
      if (size > Format.MAX_ROW_LENGTH) {
        throw tooLong();
      }
      var cell = new String(buffer, offset, length);
      if (quoted && swallowsRows(cell)) {
        throw refusal(
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
            new Format.Broken(
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
      return refusal(
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
      return refusal(
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

  /**
   * Detects the encoding. UTF-8 if every byte is valid UTF-8. GB18030 if every byte is valid
   * GB18030 and hardly anything looks like UTF-8. A UTF-8 file with one damaged place could be read
   * as GB18030 with wrong characters; it is refused instead, with the line number.
   */
  private static Charset encoding(Path file) throws IOException {
    var utf8 = Census.of(file, StandardCharsets.UTF_8);
    if (utf8.broken == 0) {
      return StandardCharsets.UTF_8;
    }
    var isUtf8 = utf8.nonAscii >= utf8.broken;
    var census = isUtf8 ? utf8 : Census.of(file, GB18030);
    if (census.broken == 0) {
      return GB18030;
    }
    throw refusal(
        census.firstBrokenLine,
        null,
        "encoding",
        Text.of(
            "按 %2$s 读，文件第 %1$d 行有不成字的字节；请另存为“CSV UTF-8”",
            "Read as %2$s, line %1$d has bytes that are no characters; save the file as CSV UTF-8",
            census.firstBrokenLine,
            isUtf8 ? "UTF-8" : "GB18030"));
  }

  /** Decodes a file in an encoding. Counts its characters beyond ASCII, and its invalid places. */
  private static final class Census {
    private long nonAscii;
    private long broken;
    private long line = 1;
    private long firstBrokenLine;

    static Census of(Path file, Charset encoding) throws IOException {
      var census = new Census();
      var decoder =
          encoding
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      var bytes = ByteBuffer.allocate(64 * 1024);
      var text = CharBuffer.allocate(64 * 1024);
      try (var channel = FileChannel.open(file)) {
        for (boolean last = false; !last; ) {
          last = channel.read(bytes) < 0;
          bytes.flip();
          for (var result = decoder.decode(bytes, text, last); ; ) {
            census.count(text.flip());
            text.clear();
            if (result.isUnderflow()) {
              break;
            }
            if (result.isError()) {
              census.broken++;
              census.firstBrokenLine =
                  census.firstBrokenLine == 0 ? census.line : census.firstBrokenLine;
              bytes.position(bytes.position() + result.length());
            }
            result = decoder.decode(bytes, text, last);
          }
          bytes.compact();
        }
      }
      return census;
    }

    private void count(CharBuffer text) {
      while (text.hasRemaining()) {
        var character = text.get();
        if (character == '\n') {
          line++;
        } else if (character > 127) {
          nonAscii++;
        }
      }
    }
  }
}

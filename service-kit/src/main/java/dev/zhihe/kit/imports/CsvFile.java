package dev.zhihe.kit.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import dev.zhihe.kit.http.Problem;
import dev.zhihe.kit.http.Text;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** CSV as people's programs write it: UTF-8 with or without a mark, or GB18030 from Excel. */
final class CsvFile {
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final int MOST_COLUMNS = 200;
  private static final int LARGEST_CELL = 32 * 1024;
  private static final int LARGEST_ROW = 128 * 1024;

  private CsvFile() {}

  static void read(Path file, Format.Lines lines) throws IOException {
    var limits =
        CsvRecordHandler.builder()
            .maxFields(MOST_COLUMNS)
            .maxFieldSize(LARGEST_CELL)
            .maxRecordSize(LARGEST_ROW)
            .build();
    try (var text = new InputStreamReader(Files.newInputStream(file), encoding(file));
        var records =
            CsvReader.builder()
                .maxBufferSize(2 * LARGEST_ROW)
                .skipEmptyLines(false)
                .build(limits, text)) {
      read(records, lines);
    } catch (CsvParseException | UncheckedIOException e) {
      throw new Problem(
          Problem.Type.MALFORMED,
          Text.of(
              "文件不是可读的 CSV：%s",
              "The file is not readable CSV: %s", String.valueOf(e.getMessage())));
    }
  }

  private static void read(CsvReader<CsvRecord> records, Format.Lines lines) {
    long number = 0;
    boolean headed = false;
    for (var record : records) {
      number++;
      var cells = record.getFields();
      if (cells.stream().allMatch(String::isBlank)) {
        continue; // an empty line, as Excel leaves at the end
      }
      if (headed) {
        lines.row(number, List.copyOf(cells), List.of());
      } else {
        headed = true;
        var first = cells.getFirst();
        lines.header(
            first.startsWith("\uFEFF")
                ? java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(first.substring(1)), cells.stream().skip(1))
                    .toList()
                : List.copyOf(cells));
      }
    }
  }

  /**
   * UTF-8 if every byte of the file is; GB18030 if every byte is that and hardly any of it looks
   * like UTF-8. A UTF-8 file with a broken place would pass for GB18030 full of wrong characters:
   * it is refused instead, with the line.
   */
  private static Charset encoding(Path file) throws IOException {
    var utf8 = Census.of(file, StandardCharsets.UTF_8);
    if (utf8.broken == 0) {
      return StandardCharsets.UTF_8;
    }
    if (utf8.sound < utf8.broken && Census.of(file, GB18030).broken == 0) {
      return GB18030;
    }
    throw new Problem(
        Problem.Type.MALFORMED,
        Text.of(
            "第 %d 行有字节既不是 UTF-8 也不是 GB18030；请另存为“CSV UTF-8”",
            "Line %d has bytes that are neither UTF-8 nor GB18030; save the file as CSV UTF-8",
            utf8.firstBrokenLine));
  }

  /** How much of a file is in an encoding. */
  private static final class Census {
    private long sound;
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
          sound++;
        }
      }
    }
  }
}

package dev.zhihe.kit.tables;

import dev.zhihe.kit.problem.Text;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Detects the encoding of a CSV file. */
final class CsvEncoding {
  private static final Charset GB18030 = Charset.forName("GB18030");

  private CsvEncoding() {}

  /**
   * UTF-8 if every byte is valid UTF-8. GB18030 if every byte is valid GB18030 and hardly anything
   * looks like UTF-8. A UTF-8 file with one damaged place could be read as GB18030 with wrong
   * characters; it is refused instead, with the line number.
   */
  static Charset of(Path file) throws IOException {
    var utf8 = EncodingCensus.of(file, StandardCharsets.UTF_8);
    if (utf8.broken() == 0) {
      return StandardCharsets.UTF_8;
    }
    var isUtf8 = utf8.nonAscii() >= utf8.broken();
    var census = isUtf8 ? utf8 : EncodingCensus.of(file, GB18030);
    if (census.broken() == 0) {
      return GB18030;
    }
    throw CsvFile.refusal(
        census.firstBrokenLine(),
        null,
        "encoding",
        Text.of(
            "按 %2$s 读，文件第 %1$d 行有不成字的字节；请另存为“CSV UTF-8”",
            "Read as %2$s, line %1$d has bytes that are no characters; save the file as CSV UTF-8",
            census.firstBrokenLine(),
            isUtf8 ? "UTF-8" : "GB18030"));
  }
}

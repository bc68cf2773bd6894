package dev.zhihe.kit.tables;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jspecify.annotations.Nullable;

/** In what a file says its rows. */
public enum Format {
  /** Header and records of RFC 4180, in UTF-8 or GB18030. */
  CSV(MediaTypes.CSV) {
    @Override
    public void read(Path file, List<Column> columns, Class<?> item, Lines lines)
        throws IOException {
      CsvFile.read(file, lines);
    }
  },
  /** One JSON object a line, as the items of a list. */
  NDJSON(MediaTypes.NDJSON) {
    @Override
    public void read(Path file, List<Column> columns, Class<?> item, Lines lines)
        throws IOException {
      NdjsonFile.read(file, columns, item, lines);
    }
  },
  /** The first sheet of an Excel workbook. */
  XLSX(MediaTypes.XLSX) {
    @Override
    public void read(Path file, List<Column> columns, Class<?> item, Lines lines)
        throws IOException {
      XlsxFile.read(file, lines);
    }
  };

  /** Most characters of Unicode of a row, whatever the format. */
  static final int MAX_ROW_LENGTH = 128 * 1024;

  /** Most columns of a row, whatever the format. */
  static final int MAX_COLUMNS = 200;

  /**
   * Longest text of a workbook's cell, in UTF-16 units as Excel counts; it has no longer ones. It
   * is more than any column takes, in whatever characters.
   */
  public static final int MAX_CELL_LENGTH = 32_767;

  private final MediaType type;

  Format(String type) {
    this.type = MediaType.valueOf(type);
  }

  public static Format of(@Nullable MediaType sent) {
    for (var format : values()) {
      if (sent != null && format.type.isCompatible(sent)) {
        return format;
      }
    }
    throw new Problem(
        Problem.Type.UNSUPPORTED_MEDIA_TYPE,
        Text.of(
            "导入可用的 Content-Type：%s",
            "Imports take Content-Type: %s", "%s, %s, %s".formatted((Object[]) TYPES)));
  }

  private static final String[] TYPES = {MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX};

  /** A workbook that is sent as text would be refused for its bytes; this says what it is. */
  static void refuseWorkbook(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      if (ReadableWorkbook.isOOXMLZipHeader(Arrays.copyOf(in.readNBytes(8), 8))) {
        throw new Problem(
            Problem.Type.MALFORMED,
            Text.of(
                "文件是 .xlsx 工作簿；请以 Content-Type: %s 发送",
                "The file is an .xlsx workbook: send it with Content-Type: %s", MediaTypes.XLSX));
      }
    }
  }

  /** A file with a row that is too long is not read. */
  static Problem tooLong(long row) {
    var detail =
        Text.of("第 %d 行超过 %d 个字符", "Row %d is longer than %d characters", row, MAX_ROW_LENGTH);
    return new Problem(
        Problem.Type.MALFORMED,
        detail,
        List.of(Violation.ofCell(row, null, null, "too-long", detail)));
  }

  /**
   * Hands every row of the file to whoever takes them, in order, without keeping any.
   *
   * @param columns that the file may have
   * @param item the record whose components the columns are
   */
  public abstract void read(Path file, List<Column> columns, Class<?> item, Lines lines)
      throws IOException;

  /** Who takes a file's rows. */
  public interface Lines {
    /** The columns as the file names them; comes first, once. */
    void header(List<String> names);

    /**
     * One row.
     *
     * @param number as a person counts it: the first line or sheet row is 1
     * @param cells in the header's order; null where the row says nothing of a column
     * @param broken what could not even be read
     */
    void row(long number, List<@Nullable String> cells, List<Broken> broken);
  }

  /** A cell that could not be read; a whole row if no column is named. */
  public record Broken(@Nullable String column, @Nullable String value, String code, Text detail) {}
}

package dev.zhihe.kit.tables;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The format of a file. */
public enum Format {
  /** RFC 4180: a header and records, in UTF-8 or GB18030. */
  CSV(MediaTypes.CSV) {
    @Override
    public void read(Path file, List<Column> columns, Class<?> item, Lines lines)
        throws IOException {
      CsvFile.read(file, columns, lines);
    }
  },
  /** One JSON object per line, like the items of a list. */
  NDJSON(MediaTypes.NDJSON) {
    @Override
    public void read(Path file, List<Column> columns, Class<?> item, Lines lines)
        throws IOException {
      NdjsonFile.read(file, columns, item, lines);
    }
  },
  /** The first visible sheet of an Excel workbook. */
  XLSX(MediaTypes.XLSX) {
    @Override
    public void read(Path file, List<Column> columns, Class<?> item, Lines lines)
        throws IOException {
      XlsxFile.read(file, columns, lines);
    }
  };

  /** Maximum number of code points of a row, in every format. */
  static final int MAX_ROW_LENGTH = 128 * 1024;

  /** Maximum number of columns of a row, in every format. */
  static final int MAX_COLUMNS = 200;

  /**
   * Excel's limit for the text of a cell, in UTF-16 units. No column accepts a text of that length.
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
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        Text.of(
            "导入可用的 Content-Type：%s",
            "Imports take Content-Type: %s", "%s, %s, %s".formatted((Object[]) TYPES)));
  }

  private static final String[] TYPES = {MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX};

  /**
   * Refuses a workbook that was sent as text, with an error that says so. Otherwise the error would
   * only mention invalid bytes.
   */
  static void refuseWorkbook(Path file) throws IOException {
    WorkbookGuard.refuseOtherFormats(file);
    if (WorkbookGuard.isArchive(file)) {
      throw new Problem(
          ProblemType.MALFORMED,
          Text.of(
              "文件是 .xlsx 工作簿；请以 Content-Type: %s 发送",
              "The file is an .xlsx workbook: send it with Content-Type: %s", MediaTypes.XLSX));
    }
  }

  /** The refusal of a file with a row that is too long. */
  static Problem tooLong(long row) {
    var detail =
        Text.of("第 %d 行超过 %d 个字符", "Row %d is longer than %d characters", row, MAX_ROW_LENGTH);
    return new Problem(
        ProblemType.MALFORMED,
        detail,
        List.of(Violation.ofCell(row, null, null, "too-long", detail)));
  }

  /**
   * Passes every row of the file to a receiver, in order. No row is kept in memory.
   *
   * @param columns columns that the file may have
   * @param item the record whose components are the columns
   */
  public abstract void read(Path file, List<Column> columns, Class<?> item, Lines lines)
      throws IOException;
}

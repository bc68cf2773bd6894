package dev.zhihe.kit.imports;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.sql.Scratch;
import dev.zhihe.kit.tables.BrokenCell;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Format;
import dev.zhihe.kit.tables.Header;
import dev.zhihe.kit.tables.Line;
import dev.zhihe.kit.tables.Lines;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a short file whose rows are the items of one thing, as CSV, NDJSON or XLSX. Every error of
 * every row is reported at once.
 */
@ApplicationScoped
public class ItemsFile {
  private final Scratch scratch;
  private final HttpHeaders headers;

  ItemsFile(Scratch scratch, HttpHeaders headers) {
    this.scratch = scratch;
    this.headers = headers;
  }

  /**
   * The items of a file. 422 with all errors if it has any; 413 if it has too many rows.
   *
   * @param item the record whose components are the columns
   * @param reader makes the items of all rows, and adds their errors to the rows
   */
  public <T> List<T> read(
      byte[] sent,
      List<Column> columns,
      Class<?> item,
      int most,
      Function<List<Row>, List<T>> reader) {
    var collected = new Collected(columns, most);
    read(sent, columns, item, collected);
    var header = collected.header;
    if (header == null) {
      throw new Problem(ProblemType.MALFORMED, new Text("文件为空", "The file is empty"));
    }
    var violations = new ArrayList<>(header.violations());
    var items = List.<T>of();
    if (header.usable()) {
      var byName = new LinkedHashMap<String, Column>();
      columns.forEach(column -> byName.put(column.name(), column));
      items =
          reader.apply(
              collected.lines.stream().map(line -> line.row(header, byName, violations)).toList());
    }
    if (!violations.isEmpty()) {
      throw refusal(violations, collected.lines.size());
    }
    return items;
  }

  private void read(byte[] sent, List<Column> columns, Class<?> item, Lines lines) {
    try {
      var file = scratch.file("items");
      try {
        Files.write(file, sent);
        Format.of(headers.getMediaType()).read(file, columns, item, lines);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new Problem(
          ProblemType.MALFORMED,
          Text.of("文件无法读取：%s", "The file cannot be read: %s", String.valueOf(e.getMessage())));
    }
  }

  private static Problem refusal(List<Violation> violations, int rows) {
    Map<Object, Long> wrong =
        violations.stream()
            .filter(one -> one.row() != null)
            .collect(Collectors.groupingBy(Violation::row, Collectors.counting()));
    return new Problem(
        ProblemType.IMPORT_REJECTED,
        Text.of(
            "%d 行中有 %d 行有误，共 %d 处；未写入任何内容",
            "%2$d of %1$d rows have errors, %3$d in all; nothing was written",
            rows,
            wrong.size(),
            violations.size()),
        violations.stream()
            .sorted(Comparator.comparing(one -> Objects.requireNonNullElse(one.row(), 0L)))
            .toList());
  }

  /** The rows of the file, in memory. */
  private static final class Collected implements Lines {
    private final List<Column> columns;
    private final int most;
    private final List<Line> lines = new ArrayList<>();
    private @Nullable Header header;

    Collected(List<Column> columns, int most) {
      this.columns = columns;
      this.most = most;
    }

    @Override
    public void header(long number, List<String> names) {
      header = new Header(number, names, columns);
    }

    @Override
    public void row(long number, List<@Nullable String> cells, List<BrokenCell> broken) {
      if (lines.size() == most) {
        throw new Problem(
            ProblemType.TOO_LARGE, Text.of("至多 %d 行", "At most %d rows are taken", most));
      }
      lines.add(new Line(number, cells, broken));
    }
  }
}

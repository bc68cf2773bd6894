package dev.zhihe.kit.reads;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.http.Tags;
import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.sealed.Cut;
import dev.zhihe.kit.sql.Scratch;
import dev.zhihe.kit.sql.Sql;
import dev.zhihe.kit.tables.FileKind;
import dev.zhihe.kit.tables.Since;
import dev.zhihe.kit.tables.TableFile;
import dev.zhihe.kit.tables.TableRows;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Lists as files: determines the requested kind, and sends the file. */
@ApplicationScoped
class TableFiles {
  /**
   * Each file holds a connection while it is read. The limit leaves the other connections to other
   * requests.
   */
  private static final Semaphore WRITING = new Semaphore(4);

  private static final MediaType JSON = MediaType.APPLICATION_JSON_TYPE;
  private static final MediaType CSV = MediaType.valueOf(MediaTypes.CSV);
  private static final MediaType XLSX = FileKind.XLSX.type();

  private final HttpHeaders headers;
  private final UriInfo uri;
  private final Scratch scratch;
  private final List<ImportFamily<?, ?>> families;
  private final Sql sql;

  TableFiles(
      HttpHeaders headers,
      UriInfo uri,
      Scratch scratch,
      @All List<ImportFamily<?, ?>> families,
      DataSource source) {
    this.headers = headers;
    this.uri = uri;
    this.scratch = scratch;
    this.families = families;
    sql = new Sql(source);
  }

  /** The requested kind of file; null for JSON. */
  @Nullable FileKind kind(FormatQuery form) {
    var format = form.format();
    var excel = form.excel();
    if (excel != null && !excel.equals("true") && !excel.equals("false")) {
      throw Problem.parameter("excel", excel, "excel 应为 true 或 false", "excel is true or false");
    }
    var csv = "true".equals(excel) ? FileKind.EXCEL_CSV : FileKind.CSV;
    if (format != null) {
      return switch (format) {
        case "csv" -> csv;
        case "xlsx" -> FileKind.XLSX;
        case "json" -> null;
        default ->
            throw Problem.parameter(
                "format", format, "format 应为 json、csv 或 xlsx", "format is json, csv or xlsx");
      };
    }
    var accept = headers.getHeaderString(HttpHeaders.ACCEPT);
    if (accept == null || accept.equals(MediaType.WILDCARD)) {
      return null;
    }
    var accepted = headers.getAcceptableMediaTypes();
    var best =
        Math.max(
            quality(JSON, accepted), Math.max(quality(CSV, accepted), quality(XLSX, accepted)));
    if (best > 0) {
      return quality(JSON, accepted) == best
          ? null
          : quality(CSV, accepted) == best ? csv : FileKind.XLSX;
    }
    throw new Problem(
        ProblemType.NOT_ACCEPTABLE,
        new Text(
            "可用格式：application/json、text/csv、xlsx",
            "There are application/json, text/csv and xlsx"));
  }

  /**
   * The quality of a media type. The most specific range that matches it counts (RFC 9110, 12.5.1).
   */
  private static double quality(MediaType type, List<MediaType> accepted) {
    return accepted.stream()
        .filter(range -> range.isCompatible(type))
        .max(Comparator.comparing(TableFiles::exactness))
        .map(range -> Double.parseDouble(range.getParameters().getOrDefault("q", "1")))
        .orElse(0.0);
  }

  private static int exactness(MediaType range) {
    return range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2;
  }

  /**
   * Sends rows as a file, which is complete on disk before its first byte is sent. 503 while as
   * many files as possible are being written.
   *
   * @param freshness the beginning of its ETag; called after the rows were read
   */
  Response.ResponseBuilder sent(
      FileKind kind, List<String> labels, Supplier<String> freshness, TableRows rows) {
    return limited(() -> written(kind, labels, freshness, rows));
  }

  /** Runs what writes a file. 503 while as many files as possible are being written. */
  Response.ResponseBuilder limited(Supplier<Response.ResponseBuilder> writing) {
    if (!WRITING.tryAcquire()) {
      throw new Problem(
          ProblemType.UNAVAILABLE,
          new Text(
              "正在生成的文件较多，请稍后重试", "Many files are being written just now: please retry shortly"));
    }
    try {
      return writing.get();
    } finally {
      WRITING.release();
    }
  }

  /** As {@link #sent}, within {@link #limited}. */
  Response.ResponseBuilder written(
      FileKind kind, List<String> labels, Supplier<String> freshness, TableRows rows) {
    try {
      var file = TableFile.of(scratch, kind, labels, rows);
      var tag = Tags.of(freshness.get(), file);
      var length = Files.size(file); // first: opening the file removes its name
      var name = uri.getPathSegments().getLast().getPath() + "." + kind.ending();
      return Response.ok(
              Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE), kind.type())
          .tag(tag)
          .header(HttpHeaders.CONTENT_LENGTH, length)
          .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The columns of a list's file.
   *
   * @param absent properties that it does not have
   */
  record Columns(List<String> labels, Set<String> absent) {
    /**
     * The part of the ETag that stands for the columns; empty for JSON. A copy with other columns,
     * such as those of another release, is not current.
     */
    String tag() {
      if (labels.isEmpty()) {
        return "";
      }
      var sum = new CRC32C();
      sum.update(String.join("\n", labels).getBytes(StandardCharsets.UTF_8));
      return ".%08x".formatted(sum.getValue());
    }

    /** The rows of a file with these columns. */
    TableRows rows(Consumer<Consumer<Record>> source) {
      return new TableRows() {
        @Override
        public void each(Consumer<Record> row) {
          source.accept(row);
        }

        @Override
        public Set<String> absent() {
          return absent;
        }
      };
    }
  }

  /** The columns of a list's file about a position; none for JSON. */
  Columns columns(
      Class<? extends Published> type,
      Class<? extends Record> view,
      @Nullable FileKind kind,
      ReadPosition position) {
    if (kind == null) {
      return new Columns(List.of(), Set.of());
    }
    var imported =
        families.stream()
            .filter(family -> family.takesBack(type))
            .findFirst()
            .map(ImportFamily::columns)
            .orElse(List.of());
    var absent = absent(view, position.cut());
    return new Columns(TableFile.labels(view, imported, absent, inChinese(kind)), absent);
  }

  /**
   * Properties that the view did not have at a cut. What has no position yet is newer than any, and
   * nothing cites position 0.
   */
  private Set<String> absent(Class<? extends Record> view, @Nullable Cut cut) {
    var since = new HashMap<String, Integer>();
    for (var property : view.getRecordComponents()) {
      var added = property.getAnnotation(Since.class);
      if (added != null) {
        since.put(property.getName(), added.value());
      }
    }
    if (since.isEmpty() || cut == null || cut.position() == 0) {
      return Set.of();
    }
    var edition =
        sql.query(
                "select coalesce(max(edition), 1) from rule_edition where after_position < ?",
                row -> row.getInt(1),
                cut.position())
            .getFirst();
    since.values().removeIf(added -> added <= edition);
    return since.keySet();
  }

  /** Column labels of a computed answer. */
  List<String> labels(Class<? extends Record> row, FileKind kind, TableRows rows) {
    return TableFile.labels(row, rows, inChinese(kind));
  }

  /**
   * Whether columns have their Chinese names: in workbooks for Chinese readers. CSV has the names
   * of the properties. An import accepts both.
   */
  private boolean inChinese(FileKind kind) {
    return kind == FileKind.XLSX && !Text.language(headers).getLanguage().equals("en");
  }
}

package dev.zhihe.kit.imports;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.changelog.Views;
import dev.zhihe.kit.http.Csv;
import dev.zhihe.kit.http.Problem;
import dev.zhihe.kit.http.ProblemMappers;
import dev.zhihe.kit.http.Text;
import dev.zhihe.kit.http.Violation;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Takes a CSV file into a family, in one transaction: reads every row, notes every error of every
 * row, and writes through the change log. A row equal to what is there changes nothing.
 */
@ApplicationScoped
public class Imports {
  /** CSV (RFC 4180) with a header. */
  public static final String CSV = "text/csv";

  /** One JSON object a line. */
  public static final String NDJSON = "application/x-ndjson";

  /** An Excel workbook. */
  public static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private static final Logger LOG = Logger.getLogger(Imports.class);
  private static final int MOST_ROWS = 50_000;
  private static final int MOST_COLUMNS = 200;
  private static final int LARGEST_CELL = 32 * 1024;
  private static final int LARGEST_ROW = 128 * 1024;
  private static final int MOST_ERRORS = 10_000;
  private static final int CHUNK = 1_000;

  private final EntityManager entities;
  private final ChangeLog log;
  private final TransactionSynchronizationRegistry transaction;
  private final HttpHeaders headers;

  Imports(
      EntityManager entities,
      ChangeLog log,
      TransactionSynchronizationRegistry transaction,
      HttpHeaders headers) {
    this.entities = entities;
    this.log = log;
    this.transaction = transaction;
    this.headers = headers;
  }

  /** Imports a file; refuses it with all its errors unless the options take the valid rows. */
  public <E extends Published, R> Response take(
      InputStream file, ImportFamily<E, R> family, ImportOptions options) {
    return Response.ok(
            QuarkusTransaction.requiringNew().timeout(120).call(() -> csv(file, family, options)))
        .build();
  }

  private <E extends Published, R> ImportResult csv(
      InputStream file, ImportFamily<E, R> family, ImportOptions options) {
    var dryRun = options.isDryRun();
    var run = new Run<>(family, options.takesValidRows(), options.updates());
    // However slowly the file comes, it costs a file on disk: no connection and no lock is held
    // until it is here.
    var spooled = spool(file);
    try {
      // One import of a family at a time: two that lock the same rows in different order would end
      // in a deadlock. A large one checks all its rows against the log when it commits, which
      // takes its time.
      entities
          .createNativeQuery(
              "select set_config('statement_timeout', '60s', true), pg_advisory_xact_lock(hashtext(?1))",
              Object[].class)
          .setParameter(1, "import " + ChangeLog.typeName(family.entity()))
          .getSingleResult();
      // Rows are brought to what the file says before it is known whether they may be: no query in
      // between may write them. What is written goes through the log, which flushes.
      entities.setFlushMode(FlushModeType.COMMIT);
      run.read(spooled);
    } catch (CsvParseException | IOException | UncheckedIOException e) {
      throw unreadable(e);
    } finally {
      delete(spooled);
    }
    run.violations.sort(Comparator.comparing(Violation::row));
    if (!run.violations.isEmpty() && (!run.takesValid || run.headerIsWrong)) {
      throw new Problem(
          Problem.Type.IMPORT_REJECTED,
          Text.of(
              "%d 行中有 %d 行有误，共 %d 处；未写入任何内容",
              "%2$d of %1$d rows have errors, %3$d in all; nothing was written",
              run.rows,
              run.rejected,
              run.violations.size()),
          run.violations);
    }
    if (dryRun) {
      transaction.setRollbackOnly();
    }
    var language = Text.language(headers);
    return new ImportResult(
        run.rows,
        run.created,
        run.updated,
        run.unchanged,
        run.rejected,
        dryRun,
        run.violations.stream()
            .map(violation -> ProblemMappers.entry(violation, language))
            .toList());
  }

  private static Path spool(InputStream file) {
    try {
      var spooled = Files.createTempFile("import", ".csv");
      try {
        Files.copy(file, spooled, StandardCopyOption.REPLACE_EXISTING);
        return spooled;
      } catch (IOException | RuntimeException e) {
        delete(spooled);
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static void delete(Path spooled) {
    try {
      Files.deleteIfExists(spooled);
    } catch (IOException e) {
      LOG.warnf("The imported file %s stays behind: %s", spooled, e.getMessage());
    }
  }

  private static Problem unreadable(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CharacterCodingException) {
        return new Problem(
            Problem.Type.MALFORMED,
            new Text(
                "文件不是 UTF-8 编码；请另存为“CSV UTF-8”", "The file is not UTF-8; save it as CSV UTF-8"));
      }
    }
    return new Problem(
        Problem.Type.MALFORMED,
        Text.of(
            "文件不是可读的 CSV：%s", "The file is not readable CSV: %s", String.valueOf(e.getMessage())));
  }

  /** One file's way through. */
  private final class Run<E extends Published, R> {
    private final ImportFamily<E, R> family;
    private final boolean takesValid;
    private final boolean updates;
    private final Map<String, Column> columns;
    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, Long> rowOfCode = new HashMap<>();
    private final Map<Object, String> codeOfKey = new HashMap<>();
    private long rows;
    private long created;
    private long updated;
    private long unchanged;
    private long rejected;
    private boolean headerIsWrong;

    Run(ImportFamily<E, R> family, boolean takesValid, boolean updates) {
      this.family = family;
      this.takesValid = takesValid;
      this.updates = updates;
      this.columns =
          family.columns().stream()
              .collect(
                  Collectors.toMap(
                      Column::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    void read(Path file) throws IOException {
      var utf8 =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      var limited =
          CsvRecordHandler.builder()
              .maxFields(MOST_COLUMNS)
              .maxFieldSize(LARGEST_CELL)
              .maxRecordSize(LARGEST_ROW)
              .build();
      try (var text = new InputStreamReader(Files.newInputStream(file), utf8);
          var records = CsvReader.builder().maxBufferSize(2 * LARGEST_ROW).build(limited, text)) {
        read(records);
      }
    }

    private void read(CsvReader<CsvRecord> records) {
      var iterator = records.iterator();
      if (!iterator.hasNext()) {
        throw new Problem(Problem.Type.MALFORMED, new Text("文件为空", "The file is empty"));
      }
      var first = iterator.next();
      var width = first.getFieldCount();
      var header = header(first);
      var headerNames = new HashMap<String, String>();
      header.forEach((column, place) -> headerNames.put(column, place.printed()));
      var chunk = new ArrayList<Row>(CHUNK);
      while (iterator.hasNext()) {
        var record = iterator.next();
        var number = ++rows + 1;
        if (rows > MOST_ROWS) {
          throw new Problem(
              Problem.Type.TOO_LARGE,
              Text.of("一次至多 %d 行，请分成几个文件", "At most %d rows at a time: split the file", MOST_ROWS));
        }
        var cells = new HashMap<String, String>();
        var row = new Row(number, columns, cells, headerNames, violations);
        if (record.getFieldCount() != width) {
          row.refuse(
              family.columns().getFirst().name(),
              "cells",
              "本行有 %d 格，表头有 %d 列",
              "this row has %d cells, the header %d",
              record.getFieldCount(),
              width);
        }
        header.forEach(
            (column, place) -> {
              if (place.index() < record.getFieldCount()) {
                cells.put(column, record.getField(place.index()));
              }
            });
        chunk.add(row);
        if (chunk.size() == CHUNK) {
          take(chunk);
          chunk.clear();
        }
      }
      take(chunk);
    }

    private record Place(int index, String printed) {}

    /** Which column stands where; everything wrong with the header is noted. */
    private Map<String, Place> header(CsvRecord record) {
      var places = new LinkedHashMap<String, Place>();
      var usable = true;
      for (int i = 0; i < record.getFieldCount(); i++) {
        var printed = record.getField(i);
        if (i == 0 && printed.startsWith("\uFEFF")) {
          printed = printed.substring(1);
        }
        var name = printed.strip();
        var column =
            family.columns().stream()
                .filter(known -> known.name().equals(name) || known.alias().equals(name))
                .findFirst();
        if (column.isEmpty()) {
          violations.add(
              Violation.ofCell(
                  1,
                  printed,
                  printed,
                  "unknown-column",
                  Text.of(
                      "没有此列；可用：%2$s（%1$s）",
                      "There is no such column; there are: %1$s (%2$s)",
                      String.join(", ", columns.keySet()),
                      family.columns().stream()
                          .map(Column::alias)
                          .collect(Collectors.joining("、")))));
        } else if (places.put(column.get().name(), new Place(i, name)) != null) {
          usable = false;
          violations.add(
              Violation.ofCell(
                  1,
                  printed,
                  printed,
                  "duplicate-column",
                  new Text("此列出现两次", "This column stands twice")));
        }
      }
      for (var column : family.columns()) {
        if (column.required() && !places.containsKey(column.name())) {
          usable = false;
          violations.add(
              Violation.ofCell(
                  1,
                  column.name(),
                  null,
                  "missing-column",
                  Text.of(
                      "缺少必需的列“%s”", "The column %2$s is missing", column.alias(), column.name())));
        }
      }
      headerIsWrong = !violations.isEmpty();
      // An unknown column alone does not keep the rows from being read and their errors told.
      if (!usable) {
        throw new Problem(
            Problem.Type.IMPORT_REJECTED,
            new Text("表头有误；未写入任何内容", "The header is wrong; nothing was written"),
            violations);
      }
      return places;
    }

    private void take(List<Row> chunk) {
      var codeColumn = family.columns().getFirst().name();
      var rowOf = new LinkedHashMap<String, Row>();
      for (var row : chunk) {
        var code = row.code(codeColumn);
        if (code == null) {
          continue;
        }
        var earlier = rowOfCode.putIfAbsent(code, row.number());
        if (earlier != null) {
          row.refuse(codeColumn, "duplicate", "与第 %d 行重复", "the same as row %d", earlier);
        }
        rowOf.putIfAbsent(code, row);
      }
      var stored = locked(rowOf.keySet());
      var additions = new ArrayList<E>();
      var changes = new ArrayList<E>();
      for (var row : chunk) {
        var code = row.sound() ? row.code(codeColumn) : null;
        var existing = code == null ? null : stored.get(code);
        if (existing == null) {
          var given = family.read(row);
          if (given != null && row.sound()) {
            var fresh = family.create(given, row);
            row.agreeWith(Csv.cells(fresh.view()));
            standAlone(fresh.code(), given, row);
            if (row.sound()) {
              additions.add(fresh);
            }
          }
        } else if (changed(existing, row)) {
          changes.add(existing);
        } else if (row.sound()) {
          unchanged++;
        }
        if (!row.sound()) {
          rejected++;
        }
        if (violations.size() > MOST_ERRORS) {
          throw new Problem(
              Problem.Type.IMPORT_REJECTED,
              Text.of(
                  "错误超过 %d 处，以下为前面的部分；未写入任何内容",
                  "More than %d errors, of which these come first; nothing was written",
                  MOST_ERRORS),
              violations);
        }
      }
      if (violations.isEmpty() || (takesValid && !headerIsWrong)) {
        log.created(additions);
        log.updated(changes, null);
      }
      entities.clear();
      created += additions.size();
      updated += changes.size();
    }

    /** Brings the stored entity to the row; false if that changes nothing or may not be. */
    private boolean changed(E existing, Row row) {
      var before = existing.publication().body();
      row.keep(Csv.cells(existing.view()));
      var given = family.read(row);
      if (given != null && row.sound()) {
        family.change(existing, given);
        row.agreeWith(Csv.cells(existing.view()));
      }
      var after = row.sound() ? Views.write(existing.view()) : before;
      if (row.sound() && !after.equals(before) && family.mayChange(existing, row) && !updates) {
        row.refuse(
            family.columns().getFirst().name(),
            "differs",
            "已有此代码且内容不同（%s）；更新请用 onExisting=update",
            "already there and different (%s); to update, use onExisting=update",
            String.join(", ", differences(Views.tree(before), Views.tree(after))));
      }
      if (given != null && row.sound() && !after.equals(before)) {
        standAlone(existing.code(), given, row);
      }
      var change = row.sound() && !after.equals(before);
      if (!change) {
        entities.detach(existing);
      }
      return change;
    }

    /** Refuses what is there already, or earlier in the file, under another code. */
    private void standAlone(String code, R given, Row row) {
      var key = family.key(given);
      if (key == null) {
        return;
      }
      var holder = codeOfKey.get(key);
      if (holder == null) {
        holder = family.holder(given);
      }
      if (holder != null && !holder.equals(code)) {
        row.refuse(
            family.columns().getFirst().name(),
            "same-thing",
            "与 %s 是同一内容，不可用两个代码",
            "the same thing as %s: it cannot have two codes",
            holder);
      } else if (row.sound()) {
        codeOfKey.put(key, code);
      }
    }

    private Map<String, E> locked(java.util.Set<String> codes) {
      if (codes.isEmpty()) {
        return Map.of();
      }
      return entities
          .createQuery(
              "from "
                  + family.entity().getSimpleName()
                  + " e where e.code in :codes order by e.code",
              family.entity())
          .setParameter("codes", codes)
          .setLockMode(LockModeType.PESSIMISTIC_WRITE)
          .getResultStream()
          .collect(Collectors.toMap(Published::code, Function.identity()));
    }
  }

  private static SortedSet<String> differences(JsonNode before, JsonNode after) {
    var names = new TreeSet<String>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    names.removeIf(name -> before.path(name).equals(after.path(name)));
    return names;
  }
}

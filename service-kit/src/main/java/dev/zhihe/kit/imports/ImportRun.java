package dev.zhihe.kit.imports;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.security.Audiences;
import dev.zhihe.kit.tables.BrokenCell;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Errors;
import dev.zhihe.kit.tables.Format;
import dev.zhihe.kit.tables.Header;
import dev.zhihe.kit.tables.Line;
import dev.zhihe.kit.tables.Lines;
import dev.zhihe.kit.tables.Row;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Path;
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
 * The import of one file into a family. It reads every row, collects every error of every row, and
 * writes the valid rows through the change log, one {@link Chunk} at a time.
 */
final class ImportRun<E extends Published, R> implements Lines {

  private final ImportFamily<E, R> family;
  private final Format format;
  private final boolean takesValid;
  private final boolean updates;
  private final EntityManager entities;
  private final ChangeLog log;
  private final Stored<E, R> stored;
  private final Repetitions repetitions;
  private final ImportSteps steps;
  private final Audiences readable;
  private final Map<String, Column> columns;
  private final List<Column> headings;
  private final String codeColumn;
  private final Errors errors = new Errors();
  private final List<Violation> violations = new ArrayList<>();
  private final Chunk chunk = new Chunk();
  private @Nullable Header header;
  private @Nullable RowJudge<E, R> judge;
  private boolean headerIsWrong;
  private long rows;
  private RowCounts counts = RowCounts.NONE;

  ImportRun(
      ImportFamily<E, R> family,
      Format format,
      ImportOptions options,
      EntityManager entities,
      ChangeLog log,
      SeenTexts seen,
      ImportSteps steps,
      Audiences readable) {
    this.family = family;
    this.format = format;
    this.takesValid = options.takesValidRows();
    this.updates = options.updates();
    this.entities = entities;
    this.log = log;
    this.steps = steps;
    this.readable = readable;
    this.headings = family.columnsNow();
    this.columns =
        family.columns().stream()
            .collect(
                Collectors.toMap(
                    Column::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    this.codeColumn = family.columns().getFirst().name();
    this.stored = new Stored<>(family, entities, readable, steps.writes());
    this.repetitions = new Repetitions(codeColumn, seen);
  }

  /** Reads the whole file. */
  void read(Path file) throws IOException {
    format.read(file, headings, Published.viewOf(family.entity()), this);
    if (header == null) {
      throw new Problem(ProblemType.MALFORMED, new Text("文件为空", "The file is empty"));
    }
    take(chunk.take());
  }

  /** The listed errors, in the order of the rows. */
  List<Violation> violations() {
    return errors.listed();
  }

  /** The errors found since the last call. The run then forgets them. */
  List<Violation> takeErrors() {
    return errors.take();
  }

  /** Whether the file is refused as a whole. */
  boolean refused() {
    return !errors.isEmpty() && (!takesValid || headerIsWrong);
  }

  /** The problem with which the file is refused. */
  Problem refusal() {
    return new Problem(
        ProblemType.IMPORT_REJECTED,
        Text.of(
            "%d 行中有 %d 行有误，共 %d 处；未写入任何内容",
            "%2$d of %1$d rows have errors, %3$d in all; nothing was written",
            rows,
            counts.rejected(),
            errors.listed().size()),
        errors.listed());
  }

  long rows() {
    return rows;
  }

  RowCounts counts() {
    return counts;
  }

  @Override
  public void header(long number, List<String> names) {
    header = new Header(number, names, headings);
    errors.add(header.violations());
    headerIsWrong = !errors.isEmpty();
    judge = new RowJudge<>(family, format, updates, readable, entities, repetitions, header);
    if (!header.usable()) {
      throw new Problem(
          ProblemType.IMPORT_REJECTED,
          new Text("表头有误；未写入任何内容", "The header is wrong; nothing was written"),
          errors.listed());
    }
  }

  @Override
  public void row(long number, List<@Nullable String> cells, List<BrokenCell> broken) {
    rows++;
    if (number > steps.done() && chunk.add(new Line(number, cells, broken))) {
      take(chunk.take());
    }
  }

  /** The rows of a chunk, each with the code that it gives or that follows from its other cells. */
  private List<Row> rows(List<Line> lines) {
    var named = Objects.requireNonNull(header);
    var rows = lines.stream().map(line -> line.row(named, columns, violations)).toList();
    if (steps.writes()) {
      family.lock(rows);
    }
    var uncoded = rows.stream().filter(family::lacksCode).toList();
    if (!uncoded.isEmpty()) {
      var coder = family.coder(uncoded);
      for (var row : uncoded) {
        var code = coder.apply(row);
        if (code != null) {
          row.cells().fill(codeColumn, code);
        }
      }
    }
    return rows;
  }

  private void take(List<Line> lines) {
    if (lines.isEmpty()) {
      return;
    }
    var before = counts;
    var mark = errors.mark();
    try {
      steps.chunk(
          lines.getLast().number(),
          () -> {
            counts = before;
            errors.backTo(mark);
            work(lines);
          },
          this);
    } catch (RuntimeException failure) {
      if (!steps.halves(failure)) {
        throw failure;
      }
      counts = before;
      errors.backTo(mark);
      if (lines.size() == 1) {
        throw new RowFailed(lines.getFirst().number(), failure);
      }
      take(lines.subList(0, lines.size() / 2));
      take(lines.subList(lines.size() / 2, lines.size()));
    }
  }

  private void work(List<Line> lines) {
    violations.clear();
    for (var part : stored.parts(rows(lines))) {
      counts = counts.plus(write(part));
    }
  }

  private RowCounts write(List<Row> rows) {
    var known = stored.find(repetitions.refuseCodes(rows));
    var judge = Objects.requireNonNull(this.judge);
    var candidates = stored.locked(judge.of(rows, known));
    var codesByNaturalKey = repetitions.refuseNaturalKeys(candidates, family);
    judge.review(candidates);
    var additions = new ArrayList<E>();
    var superseded = new LinkedHashMap<String, List<E>>();
    var changes = new ArrayList<E>();
    long unchanged = 0;
    long rejected = 0;
    long waiting = 0;
    for (var candidate : candidates) {
      var row = candidate.row();
      var given = candidate.given();
      if (given == null || !row.isValid()) {
        rejected++;
        continue;
      }
      if (row.isMarkedUnchanged()) {
        unchanged++;
        continue;
      }
      var storedCode = candidate.key() == null ? null : codesByNaturalKey.get(candidate.key());
      var reason = candidate.stored() == null ? null : family.supersedes(candidate.stored());
      var existing = reason == null ? candidate.stored() : null;
      var entity = existing == null ? family.create(given, row) : existing;
      if (existing == null) {
        repetitions.refuseStored(storedCode, entity.code(), row);
        judge.agree(entity, row);
        if (row.isValid()) {
          additions.add(entity);
          if (reason != null) {
            superseded
                .computeIfAbsent(reason, first -> new ArrayList<>())
                .add(Objects.requireNonNull(candidate.stored()));
          }
        }
      } else if (judge.changed(existing, given, storedCode, row)) {
        changes.add(existing);
      } else if (row.isValid()) {
        unchanged++;
      }
      if (!row.isValid()) {
        rejected++;
      } else if (family.waits(entity)) {
        waiting++;
      }
    }
    var written = new RowCounts(additions.size(), changes.size(), unchanged, rejected, waiting);
    addErrors(rows.getLast().number());
    stopIfTooMany(written);
    if (steps.writes() && !refused()) {
      superseded.forEach((reason, those) -> log.deleted(those, reason));
      log.created(additions);
      log.updated(changes, null);
      family.written(additions, changes);
    }
    entities.clear();
    return written;
  }

  /** Adds the errors of the rows up to this one. */
  private void addErrors(long last) {
    errors.add(
        violations.stream()
            .filter(violation -> upTo(last, violation))
            .sorted(Comparator.comparing(Violation::row))
            .toList());
    violations.removeIf(violation -> upTo(last, violation));
  }

  private static boolean upTo(long last, Violation violation) {
    return Objects.requireNonNull(violation.row()) <= last;
  }

  /** Stops reading a file that is refused as a whole. Of other files the first errors are kept. */
  private void stopIfTooMany(RowCounts part) {
    if (errors.isCut() && refused()) {
      counts = counts.plus(part);
      var listed = errors.listed();
      throw new Problem(
          ProblemType.IMPORT_REJECTED,
          Text.of(
              "错误超过 %d 处，以下为前面的部分；未写入任何内容",
              "More than %d errors, of which these come first; nothing was written", listed.size()),
          listed);
    }
  }
}

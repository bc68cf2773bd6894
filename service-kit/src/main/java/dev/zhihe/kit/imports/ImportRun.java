package dev.zhihe.kit.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.kit.changelog.Audiences;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.changelog.Views;
import dev.zhihe.kit.http.Csv;
import dev.zhihe.kit.http.Problem;
import dev.zhihe.kit.http.Text;
import dev.zhihe.kit.http.Violation;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One file's way into a family: every row is read, every error of every row is noted, and what is
 * sound is written through the change log, a thousand rows at a time.
 */
final class ImportRun<E extends Published, R> implements Format.Lines {
  /** As many are listed. */
  static final int MOST_ERRORS = 10_000;

  private static final int CHUNK = 1_000;

  /** How a run goes about its chunks. */
  interface Steps {
    /** Whether sound rows are written, or only checked. */
    boolean writes();

    /**
     * Does what is to be done with a chunk.
     *
     * @param reached row that the chunk ends with
     * @param work begins anew each time, should it have to be done again
     * @param run what was counted and found so far, with the chunk once the work is done
     */
    void chunk(long reached, Runnable work, ImportRun<?, ?> run);
  }

  /** How many rows became what. */
  record Counts(long created, long updated, long unchanged, long rejected) {
    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts plus(Counts others) {
      return new Counts(
          created + others.created,
          updated + others.updated,
          unchanged + others.unchanged,
          rejected + others.rejected);
    }
  }

  /** What a file has said so far. */
  interface Seen {
    /** Rows in which each of these first stood, this one included. */
    Map<String, Long> first(Map<String, Long> rowOf);
  }

  private final ImportFamily<E, R> family;
  private final Format format;
  private final boolean takesValid;
  private final boolean updates;
  private final EntityManager entities;
  private final ChangeLog log;
  private final Seen seen;
  private final Steps steps;
  private final Audiences readable;
  private final Map<String, Column> columns;
  private final String codeColumn;
  private final List<Violation> violations = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>(CHUNK);
  private List<Row> chunk = List.of();
  private @Nullable Header header;
  private boolean repeatsReadOnly;
  private boolean headerIsWrong;
  private long rows;
  private long reached;
  private Counts counts = Counts.NONE;

  ImportRun(
      ImportFamily<E, R> family,
      Format format,
      ImportOptions options,
      EntityManager entities,
      ChangeLog log,
      Seen seen,
      Steps steps,
      Audiences readable) {
    this.family = family;
    this.format = format;
    this.takesValid = options.takesValidRows();
    this.updates = options.updates();
    this.entities = entities;
    this.log = log;
    this.seen = seen;
    this.steps = steps;
    this.readable = readable;
    this.columns =
        family.columns().stream()
            .collect(
                Collectors.toMap(
                    Column::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    this.codeColumn = family.columns().getFirst().name();
  }

  /** Takes the whole file. */
  void read(Path file) throws IOException {
    format.read(file, family, this);
    if (header == null) {
      throw new Problem(Problem.Type.MALFORMED, new Text("文件为空", "The file is empty"));
    }
    takeChunk();
  }

  /** Everything that is wrong, in the order of the rows, as far as it is listed. */
  List<Violation> violations() {
    return violations.subList(0, Math.min(violations.size(), MOST_ERRORS));
  }

  /** What was found wrong since the last time, which the run then forgets. */
  List<Violation> takeErrors() {
    var taken = List.copyOf(violations);
    violations.clear();
    return taken;
  }

  /** Whether the file is refused as a whole. */
  boolean refused() {
    return !violations.isEmpty() && (!takesValid || headerIsWrong);
  }

  /** What the refusal says. */
  Problem refusal() {
    return new Problem(
        Problem.Type.IMPORT_REJECTED,
        Text.of(
            "%d 行中有 %d 行有误，共 %d 处；未写入任何内容",
            "%2$d of %1$d rows have errors, %3$d in all; nothing was written",
            rows,
            counts.rejected(),
            violations.size()),
        violations);
  }

  long rows() {
    return rows;
  }

  /** Number of the last row that was looked at. */
  long reached() {
    return reached;
  }

  Counts counts() {
    return counts;
  }

  @Override
  public void header(List<String> names) {
    header = new Header(names, family.columns());
    violations.addAll(header.violations());
    headerIsWrong = !violations.isEmpty();
    repeatsReadOnly =
        family.columns().stream()
            .anyMatch(column -> column.readOnly() && header.places().containsKey(column.name()));
    if (!header.usable()) {
      throw new Problem(
          Problem.Type.IMPORT_REJECTED,
          new Text("表头有误；未写入任何内容", "The header is wrong; nothing was written"),
          violations);
    }
  }

  @Override
  public void row(long number, List<@Nullable String> cells, List<Format.Broken> broken) {
    rows++;
    lines.add(new Line(number, cells, broken));
    if (lines.size() == CHUNK) {
      takeChunk();
    }
  }

  private Row row(Line line) {
    var row = line.row(Objects.requireNonNull(header), columns, violations);
    if (row.lacks(codeColumn)) {
      var code = family.code(row);
      if (code != null) {
        row.fill(codeColumn, code);
      }
    }
    return row;
  }

  private void takeChunk() {
    if (!lines.isEmpty()) {
      var before = counts;
      var known = violations.size();
      steps.chunk(
          lines.getLast().number(),
          () -> {
            reached = lines.getLast().number();
            violations.subList(Math.min(known, violations.size()), violations.size()).clear();
            chunk = lines.stream().map(this::row).toList();
            counts = before;
            counts = before.plus(take());
          },
          this);
      lines.clear();
    }
  }

  /**
   * A connection keeps the plans of its statements, and may have made them while the tables were
   * all but empty: then each chunk would read all that the chunks before it wrote.
   */
  private void findByIndex() {
    entities
        .createNativeQuery("select set_config('enable_seqscan', 'off', true)", String.class)
        .getSingleResult();
  }

  private Counts take() {
    findByIndex();
    var known = violations.size();
    var stored = stored(refuseRepeated(), readable.all());
    var candidates = locked(chunk.stream().map(row -> candidate(row, stored)).toList());
    var holders = refuseSameThings(candidates);
    family.review(sound(candidates));
    var additions = new ArrayList<E>();
    var changes = new ArrayList<E>();
    long unchanged = 0;
    long rejected = 0;
    for (var candidate : candidates) {
      var row = candidate.row();
      var given = candidate.given();
      if (given == null || !row.sound()) {
        rejected++;
        continue;
      }
      if (row.isLeft()) {
        unchanged++;
        continue;
      }
      var holder = candidate.key() == null ? null : holders.get(candidate.key());
      var existing = candidate.stored();
      if (existing == null) {
        var fresh = family.create(given, row);
        refuseOthers(holder, fresh.code(), row);
        agree(fresh, row);
        if (row.sound()) {
          additions.add(fresh);
        }
      } else if (changed(existing, given, holder, row)) {
        changes.add(existing);
      } else if (row.sound()) {
        unchanged++;
      }
      if (!row.sound()) {
        rejected++;
      }
    }
    violations.subList(known, violations.size()).sort(Comparator.comparing(Violation::row));
    keepWithinBounds(rejected);
    if (steps.writes() && !refused()) {
      log.created(additions);
      log.updated(changes, null);
      family.written(additions, changes);
    }
    entities.clear();
    return new Counts(additions.size(), changes.size(), unchanged, rejected);
  }

  private Map<Row, R> sound(List<Candidate<E, R>> candidates) {
    var sound = new LinkedHashMap<Row, R>();
    for (var candidate : candidates) {
      if (candidate.given() != null && candidate.row().sound()) {
        sound.put(candidate.row(), candidate.given());
      }
    }
    return sound;
  }

  /** A file that is refused as a whole is read no further; of others the first errors are kept. */
  private void keepWithinBounds(long rejected) {
    if (violations.size() <= MOST_ERRORS) {
      return;
    }
    if (refused()) {
      counts = counts.plus(new Counts(0, 0, 0, rejected));
      throw new Problem(
          Problem.Type.IMPORT_REJECTED,
          Text.of(
              "错误超过 %d 处，以下为前面的部分；未写入任何内容",
              "More than %d errors, of which these come first; nothing was written", MOST_ERRORS),
          violations());
    }
    // One more than are listed tells that there are more.
    violations.subList(MOST_ERRORS + 1, violations.size()).clear();
  }

  /** The codes of the chunk; a code that stood in the file before is refused. */
  private Set<String> refuseRepeated() {
    var rowOf = new LinkedHashMap<String, Long>();
    for (var row : chunk) {
      var code = row.code(codeColumn);
      if (code != null) {
        rowOf.putIfAbsent(code, row.number());
      }
    }
    var first = seen.first(rowOf);
    for (var row : chunk) {
      var code = row.code(codeColumn);
      var earlier = code == null ? null : first.get(code);
      if (earlier != null && earlier != row.number()) {
        row.refuse(codeColumn, "duplicate", "与第 %d 行重复", "the same as row %d", earlier);
      }
    }
    return rowOf.keySet();
  }

  private Candidate<E, R> candidate(Row row, Map<String, E> stored) {
    var existing = row.sound() ? stored.get(row.code(codeColumn)) : null;
    // What the caller may not read fills no gaps of its file.
    if (existing != null && readable.include(existing.publication().audience())) {
      var cells = Csv.cells(existing.view());
      row.keep(cells);
      if (format == Format.XLSX) {
        row.keepDigits(cells);
      }
    }
    var given = family.read(row);
    return new Candidate<>(row, existing, given, given == null ? null : family.key(given));
  }

  /**
   * The codes under which others hold what these rows say; what another row of the file said before
   * is refused.
   */
  private Map<Object, String> refuseSameThings(List<Candidate<E, R>> candidates) {
    var keyed =
        candidates.stream()
            .filter(candidate -> candidate.key() != null && candidate.row().sound())
            .toList();
    if (keyed.isEmpty()) {
      return Map.of();
    }
    var rowOf = new LinkedHashMap<String, Long>();
    keyed.forEach(candidate -> rowOf.putIfAbsent(keyText(candidate), candidate.row().number()));
    var first = seen.first(rowOf);
    for (var candidate : keyed) {
      var row = candidate.row();
      var earlier = first.get(keyText(candidate));
      if (earlier != null && earlier != row.number()) {
        row.refuse(
            codeColumn,
            "same-thing",
            "与第 %d 行是同一内容，不可用两个代码",
            "the same thing as row %d: it cannot have two codes",
            earlier);
      }
    }
    return family.holders(
        keyed.stream().map(candidate -> Objects.requireNonNull(candidate.given())).toList());
  }

  private static String keyText(Candidate<?, ?> candidate) {
    return Views.write(Objects.requireNonNull(candidate.key()));
  }

  private void refuseOthers(@Nullable String holder, String code, Row row) {
    if (holder != null && !holder.equals(code)) {
      row.refuse(
          codeColumn,
          "same-thing",
          "与 %s 是同一内容，不可用两个代码",
          "the same thing as %s: it cannot have two codes",
          holder);
    }
  }

  /** Brings the stored entity to the row; false if that changes nothing or may not be. */
  private boolean changed(E existing, R given, @Nullable String holder, Row row) {
    var before = existing.publication().body();
    var awaited = updates && family.awaits(existing);
    family.change(existing, given);
    agree(existing, row);
    var after = Views.write(existing.view());
    var differs = !after.equals(before) || awaited;
    if (row.sound() && differs && family.mayChange(existing, row)) {
      refuseOthers(holder, existing.code(), row);
      if (!updates) {
        row.refuse(
            codeColumn,
            "differs",
            "已有此代码且内容不同（%s）；更新请用 onExisting=update",
            "already there and different (%s); to update, use onExisting=update",
            String.join(", ", differences(Views.tree(before), Views.tree(after))));
      }
    }
    var change = row.sound() && differs;
    if (!change) {
      entities.detach(existing);
    }
    return change;
  }

  private void agree(E entity, Row row) {
    if (repeatsReadOnly && row.sound()) {
      row.agreeWith(Csv.cells(entity.view()));
    }
  }

  /**
   * Locks what will be changed. Whoever reads everything has locked it already. Others may name
   * what is not theirs: they lock only what their rows were not refused for, so that nobody can
   * hold up an organisation by naming its rows.
   */
  private List<Candidate<E, R>> locked(List<Candidate<E, R>> candidates) {
    if (readable.all() || !steps.writes()) {
      return candidates;
    }
    entities.clear();
    var locked =
        stored(
            candidates.stream()
                .filter(candidate -> candidate.row().sound() && candidate.stored() != null)
                .map(candidate -> Objects.requireNonNull(candidate.stored()).code())
                .collect(Collectors.toSet()),
            true);
    return candidates.stream().map(candidate -> candidate.with(locked)).toList();
  }

  private Map<String, E> stored(Set<String> codes, boolean lock) {
    if (codes.isEmpty()) {
      return Map.of();
    }
    return entities
        .createQuery(
            "from " + family.entity().getSimpleName() + " e where e.code in :codes order by e.code",
            family.entity())
        .setParameter("codes", codes)
        .setLockMode(lock && steps.writes() ? LockModeType.PESSIMISTIC_WRITE : LockModeType.NONE)
        .getResultList()
        .stream()
        .collect(Collectors.toMap(Published::code, Function.identity()));
  }

  private static SortedSet<String> differences(JsonNode before, JsonNode after) {
    var names = new TreeSet<String>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    names.removeIf(name -> before.path(name).equals(after.path(name)));
    return names;
  }
}

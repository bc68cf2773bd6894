package dev.zhihe.kit.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.security.Audiences;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.kit.tables.Format;
import dev.zhihe.kit.tables.Header;
import dev.zhihe.kit.tables.Row;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Decides for each row of a file what it changes, and whether the change is allowed. */
final class RowJudge<E extends Published, R> {
  private final ImportFamily<E, R> family;
  private final Format format;
  private final boolean updates;
  private final Audiences readable;
  private final EntityManager entities;
  private final Repetitions repetitions;
  private final String codeColumn;
  private final boolean repeatsReadOnly;

  RowJudge(
      ImportFamily<E, R> family,
      Format format,
      boolean updates,
      Audiences readable,
      EntityManager entities,
      Repetitions repetitions,
      Header header) {
    this.family = family;
    this.format = format;
    this.updates = updates;
    this.readable = readable;
    this.entities = entities;
    this.repetitions = repetitions;
    this.codeColumn = family.columns().getFirst().name();
    this.repeatsReadOnly =
        family.columns().stream()
            .anyMatch(column -> column.readOnly() && header.places().containsKey(column.name()));
  }

  /** The rows, each with the entity that has its code, and with what it gives. */
  List<Candidate<E, R>> of(List<Row> rows, Map<String, E> known) {
    var existing = new ArrayList<@Nullable E>();
    rows.forEach(row -> existing.add(completed(row, known)));
    var reader = family.reader(rows);
    var candidates = new ArrayList<Candidate<E, R>>();
    for (int i = 0; i < rows.size(); i++) {
      var given = reader.apply(rows.get(i));
      candidates.add(
          new Candidate<>(
              rows.get(i),
              existing.get(i),
              given,
              given == null ? null : family.naturalKey(given)));
    }
    return candidates;
  }

  /** Fills the absent columns of a row from the entity that has its code; null if none has it. */
  private @Nullable E completed(Row row, Map<String, E> known) {
    var existing = row.isValid() ? known.get(row.code(codeColumn)) : null;
    // Absent columns are not filled from a state that the caller may not read.
    if (existing != null && readable.include(existing.publication().audience())) {
      var cells = Csv.cells(existing.view());
      row.cells().keep(cells);
      if (format == Format.XLSX) {
        row.cells().keepDigits(cells);
      }
    }
    return existing;
  }

  /** Lets the family check the valid rows of a chunk together. */
  void review(List<Candidate<E, R>> candidates) {
    var valid = new LinkedHashMap<Row, R>();
    for (var candidate : candidates) {
      if (candidate.given() != null && candidate.row().isValid()) {
        valid.put(candidate.row(), candidate.given());
      }
    }
    if (!valid.isEmpty()) {
      family.review(valid);
    }
  }

  /**
   * Changes the stored entity to what the row says. Returns false if nothing changes or no change
   * is allowed.
   */
  boolean changed(E existing, R given, @Nullable String storedCode, Row row) {
    var before = existing.publication().body();
    var resubmits = updates && family.resubmits(existing);
    family.change(existing, given);
    agree(existing, row);
    var after = Views.write(existing.view());
    var differs = !after.equals(before) || resubmits;
    if (row.isValid() && differs && mayChange(existing, row)) {
      repetitions.refuseStored(storedCode, existing.code(), row);
      if (!updates) {
        row.refuse(
            codeColumn,
            "differs",
            "已有此代码且内容不同（%s）；更新请用 onExisting=update",
            "already there and different (%s); to update, use onExisting=update",
            String.join(", ", differences(Views.tree(before), Views.tree(after))));
      }
      if (row.isValid()) {
        family.submit(existing);
        if (family.waits(existing) && Views.write(existing.view()).equals(before)) {
          entities.detach(existing); // all of it waits: Hibernate would write it without a version
        }
        return true;
      }
    }
    entities.detach(existing);
    return false;
  }

  /** Whether the family allows the change. If not, it must have added the reason to the row. */
  private boolean mayChange(E existing, Row row) {
    var allowed = family.mayChange(existing, row);
    if (!allowed && row.isValid()) {
      throw new IllegalStateException(
          "%s allows no change of %s and adds no error to row %d"
              .formatted(family.getClass().getName(), existing.code(), row.number()));
    }
    return allowed;
  }

  /** Refuses read-only cells that say something else than the entity. */
  void agree(E entity, Row row) {
    if (repeatsReadOnly && row.isValid()) {
      row.agreeWith(Csv.cells(entity.view()));
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

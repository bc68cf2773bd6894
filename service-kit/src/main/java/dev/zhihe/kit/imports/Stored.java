package dev.zhihe.kit.imports;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.security.Audiences;
import dev.zhihe.kit.tables.Row;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The stored entities that have the codes of a file's rows. */
final class Stored<E extends Published, R> {
  /** Limit in bytes of stored states in memory at a time. The state that reaches it is the last. */
  private static final long MAX_BYTES = 1_000_000;

  private final ImportFamily<E, R> family;
  private final EntityManager entities;
  private final Audiences readable;
  private final boolean locks;
  private final String codeColumn;

  Stored(ImportFamily<E, R> family, EntityManager entities, Audiences readable, boolean writes) {
    this.family = family;
    this.entities = entities;
    this.readable = readable;
    this.locks = writes;
    this.codeColumn = family.columns().getFirst().name();
  }

  /**
   * Splits the rows into parts that limit the stored states in memory. A short row may belong to a
   * large stored state.
   */
  List<List<Row>> parts(List<Row> rows) {
    var sizes = sizes(rows);
    var parts = new ArrayList<List<Row>>();
    int from = 0;
    long size = 0;
    for (int i = 0; i < rows.size(); i++) {
      var code = rows.get(i).code(codeColumn);
      size += code == null ? 0 : sizes.getOrDefault(code, 0);
      if (size >= MAX_BYTES || i == rows.size() - 1) {
        parts.add(rows.subList(from, i + 1));
        from = i + 1;
        size = 0;
      }
    }
    return parts;
  }

  private Map<String, Integer> sizes(List<Row> rows) {
    var codes =
        rows.stream()
            .map(row -> row.code(codeColumn))
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return codes.isEmpty()
        ? Map.of()
        : entities
            .createQuery(
                "select e.code, octet_length(e.publication.body) from "
                    + family.entity().getSimpleName()
                    + " e where e.code in :codes",
                Object[].class)
            .setParameter("codes", codes)
            .getResultStream()
            .collect(Collectors.toMap(row -> (String) row[0], row -> (Integer) row[1]));
  }

  /**
   * The entities with these codes. They are locked if the caller may read and change all of them.
   */
  Map<String, E> find(Set<String> codes) {
    return find(codes, readable.all());
  }

  /**
   * Locks the entities that will be changed. For callers who may read everything, they are locked
   * already. Other callers could name entities of another organisation. So only the entities of
   * rows that were not refused are locked: nobody can block an organisation by naming its entities.
   */
  List<Candidate<E, R>> locked(List<Candidate<E, R>> candidates) {
    if (readable.all() || !locks) {
      return candidates;
    }
    entities.clear();
    var locked =
        find(
            candidates.stream()
                .filter(candidate -> candidate.row().isValid() && candidate.stored() != null)
                .map(candidate -> Objects.requireNonNull(candidate.stored()).code())
                .collect(Collectors.toSet()),
            true);
    return candidates.stream().map(candidate -> candidate.with(locked)).toList();
  }

  private Map<String, E> find(Set<String> codes, boolean lock) {
    if (codes.isEmpty()) {
      return Map.of();
    }
    return entities
        .createQuery(
            "from " + family.entity().getSimpleName() + " e where e.code in :codes order by e.code",
            family.entity())
        .setParameter("codes", codes)
        .setLockMode(lock && locks ? LockModeType.PESSIMISTIC_WRITE : LockModeType.NONE)
        .getResultList()
        .stream()
        .collect(Collectors.toMap(Published::code, Function.identity()));
  }
}

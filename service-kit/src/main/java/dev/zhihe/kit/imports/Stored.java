package dev.zhihe.kit.imports;

import dev.zhihe.kit.changelog.ChangeLog;
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
import java.util.stream.Stream;
import org.hibernate.Session;

/** The stored entities that have the codes of a file's rows. */
final class Stored<E extends Published, R> {
  /** Limit in bytes of stored states in memory at a time. The state that reaches it is the last. */
  private static final long MAX_BYTES = 1_000_000;

  private final ImportFamily<E, R> family;
  private final EntityManager entities;
  private final Audiences readable;
  private final boolean locks;
  private final String codeColumn;
  private final String table;

  Stored(ImportFamily<E, R> family, EntityManager entities, Audiences readable, boolean writes) {
    this.family = family;
    this.entities = entities;
    this.readable = readable;
    this.locks = writes;
    this.codeColumn = family.columns().getFirst().name();
    this.table = ChangeLog.typeName(family.entity()).replace('-', '_');
  }

  /**
   * Splits the rows into parts that limit the stored states in memory. A short row may belong to a
   * large stored state.
   */
  List<List<Row>> parts(List<Row> rows) {
    if (rows.size() == 1) {
      return List.of(rows);
    }
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
            .unwrap(Session.class)
            .createNativeQuery(
                "select code, octet_length(body) from %s where code = any(?1)".formatted(table),
                Object[].class)
            .setParameter(1, codes.toArray(String[]::new))
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
    if (codes.size() == 1) {
      return found(codes.iterator().next(), lock && locks);
    }
    return found(codes, lock && locks)
        .collect(Collectors.toMap(Published::code, Function.identity()));
  }

  /** Hibernate's own statement for one entity needs no plan of a query. */
  private Map<String, E> found(String code, boolean lock) {
    var entity =
        entities.find(
            family.entity(), code, lock ? LockModeType.PESSIMISTIC_WRITE : LockModeType.NONE);
    return entity == null ? Map.of() : Map.of(code, entity);
  }

  /**
   * One parameter for all codes: a statement with a parameter each would be made anew each time.
   */
  private Stream<E> found(Set<String> codes, boolean lock) {
    return entities
        .unwrap(Session.class)
        .createNativeQuery(
            "select * from %s where code = any(?1) order by code%s"
                .formatted(table, lock ? " for no key update" : ""),
            family.entity())
        .setParameter(1, codes.toArray(String[]::new))
        .getResultStream();
  }
}

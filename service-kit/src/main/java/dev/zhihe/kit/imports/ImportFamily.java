package dev.zhihe.kit.imports;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an import needs to know about the family that it fills.
 *
 * @param <E> the entity
 * @param <R> the valid content of a row: the entity's view if the system sets none of its
 *     properties, else a record of the given values
 */
public interface ImportFamily<E extends Published, R> {
  /** The entity's class. */
  Class<E> entity();

  /**
   * Whether a downloaded list of this type can be sent back: only of its own, unless it says so.
   */
  default boolean takesBack(Class<? extends Published> type) {
    return type == entity();
  }

  /** The columns of its files, named as the view's properties. The first is the code. */
  List<Column> columns();

  /**
   * The columns of a file that is read now: those of {@link #columns}, and again under each other
   * header that names one at present.
   */
  default List<Column> columnsNow() {
    return columns();
  }

  /**
   * The code of a row that gives none, derived from its other cells. If it cannot be derived, an
   * error is added to the row.
   */
  default @Nullable String code(Row row) {
    return null;
  }

  /**
   * Whether a row has no code of its own: it gives none, or that of another entity which it is made
   * from. It gets its {@link #code}.
   */
  default boolean lacksCode(Row row) {
    return row.cells().lacks(columns().getFirst().name());
  }

  /**
   * Gives the rows of a chunk that have no code their {@link #code}, one after another. A family
   * with long files reads here at once what its rows refer to.
   */
  default Function<Row, @Nullable String> coder(List<Row> rows) {
    return this::code;
  }

  /**
   * Locks what the rows of a chunk refer to, in a fixed order, if they are to be written. Called
   * before anything else of the rows is read or locked. Rows may have errors: none are added here.
   * The order holds within a chunk: a file of several may still meet a deadlock.
   */
  default void lock(List<Row> rows) {}

  /** The content of the row; null if it is not valid. Adds all its errors to the row. */
  @Nullable R read(Row row);

  /**
   * Reads the rows of a chunk, one after another. A family with long files reads here at once what
   * its rows refer to.
   */
  default Function<Row, @Nullable R> reader(List<Row> rows) {
    return this::read;
  }

  /**
   * The natural key: a value with equality that identifies the entity besides its code; null if
   * there is none. No two entities may share it, and a unique index of the table enforces that.
   */
  default @Nullable Object naturalKey(R given) {
    return null;
  }

  /** Code of the stored entity with the same {@link #naturalKey}; null if there is none. */
  default @Nullable String codeOf(R given) {
    return null;
  }

  /**
   * As {@link #codeOf} for many rows, by natural key. A family with long files answers it in one
   * query.
   */
  default Map<Object, String> codesByNaturalKey(List<R> given) {
    var codes = new HashMap<Object, String>();
    for (var one : given) {
      var code = codeOf(one);
      if (code != null) {
        codes.put(Objects.requireNonNull(naturalKey(one)), code);
      }
    }
    return codes;
  }

  /**
   * Adds errors that depend on the other rows of the chunk or on stored data. Called once per
   * chunk, before any entity is created or changed.
   */
  default void review(Map<Row, R> chunk) {}

  /**
   * Whether no check of a row can be made wrong by another import of the family that commits at the
   * same time. A unique index must keep codes and natural keys apart. Short files of such a family
   * are imported at the same time.
   */
  default boolean rowsAreIndependent() {
    return false;
  }

  /** Creates an entity. Adds an error to the row if that is not possible. */
  E create(R given, Row row);

  /** Changes a stored, locked entity to what the row says. */
  void change(E stored, R given);

  /**
   * Whether an identical row still changes a stored entity: it resubmits an entity that was
   * returned.
   */
  default boolean resubmits(E stored) {
    return false;
  }

  /** Whether an import may change this stored entity. If not, adds the reason to the row. */
  default boolean mayChange(E stored, Row row) {
    return true;
  }

  /**
   * Why the stored entity with a row's code gives way to a new one; null if the row changes it. It
   * is deleted then, and the row is told nothing of it.
   */
  default @Nullable String supersedes(E stored) {
    return null;
  }

  /**
   * Submits a stored entity for review that the row changes or {@link #resubmits}. A family whose
   * changes wait only in part takes that part back here, and requests it in {@link #written}.
   */
  default void submit(E stored) {}

  /** Whether some of what the row says of the entity waits for a second person. */
  default boolean waits(E entity) {
    return false;
  }

  /**
   * Called after a chunk was written and logged, in the same transaction, for what else depends on
   * it.
   */
  default void written(List<E> created, List<E> changed) {}
}

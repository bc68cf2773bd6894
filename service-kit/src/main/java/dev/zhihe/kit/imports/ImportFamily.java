package dev.zhihe.kit.imports;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an import must know of the family it fills.
 *
 * @param <E> the entity
 * @param <R> what a row says, read and sound: the entity's view where nothing of it is the system's
 *     to set, else a record of what is given
 */
public interface ImportFamily<E extends Published, R> {
  /** The entity. */
  Class<E> entity();

  /** The columns of its files, named as the view's properties. The first is the code. */
  List<Column> columns();

  /**
   * The code that follows from the rest of a row that gives none, where files need not give it. If
   * none follows, that is noted on the row.
   */
  default @Nullable String code(Row row) {
    return null;
  }

  /** What the row says, or null; what is wrong with it is noted on the row, all of it at once. */
  @Nullable R read(Row row);

  /**
   * What makes the thing one of its kind beside its code, as a value with equality; null if nothing
   * does. No two entities may share it, and the table has a unique index that says so.
   */
  default @Nullable Object naturalKey(R given) {
    return null;
  }

  /**
   * Code of the stored entity whose {@link #naturalKey} is that of what is given; null if there is none.
   */
  default @Nullable String codeOf(R given) {
    return null;
  }

  /**
   * The same for many at once, by their keys: a family whose files are long answers it in one
   * query.
   */
  default Map<Object, String> codesByNaturalKey(List<R> given) {
    var holders = new HashMap<Object, String>();
    for (var one : given) {
      var holder = codeOf(one);
      if (holder != null) {
        holders.put(Objects.requireNonNull(naturalKey(one)), holder);
      }
    }
    return holders;
  }

  /**
   * What speaks against rows in the light of the others of their chunk and of what is stored is
   * noted on them; asked once per chunk, before any is created or changed.
   */
  default void review(Map<Row, R> chunk) {}

  /** A new entity. What speaks against it is noted on the row. */
  E create(R given, Row row);

  /** Brings a stored entity, locked, to what the row says. */
  void change(E stored, R given);

  /**
   * Whether an update changes a stored entity even where the row says what is stored: being sent
   * again is what it waits for.
   */
  default boolean resubmits(E stored) {
    return false;
  }

  /**
   * Whether a stored entity that differs may be changed by an import at all; if not, says why on
   * the row.
   */
  default boolean mayChange(E stored, Row row) {
    return true;
  }

  /** What else follows from a chunk that was just written and logged, in its transaction. */
  default void written(List<E> created, List<E> changed) {}
}

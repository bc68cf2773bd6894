package dev.zhihe.kit.reads;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.sealed.SealedState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the items of a list are answered: as they are stored, or with properties of other entities.
 *
 * @param view of the stored items
 * @param row of the answered items
 * @param expansion adds the properties; null for items as they are stored
 */
record ListItems<V extends Record, R extends Record>(
    Class<V> view, Class<R> row, @Nullable Expansion<V, R> expansion) {

  boolean areStored() {
    return expansion == null;
  }

  /** The items as JSON in UTF-8. Those that are answered as they are stored are not mapped. */
  List<byte[]> json(List<SealedState> stored, States at) {
    return expansion == null
        ? stored.stream().map(SealedState::json).toList()
        : rows(stored, at).stream().map(Views::bytes).toList();
  }

  /** The items as records. */
  List<? extends Record> rows(List<SealedState> stored, States at) {
    var views = stored.stream().map(state -> Views.read(state.json(), view)).toList();
    return expansion == null ? views : expansion.of(views, at);
  }
}

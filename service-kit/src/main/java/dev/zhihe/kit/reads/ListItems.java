package dev.zhihe.kit.reads;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.sealed.SealedState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
  private static final byte[] BEGIN = "{\"items\":[".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END = "]}".getBytes(StandardCharsets.UTF_8);

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

  /** A page of items that are JSON already. */
  static byte[] page(List<byte[]> items, @Nullable String next) {
    var end =
        next == null ? END : ("],\"next\":\"" + next + "\"}").getBytes(StandardCharsets.UTF_8);
    var length = BEGIN.length + end.length + Math.max(0, items.size() - 1);
    for (var item : items) {
      length += item.length;
    }
    var page = ByteBuffer.allocate(length).put(BEGIN);
    for (var i = 0; i < items.size(); i++) {
      if (i > 0) {
        page.put((byte) ',');
      }
      page.put(items.get(i));
    }
    return page.put(end).array();
  }
}

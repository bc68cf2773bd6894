package dev.zhihe.kit.tables;

import dev.zhihe.kit.json.Views;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Rows of a file that are stored views. Their cells are taken from the stored bytes.
 *
 * @param view the record that was stored
 * @param absent properties that the file does not have
 * @param source passes the stored views, in order
 */
public record StoredRows(
    Class<? extends Record> view, Set<String> absent, Consumer<BodyReader> source)
    implements TableRows {

  /** Takes stored views, one by one, in UTF-8. */
  @FunctionalInterface
  public interface BodyReader {
    void read(byte[] bytes, int start, int length);
  }

  @Override
  public void each(Consumer<Record> row) {
    bodies(
        (bytes, start, length) ->
            row.accept(Views.read(new String(bytes, start, length, StandardCharsets.UTF_8), view)));
  }

  void bodies(BodyReader reader) {
    source.accept(reader);
  }
}

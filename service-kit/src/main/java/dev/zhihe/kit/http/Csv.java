package dev.zhihe.kit.http;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.zhihe.kit.changelog.Views;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Views as CSV (RFC 4180): a column per property, lists joined by {@code ;}. What it writes, an
 * import reads.
 */
public final class Csv {
  private Csv() {}

  /** Header and lines. */
  static String of(List<? extends Record> rows, Class<? extends Record> view) {
    var text = new StringWriter();
    try (var writer = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
      writer.writeRecord(
          Arrays.stream(view.getRecordComponents()).map(RecordComponent::getName).toList());
      for (var row : rows) {
        writer.writeRecord(cells(row).values());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Whether a spreadsheet would compute the text instead of showing it. */
  public static boolean looksLikeFormula(String text) {
    return !text.isEmpty() && "=+-@\t\r＝＋－＠".indexOf(text.charAt(0)) >= 0;
  }

  /** A view's cells by property, in order. */
  public static Map<String, String> cells(Record view) {
    var cells = new LinkedHashMap<String, String>();
    for (var property : view.getClass().getRecordComponents()) {
      cells.put(property.getName(), cell(property, view));
    }
    return cells;
  }

  private static String cell(RecordComponent property, Record view) {
    try {
      return switch (property.getAccessor().invoke(view)) {
        case null -> "";
        case BigDecimal number -> number.toPlainString();
        case List<?> list -> list.stream().map(Objects::toString).collect(Collectors.joining(";"));
        case Enum<?> word -> Views.word(word);
        case Object value -> value.toString();
      };
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A view and its accessors are public: " + property, e);
    }
  }
}

package dev.zhihe.kit.tables;

import dev.zhihe.kit.json.Views;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Converts views to CSV cells: one cell per property, lists joined by {@code ;}. Imports accept
 * these cells.
 */
public final class Csv {
  private Csv() {}

  /** Whether a spreadsheet would evaluate the text as a formula. */
  public static boolean looksLikeFormula(String text) {
    return !text.isEmpty() && "=+-@\t\r＝＋－＠".indexOf(text.charAt(0)) >= 0;
  }

  /** The cells of a view by property, in order. */
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

  /** Removes the quote that an Excel download puts before texts that look like formulas. */
  static String withoutQuote(String cell) {
    return cell.length() > 1 && cell.charAt(0) == '\'' && looksLikeFormula(cell.substring(1))
        ? cell.substring(1)
        : cell;
  }
}

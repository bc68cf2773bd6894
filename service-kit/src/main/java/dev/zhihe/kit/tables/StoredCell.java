package dev.zhihe.kit.tables;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.zhihe.kit.json.Views;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads the cell of one property from the JSON of a stored view. */
@FunctionalInterface
interface StoredCell {
  /** Limits the memory of the texts whose cells are known. */
  int MAX_KNOWN = 4_000;

  /** Longer texts are mapped each time. */
  int MAX_LENGTH = 100;

  /** Types of whole numbers. */
  Set<Class<?>> WHOLE_NUMBERS = Set.of(int.class, Integer.class, long.class, Long.class);

  /** The cell of the parser's current value; null if the whole view must be mapped. */
  @Nullable String read(JsonParser json) throws IOException;

  static StoredCell of(RecordComponent property) {
    var type = property.getType();
    if (type == String.class) {
      return StoredCell::text;
    } else if (type == BigDecimal.class) {
      return StoredCell::decimal;
    } else if (WHOLE_NUMBERS.contains(type)) {
      return StoredCell::whole;
    } else if (type == Boolean.class || type == boolean.class) {
      return json -> json.currentToken().isBoolean() ? json.getText() : null;
    } else if (type.isPrimitive()) {
      return json -> null;
    }
    return mapped(Views.reader(property.getGenericType()));
  }

  private static @Nullable String text(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : null;
  }

  private static @Nullable String decimal(JsonParser json) throws IOException {
    if (!json.currentToken().isNumeric()) {
      return null;
    }
    var number = json.getText();
    var isPlain = !number.startsWith("-0") && number.indexOf('e') < 0 && number.indexOf('E') < 0;
    return isPlain ? number : new BigDecimal(number).toPlainString();
  }

  private static @Nullable String whole(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      return null;
    }
    var number = json.getText();
    return number.length() > 9 || number.startsWith("-0") ? null : number; // fits into an int
  }

  /** A word, day, list or whatever else has a form of its own in JSON: the value is mapped. */
  private static StoredCell mapped(ObjectReader reader) {
    var known = new ConcurrentHashMap<String, String>();
    return json -> {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        return ViewCells.text(reader.readValue(json));
      }
      var text = json.getText();
      var cell = known.get(text);
      if (cell == null) {
        cell = ViewCells.text(reader.readValue(json));
        if (text.length() <= MAX_LENGTH && known.size() < MAX_KNOWN) {
          known.put(text, cell);
        }
      }
      return cell;
    };
  }
}

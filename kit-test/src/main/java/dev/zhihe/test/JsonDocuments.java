package dev.zhihe.test;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import groovy.lang.Closure;
import groovy.lang.ExpandoMetaClass;
import groovy.lang.GroovySystem;
import io.restassured.internal.path.json.ConfigurableJsonSlurper;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import java.io.IOException;
import java.io.Reader;
import java.io.Serial;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON documents that REST Assured is asked about, with Jackson. REST Assured's own
 * reader is Groovy, and calls each method of each token by its name.
 */
final class JsonDocuments {
  private static final JsonFactory JSON = new JsonFactory();
  private static final BigDecimal MAX_FLOAT = new BigDecimal(Float.MAX_VALUE);

  private final JsonParser parser;
  private final NumberReturnType numbers;

  private JsonDocuments(JsonParser parser, NumberReturnType numbers) {
    this.parser = parser;
    this.numbers = numbers;
  }

  /** From now on, REST Assured reads JSON in this way. */
  static void install() {
    var reading = new ExpandoMetaClass(ConfigurableJsonSlurper.class, false, true);
    reading.registerInstanceMethod("parse", new Reading());
    reading.initialize();
    GroovySystem.getMetaClassRegistry().setMetaClass(ConfigurableJsonSlurper.class, reading);
  }

  /** Groovy calls it instead of the method of REST Assured's class. */
  private static final class Reading extends Closure<@Nullable Object> {
    @Serial private static final long serialVersionUID = 1;

    Reading() {
      super(JsonDocuments.class);
    }

    @SuppressWarnings({"UnusedMethod", "EffectivelyPrivate"}) // Groovy finds it by its name
    public @Nullable Object doCall(Reader document) throws IOException {
      var numbers =
          (ThreadLocal<?>)
              InvokerHelper.getProperty(ConfigurableJsonSlurper.class, "numberReturnType");
      var text = new StringBuilder();
      // One by one: Groovy's reader of texts reads beyond the end of an array that it is to fill.
      for (int next = document.read(); next >= 0; next = document.read()) {
        text.append((char) next);
      }
      try (var parser = JSON.createParser(text.toString())) {
        return parser.nextToken() == null
            ? null
            : new JsonDocuments(parser, (NumberReturnType) numbers.get()).value();
      }
    }
  }

  private @Nullable Object value() throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> whole(parser.getNumberValue());
      case VALUE_NUMBER_FLOAT -> fraction(parser.getDecimalValue());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IllegalStateException("no JSON value: " + parser.currentToken());
    };
  }

  private Map<String, @Nullable Object> object() throws IOException {
    var object = new LinkedHashMap<String, @Nullable Object>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      parser.nextToken();
      object.put(name, value());
    }
    return object;
  }

  private List<@Nullable Object> array() throws IOException {
    var array = new ArrayList<@Nullable Object>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value());
    }
    return array;
  }

  private Number whole(Number read) {
    return numbers == NumberReturnType.BIG_INTEGER ? new BigInteger(read.toString()) : read;
  }

  private Number fraction(BigDecimal read) {
    if (!numbers.isFloatOrDouble()) {
      return read;
    }
    return numbers == NumberReturnType.DOUBLE || read.compareTo(MAX_FLOAT) > 0
        ? (Number) read.doubleValue()
        : (Number) read.floatValue();
  }
}

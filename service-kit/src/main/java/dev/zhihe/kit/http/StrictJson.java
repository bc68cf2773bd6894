package dev.zhihe.kit.http;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Text;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Strict parsing of JSON. Each value must have the type that the contract names; each key occurs
 * once; nothing follows the value. Nothing is converted: no text to a number, no ordinal to an
 * enum's word, no number to a day. Texts are checked and stripped as {@link Characters} defines; a
 * blank text is null.
 */
public final class StrictJson {
  /**
   * Maximum number of digits, larger than any figure needs. Without it, 1e999999999 written out
   * would fill the memory.
   */
  public static final int MAX_DIGITS = 50;

  /**
   * Allows numbers as long as any body or line. So the number's reader refuses a long number, and
   * can name it.
   */
  public static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder().maxNumberLength(JsonBodies.MAX_BYTES).build();

  /**
   * Limit of a number's text. It is larger than {@link #MAX_DIGITS}, to allow leading and trailing
   * zeros.
   */
  private static final int MAX_NUMBER_LENGTH = 4 * MAX_DIGITS;

  /** For JSON that does not come as the body of a request. */
  public static final ObjectMapper MAPPER = configure(new ObjectMapper());

  /** Error for a blank item of a list. */
  public static final Text BLANK_ITEM = new Text("列表的各项不可为空", "no item of a list is blank");

  private StrictJson() {}

  /** Makes a mapper strict. */
  static ObjectMapper configure(ObjectMapper mapper) {
    mapper.getFactory().setStreamReadConstraints(CONSTRAINTS);
    mapper
        .configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true)
        .enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .registerModule(StrictReaders.module());
    // Of lists alone: Quarkus reads the claims of a token as a map, with this mapper too.
    mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));
    for (var type : List.of(LogicalType.Integer, LogicalType.Float, LogicalType.Boolean)) {
      var coercions = mapper.coercionConfigFor(type);
      coercions
          .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
          .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
      if (type == LogicalType.Boolean) {
        coercions.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
      } else {
        coercions.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
      }
    }
    mapper
        .coercionConfigFor(LogicalType.Enum)
        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
    return mapper;
  }

  /**
   * Parses a JSON number, with its scale and without exponent. Null if, written out, it has more
   * than {@link #MAX_DIGITS} digits before or after the point.
   */
  public static @Nullable BigDecimal number(String json) {
    if (json.length() > MAX_NUMBER_LENGTH) {
      return null; // parsing a million digits takes seconds
    }
    try {
      var number = new BigDecimal(json);
      return Math.abs((long) number.scale()) > MAX_DIGITS || number.precision() > MAX_DIGITS
          ? null
          : number.scale() < 0 ? number.setScale(0) : number;
    } catch (NumberFormatException e) {
      return null; // an exponent beyond 32 bits
    }
  }

  /** Describes the JSON that is expected for a Java type. */
  public static Text expected(@Nullable Class<?> type) {
    if (type == null) {
      return new Text("另一种类型", "of another type");
    }
    if (type == Boolean.class || type == boolean.class) {
      return new Text(" true 或 false", "true or false");
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return new Text("数字，不加引号", "a number, without quotes");
    }
    if (type.isEnum()) {
      @SuppressWarnings("unchecked") // isEnum says so
      var words = Text.words((Class<? extends Enum<?>>) type);
      return Text.of("以下之一，加引号：%1$s", "one of these, in quotes: %2$s", words.zh(), words.en());
    }
    if (isText(type)) {
      return new Text("文字，加引号", "a text in quotes");
    }
    return Collection.class.isAssignableFrom(type)
        ? new Text("列表 [ ]", "a list [ ]")
        : new Text("对象 { }", "an object { }");
  }

  /**
   * The token with which a text begins that is one JSON value; null if it is none. An object is not
   * read further.
   */
  static @Nullable JsonToken beginning(byte[] json) throws IOException {
    try (var parser = MAPPER.createParser(json)) {
      var first = parser.nextToken();
      if (first == null || first == JsonToken.START_OBJECT) {
        return first;
      }
      parser.skipChildren();
      parser.finishToken();
      return parser.nextToken() == null ? first : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** What people call the type of JSON that begins with a token. */
  static Text name(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> new Text("对象 { }", "an object { }");
      case START_ARRAY -> new Text("数组 [ ]", "an array [ ]");
      case VALUE_STRING -> new Text("文字", "a text");
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Text("数字", "a number");
      case VALUE_TRUE, VALUE_FALSE -> new Text(" true 或 false", "true or false");
      case VALUE_NULL -> new Text(" null", "null");
      default -> throw new IllegalArgumentException(token + " begins no value");
    };
  }

  /**
   * Whether JSON represents a type as text: text, day, instant, or a type that serializes as text.
   */
  private static boolean isText(Class<?> type) {
    return CharSequence.class.isAssignableFrom(type)
        || Temporal.class.isAssignableFrom(type)
        || Arrays.stream(type.getMethods())
            .anyMatch(
                method ->
                    method.isAnnotationPresent(JsonValue.class)
                        && method.getReturnType() == String.class);
  }
}

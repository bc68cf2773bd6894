package dev.zhihe.kit.http;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Text;
import java.math.BigDecimal;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What JSON is taken in: each value of the type that the contract names, each key once, and one
 * value alone. Nothing is guessed: no text for a number, no ordinal for a word, no number for a
 * day. Texts are checked and stripped as {@link Characters} says; a blank one is null.
 */
public final class StrictJson {
  /** More digits than any figure has: written out, 1e999999999 would fill the memory. */
  public static final int MAX_DIGITS = 50;

  /** More than a number of any body or line can have: its reader refuses it and names it. */
  public static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder().maxNumberLength(JsonBodies.MAX_BYTES).build();

  /** A number may have zeros before or after its digits, though not without end. */
  private static final int MAX_NUMBER_LENGTH = 4 * MAX_DIGITS;

  /** For JSON that comes in some other way than as a request's body. */
  public static final ObjectMapper MAPPER = configure(new ObjectMapper());

  /** What is said of a list's item in which nothing can be seen. */
  public static final Text BLANK_ITEM = new Text("列表的各项不可为空", "no item of a list is blank");

  private StrictJson() {}

  /** A value of the right type that is refused all the same. */
  public static final class Refused extends JsonMappingException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final @Nullable String value;
    private final Text detail;

    Refused(JsonParser parser, String code, @Nullable String value, Text detail) {
      super(parser, detail.en());
      this.code = code;
      this.value = value;
      this.detail = detail;
    }

    /** Stable slug of what is wrong. */
    public String code() {
      return code;
    }

    /** What was given. */
    public @Nullable String value() {
      return value;
    }

    /** What was expected. */
    public Text detail() {
      return detail;
    }
  }

  /** The mapper, made strict. */
  static ObjectMapper configure(ObjectMapper mapper) {
    mapper.getFactory().setStreamReadConstraints(CONSTRAINTS);
    mapper
        .configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true)
        .enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
        .registerModule(StrictReaders.module());
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
   * The number that a JSON number is, with its scale and without exponent; null if written out it
   * has more than {@link #MAX_DIGITS} digits before or after the point.
   */
  public static @Nullable BigDecimal number(String json) {
    if (json.length() > MAX_NUMBER_LENGTH) {
      return null; // reading a million digits takes seconds
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

  /** What JSON has for a Java type. */
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
      var words =
          Arrays.stream(type.getEnumConstants())
              .map(constant -> Views.word((Enum<?>) constant))
              .collect(Collectors.joining(", "));
      return Text.of("以下之一，加引号：%s", "one of these, in quotes: %s", words);
    }
    if (isText(type)) {
      return new Text("文字，加引号", "a text in quotes");
    }
    return Collection.class.isAssignableFrom(type)
        ? new Text("列表 [ ]", "a list [ ]")
        : new Text("对象 { }", "an object { }");
  }

  /** Whether JSON has a text for a type: a text, day or instant, or what writes itself as one. */
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

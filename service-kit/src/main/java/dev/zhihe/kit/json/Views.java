package dev.zhihe.kit.json;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Converts views to the bytes that are stored, logged and answered. The mapper is separate from
 * that of REST: a setting made there must not change hashed bytes.
 */
public final class Views {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .defaultPropertyInclusion(JsonInclude.Value.ALL_NON_NULL)
          .build();

  private Views() {}

  /**
   * The JSON of a view. Fields have the record's order, null fields are omitted, and decimals are
   * plain with their scale.
   */
  public static String write(Object view) {
    try {
      return MAPPER.writeValueAsString(view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A view of " + view.getClass() + " cannot be written", e);
    }
  }

  /** As {@link #write}, in UTF-8. */
  public static byte[] bytes(Object view) {
    try {
      return MAPPER.writeValueAsBytes(view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A view of " + view.getClass() + " cannot be written", e);
    }
  }

  /** Length of the body in UTF-8, in bytes. */
  public static int size(String body) {
    return body.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Reads what {@link #write} wrote. */
  public static <V> V read(String body, Class<V> view) {
    try {
      return MAPPER.readValue(body, view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored body is not a " + view, e);
    }
  }

  /** As {@link #read(String, Class)}, from UTF-8. */
  public static <V> V read(byte[] body, Class<V> view) {
    try {
      return MAPPER.readValue(body, view);
    } catch (IOException e) {
      throw new IllegalStateException("A stored body is not a " + view, e);
    }
  }

  /** A parser of what {@link #write} wrote, in UTF-8. */
  public static JsonParser parser(byte[] body, int start, int length) throws IOException {
    return MAPPER.createParser(body, start, length);
  }

  /** Reads values of a type with a {@link #parser}. */
  public static ObjectReader reader(Type type) {
    return MAPPER.readerFor(MAPPER.constructType(type));
  }

  /** The word of a constant in JSON. */
  public static String word(Enum<?> constant) {
    return Objects.requireNonNull(WORDS.get(constant.getDeclaringClass()).of.get(constant));
  }

  /**
   * The constant with this word in JSON or as a {@link JsonAlias}, such as a Chinese word. Empty if
   * there is none.
   */
  public static <T extends Enum<T>> Optional<T> constant(Class<T> words, String word) {
    return Optional.ofNullable(WORDS.get(words).constants.get(word)).map(words::cast);
  }

  /** What Chinese readers call a constant: its first {@link JsonAlias}; null if it has none. */
  public static @Nullable String label(Enum<?> constant) {
    return WORDS.get(constant.getDeclaringClass()).labels.get(constant);
  }

  /** The words of an enum, computed once. */
  private record Words(
      Map<Enum<?>, String> of, Map<String, Enum<?>> constants, Map<Enum<?>, String> labels) {}

  private static final ClassValue<Words> WORDS =
      new ClassValue<>() {
        @Override
        protected Words computeValue(Class<?> type) {
          var words = new Words(new HashMap<>(), new HashMap<>(), new HashMap<>());
          for (var constant : type.getEnumConstants()) {
            var word = MAPPER.convertValue(constant, String.class);
            words.of.put((Enum<?>) constant, word);
            words.constants.put(word, (Enum<?>) constant);
            try {
              var alias = type.getField(((Enum<?>) constant).name()).getAnnotation(JsonAlias.class);
              for (var other : alias == null ? new String[0] : alias.value()) {
                words.constants.put(other, (Enum<?>) constant);
                words.labels.putIfAbsent((Enum<?>) constant, other);
              }
            } catch (NoSuchFieldException e) {
              throw new IllegalStateException(e);
            }
          }
          return words;
        }
      };

  /** A received text as a tree. */
  public static JsonNode parse(String json) throws JsonProcessingException {
    return MAPPER.readTree(json);
  }

  /** A stored body as a tree. */
  public static JsonNode tree(String body) {
    return read(body, JsonNode.class);
  }
}

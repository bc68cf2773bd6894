package dev.zhihe.kit.tables;

import com.fasterxml.jackson.core.JsonToken;
import dev.zhihe.kit.json.Views;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a view, one for each property. They are read from the record, or from its stored
 * JSON without mapping it. Both give the same texts.
 */
final class ViewCells {
  private static final ClassValue<ViewCells> VIEWS =
      new ClassValue<>() {
        @Override
        protected ViewCells computeValue(Class<?> view) {
          return new ViewCells(view.asSubclass(Record.class));
        }
      };

  private final Class<? extends Record> view;
  private final List<String> names;
  private final List<Class<?>> types;
  private final MethodHandle[] accessors;
  private final StoredCell[] stored;
  private final String[] absent;
  private final boolean isPlain;

  private ViewCells(Class<? extends Record> view) {
    this.view = view;
    var properties = view.getRecordComponents();
    names = Stream.of(properties).map(property -> property.getName().intern()).toList();
    types = Stream.<RecordComponent>of(properties).<Class<?>>map(RecordComponent::getType).toList();
    accessors = Stream.of(properties).map(ViewCells::accessor).toArray(MethodHandle[]::new);
    stored = Stream.of(properties).map(StoredCell::of).toArray(StoredCell[]::new);
    absent = types.stream().map(ViewCells::absent).toArray(String[]::new);
    isPlain =
        isPlain(view.getAnnotations())
            && Stream.of(properties)
                .allMatch(property -> isPlain(property.getAccessor().getAnnotations()));
  }

  /** The cell of a property that the JSON does not have. */
  private static String absent(Class<?> type) {
    return type == boolean.class ? "false" : type.isPrimitive() ? "0" : "";
  }

  /** Whether JSON has the properties as the record has them. */
  private static boolean isPlain(Annotation... annotations) {
    return Stream.of(annotations)
        .noneMatch(
            annotation ->
                annotation.annotationType().getName().startsWith("com.fasterxml.jackson."));
  }

  private static MethodHandle accessor(RecordComponent property) {
    try {
      return MethodHandles.publicLookup()
          .unreflect(property.getAccessor())
          .asType(MethodType.methodType(Object.class, Record.class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("A view and its accessors are public: " + property, e);
    }
  }

  static ViewCells of(Class<? extends Record> view) {
    return VIEWS.get(view);
  }

  /** The properties' names, in order. */
  List<String> names() {
    return names;
  }

  /** The properties' types, in order. */
  List<Class<?>> types() {
    return types;
  }

  /** The cells of a view. */
  String[] of(Record record) {
    var cells = new String[accessors.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = text(value(i, record));
    }
    return cells;
  }

  private @Nullable Object value(int place, Record record) {
    try {
      return (Object) accessors[place].invokeExact(record);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("An accessor failed: " + names.get(place), e);
    }
  }

  /** The cell of a value. */
  static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case BigDecimal number -> number.toPlainString();
      case List<?> list -> list.stream().map(Objects::toString).collect(Collectors.joining(";"));
      case Enum<?> word -> Views.word(word);
      default -> value.toString();
    };
  }

  /** The cells of a stored view, in UTF-8. What is written in another form than today is mapped. */
  String[] ofStored(byte[] body, int start, int length) {
    var cells = isPlain ? unmapped(body, start, length) : null;
    return cells == null
        ? of(Views.read(new String(body, start, length, StandardCharsets.UTF_8), view))
        : cells;
  }

  private String @Nullable [] unmapped(byte[] body, int start, int length) {
    var cells = absent.clone();
    var found = new boolean[cells.length];
    try (var json = Views.parser(body, start, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      int place = -1;
      for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        place = place(name, place + 1);
        if (place < 0 || found[place] || json.nextToken() == JsonToken.VALUE_NULL) {
          return null;
        }
        var cell = stored[place].read(json);
        if (cell == null) {
          return null;
        }
        cells[place] = cell;
        found[place] = true;
      }
      return json.currentToken() == JsonToken.END_OBJECT ? cells : null;
    } catch (IOException e) {
      throw new IllegalStateException("A stored body is not a " + view, e);
    }
  }

  /** Place of a property, which is nearly always the next one or soon after it; -1 if unknown. */
  private int place(String name, int next) {
    for (int i = next; i < stored.length; i++) {
      if (names.get(i).equals(name)) {
        return i;
      }
    }
    return names.indexOf(name);
  }
}

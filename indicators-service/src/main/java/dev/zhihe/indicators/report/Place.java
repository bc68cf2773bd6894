package dev.zhihe.indicators.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The first difference of two documents, in the words of their readers.
 *
 * @param part of the document, such as {@code targets} or {@code scorecards.category}
 * @param item code or name of the target, policy or group in the part
 * @param field property of the item or of the part
 */
record Place(
    String part,
    @Nullable String item,
    @Nullable String field,
    @Nullable String expected,
    @Nullable String found) {

  /** Properties that identify an element of a list. */
  private static final List<String> NAMES =
      List.of(
          "target",
          "policy",
          "nameZh",
          "verdict",
          "method",
          "titleZh",
          "programme",
          "stage",
          "type",
          "year");

  /** Longest value that is shown whole, in characters. */
  private static final int MAX_LENGTH = 200;

  /** The first difference, in the order of the documents; null if they are equal. */
  static @Nullable Place first(JsonNode expected, JsonNode found) {
    return first(expected, found, List.of(), null, List.of());
  }

  private static @Nullable Place first(
      @Nullable JsonNode expected,
      @Nullable JsonNode found,
      List<String> part,
      @Nullable String item,
      List<String> field) {
    if (expected != null && expected.equals(found)) {
      return null;
    }
    if (expected != null && found != null && expected.isObject() && found.isObject()) {
      for (var name : names(expected, found)) {
        var place =
            first(
                expected.get(name),
                found.get(name),
                item == null ? with(part, name) : part,
                item,
                item == null ? field : with(field, name));
        if (place != null) {
          return place;
        }
      }
    }
    if (expected != null && found != null && expected.isArray() && found.isArray()) {
      for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
        var element = expected.has(i) ? expected.get(i) : found.get(i);
        var name = name(element);
        var place =
            first(
                expected.get(i),
                found.get(i),
                part,
                item == null ? name : item,
                item == null ? field : with(field, name));
        if (place != null) {
          return place;
        }
      }
    }
    return new Place(
        String.join(".", part),
        item,
        field.isEmpty() ? null : String.join(".", field),
        shortened(expected),
        shortened(found));
  }

  private static Set<String> names(JsonNode one, JsonNode other) {
    var names = new LinkedHashSet<String>();
    one.fieldNames().forEachRemaining(names::add);
    other.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> with(List<String> path, String name) {
    var longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }

  private static String name(JsonNode element) {
    return NAMES.stream()
        .map(name -> element.path(name).asText(""))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElseGet(() -> shortened(element));
  }

  private static @Nullable String shortened(@Nullable JsonNode value) {
    if (value == null) {
      return null;
    }
    var text =
        value.isNumber()
            ? value.decimalValue().toPlainString()
            : value.isValueNode() ? value.asText() : value.toString();
    return text.codePointCount(0, text.length()) <= MAX_LENGTH
        ? text
        : text.codePoints()
                .limit(MAX_LENGTH)
                .mapToObj(Character::toString)
                .collect(Collectors.joining())
            + "…";
  }
}

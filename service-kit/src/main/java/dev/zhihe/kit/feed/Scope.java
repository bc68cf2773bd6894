package dev.zhihe.kit.feed;

import dev.zhihe.kit.security.Audiences;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The part of a service's log that a consumer follows: some entity types, one area. Entities
 * without an area, such as a dictionary, belong to every scope.
 *
 * @param types entity types, in order; empty for all
 * @param area area code (GB/T 2260); trailing pairs of zeros include everything below it; null for
 *     all
 */
public record Scope(List<String> types, @Nullable String area) {
  public static final Scope ALL = new Scope(List.of(), null);
  static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]{0,98}");
  static final Pattern AREA = Pattern.compile("\\d{6}");

  /** Refuses anything that is not a type or an area, because both are inserted into SQL text. */
  public Scope {
    if (!types.stream().allMatch(type -> TYPE.matcher(type).matches())
        || (area != null && !AREA.matcher(area).matches())) {
      throw new IllegalArgumentException(types + " in " + area + " is no scope");
    }
    types = types.stream().sorted().distinct().toList();
  }

  boolean isWhole() {
    return types.isEmpty() && area == null;
  }

  /**
   * An SQL condition: the state is in this scope, and one of these audiences may read it.
   *
   * @param row name of a row with {@code entity_type}, {@code area} and {@code audience}
   */
  String seen(String row, Audiences readable) {
    var condition = new StringBuilder("(true");
    if (!readable.all()) {
      condition.append(
          readable.listed().stream()
              .map(audience -> "'" + audience.text() + "'")
              .collect(Collectors.joining(", ", " and " + row + ".audience in (", ")")));
    }
    if (!types.isEmpty()) {
      condition.append(
          types.stream()
              .map(type -> "'" + type + "'")
              .collect(Collectors.joining(", ", " and " + row + ".entity_type in (", ")")));
    }
    if (area != null) {
      var below = area.replaceFirst("(?<=..)(00)+$", "");
      condition.append(
          " and (%1$s.area is null or %1$s.area %2$s)"
              .formatted(
                  row,
                  below.length() == 6 || area.equals("000000")
                      ? "= '" + area + "'"
                      : "like '" + below + "%'"));
    }
    return condition.append(')').toString();
  }
}

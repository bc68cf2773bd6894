package dev.zhihe.kit.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tags in {@code If-Match} or {@code If-None-Match}. The tags of this API contain no commas.
 * Source: RFC 9110, section 8.8.3.
 */
public record EntityTags(List<String> named) {

  /** The tags in a header; none if it is absent. */
  public static EntityTags of(@Nullable String header) {
    return new EntityTags(
        header == null
            ? List.of()
            : Arrays.stream(header.split(",", -1)).map(String::strip).toList());
  }

  /**
   * Whether {@code If-None-Match} contains the tag, by weak comparison, because proxies weaken
   * tags.
   *
   * @param value the tag without its quotes
   */
  boolean matchesWeakly(String value) {
    return named.equals(List.of("*")) || contain(quoted(value));
  }

  /**
   * Whether {@code If-Match} contains the tag, by strong comparison: a weakened tag matches
   * nothing.
   *
   * @param value the tag without its quotes
   */
  public boolean matchesStrongly(String value) {
    return named.contains("*") || named.contains(quoted(value));
  }

  /**
   * Whether the tag is contained, weak or strong.
   *
   * @param tag a strong tag, with its quotes
   */
  public boolean contain(String tag) {
    return named.stream().anyMatch(one -> withoutWeakness(one).equals(tag));
  }

  /** The value of the first tag, weak or strong, with this prefix. */
  Optional<String> beginningWith(String prefix) {
    return named.stream()
        .map(tag -> tag.replaceFirst("^(?:W/)?\"(.*)\"$", "$1"))
        .filter(value -> value.startsWith(prefix))
        .findFirst();
  }

  private static String withoutWeakness(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }

  private static String quoted(String value) {
    return '"' + value + '"';
  }
}

package dev.zhihe.platforms.registry.duplicate;

import dev.zhihe.platforms.registry.platform.PlatformView;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is compared of a platform.
 *
 * @param normal its name: letters and digits alone, without width and case
 * @param names its name and aliases as printed, by that form
 */
record ComparedPlatform(
    String code,
    String name,
    String normal,
    Map<String, String> names,
    @Nullable String operator,
    @Nullable String location) {

  static ComparedPlatform of(PlatformView view) {
    return of(view.code(), view.name(), view.aliases(), view.operator(), view.location());
  }

  static ComparedPlatform of(
      String code,
      String name,
      List<String> aliases,
      @Nullable String operator,
      @Nullable String location) {
    var names = new LinkedHashMap<String, String>();
    names.put(normal(name), name);
    aliases.forEach(alias -> names.putIfAbsent(normal(alias), alias));
    names.remove("");
    return new ComparedPlatform(code, name, normal(name), names, operator, location);
  }

  /** The letters and digits of a name, without width and case. */
  static String normal(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(ComparedPlatform::isCompared)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Whether it is a letter or digit, 〇 included. */
  private static boolean isCompared(int character) {
    return Character.isLetterOrDigit(character)
        || Character.getType(character) == Character.LETTER_NUMBER;
  }

  /** Operator and location; null unless both are known. */
  @Nullable List<String> place() {
    return operator == null || location == null ? null : List.of(operator, normal(location));
  }
}

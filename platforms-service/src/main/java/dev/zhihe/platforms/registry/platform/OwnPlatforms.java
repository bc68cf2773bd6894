package dev.zhihe.platforms.registry.platform;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The platforms of one organisation, found by code, name or alias. In names, width, case, white
 * space and punctuation do not matter. A merged platform keeps its names here, which its successor
 * has too.
 */
public final class OwnPlatforms {
  private static final int MAX_CANDIDATES = 5;

  private final Map<String, Platform> byCode = new HashMap<>();
  private final Map<String, Set<Platform>> byName = new HashMap<>();

  /** Platforms that the organisation runs. */
  public OwnPlatforms(List<Platform> platforms) {
    for (var platform : platforms) {
      byCode.put(platform.code(), platform);
      for (var name : names(platform)) {
        byName.computeIfAbsent(name, first -> new LinkedHashSet<>()).add(platform);
      }
    }
  }

  /** The platform with this code, or null. */
  public @Nullable Platform ofCode(String code) {
    return byCode.get(code);
  }

  /** Those with this name or alias. */
  public List<Platform> ofName(String name) {
    return List.copyOf(byName.getOrDefault(compared(name), Set.of()));
  }

  /** At most five that have a name within this one, or with this one in it. */
  public List<Platform> like(String name) {
    var compared = compared(name);
    return compared.length() < 2
        ? List.of()
        : byName.entrySet().stream()
            .filter(entry -> entry.getKey().contains(compared) || compared.contains(entry.getKey()))
            .sorted(Map.Entry.comparingByKey())
            .flatMap(entry -> entry.getValue().stream())
            .distinct()
            .limit(MAX_CANDIDATES)
            .toList();
  }

  /** Whether a platform has this name or alias. */
  public static boolean isNamed(Platform platform, String name) {
    return names(platform).contains(compared(name));
  }

  private static Set<String> names(Platform platform) {
    var names = new LinkedHashSet<String>();
    Stream.concat(Stream.of(platform.registeredName()), platform.aliases().stream())
        .map(OwnPlatforms::compared)
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
    return names;
  }

  /** A name without white space, width, case and punctuation. */
  public static String compared(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}

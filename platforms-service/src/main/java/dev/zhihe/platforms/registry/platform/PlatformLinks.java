package dev.zhihe.platforms.registry.platform;

import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.kit.tables.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What platforms are part of and located in. The platforms that are meant must exist, or be rows of
 * the same chunk, and not be merged into others. No platform may be within itself.
 */
@ApplicationScoped
class PlatformLinks {
  private final Platforms platforms;

  PlatformLinks(Platforms platforms) {
    this.platforms = platforms;
  }

  /** The codes in the cell of a row; null if it is empty. */
  static @Nullable List<String> partOf(Row row) {
    var codes =
        row.list(
            "partOf",
            text -> Characters.CODE.matcher(text).matches() ? text : null,
            "各项为平台代码，以分号分隔",
            "codes of platforms, joined by ;");
    return codes.isEmpty() ? null : codes;
  }

  /**
   * Adds an error to each row that names an unknown platform, or would be within itself. A row that
   * is refused is no platform for the others, unless it is stored.
   */
  void check(Map<Row, PlatformView> rows) {
    refuseMerged(rows);
    var open = new HashMap<>(rows);
    boolean refused;
    do {
      var wholes = new HashMap<String, Set<String>>();
      open.values().forEach(given -> wholes.put(given.code(), wholesOf(given)));
      addStored(wholes);
      refused = open.entrySet().removeIf(row -> !isSound(row.getKey(), row.getValue(), wholes));
    } while (refused);
  }

  private void refuseMerged(Map<Row, PlatformView> rows) {
    var merged =
        platforms.merged(
            rows.values().stream()
                .flatMap(view -> wholesOf(view).stream())
                .collect(Collectors.toSet()));
    if (!merged.isEmpty()) {
      var stored =
          platforms.wholesOf(
              rows.values().stream().map(PlatformView::code).collect(Collectors.toSet()));
      rows.forEach(
          (row, view) ->
              refuseMerged(view, stored.getOrDefault(view.code(), Set.of()), merged, row::refuse));
    }
  }

  private static boolean isSound(Row row, PlatformView given, Map<String, Set<String>> wholes) {
    check(given, wholes::get, row::refuse);
    return row.isValid();
  }

  /**
   * Refuses what a platform is to be within if it is unknown or merged, or within the platform
   * itself.
   */
  void check(PlatformView given, PlatformContent.References known, Refusal refusal) {
    var stored = known.wholes();
    refuseMerged(given, stored.getOrDefault(given.code(), Set.of()), known.merged(), refusal);
    var own = wholesOf(given);
    check(given, code -> code.equals(given.code()) ? own : stored.get(code), refusal);
  }

  /**
   * A merger moves the links to the platform that goes on, and no new one goes to the former.
   *
   * @param stored what the platform is within already
   */
  private void refuseMerged(
      PlatformView given, Set<String> stored, Map<String, Platform> merged, Refusal refusal) {
    var left = new HashMap<>(merged);
    left.keySet().removeAll(stored);
    partOf(given).forEach(code -> refuseMerged("partOf", left.get(code), refusal));
    locatedIn(given).forEach(code -> refuseMerged("locatedIn", left.get(code), refusal));
  }

  private void refuseMerged(String column, @Nullable Platform merged, Refusal refusal) {
    var departure = merged == null ? null : platforms.departureOf(merged);
    if (departure != null) {
      var text = departure.text();
      refusal.refuse(column, "withdrawn", "%1$s", "%2$s", text.zh(), text.en());
    }
  }

  /**
   * Locks the platforms of some rows with all that the rows put them within, as the approval of a
   * change does: none of these goes into another one meanwhile.
   */
  void lock(List<Row> rows) {
    var named = Row.codes(rows, "partOf");
    named.addAll(Row.codes(rows, "locatedIn"));
    var codes = new TreeSet<>(wholesOf(named).keySet());
    codes.addAll(Row.codes(rows, "code"));
    do {
      platforms.lock(codes);
    } while (codes.addAll(wholesOf(named).keySet()));
  }

  /**
   * Of the stored ones among some platforms, and of all that they are within: the codes of those
   * that each is within.
   */
  Map<String, Set<String>> wholesOf(Set<String> codes) {
    var wholes = new HashMap<>(platforms.wholesOf(codes));
    addStored(wholes);
    return wholes;
  }

  /**
   * Whether a platform would be within itself once others are merged into it, whose members it has
   * then.
   *
   * @param stored {@link #wholesOf} the one that goes on
   */
  static boolean closesCircle(Set<String> merged, String into, Map<String, Set<String>> stored) {
    return stored.getOrDefault(into, Set.of()).stream()
        .filter(whole -> !merged.contains(whole))
        .anyMatch(whole -> !Collections.disjoint(within(whole, stored::get), merged));
  }

  private static void check(
      PlatformView given, Function<String, @Nullable Set<String>> wholes, Refusal refusal) {
    check(refusal, "partOf", given.code(), partOf(given), wholes);
    check(refusal, "locatedIn", given.code(), locatedIn(given), wholes);
  }

  private static void check(
      Refusal refusal,
      String column,
      String code,
      List<String> named,
      Function<String, @Nullable Set<String>> wholes) {
    for (var whole : named) {
      if (wholes.apply(whole) == null) {
        refusal.refuse(
            column,
            "unknown-reference",
            "没有代码为 %s 的平台，或其所在行有误",
            "there is no platform with the code %s, or its row has errors",
            whole);
      } else if (within(whole, wholes).contains(code)) {
        refusal.refuse(
            column,
            "circle",
            "%s 直接或间接在 %s 之内：平台不得在自身之内",
            "%s is within %s, directly or through others: no platform is within itself",
            whole,
            code);
      }
    }
  }

  /** A platform, and everything that it is within. */
  private static Set<String> within(String code, Function<String, @Nullable Set<String>> wholes) {
    var found = new HashSet<String>();
    var open = new ArrayDeque<>(List.of(code));
    while (!open.isEmpty()) {
      var next = open.remove();
      if (found.add(next)) {
        open.addAll(Objects.requireNonNullElse(wholes.apply(next), Set.of()));
      }
    }
    return found;
  }

  /** Adds the stored platforms that the known ones are within: a query for each level. */
  private void addStored(Map<String, Set<String>> wholes) {
    var unknown = unknownOf(wholes.values().stream(), wholes);
    while (!unknown.isEmpty()) {
      var stored = platforms.wholesOf(unknown);
      wholes.putAll(stored);
      unknown = unknownOf(stored.values().stream(), wholes);
    }
  }

  private static Set<String> unknownOf(Stream<Set<String>> named, Map<String, ?> known) {
    return named
        .flatMap(Set::stream)
        .filter(code -> !known.containsKey(code))
        .collect(Collectors.toSet());
  }

  private static Set<String> wholesOf(PlatformView view) {
    return Stream.of(partOf(view), locatedIn(view))
        .flatMap(List::stream)
        .collect(Collectors.toSet());
  }

  private static List<String> partOf(PlatformView view) {
    return view.partOf() == null ? List.of() : view.partOf();
  }

  private static List<String> locatedIn(PlatformView view) {
    return view.locatedIn() == null ? List.of() : List.of(view.locatedIn());
  }
}

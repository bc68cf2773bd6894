package dev.zhihe.platforms.rollup;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.platforms.registry.platform.PlatformType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a roll-up is asked for.
 *
 * @param by one or two properties, different ones
 * @param platforms the platforms that count
 * @param period code of the only period that counts; null for all of the kind
 * @param from day from which periods begin; null for any
 * @param to day by which periods end; null for any
 */
record OccupancyQuestion(
    List<OccupancyRollupBy> by,
    PlatformFilter platforms,
    RollupPeriodKind kind,
    @Nullable String period,
    @Nullable LocalDate from,
    @Nullable LocalDate to) {
  private static final int MAX_PROPERTIES = 2;

  /** Reads the parameters. 400 with every error. */
  static OccupancyQuestion of(RollupParameters given) {
    var refusals = new Refusals();
    var by = properties(given.by(), refusals);
    var filter =
        PlatformFilter.of(
            refusals,
            given.area(),
            given.type(),
            given.operator(),
            given.platform(),
            areaIsAsked(by));
    var kind = refusals.word("kind", given.kind(), RollupPeriodKind.class);
    var first = day(refusals, "from", given.from());
    var last = day(refusals, "to", given.to());
    if (first != null && last != null && last.isBefore(first)) {
      refusals.add("to", given.to(), "to 不得早于 from", "to is not before from");
    }
    if (given.period() != null
        && (given.kind() != null || given.from() != null || given.to() != null)) {
      refusals.add(
          "period",
          given.period(),
          "period 不与 kind、from、to 同用",
          "period is not used together with kind, from and to");
    }
    refusals.throwIfAny();
    return new OccupancyQuestion(
        by,
        filter,
        Objects.requireNonNullElse(kind, RollupPeriodKind.MONTH),
        given.period(),
        first,
        last);
  }

  /** Reads the parameters of a question about targets of an area, of all its platforms or one. */
  static OccupancyQuestion ofTargets(
      @Nullable String area, @Nullable String platform, @Nullable String kind) {
    var refusals = new Refusals();
    var filter = PlatformFilter.of(refusals, area, null, null, platform, false);
    var word = refusals.word("kind", kind, RollupPeriodKind.class);
    refusals.throwIfAny();
    return new OccupancyQuestion(
        List.of(),
        filter,
        Objects.requireNonNullElse(word, RollupPeriodKind.MONTH),
        null,
        null,
        null);
  }

  private static List<OccupancyRollupBy> properties(@Nullable String by, Refusals refusals) {
    var properties = new ArrayList<OccupancyRollupBy>();
    for (var word : (by == null ? "" : by).split(",", -1)) {
      var property = refusals.requiredWord("by", word, OccupancyRollupBy.class);
      if (property != null) {
        properties.add(property);
      }
    }
    if (properties.size() > MAX_PROPERTIES
        || new LinkedHashSet<>(properties).size() < properties.size()) {
      refusals.add("by", by, "by 应为一项或不同的两项", "by names one property or two different ones");
    }
    return List.copyOf(properties);
  }

  /** A total over several areas is given only if their lines are, too. */
  private static boolean areaIsAsked(List<OccupancyRollupBy> by) {
    return by.contains(OccupancyRollupBy.AREA);
  }

  private static @Nullable LocalDate day(Refusals refusals, String name, @Nullable String text) {
    return text == null ? null : refusals.day(name, text, LocalDate.EPOCH);
  }

  /** The same without properties: the total. */
  OccupancyQuestion total() {
    return by(List.of());
  }

  /** The same by the properties of platforms alone. */
  OccupancyQuestion ofPlatforms() {
    return by(by.stream().filter(property -> property != OccupancyRollupBy.PERIOD).toList());
  }

  /** The same from a year before on, for changes against that year. */
  OccupancyQuestion withYearBefore() {
    return from == null || from.getYear() < 1
        ? this
        : new OccupancyQuestion(by, platforms, kind, period, from.minusYears(1), to);
  }

  private OccupancyQuestion by(List<OccupancyRollupBy> properties) {
    return new OccupancyQuestion(properties, platforms, kind, period, from, to);
  }

  /** Whether what was reported belongs to the operator that reported it. */
  boolean asksForOperators() {
    return by.contains(OccupancyRollupBy.OPERATOR) || platforms.operator() != null;
  }

  boolean byPeriod() {
    return by.contains(OccupancyRollupBy.PERIOD);
  }

  /** Whether each platform counts in one line, so that the lines add up to the total. */
  boolean additive() {
    return by.stream().allMatch(OccupancyRollupBy::additive);
  }

  /** The properties as the parameter names them. */
  String words() {
    return by.stream().map(Views::word).collect(Collectors.joining(","));
  }

  /** The platforms that count; null for any. */
  record PlatformFilter(
      @Nullable String area,
      @Nullable PlatformType type,
      @Nullable String operator,
      @Nullable String platform) {

    /**
     * Reads the parameters.
     *
     * @param anyArea whether the area may be missing
     */
    static PlatformFilter of(
        Refusals refusals,
        @Nullable String area,
        @Nullable String type,
        @Nullable String operator,
        @Nullable String platform,
        boolean anyArea) {
      if (area == null ? !anyArea : !area.matches("\\d{6}")) {
        refusals.add(
            "area",
            area,
            "area 应为六位行政区划代码，如 500106",
            "area is an area code of six digits, such as 500106");
      }
      return new PlatformFilter(
          area, refusals.word("type", type, PlatformType.class), operator, platform);
    }
  }
}

package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.platforms.occupancy.rule.PlatformPeriod;
import dev.zhihe.platforms.period.NamedSpan;
import dev.zhihe.platforms.period.ReportingPeriodView;
import dev.zhihe.platforms.period.ReportingPeriods;
import dev.zhihe.platforms.registry.platform.OwnPlatforms;
import dev.zhihe.platforms.registry.platform.Platform;
import dev.zhihe.platforms.registry.platform.Platforms;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
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
 * Which platform and which period a row of a file means. Both are given by code, or as people name
 * them. Only platforms of the caller's organisation are known: the name of another's platform is
 * refused as one that nobody has.
 */
@ApplicationScoped
class ReportPlaces {
  static final String PLATFORM = "platform";
  static final String PLATFORM_NAME = "platformName";
  static final String PERIOD = "period";

  private static final int MAX_CANDIDATES = 5;

  private final Platforms platforms;
  private final ReportingPeriods periods;
  private final Caller caller;

  ReportPlaces(Platforms platforms, ReportingPeriods periods, Caller caller) {
    this.platforms = platforms;
    this.periods = periods;
    this.caller = caller;
  }

  /** A platform of the caller's organisation, and a period. */
  record Place(Platform platform, ReportingPeriodView period) {
    /** Code of the report. */
    String report() {
      return OccupancyReport.code(platform.code(), period);
    }

    /** What the rules need of it. */
    PlatformPeriod forRules() {
      return new PlatformPeriod(
          platform.code(), platform.view().type(), platform.area(), platform.floorAreaM2(), period);
    }
  }

  /**
   * Holds all that rows of the caller may mean: the platforms of its organisation, and the periods
   * of their areas, each in the order of their codes. So an import never holds one of them while it
   * waits for one before it, in whatever order its rows name them.
   */
  void lock() {
    var organisation = caller.organisation();
    if (organisation != null) {
      periods.hold(platforms.hold(organisation));
    }
  }

  /**
   * Finds the places of some rows, for which it asks the database a few times in all. Returns what
   * a row means; null, with its errors, if that is not clear.
   */
  Function<Row, @Nullable Place> of(List<Row> rows) {
    var own = ownPlatforms(rows);
    var takenOver = platforms.takenOverBy(caller.organisation());
    var given = texts(rows, PERIOD);
    var byCode = periods.heldByCode(given);
    var areas = new TreeSet<String>();
    if (!byCode.keySet().containsAll(given)) {
      rows.stream()
          .flatMap(row -> meant(row, own).stream())
          .map(Platform::area)
          .forEach(areas::add);
    }
    var byArea =
        periods.heldOf(areas).stream().collect(Collectors.groupingBy(ReportingPeriodView::area));
    return row -> {
      var platform = platform(row, own, takenOver, one -> known(row, one, byCode, byArea));
      var period = period(row, platform, byCode, byArea);
      return platform == null || period == null ? null : new Place(platform, period);
    };
  }

  /**
   * All of the organisation's platforms are read only if a row gives something else than a code.
   */
  private OwnPlatforms ownPlatforms(List<Row> rows) {
    var codes = texts(rows, PLATFORM);
    var found = platforms.runBy(caller.organisation(), codes);
    var all = found.size() < codes.size() || rows.stream().anyMatch(ReportPlaces::givesNameOnly);
    return new OwnPlatforms(all ? platforms.runBy(caller.organisation()) : found);
  }

  private static boolean givesNameOnly(Row row) {
    return row.cells().lacks(PLATFORM) && !row.cells().lacks(PLATFORM_NAME);
  }

  private static Set<String> texts(List<Row> rows, String column) {
    return rows.stream()
        .map(row -> row.cells().text(column))
        .filter(Objects::nonNull)
        .filter(text -> Characters.unfit(text) < 0) // the others are refused
        .map(Characters::halfWidth)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** The platforms that a row may mean. */
  private static List<Platform> meant(Row row, OwnPlatforms own) {
    var code = row.cells().text(PLATFORM);
    var given = code == null ? row.cells().text(PLATFORM_NAME) : code;
    if (given == null) {
      return List.of();
    }
    var ofCode = own.ofCode(Characters.halfWidth(given));
    return ofCode == null ? own.ofName(given) : List.of(ofCode);
  }

  /**
   * Of several platforms with a name, those that the registry has until the end of the row's
   * period. A successor has the names of the platforms merged into it: for a period before the
   * merger, they mean the merged one.
   */
  private List<Platform> standing(
      List<Platform> meant, Function<Platform, @Nullable ReportingPeriodView> periodOf) {
    var standing = new ArrayList<Platform>();
    var successors = new HashSet<String>();
    for (var platform : meant) {
      var left = platforms.departureOf(platform);
      var period = periodOf.apply(platform);
      if (left == null) {
        standing.add(platform);
      } else if (period != null && !left.isBefore(period.endDate())) {
        standing.add(platform);
        if (left.successor() != null) {
          successors.add(left.successor());
        }
      }
    }
    standing.removeIf(platform -> successors.contains(platform.code()));
    return standing.isEmpty() ? meant : standing;
  }

  /** Whether a name is that of another organisation's platform before it was merged. */
  private boolean isMeant(
      Platform former, String name, Function<Platform, @Nullable ReportingPeriodView> periodOf) {
    if (!OwnPlatforms.isNamed(former, name)) {
      return false;
    }
    var left = platforms.departureOf(former);
    var period = periodOf.apply(former);
    return left != null && period != null && !left.isBefore(period.endDate());
  }

  /** The period that a row gives, if the platform's area has it. */
  private static @Nullable ReportingPeriodView known(
      Row row,
      Platform platform,
      Map<String, ReportingPeriodView> byCode,
      Map<String, List<ReportingPeriodView>> byArea) {
    var given = row.cells().text(PERIOD);
    var ofCode = given == null ? null : byCode.get(Characters.halfWidth(given));
    var span = given == null || ofCode != null ? null : NamedSpan.parse(given);
    return span == null
        ? ofCode
        : byArea.getOrDefault(platform.area(), List.of()).stream()
            .filter(span::isOf)
            .findFirst()
            .orElse(null);
  }

  private @Nullable Platform platform(
      Row row,
      OwnPlatforms own,
      List<Platform> takenOver,
      Function<Platform, @Nullable ReportingPeriodView> periodOf) {
    var code = row.text(PLATFORM);
    var name = row.text(PLATFORM_NAME);
    if (!row.readable(PLATFORM, PLATFORM_NAME)) {
      return null;
    }
    var given = code == null ? name : code;
    if (given == null) {
      return row.refuse(PLATFORM, "required", "必填", "required");
    }
    var column = code == null ? PLATFORM_NAME : PLATFORM;
    var named = meant(row, own);
    if (named.isEmpty()) {
      return refuseUnknown(row, column, own.like(given));
    }
    var meant = named.size() == 1 ? named : standing(named, periodOf);
    if (own.ofCode(Characters.halfWidth(given)) == null
        && takenOver.stream().anyMatch(one -> isMeant(one, given, periodOf))) {
      return refuseUnknown(row, column, meant); // a successor is not taken for it unasked
    }
    if (meant.size() > 1) {
      return row.refuse(
          column,
          "ambiguous",
          "有多个平台叫此名称：%1$s；请填代码",
          "several platforms have this name, %1$s: give the code",
          named(meant));
    }
    var platform = meant.getFirst();
    if (code != null && name != null && !OwnPlatforms.isNamed(platform, name)) {
      row.refuse(
          PLATFORM_NAME,
          "other-name",
          "%1$s 的名称是“%2$s”；请核对本行的平台和各列，或清空此格",
          "%1$s has the name \"%2$s\": check the platform and the cells of the row, or leave this one empty",
          platform.code(),
          platform.registeredName());
    }
    return platform;
  }

  private static @Nullable Platform refuseUnknown(Row row, String column, List<Platform> like) {
    return like.isEmpty()
        ? row.refuse(
            column,
            "unknown-reference",
            "本单位没有此代码或名称的平台",
            "your organisation runs no platform with this code or name")
        : row.refuse(
            column,
            "unknown-reference",
            "本单位没有此代码或名称的平台；相近的有：%s",
            "your organisation runs no platform with this code or name; like it: %s",
            named(like));
  }

  private static String named(List<Platform> platforms) {
    return platforms.stream()
        .limit(MAX_CANDIDATES)
        .map(platform -> "%s（%s）".formatted(platform.registeredName(), platform.code()))
        .collect(Collectors.joining("、"));
  }

  private static @Nullable ReportingPeriodView period(
      Row row,
      @Nullable Platform platform,
      Map<String, ReportingPeriodView> byCode,
      Map<String, List<ReportingPeriodView>> byArea) {
    var given = row.text(PERIOD);
    if (given == null) {
      return null;
    }
    var ofCode = byCode.get(Characters.halfWidth(given));
    if (ofCode != null) {
      return ofCode;
    }
    var span = NamedSpan.parse(given);
    if (span == null) {
      return row.refuse(
          PERIOD,
          "unknown-reference",
          "没有此填报期；应为填报期代码，或如 2026年10月、2026年第三季度、2026年上半年、2026年",
          "there is no such reporting period: give its code, or such as 2026-10, 2026Q3, 2026H1 or 2026");
    }
    if (platform == null) {
      return null; // whose periods are asked for is not known
    }
    var ofArea = byArea.getOrDefault(platform.area(), List.of());
    return ofArea.stream()
        .filter(span::isOf)
        .findFirst()
        .orElseGet(() -> refuseUnknown(row, ofArea.stream().filter(span::meets)));
  }

  private static @Nullable ReportingPeriodView refuseUnknown(
      Row row, Stream<ReportingPeriodView> like) {
    var codes =
        like.limit(MAX_CANDIDATES).map(ReportingPeriodView::code).collect(Collectors.joining("、"));
    return codes.isEmpty()
        ? row.refuse(
            PERIOD,
            "unknown-reference",
            "平台所在区划没有这样起止的填报期",
            "the platform's area has no reporting period of these days")
        : row.refuse(
            PERIOD,
            "unknown-reference",
            "平台所在区划没有这样起止的填报期；相近的有：%s",
            "the platform's area has no reporting period of these days; like it: %s",
            codes);
  }
}

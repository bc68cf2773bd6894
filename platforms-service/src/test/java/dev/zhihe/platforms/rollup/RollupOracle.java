package dev.zhihe.platforms.rollup;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a line of a roll-up has to say, worked out again from the reports themselves. */
final class RollupOracle {
  static final List<String> AT_THE_END =
      List.of(
          "usableAreaM2",
          "incubationAreaM2",
          "publicServiceAreaM2",
          "occupiedAreaM2",
          "tenants",
          "techFirms",
          "highTechFirms",
          "universityLinkedFirms",
          "employees");
  static final List<String> DURING =
      List.of(
          "newTenants",
          "leftTenants",
          "graduatedTenants",
          "graduatesHired",
          "revenueYuan",
          "outputYuan",
          "rdSpendingYuan",
          "taxesYuan",
          "investmentReceivedYuan",
          "patentApplications",
          "patentsGranted");
  private static final List<String> COMPARED =
      List.of(
          "platformsReporting",
          "reports",
          "nilReports",
          "oldestPeriodEnd",
          "latestPeriodEnd",
          "summedFrom",
          "tenantsAtStart",
          "occupancyRatePercent",
          "incubationShareAreaM2",
          "incubationShareOfM2",
          "incubationSharePercent");

  private RollupOracle() {}

  /**
   * The reports without those of wholes whose members reported the same period.
   *
   * @param reports of all platforms
   */
  static List<Reported> withoutWholes(Collection<Reported> reports) {
    return reports.stream()
        .filter(
            whole ->
                reports.stream()
                    .noneMatch(
                        member ->
                            isWithin(member, whole) && member.period().equals(whole.period())))
        .toList();
  }

  /** Codes of the wholes of which a member has reported. */
  static Set<String> summed(Collection<Reported> reports) {
    return reports.stream()
        .flatMap(report -> report.place().wholes().values().stream())
        .flatMap(List::stream)
        .collect(Collectors.toSet());
  }

  private static boolean isWithin(Reported member, Reported whole) {
    return member.place().wholes().values().stream()
        .anyMatch(codes -> codes.contains(whole.place().code()));
  }

  /**
   * What a line says of reports, by field.
   *
   * @param summed wholes that have nothing at the end, as their members have it
   */
  static Map<String, String> line(Collection<Reported> reports, Set<String> summed) {
    var byPlatform =
        reports.stream().collect(Collectors.groupingBy(report -> report.place().code()));
    var latest = each(byPlatform, Comparator.comparing(Reported::end).reversed());
    var first = each(byPlatform, Comparator.comparing(Reported::end));
    var line = new TreeMap<String, String>();
    line.put("platformsReporting", "" + byPlatform.size());
    line.put("reports", "" + reports.size());
    line.put("nilReports", "" + reports.stream().filter(Reported::nil).count());
    latest.stream()
        .map(Reported::end)
        .min(Comparator.naturalOrder())
        .ifPresent(day -> line.put("oldestPeriodEnd", "" + day));
    latest.stream()
        .map(Reported::end)
        .max(Comparator.naturalOrder())
        .ifPresent(day -> line.put("latestPeriodEnd", "" + day));
    var incomplete = new ArrayList<String>();
    add(line, incomplete, "tenantsAtStart", first);
    var standing =
        latest.stream().filter(report -> !summed.contains(report.place().code())).toList();
    reports.stream()
        .map(Reported::start)
        .min(Comparator.naturalOrder())
        .ifPresent(day -> line.put("summedFrom", "" + day));
    AT_THE_END.forEach(figure -> add(line, incomplete, figure, standing));
    DURING.forEach(figure -> add(line, incomplete, figure, reports));
    put(
        line,
        "occupancyRatePercent",
        percent(sum("occupiedAreaM2", standing), sum("usableAreaM2", standing)));
    var both =
        standing.stream()
            .filter(
                one ->
                    one.figures().containsKey("incubationAreaM2")
                        && one.figures().containsKey("publicServiceAreaM2"))
            .toList();
    var incubation = sum("incubationAreaM2", both);
    var share = incubation == null ? null : incubation.add(sum("publicServiceAreaM2", both));
    put(line, "incubationShareAreaM2", share);
    put(line, "incubationShareOfM2", sum("usableAreaM2", both));
    put(line, "incubationSharePercent", percent(share, sum("usableAreaM2", both)));
    line.put("incomplete", incomplete.stream().sorted().collect(Collectors.joining(";")));
    return line;
  }

  /** The same fields of a line that was answered. */
  static Map<String, String> answered(Map<String, Object> line) {
    var fields = new TreeMap<String, String>();
    for (var names : List.of(COMPARED, AT_THE_END, DURING)) {
      for (var name : names) {
        var value = line.get(name);
        if (value != null) {
          fields.put(name, value instanceof BigDecimal number ? plain(number) : value.toString());
        }
      }
    }
    var incomplete = new ArrayList<String>();
    for (var each : (List<?>) line.get("incomplete")) {
      var coverage = (Map<?, ?>) each;
      incomplete.add(
          coverage.get("figure") + ":" + coverage.get("reports") + "/" + coverage.get("of"));
    }
    fields.put("incomplete", incomplete.stream().sorted().collect(Collectors.joining(";")));
    return fields;
  }

  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static List<Reported> each(
      Map<String, List<Reported>> byPlatform, Comparator<Reported> order) {
    return byPlatform.values().stream()
        .map(reports -> reports.stream().min(order).orElseThrow())
        .toList();
  }

  private static void add(
      Map<String, String> line, List<String> incomplete, String figure, Collection<Reported> of) {
    put(line, figure, sum(figure, of));
    var regular = of.stream().filter(report -> !report.nil()).count();
    var known = of.stream().filter(report -> report.figures().containsKey(figure)).count();
    if (known < regular) {
      incomplete.add(figure + ":" + known + "/" + regular);
    }
  }

  private static void put(Map<String, String> line, String field, @Nullable BigDecimal value) {
    if (value != null) {
      line.put(field, plain(value));
    }
  }

  private static @Nullable BigDecimal sum(String figure, Collection<Reported> of) {
    return of.stream()
        .map(report -> report.figures().get(figure))
        .filter(Objects::nonNull)
        .reduce(BigDecimal::add)
        .orElse(null);
  }

  private static @Nullable BigDecimal percent(
      @Nullable BigDecimal numerator, @Nullable BigDecimal denominator) {
    return numerator == null || denominator == null || denominator.signum() == 0
        ? null
        : numerator.movePointRight(2).divide(denominator, 2, RoundingMode.HALF_UP);
  }

  /** The properties of a report by which it is in lines, as these have them. */
  static List<String> keys(List<String> by, Reported report) {
    var keys = List.of("");
    for (var property : by) {
      keys =
          keys.stream()
              .flatMap(key -> values(property, report).stream().map(value -> key + " " + value))
              .toList();
    }
    return keys;
  }

  private static List<String> values(String by, Reported report) {
    var place = report.place();
    return switch (by) {
      case "area" -> List.of(place.area());
      case "type" -> List.of(place.type());
      case "level" -> List.of("null");
      case "operator" -> List.of(place.operator());
      case "platform" -> List.of(place.code());
      case "period" -> List.of(report.start().toString());
      default -> place.wholes().getOrDefault(by, List.of("null"));
    };
  }
}

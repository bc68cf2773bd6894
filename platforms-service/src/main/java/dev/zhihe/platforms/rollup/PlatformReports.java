package dev.zhihe.platforms.rollup;

import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sql.Sql;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import dev.zhihe.platforms.registry.goal.PlatformTargetView;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The accepted reports of single platforms, one by one. */
@ApplicationScoped
class PlatformReports {
  private final Sql sql;

  PlatformReports(DataSource source) {
    sql = Sql.ofSums(source);
  }

  /**
   * An accepted report.
   *
   * @param figures those that it has; none if it is a nil report
   */
  record PlatformReport(
      String code,
      String platform,
      LocalDate start,
      LocalDate end,
      Map<OccupancyFigure, BigDecimal> figures) {

    @Nullable BigDecimal value(OccupancyFigure figure) {
      return figures.get(figure);
    }
  }

  /**
   * A platform that is summed by its members.
   *
   * @param member code of a platform within it, directly or through others
   */
  private record Membership(String whole, String member) {}

  /**
   * A platform that left the registry.
   *
   * @param into code of the one that goes on; null if it was withdrawn
   */
  private record Departed(String code, LocalDate since, @Nullable String into) {}

  /** The reports by which each of the targets is judged, by the target's code. */
  Map<String, GoalReports> of(
      List<PlatformTargetView> targets, OccupancyQuestion question, States states) {
    var known = KnownOccupancy.of(states);
    var platforms = targets.stream().map(PlatformTargetView::platform).distinct().toList();
    var members =
        members(platforms, known).stream()
            .collect(
                Collectors.groupingBy(
                    Membership::whole,
                    Collectors.mapping(Membership::member, Collectors.toCollection(TreeSet::new))));
    var departed = departed(known);
    var needed = new TreeSet<String>(platforms);
    for (var within : members.values()) {
      needed.addAll(within);
      within.forEach(member -> needed.addAll(successors(member, departed)));
    }
    targets.forEach(target -> needed.addAll(chain(target, departed)));
    var reports = reports(needed, question, known);
    var judged = new HashMap<String, GoalReports>();
    for (var target : targets) {
      var own = new TreeMap<String, List<PlatformReport>>();
      for (var member : members.getOrDefault(target.platform(), new TreeSet<>())) {
        if (reports.containsKey(member)) {
          own.put(member, reports.get(member));
        }
      }
      judged.put(
          target.code(),
          own.isEmpty()
              ? new GoalReports(
                  new TreeMap<>(Map.of(target.platform(), ofChain(target, departed, reports))),
                  Set.of(),
                  List.of())
              : new GoalReports(own, gone(departed, reports), List.copyOf(own.keySet())));
    }
    return judged;
  }

  /** The platform for which the target was stated, those it was merged into, and its own. */
  private static List<String> chain(PlatformTargetView target, Map<String, Departed> departed) {
    var chain = new ArrayList<String>();
    var next = target.statedFor();
    while (next != null && !next.equals(target.platform())) {
      chain.add(next);
      var left = departed.get(next);
      next = left == null ? null : left.into();
    }
    chain.add(target.platform());
    return chain;
  }

  /** Each platform's reports until it was merged; those of the next one after that day. */
  private static List<PlatformReport> ofChain(
      PlatformTargetView target,
      Map<String, Departed> departed,
      Map<String, List<PlatformReport>> reports) {
    var own = new ArrayList<PlatformReport>();
    LocalDate from = null;
    for (var platform : chain(target, departed)) {
      var left = departed.get(platform);
      for (var report : reports.getOrDefault(platform, List.of())) {
        if ((from == null || report.end().isAfter(from))
            && (left == null || !report.end().isAfter(left.since()))) {
          own.add(report);
        }
      }
      from = left == null ? from : left.since();
    }
    return own;
  }

  /** The platform that goes on after a merger, and those that it was merged into itself. */
  private static List<String> successors(String platform, Map<String, Departed> departed) {
    var successors = new ArrayList<String>();
    var left = departed.get(platform);
    while (left != null && left.into() != null) {
      successors.add(left.into());
      left = departed.get(left.into());
    }
    return successors;
  }

  /** Platforms that were withdrawn, or whose successor has reported since. */
  private static Set<String> gone(
      Map<String, Departed> departed, Map<String, List<PlatformReport>> reports) {
    var gone = new HashSet<String>();
    for (var left : departed.values()) {
      var next = left;
      while (next != null
          && next.into() != null
          && reports.getOrDefault(next.into(), List.of()).stream()
              .noneMatch(report -> report.end().isAfter(left.since()))) {
        next = departed.get(next.into());
      }
      if (next != null) {
        gone.add(left.code());
      }
    }
    return gone;
  }

  private List<Membership> members(List<String> platforms, KnownOccupancy known) {
    return sql.query(
        """
        with recursive %s
        select i.whole, i.code from within i join %s w on w.code = i.whole and w.type in (%s) where i.whole = any(?)"""
            .formatted(
                CountedReports.within(known), known.platforms(), CountedReports.SUMMED_TYPES),
        row -> new Membership(row.getString(1), row.getString(2)),
        (Object) platforms.toArray(String[]::new));
  }

  private Map<String, Departed> departed(KnownOccupancy known) {
    return sql
        .query(
            "select code, status_since, merged_into from %s p where status in ('MERGED', 'WITHDRAWN')"
                .formatted(known.platforms()),
            row ->
                new Departed(row.getString(1), row.getObject(2, LocalDate.class), row.getString(3)))
        .stream()
        .collect(Collectors.toMap(Departed::code, Function.identity()));
  }

  /** The accepted reports that the question asks for, by platform and in the order of periods. */
  private Map<String, List<PlatformReport>> reports(
      Collection<String> platforms, OccupancyQuestion question, KnownOccupancy known) {
    var values = new ArrayList<>();
    var periods = known.periods(question, values);
    values.add(platforms.toArray(String[]::new));
    return sql
        .query(
            "select r.code, r.platform, pe.start_date, pe.end_date, %s from %s r join %s pe on pe.code = r.period where r.platform = any(?) order by pe.place"
                .formatted(
                    Arrays.stream(OccupancyFigure.values())
                        .map(figure -> "r." + FigureTime.column(figure))
                        .collect(Collectors.joining(", ")),
                    known.reports(),
                    periods),
            PlatformReports::read,
            values.toArray())
        .stream()
        .collect(Collectors.groupingBy(PlatformReport::platform));
  }

  private static PlatformReport read(ResultSet row) throws SQLException {
    var figures = new EnumMap<OccupancyFigure, BigDecimal>(OccupancyFigure.class);
    for (var figure : OccupancyFigure.values()) {
      var value = row.getBigDecimal(FigureTime.column(figure));
      if (value != null) {
        figures.put(figure, value);
      }
    }
    return new PlatformReport(
        row.getString(1),
        row.getString(2),
        row.getObject(3, LocalDate.class),
        row.getObject(4, LocalDate.class),
        figures);
  }
}

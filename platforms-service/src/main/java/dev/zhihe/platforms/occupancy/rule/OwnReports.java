package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.kit.sql.Sql;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What platforms reported before: what is accepted, and what their operator of today submitted.
 * What was returned is no measure, nor is a nil report.
 */
final class OwnReports {
  /** What is older is not compared. A year before, and the month in which it ended. */
  private static final int MONTHS = 13;

  private static final String COLUMNS =
      Arrays.stream(OccupancyFigure.values())
          .map(figure -> "r." + column(figure))
          .collect(Collectors.joining(", "));
  private static final int FIRST_FIGURE = 5;

  private final Map<String, Map<String, EarlierReport>> byPlatform = new HashMap<>();

  private OwnReports() {}

  private record Stored(String platform, EarlierReport report) {}

  /**
   * The earlier reports, in one query.
   *
   * @param organisation credit code of the organisation that submits
   */
  static OwnReports before(
      Collection<PlatformPeriod> wanted, @Nullable String organisation, Sql sql) {
    var reports = new OwnReports();
    if (wanted.isEmpty()) {
      return reports;
    }
    var starts = new TreeSet<>(wanted.stream().map(one -> one.period().startDate()).toList());
    sql.query(
            """
            select r.platform, p.code, p.start_date, p.end_date, %s
            from occupancy_report r join reporting_period p on p.code = r.period
            where r.platform = any(?) and r.amends is null and r.kind is distinct from 'NIL'
              and (r.status = 'ACCEPTED' or (r.status = 'SUBMITTED' and r.organisation = ?))
              and p.end_date >= ? and p.end_date < ?"""
                .formatted(COLUMNS),
            row -> {
              var values = new HashMap<OccupancyFigure, BigDecimal>();
              var place = FIRST_FIGURE;
              for (var figure : OccupancyFigure.values()) {
                var value = row.getBigDecimal(place++);
                if (value != null) {
                  values.put(figure, value);
                }
              }
              return new Stored(
                  row.getString(1),
                  new EarlierReport(
                      row.getString(2),
                      row.getObject(3, LocalDate.class),
                      row.getObject(4, LocalDate.class),
                      values));
            },
            wanted.stream().map(PlatformPeriod::platform).distinct().toArray(String[]::new),
            organisation,
            starts.first().minusMonths(MONTHS),
            starts.last())
        .forEach(stored -> reports.add(stored.platform, stored.report));
    return reports;
  }

  /** Adds a report, in place of that of the same period. */
  void add(String platform, EarlierReport report) {
    byPlatform.computeIfAbsent(platform, none -> new HashMap<>()).put(report.period(), report);
  }

  /** The last report before a period; null if there is none. */
  @Nullable EarlierReport last(PlatformPeriod wanted) {
    return lastBefore(wanted.period().startDate(), wanted);
  }

  /** The last report, of a period as long as the one that is asked for, before a day. */
  @Nullable EarlierReport lastBefore(LocalDate day, PlatformPeriod wanted) {
    var first = wanted.period().startDate().minusMonths(MONTHS);
    return comparable(wanted)
        .filter(report -> report.end().isBefore(day) && !report.end().isBefore(first))
        .max(Comparator.comparing(EarlierReport::end))
        .orElse(null);
  }

  /** The report of the same period a year before; null if there is none. */
  @Nullable EarlierReport yearBefore(PlatformPeriod wanted) {
    var start = wanted.period().startDate().minusYears(1);
    return comparable(wanted)
        .filter(report -> report.start().equals(start))
        .findFirst()
        .orElse(null);
  }

  private Stream<EarlierReport> comparable(PlatformPeriod wanted) {
    return byPlatform.getOrDefault(wanted.platform(), Map.of()).values().stream()
        .filter(wanted::isAsLongAs);
  }

  /** The column of a figure in the table. */
  static String column(OccupancyFigure figure) {
    return figure.property().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}

package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.kit.sql.Sql;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import dev.zhihe.platforms.registry.platform.PlatformType;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What platforms of a type have for each tenant, by the accepted reports of the same period, and of
 * the one before it. Of each period an even sample is read, so that a large area costs no more.
 */
final class PeerFigures {
  private static final int SAMPLE = 200;

  /** The period before each, of about the same length. */
  private static final String BEFORE =
      """
      select p.code, q.code from reporting_period p cross join lateral (
        select code from reporting_period q
        where q.area = p.area and q.end_date < p.start_date
          and abs((q.end_date - q.start_date) - (p.end_date - p.start_date)) <= 3
        order by q.end_date desc limit 1) q
      where p.code = any(?)""";

  private static final String QUARTILES =
      """
      select p.code, t.type, %s
      from unnest(?::text[]) as p (code) cross join lateral (
        select * from occupancy_report r
        where r.period = p.code and r.status = 'ACCEPTED' and r.amends is null
        order by md5(r.code) limit %d) r
      join platform t on t.code = r.platform
      where r.tenants > 0
      group by p.code, t.type"""
          .formatted(
              PeerOutliers.FIGURES.stream()
                  .map(PeerFigures::aggregates)
                  .collect(Collectors.joining(", ")),
              SAMPLE);
  private static final int FIRST_FIGURE = 3;

  private final Map<String, String> before = new HashMap<>();
  private final Map<Group, Map<OccupancyFigure, Quartiles>> groups = new HashMap<>();

  private PeerFigures() {}

  private record Group(@Nullable String period, PlatformType type) {}

  /** Those of some periods, each read once. */
  static PeerFigures of(Collection<PlatformPeriod> wanted, Sql sql) {
    var figures = new PeerFigures();
    var periods = new TreeSet<>(wanted.stream().map(one -> one.period().code()).toList());
    if (!periods.isEmpty()) {
      sql.query(
          BEFORE,
          row -> figures.before.put(row.getString(1), row.getString(2)),
          (Object) periods.toArray(String[]::new));
      periods.addAll(figures.before.values());
      sql.query(
          QUARTILES,
          row ->
              figures.groups.put(
                  new Group(row.getString(1), PlatformType.valueOf(row.getString(2))),
                  quartiles(row)),
          (Object) periods.toArray(String[]::new));
    }
    return figures;
  }

  /** Of each figure, those of the period if its peers are enough, else of the one before. */
  Map<OccupancyFigure, Quartiles> of(PlatformPeriod wanted, int least) {
    var period = wanted.period().code();
    var enough = new EnumMap<OccupancyFigure, Quartiles>(OccupancyFigure.class);
    Stream.of(new Group(before.get(period), wanted.type()), new Group(period, wanted.type()))
        .flatMap(group -> groups.getOrDefault(group, Map.of()).entrySet().stream())
        .filter(one -> one.getValue().peers() >= least)
        .forEach(one -> enough.put(one.getKey(), one.getValue()));
    return enough;
  }

  private static String aggregates(OccupancyFigure figure) {
    var each = "nullif(r.%s, 0)::numeric / r.tenants".formatted(OwnReports.column(figure));
    return "count(%1$s), percentile_disc(array[0.25, 0.5, 0.75]) within group (order by %1$s)"
        .formatted(each);
  }

  private static Map<OccupancyFigure, Quartiles> quartiles(ResultSet row) throws SQLException {
    var all = new EnumMap<OccupancyFigure, Quartiles>(OccupancyFigure.class);
    var column = FIRST_FIGURE;
    for (var figure : PeerOutliers.FIGURES) {
      var peers = row.getInt(column);
      var values = row.getArray(column + 1);
      if (peers > 0 && values != null) {
        all.put(figure, quartiles((BigDecimal[]) values.getArray(), peers));
      }
      column += 2;
    }
    return all;
  }

  private static Quartiles quartiles(BigDecimal[] values, int peers) {
    return new Quartiles(values[0], values[1], values[2], peers);
  }
}

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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The accepted reports of single platforms, one by one. */
@ApplicationScoped
class PlatformReports {
  private final Sql sql;

  PlatformReports(DataSource source) {
    sql = new Sql(source);
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

  /** The reports that the question asks for, of the platforms with a target, by period. */
  Map<String, List<PlatformReport>> of(
      List<PlatformTargetView> targets, OccupancyQuestion question, States states) {
    var known = KnownOccupancy.of(states);
    var values = new ArrayList<>();
    var periods = known.periods(question, values);
    values.add(
        targets.stream()
            .map(PlatformTargetView::platform)
            .collect(Collectors.toCollection(TreeSet::new))
            .toArray(String[]::new));
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

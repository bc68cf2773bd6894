package dev.zhihe.platforms.rollup;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sql.Sql;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Adds up accepted reports. The database adds over typed columns, of now or of the past ({@link
 * KnownOccupancy}), in one pass over the reports that count.
 */
@ApplicationScoped
class OccupancySums {
  /** A question with more lines is refused: the answer is made in memory. */
  static final int MAX_LINES = 10_000;

  private static final List<OccupancyFigure> FIGURES = List.of(OccupancyFigure.values());
  private static final List<OccupancyFigure> AT_THE_END = FigureTime.END.figures();

  /** Columns before those of figures. */
  private static final int LEADING = 8;

  private final Sql sql;

  OccupancySums(DataSource source) {
    sql = new Sql(source);
  }

  /**
   * Sums.
   *
   * @param groups by the properties of the question; by period, also of a year before
   * @param total of all that was asked for
   */
  record Result(Map<RollupKey, OccupancySum> groups, OccupancySum total) {}

  /** The sums at the moment of the states. 400 if there are too many. */
  Result of(OccupancyQuestion question, States states) {
    var known = KnownOccupancy.of(states);
    var groups = groups(question.byPeriod() ? question.withYearBefore() : question, known);
    requireFew(groups.size(), question);
    return new Result(
        groups,
        question.additive()
            ? groups.values().stream().reduce(OccupancySum.NOTHING, OccupancySum::plus)
            : groups(question.total(), known).getOrDefault(RollupKey.NONE, OccupancySum.NOTHING));
  }

  /**
   * Numbers of platforms with an operator, who reports, by their properties. They are in the
   * registry on the last day that is asked for.
   */
  Map<RollupKey, Long> platforms(OccupancyQuestion question, States states) {
    var known = KnownOccupancy.of(states);
    var values = new ArrayList<>();
    var counts = new HashMap<RollupKey, Long>();
    sql.query(
        "select %s, count(*) from %s p%s where p.operator is not null%s and %s group by 1, 2 limit %d"
            .formatted(
                keys(question),
                known.platforms(),
                joins(question, known),
                filter(question.platforms(), values),
                KnownOccupancy.inRegistry(known.lastDay(question, values)),
                MAX_LINES + 1),
        row -> counts.put(key(row), row.getLong(3)),
        values.toArray());
    requireFew(counts.size(), question);
    return counts;
  }

  private static void requireFew(int lines, OccupancyQuestion question) {
    if (lines > MAX_LINES) {
      throw Problem.parameter(
          "by",
          question.words(),
          "汇总将超过 %d 行，请以 area、type、operator、platform、from、to 缩小范围",
          "there would be more than %d lines: narrow it by area, type, operator, platform, from or to",
          MAX_LINES);
    }
  }

  private Map<RollupKey, OccupancySum> groups(OccupancyQuestion question, KnownOccupancy known) {
    var values = new ArrayList<>();
    var figures = question.byPeriod() ? eachReport() : eachPlatform();
    // Of one period, the last day is its own.
    var inRegistry =
        KnownOccupancy.inRegistry(
            question.byPeriod() || question.period() != null
                ? "f.end_date"
                : known.lastDay(question.to()));
    var statement =
        """
        select %1$s, count(*), sum(f.reports), sum(f.nil_reports), count(f.starting), min(f.end_date), max(f.end_date), %2$s,
          sum(f.incubation_area_m2 + f.public_service_area_m2) filter (where %7$s),
          sum(f.usable_area_m2) filter (where f.incubation_area_m2 + f.public_service_area_m2 is not null and %7$s)
        from (%3$s) f join %4$s p on p.code = f.platform%5$s
        group by 1, 2 limit %6$d"""
            .formatted(
                keys(question),
                FIGURES.stream()
                    .map(figure -> sum(figure, inRegistry))
                    .collect(Collectors.joining(", ")),
                figures.formatted(
                    known.platforms(),
                    known.reports(),
                    known.periods(question, values),
                    filter(question.platforms(), values)),
                known.platforms(),
                joins(question, known),
                MAX_LINES + 1,
                inRegistry);
    var sums = new HashMap<RollupKey, OccupancySum>();
    sql.query(statement, row -> sums.put(key(row), sum(row)), values.toArray());
    return sums;
  }

  /**
   * What is added of a figure of a platform, and how many reports have it. At the end, a platform
   * that left has nothing: another one has what went on.
   */
  private static String sum(OccupancyFigure figure, String inRegistry) {
    var column = "f." + FigureTime.column(figure);
    return switch (FigureTime.of(figure)) {
      case START -> "sum(%1$s), count(%1$s)".formatted(column);
      case END ->
          "sum(%1$s) filter (where %2$s), count(%1$s) filter (where %2$s)"
              .formatted(column, inRegistry);
      case DURING -> "sum(%1$s), sum(%1$s_known)".formatted(column);
    };
  }

  /** A row for each report that counts. */
  private static String eachReport() {
    return select(
        """
        select r.platform, pe.start_date, pe.end_date, 1 as reports, (r.kind is not distinct from 'NIL')::integer as nil_reports,
          r.tenants as starting, %s
        """
            .formatted(
                Stream.concat(
                        FIGURES.stream().map(figure -> "r." + FigureTime.column(figure)),
                        FigureTime.DURING.figures().stream()
                            .map(FigureTime::column)
                            .map("(r.%1$s is not null)::integer as %1$s_known"::formatted))
                    .collect(Collectors.joining(", "))),
        "");
  }

  /**
   * A row for each platform. Its latest report is the greatest array, because no other report of it
   * has the same place, which comes first; this needs neither sorting nor a second pass.
   */
  private static String eachPlatform() {
    var ends =
        IntStream.range(0, AT_THE_END.size())
            .mapToObj(
                i -> "latest[%d] as %s".formatted(i + 2, FigureTime.column(AT_THE_END.get(i))))
            .collect(Collectors.joining(", "));
    var during =
        FigureTime.DURING.figures().stream().map(FigureTime::column).collect(Collectors.toList());
    return """
        select platform, reports, nil_reports, end_date, first[2] as tenants_at_start, first[3] as starting, %s, %s from (%s) one"""
        .formatted(
            ends,
            during.stream().map("%1$s, %1$s_known"::formatted).collect(Collectors.joining(", ")),
            select(
                """
                select r.platform, count(*) as reports, count(*) filter (where r.kind = 'NIL') as nil_reports, max(pe.end_date) as end_date,
                  max(array[pe.place::numeric, %s]) as latest,
                  min(array[pe.place::numeric, r.tenants_at_start, r.tenants]) as first, %s
                """
                    .formatted(
                        AT_THE_END.stream()
                            .map(figure -> "r." + FigureTime.column(figure))
                            .collect(Collectors.joining(", ")),
                        during.stream()
                            .map("sum(r.%1$s) as %1$s, count(r.%1$s) as %1$s_known"::formatted)
                            .collect(Collectors.joining(", "))),
                " group by r.platform"));
  }

  private static String select(String columns, String end) {
    return columns
        + "from %1$s p join %2$s r on r.platform = p.code join %3$s pe on pe.code = r.period where true%4$s"
        + end;
  }

  private static String filter(OccupancyQuestion.PlatformFilter filter, List<Object> values) {
    var conditions = new StringBuilder();
    equal(conditions, "area", filter.area(), values);
    equal(conditions, "operator", filter.operator(), values);
    equal(conditions, "code", filter.platform(), values);
    if (filter.type() != null) {
      conditions.append(" and p.type = '%s'".formatted(filter.type().name()));
    }
    return conditions.toString();
  }

  private static void equal(
      StringBuilder conditions, String column, @Nullable String value, List<Object> values) {
    if (value != null) {
      conditions.append(" and p.%s = ?".formatted(column));
      values.add(value);
    }
  }

  private static String joins(OccupancyQuestion question, KnownOccupancy known) {
    return question.by().stream()
        .map(property -> property.join(known.platforms()))
        .collect(Collectors.joining());
  }

  /** Two columns: the properties, then nothing. */
  private static String keys(OccupancyQuestion question) {
    return IntStream.range(0, 2)
        .mapToObj(
            i -> i < question.by().size() ? question.by().get(i).sql() + "::text" : "null::text")
        .collect(Collectors.joining(", "));
  }

  private static RollupKey key(ResultSet row) throws SQLException {
    return new RollupKey(row.getString(1), row.getString(2));
  }

  private static OccupancySum sum(ResultSet row) throws SQLException {
    var figures = new EnumMap<OccupancyFigure, FigureSum>(OccupancyFigure.class);
    var column = LEADING;
    for (var figure : FIGURES) {
      figures.put(figure, new FigureSum(row.getBigDecimal(column + 1), row.getLong(column + 2)));
      column += 2;
    }
    return new OccupancySum(
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getObject(7, LocalDate.class),
        row.getObject(8, LocalDate.class),
        figures,
        row.getBigDecimal(column + 1),
        row.getBigDecimal(column + 2));
  }
}

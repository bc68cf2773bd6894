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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Adds up accepted reports. The database adds over typed columns, of now or of the past ({@link
 * KnownOccupancy}), in one pass over the reports that count ({@link CountedReports}).
 */
@ApplicationScoped
class OccupancySums {
  /** A question with more lines is refused: the answer is made in memory. */
  static final int MAX_LINES = 10_000;

  private static final List<OccupancyFigure> FIGURES = List.of(OccupancyFigure.values());
  private static final List<OccupancyFigure> AT_THE_END = FigureTime.END.figures();

  /** Columns before those of figures. */
  private static final int LEADING = 9;

  /** Who ran the platform when it reported; reports of earlier releases do not say. */
  static final String OPERATOR = "coalesce(r.operator, p.operator) as operator";

  private final OccupancyChanges changes;
  private final Sql sql;

  OccupancySums(OccupancyChanges changes, DataSource source) {
    this.changes = changes;
    sql = Sql.ofSums(source);
  }

  /**
   * Sums.
   *
   * @param groups by the properties of the question; by period, also of a year before
   * @param total of all that was asked for
   * @param changes by period
   */
  record Result(
      Map<RollupKey, OccupancySum> groups,
      OccupancySum total,
      Map<RollupKey, OccupancyChange> changes) {}

  /** The sums at the moment of the states. 400 if there are too many. */
  Result of(OccupancyQuestion question, States states) {
    var known = KnownOccupancy.of(states);
    var groups = groups(question.byPeriod() ? question.withYearBefore() : question, known);
    requireFew(groups.size(), question);
    return new Result(
        groups,
        question.additive()
            ? groups.values().stream().reduce(OccupancySum.NOTHING, OccupancySum::plus)
            : groups(question.total(), known).getOrDefault(RollupKey.NONE, OccupancySum.NOTHING),
        question.byPeriod() ? changes.of(question, groups, known) : Map.of());
  }

  /**
   * Numbers of platforms with an operator, who reports, by their properties. They are in the
   * registry on the last day that is asked for. One that is summed by its members does not count
   * beside them.
   */
  Map<RollupKey, Long> platforms(OccupancyQuestion question, States states) {
    var known = KnownOccupancy.of(states);
    var values = new ArrayList<>();
    var counts = new HashMap<RollupKey, Long>();
    var day = known.lastDay(question, values);
    var filter = question.platforms();
    var conditions =
        CountedReports.filter(filter, values)
            + CountedReports.equal("p.operator", filter.operator(), values);
    sql.query(
        """
        with recursive %1$s, asked (day) as (select %2$s)
        select %3$s, count(*) from %4$s p cross join asked%5$s
        where p.operator is not null and %6$s and (p.added_on is null or p.added_on <= asked.day)
          and not (p.type in (%7$s) and exists (select from within i where i.whole = p.code))%8$s
        group by 1, 2 limit %9$d"""
            .formatted(
                CountedReports.within(known),
                day,
                keys(question, OccupancyRollupBy::sql),
                known.platforms(),
                CountedReports.joins(question, known),
                KnownOccupancy.inRegistry("asked.day"),
                CountedReports.SUMMED_TYPES,
                conditions,
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
    // Of one period, the last day is its own.
    var lastDay =
        question.byPeriod() || question.period() != null ? null : known.lastDay(question.to());
    var counted = CountedReports.of(sql, question, known, lastDay);
    var stands =
        lastDay == null
            ? KnownOccupancy.inRegistry("f.end_date")
            : "(p.status = 'MERGED' or %s) and gone.code is null"
                .formatted(KnownOccupancy.inRegistry(lastDay));
    var reports = question.byPeriod() ? eachReport(counted, values) : eachPlatform(counted, values);
    var standing = lastDay == null ? "" : counted.standing(values);
    var operator = CountedReports.equal("f.operator", question.platforms().operator(), values);
    var statement =
        """
        with recursive %1$s
        select %2$s, count(*) filter (where f.ends), sum(f.reports), sum(f.nil_reports), count(f.starting) filter (where f.begins),
          min(f.end_date) filter (where f.ends), max(f.end_date) filter (where f.ends), min(f.start_date), %3$s,
          sum(f.incubation_area_m2 + f.public_service_area_m2) filter (where f.ends and %4$s),
          sum(f.usable_area_m2) filter (where f.incubation_area_m2 + f.public_service_area_m2 is not null and f.ends and %4$s)
        from (%5$s) f join %6$s p on p.code = f.platform%7$s%8$s
        where true%9$s group by 1, 2 limit %10$d"""
            .formatted(
                CountedReports.within(known),
                keys(question, OccupancyRollupBy::ofReports),
                FIGURES.stream()
                    .map(figure -> sum(figure, stands))
                    .collect(Collectors.joining(", ")),
                stands,
                reports,
                known.platforms(),
                standing,
                CountedReports.joins(question, known),
                operator,
                MAX_LINES + 1);
    var sums = new HashMap<RollupKey, OccupancySum>();
    sql.query(statement, row -> sums.put(key(row), sum(row)), values.toArray());
    return sums;
  }

  /**
   * What is added of a figure of a platform, and how many reports have it. At the end, a platform
   * that left has nothing; one that was merged has it until its successor reports.
   */
  private static String sum(OccupancyFigure figure, String stands) {
    var column = "f." + FigureTime.column(figure);
    return switch (FigureTime.of(figure)) {
      case START ->
          "sum(%1$s) filter (where f.begins), count(%1$s) filter (where f.begins)"
              .formatted(column);
      case END ->
          "sum(%1$s) filter (where f.ends and %2$s), count(%1$s) filter (where f.ends and %2$s)"
              .formatted(column, stands);
      case DURING -> "sum(%1$s), sum(%1$s_known)".formatted(column);
    };
  }

  /** A row for each report that counts. */
  private static String eachReport(CountedReports counted, List<Object> values) {
    return counted.select(
        """
        r.platform, %s, pe.start_date, pe.end_date, pe.start_date || '/' || pe.end_date as span, 1 as reports, (r.kind is not distinct from 'NIL')::integer as nil_reports,
          r.tenants as starting, true as begins, true as ends, %s
        """
            .formatted(
                OPERATOR,
                Stream.concat(
                        FIGURES.stream().map(figure -> "r." + FigureTime.column(figure)),
                        FigureTime.DURING.figures().stream()
                            .map(FigureTime::column)
                            .map("(r.%1$s is not null)::integer as %1$s_known"::formatted))
                    .collect(Collectors.joining(", "))),
        "",
        values);
  }

  /**
   * A row for each platform, and for each of its operators where these are asked for. Its latest
   * report is the greatest array, because no other report of it has the same place, which comes
   * first; this needs neither sorting nor a second pass. How things stood at the end is that of the
   * operator of the latest report alone.
   */
  private static String eachPlatform(CountedReports counted, List<Object> values) {
    var ends =
        IntStream.range(0, AT_THE_END.size())
            .mapToObj(
                i -> "latest[%d] as %s".formatted(i + 2, FigureTime.column(AT_THE_END.get(i))))
            .collect(Collectors.joining(", "));
    var during =
        FigureTime.DURING.figures().stream().map(FigureTime::column).collect(Collectors.toList());
    var byOperator = counted.question().asksForOperators();
    return """
        select platform, operator, reports, nil_reports, start_date, end_date, first[2] as tenants_at_start, first[3] as starting,
          %s as begins, %s as ends, %s, %s from (%s) one"""
        .formatted(
            byOperator ? "first[1] = min(first[1]) over (partition by platform)" : "true",
            byOperator ? "latest[1] = max(latest[1]) over (partition by platform)" : "true",
            ends,
            during.stream().map("%1$s, %1$s_known"::formatted).collect(Collectors.joining(", ")),
            counted.select(
                """
                r.platform, %s, count(*) as reports, count(*) filter (where r.kind = 'NIL') as nil_reports,
                  min(pe.start_date) as start_date, max(pe.end_date) as end_date,
                  max(array[pe.place::numeric, %s]) as latest,
                  min(array[pe.place::numeric, r.tenants_at_start, r.tenants]) as first, %s
                """
                    .formatted(
                        byOperator ? OPERATOR : "null as operator",
                        AT_THE_END.stream()
                            .map(figure -> "r." + FigureTime.column(figure))
                            .collect(Collectors.joining(", ")),
                        during.stream()
                            .map("sum(r.%1$s) as %1$s, count(r.%1$s) as %1$s_known"::formatted)
                            .collect(Collectors.joining(", "))),
                " group by r.platform" + (byOperator ? ", 2" : ""),
                values));
  }

  /** Two columns: the properties, then nothing. */
  static String keys(OccupancyQuestion question, Function<OccupancyRollupBy, String> sql) {
    return IntStream.range(0, 2)
        .mapToObj(
            i ->
                i < question.by().size()
                    ? sql.apply(question.by().get(i)) + "::text"
                    : "null::text")
        .collect(Collectors.joining(", "));
  }

  static RollupKey key(ResultSet row) throws SQLException {
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
        row.getObject(9, LocalDate.class),
        figures,
        row.getBigDecimal(column + 1),
        row.getBigDecimal(column + 2));
  }
}

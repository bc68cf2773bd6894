package dev.zhihe.platforms.rollup;

import dev.zhihe.kit.sql.Sql;
import dev.zhihe.platforms.rollup.OccupancyChange.Against;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Compares the periods of groups, of the platforms that have reported both. */
@ApplicationScoped
class OccupancyChanges {
  private static final int MONTHS_OF_A_YEAR = 12;

  /** Of a report {@code r}, in the order of their places in an array. */
  private static final String FIGURES =
      "r.occupied_area_m2, r.usable_area_m2, r.tenants, r.high_tech_firms, r.output_yuan";

  /** Number of the columns of a comparison. */
  private static final int COLUMNS = 8;

  private final Sql sql;

  OccupancyChanges(DataSource source) {
    sql = Sql.ofSums(source);
  }

  /**
   * The changes of each group and period. Of one period alone there is nothing to compare.
   *
   * @param groups the sums, also of a year before
   */
  Map<RollupKey, OccupancyChange> of(
      OccupancyQuestion question, Map<RollupKey, OccupancySum> groups, KnownOccupancy known) {
    if (question.period() != null) {
      return Map.of();
    }
    var months = question.kind().months();
    var found = compared(question, known);
    var changes = new HashMap<RollupKey, OccupancyChange>();
    for (var key : groups.keySet()) {
      var group = RollupGroup.of(question, key);
      var both = found.getOrDefault(key, Compared.NOTHING);
      changes.put(
          key,
          new OccupancyChange(
              told(both.before, groups.get(group.before(months, months))),
              told(both.yearBefore, groups.get(group.before(MONTHS_OF_A_YEAR, months)))));
    }
    return changes;
  }

  /** With how many platforms have not reported again; nothing where there is no other period. */
  private static Against told(@Nullable Against found, @Nullable OccupancySum then) {
    return then == null
        ? Against.NOTHING
        : (found == null ? Against.OF_NONE : found).withMissing(then.platforms());
  }

  /** Against the period before and the year before; null where no platform has reported both. */
  private record Compared(@Nullable Against before, @Nullable Against yearBefore) {
    static final Compared NOTHING = new Compared(null, null);
  }

  private Map<RollupKey, Compared> compared(OccupancyQuestion question, KnownOccupancy known) {
    var values = new ArrayList<>();
    var counted = CountedReports.of(sql, question.withYearBefore(), known, null);
    var changes = new HashMap<RollupKey, Compared>();
    sql.query(
        statement(question, counted, values),
        row ->
            changes.put(
                OccupancySums.key(row), new Compared(against(row, 3), against(row, 3 + COLUMNS))),
        values.toArray());
    return changes;
  }

  /**
   * One pass over the reports, in the order of platform and period. Periods of one kind follow one
   * another, so the period before is that of the report before, or the platform did not report it.
   * Of a join of the reports with themselves PostgreSQL expects few rows: of 200,000 reports it
   * took as long for each of both comparisons, and wrote 62 MB of temporary files instead of 14.
   *
   * @param values receives the values of the parameters
   */
  static String statement(OccupancyQuestion question, CountedReports counted, List<Object> values) {
    var known = counted.known();
    var reports =
        counted.select(
            "r.platform, %s, pe.start_date, pe.end_date, pe.start_date || '/' || pe.end_date as span, %s"
                .formatted(OccupancySums.OPERATOR, FIGURES),
            "",
            values);
    var operator = CountedReports.equal("f.operator", question.platforms().operator(), values);
    return """
        with recursive %1$s
        select %2$s, %3$s, %4$s
        from (
          select r.*, case when lag(start_date) over w = (start_date - interval '%5$d months')::date then lag(array[%6$s]) over w end as before,
            first_value(array[%6$s]) over w as year_before
          from (%7$s) r window w as (partition by platform%8$s order by start_date
            range between interval '1 year' preceding and interval '1 year' preceding)) f
        join %9$s p on p.code = f.platform%10$s
        where %11$s%12$s group by 1, 2"""
        .formatted(
            CountedReports.within(known),
            OccupancySums.keys(question, OccupancyRollupBy::ofReports),
            against("before"),
            against("year_before"),
            question.kind().months(),
            FIGURES,
            reports,
            question.asksForOperators() ? ", operator" : "",
            known.platforms(),
            CountedReports.joins(question, known),
            KnownOccupancy.inRegistry("f.end_date"),
            operator);
  }

  /** The columns of a comparison with other figures, an array. */
  private static String against(String others) {
    return """
        count(f.%1$s), sum(f.occupied_area_m2) filter (where f.%1$s is not null), sum(f.usable_area_m2) filter (where f.%1$s is not null),
          sum(f.%1$s[1]), sum(f.%1$s[2]), sum(f.tenants - f.%1$s[3]), sum(f.high_tech_firms - f.%1$s[4]), sum(f.output_yuan - f.%1$s[5])"""
        .formatted(others);
  }

  /** Reads these columns from the first one on. */
  private static @Nullable Against against(ResultSet row, int first) throws SQLException {
    if (row.getLong(first) == 0) {
      return null;
    }
    var now = RateDefinition.percent(row.getBigDecimal(first + 1), row.getBigDecimal(first + 2));
    var then = RateDefinition.percent(row.getBigDecimal(first + 3), row.getBigDecimal(first + 4));
    return new Against(
        row.getLong(first),
        0L,
        now == null || then == null ? null : now.subtract(then),
        whole(row.getBigDecimal(first + 5)),
        whole(row.getBigDecimal(first + 6)),
        row.getBigDecimal(first + 7));
  }

  private static @Nullable Long whole(@Nullable BigDecimal number) {
    return number == null ? null : number.longValueExact();
  }
}

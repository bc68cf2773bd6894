package dev.zhihe.platforms.rollup;

import dev.zhihe.kit.sql.Sql;
import dev.zhihe.platforms.rollup.OccupancyChange.Against;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Compares the periods of groups, of the platforms that have reported both. */
@ApplicationScoped
class OccupancyChanges {
  private static final int MONTHS_OF_A_YEAR = 12;

  private final Sql sql;

  OccupancyChanges(DataSource source) {
    sql = new Sql(source);
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
    var before = against(question, months, known);
    var yearBefore =
        months == MONTHS_OF_A_YEAR ? before : against(question, MONTHS_OF_A_YEAR, known);
    var changes = new HashMap<RollupKey, OccupancyChange>();
    for (var key : groups.keySet()) {
      var group = RollupGroup.of(question, key);
      changes.put(
          key,
          new OccupancyChange(
              told(before.get(key), groups.get(group.before(months, months))),
              told(yearBefore.get(key), groups.get(group.before(MONTHS_OF_A_YEAR, months)))));
    }
    return changes;
  }

  /** With how many platforms have not reported again; nothing where there is no other period. */
  private static Against told(@Nullable Against found, @Nullable OccupancySum then) {
    return then == null
        ? Against.NOTHING
        : (found == null ? Against.OF_NONE : found).withMissing(then.platforms());
  }

  /** The changes against so many months before. */
  private Map<RollupKey, Against> against(
      OccupancyQuestion question, int months, KnownOccupancy known) {
    var values = new ArrayList<>();
    var counted = CountedReports.of(sql, question.withYearBefore(), known, null);
    var reports =
        counted.select(
            "r.platform, %s, pe.start_date, pe.end_date, r.occupied_area_m2, r.usable_area_m2, r.tenants, r.high_tech_firms, r.output_yuan"
                .formatted(OccupancySums.OPERATOR),
            "",
            values);
    var operator = CountedReports.equal("f.operator", question.platforms().operator(), values);
    var byOperator =
        question.asksForOperators() ? " and b.operator is not distinct from f.operator" : "";
    var changes = new HashMap<RollupKey, Against>();
    sql.query(
        """
        with recursive %1$s, told as materialized (%2$s)
        select %3$s, count(*), sum(f.occupied_area_m2), sum(f.usable_area_m2), sum(b.occupied_area_m2), sum(b.usable_area_m2),
          sum(f.tenants - b.tenants), sum(f.high_tech_firms - b.high_tech_firms), sum(f.output_yuan - b.output_yuan)
        from told f join told b on b.platform = f.platform and b.start_date = (f.start_date - interval '%4$d months')::date%5$s
        join %6$s p on p.code = f.platform%7$s
        where %8$s%9$s group by 1, 2"""
            .formatted(
                CountedReports.within(known),
                reports,
                OccupancySums.keys(question, OccupancyRollupBy::ofReports),
                months,
                byOperator,
                known.platforms(),
                CountedReports.joins(question, known),
                KnownOccupancy.inRegistry("f.end_date"),
                operator),
        row -> changes.put(OccupancySums.key(row), change(row)),
        values.toArray());
    return changes;
  }

  private static Against change(ResultSet row) throws SQLException {
    var now = RateDefinition.percent(row.getBigDecimal(4), row.getBigDecimal(5));
    var then = RateDefinition.percent(row.getBigDecimal(6), row.getBigDecimal(7));
    return new Against(
        row.getLong(3),
        0L,
        now == null || then == null ? null : now.subtract(then),
        whole(row.getBigDecimal(8)),
        whole(row.getBigDecimal(9)),
        row.getBigDecimal(10));
  }

  private static @Nullable Long whole(@Nullable BigDecimal number) {
    return number == null ? null : number.longValueExact();
  }
}

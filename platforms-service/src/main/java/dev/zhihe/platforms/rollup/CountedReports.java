package dev.zhihe.platforms.rollup;

import dev.zhihe.kit.sql.Sql;
import dev.zhihe.platforms.registry.platform.PlatformType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The reports that count for a question, as parts of a statement. A platform that others are part
 * of is never counted beside them: of a type that is summed by its members, the own report of a
 * period counts only if no member has one of that period.
 *
 * @param summed wholes and periods that members have reported
 * @param gone platforms that have nothing at the end: wholes of which a member stands, and merged
 *     ones whose successor has reported since
 */
record CountedReports(
    OccupancyQuestion question, KnownOccupancy known, List<Summed> summed, List<String> gone) {

  /** Literals of the types that are summed by their members. */
  static final String SUMMED_TYPES =
      Arrays.stream(PlatformType.values())
          .filter(PlatformType::summedByMembers)
          .map(type -> "'" + type.name() + "'")
          .collect(Collectors.joining(", "));

  /**
   * A period of a whole that members have reported.
   *
   * @param stands whether one of these is still in the registry
   */
  private record Summed(String whole, String period, boolean stands) {}

  /**
   * Reads what is left out. It is little, so that the large statement stays one that PostgreSQL
   * shares between processes.
   *
   * @param lastDay the last day of all periods, an expression; null if each has its own
   */
  static CountedReports of(
      Sql sql, OccupancyQuestion question, KnownOccupancy known, @Nullable String lastDay) {
    var values = new ArrayList<>();
    var summed =
        sql.query(
            """
            with recursive %1$s
            select i.whole, r.period, bool_or(%2$s)
            from within i join %3$s w on w.code = i.whole and w.type in (%4$s)
            join %3$s p on p.code = i.code join %5$s r on r.platform = i.code join %6$s c on c.code = r.period
            group by i.whole, r.period"""
                .formatted(
                    within(known),
                    KnownOccupancy.inRegistry(lastDay == null ? "c.end_date" : lastDay),
                    known.platforms(),
                    SUMMED_TYPES,
                    known.reports(),
                    known.periods(question, values)),
            row -> new Summed(row.getString(1), row.getString(2), row.getBoolean(3)),
            values.toArray());
    var gone = new ArrayList<String>();
    if (lastDay != null) {
      gone.addAll(replaced(sql, question, known));
      summed.stream().filter(Summed::stands).map(Summed::whole).distinct().forEach(gone::add);
    }
    return new CountedReports(question, known, summed, gone);
  }

  /** Merged platforms whose successor has reported a later period, or was withdrawn. */
  private static List<String> replaced(Sql sql, OccupancyQuestion question, KnownOccupancy known) {
    var values = new ArrayList<>();
    return sql.query(
        """
        with recursive successors (code, since, successor) as (
          select code, status_since, merged_into from %1$s p where status = 'MERGED'
          union select s.code, s.since, p.merged_into from successors s join %1$s p on p.code = s.successor where p.status = 'MERGED')
        select s.code from successors s join %2$s r on r.platform = s.successor join %3$s c on c.code = r.period where c.end_date > s.since
        union select s.code from successors s join %1$s p on p.code = s.successor where p.status = 'WITHDRAWN'"""
            .formatted(known.platforms(), known.reports(), known.periods(question, values)),
        row -> row.getString(1),
        values.toArray());
  }

  /**
   * The named queries {@code links} and {@code within}: each platform with the wholes summed by
   * their members that it is within, directly or through others. It starts from those wholes, which
   * are few, and not from every platform that is part of something.
   */
  static String within(KnownOccupancy known) {
    return """
        links (code, whole) as materialized (
          select p.code, w.code from %1$s p cross join lateral unnest(array_append(p.part_of, p.located_in::varchar)) as w (code)
          where (p.part_of is not null or p.located_in is not null) and w.code is not null),
        within (code, whole) as (
          select l.code, l.whole from links l join %1$s w on w.code = l.whole where w.type in (%2$s)
          union
          select l.code, i.whole from within i join links l on l.whole = i.code)"""
        .formatted(known.platforms(), SUMMED_TYPES);
  }

  /**
   * The reports.
   *
   * @param columns of a report {@code r}, its platform {@code p} and its period {@code pe}
   * @param end what follows the conditions
   * @param values receives the values of the parameters
   */
  String select(String columns, String end, List<Object> values) {
    var periods = known.periods(question, values);
    var without = "";
    if (!summed.isEmpty()) {
      without =
          " and not exists (select from unnest(?::text[], ?::text[]) as s (whole, period) where s.whole = r.platform and s.period = r.period)";
      values.add(summed.stream().map(Summed::whole).toArray(String[]::new));
      values.add(summed.stream().map(Summed::period).toArray(String[]::new));
    }
    return "select %s from %s p join %s r on r.platform = p.code join %s pe on pe.code = r.period where true%s%s%s"
        .formatted(
            columns,
            known.platforms(),
            known.reports(),
            periods,
            without,
            filter(question.platforms(), values),
            end);
  }

  /** The join by which {@code gone.code} is null for a platform that has something at the end. */
  String standing(List<Object> values) {
    values.add(gone.toArray(String[]::new));
    return " left join unnest(?::text[]) as gone (code) on gone.code = f.platform";
  }

  /** Conditions on platforms {@code p}, but for the operator. */
  static String filter(OccupancyQuestion.PlatformFilter filter, List<Object> values) {
    var conditions = new StringBuilder();
    conditions.append(equal("p.area", filter.area(), values));
    conditions.append(equal("p.code", filter.platform(), values));
    if (filter.type() != null) {
      conditions.append(" and p.type = '%s'".formatted(filter.type().name()));
    }
    return conditions.toString();
  }

  static String equal(String column, @Nullable String value, Collection<Object> values) {
    if (value == null) {
      return "";
    }
    values.add(value);
    return " and %s = ?".formatted(column);
  }

  /** The joins that the properties of a question need, with {@link #within}. */
  static String joins(OccupancyQuestion question, KnownOccupancy known) {
    return question.by().stream()
        .map(property -> property.join(known.platforms()))
        .collect(Collectors.joining());
  }
}

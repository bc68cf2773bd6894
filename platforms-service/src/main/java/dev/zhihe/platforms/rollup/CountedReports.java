package dev.zhihe.platforms.rollup;

import dev.zhihe.platforms.registry.platform.PlatformType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The reports that count for a question, as parts of a statement. A platform that others are part
 * of is never counted beside them: of a type that is summed by its members, the own report of a
 * period counts only if no member has one of that period.
 *
 * @param values receives the values of the parameters, in their order
 */
record CountedReports(OccupancyQuestion question, KnownOccupancy known, List<Object> values) {
  /** Literals of the types that are summed by their members. */
  static final String SUMMED_TYPES =
      Arrays.stream(PlatformType.values())
          .filter(PlatformType::summedByMembers)
          .map(type -> "'" + type.name() + "'")
          .collect(Collectors.joining(", "));

  /**
   * The named queries that the others use; it comes first in the statement.
   *
   * <ul>
   *   <li>{@code counted}: the periods that count
   *   <li>{@code within}: each platform with all that it is within, directly or through others
   *   <li>{@code summed}: wholes and periods that members have reported; whether one of these is
   *       still in the registry
   *   <li>{@code replaced}: merged platforms whose successor has reported since, or left
   * </ul>
   *
   * @param day by which a member is in the registry, an expression
   */
  String with(String day) {
    return """
        with recursive counted as materialized %2$s,
        %5$s,
        summed as materialized (
          select i.whole, r.period, bool_or(%4$s) as stands
          from within i join %1$s w on w.code = i.whole and w.type in (%6$s)
          join %1$s p on p.code = i.code join %3$s r on r.platform = i.code join counted c on c.code = r.period
          group by i.whole, r.period),
        successors (code, since, successor) as (
          select code, status_since, merged_into from %1$s p where status = 'MERGED'
          union select s.code, s.since, p.merged_into from successors s join %1$s p on p.code = s.successor where p.status = 'MERGED'),
        replaced as materialized (
          select s.code from successors s join %3$s r on r.platform = s.successor join counted c on c.code = r.period where c.end_date > s.since
          union select s.code from successors s join %1$s p on p.code = s.successor where p.status = 'WITHDRAWN')
        """
        .formatted(
            known.platforms(),
            known.periods(question, values),
            known.reports(),
            KnownOccupancy.inRegistry(day),
            within(known),
            SUMMED_TYPES);
  }

  /** Each platform with all that it is within, directly or through others. */
  static String within(KnownOccupancy known) {
    return """
        within (code, whole) as (
          select p.code, w.code from %1$s p cross join lateral unnest(array_append(p.part_of, p.located_in::varchar)) as w (code)
          where (p.part_of is not null or p.located_in is not null) and w.code is not null
          union
          select i.code, w.code from within i join %1$s p on p.code = i.whole
            cross join lateral unnest(array_append(p.part_of, p.located_in::varchar)) as w (code) where w.code is not null)"""
        .formatted(known.platforms());
  }

  /**
   * The reports.
   *
   * @param columns of a report {@code r}, its platform {@code p} and its period {@code pe}
   * @param end what follows the conditions
   */
  String select(String columns, String end) {
    return "select %s from %s p join %s r on r.platform = p.code join counted pe on pe.code = r.period where not exists (select from summed s where s.whole = r.platform and s.period = r.period)%s%s"
        .formatted(
            columns, known.platforms(), known.reports(), filter(question.platforms(), values), end);
  }

  /** Conditions on platforms {@code p}, but for the operator. */
  static String filter(OccupancyQuestion.PlatformFilter filter, List<Object> values) {
    var conditions = new StringBuilder();
    equal(conditions, "p.area", filter.area(), values);
    equal(conditions, "p.code", filter.platform(), values);
    if (filter.type() != null) {
      conditions.append(" and p.type = '%s'".formatted(filter.type().name()));
    }
    return conditions.toString();
  }

  static void equal(
      StringBuilder conditions, String column, @Nullable String value, List<Object> values) {
    if (value != null) {
      conditions.append(" and %s = ?".formatted(column));
      values.add(value);
    }
  }

  /** The joins that the properties of the question need. */
  String joins() {
    return joins(question, known);
  }

  static String joins(OccupancyQuestion question, KnownOccupancy known) {
    return question.by().stream()
        .map(property -> property.join(known.platforms()))
        .collect(Collectors.joining());
  }
}

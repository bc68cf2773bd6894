package dev.zhihe.platforms.rollup;

import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sealed.Cut;
import dev.zhihe.platforms.occupancy.report.OccupancyReport;
import dev.zhihe.platforms.period.ReportingPeriod;
import dev.zhihe.platforms.registry.platform.Platform;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows known at a moment, as parts of a from-clause: those of the tables for now, and those of
 * their typed histories for the past. A statement over them is the same for both.
 *
 * @param past the position; null for now
 * @param on the day by which periods must have ended; null for any
 */
record KnownOccupancy(@Nullable Cut past, @Nullable LocalDate on) {

  /** The rows at the moment of the states. The answer depends on the three types. */
  static KnownOccupancy of(States states) {
    states.past(ReportingPeriod.class);
    states.past(Platform.class);
    return new KnownOccupancy(states.past(OccupancyReport.class), states.validOn());
  }

  /** The platforms: as they were on the day, where there is one. */
  String platforms() {
    return past == null || on == null
        ? known("platform")
        : """
        (select distinct on (code) * from platform_history where from_position <= %d and (valid_from is null or valid_from <= %s)
         order by code, from_position desc)"""
            .formatted(past.position(), literal(on));
  }

  /** The accepted reports. One that was amended has its amended content. */
  String reports() {
    return "(select * from %s r where status = 'ACCEPTED' and amends is null)"
        .formatted(known("occupancy_report"));
  }

  /**
   * The periods that count, each with its {@code place}: the later it ends, the higher it is.
   *
   * @param values receives the values of the parameters
   */
  String periods(OccupancyQuestion question, List<Object> values) {
    var conditions = new ArrayList<String>();
    if (question.period() == null) {
      conditions.add(question.kind().sql());
    } else {
      conditions.add("code = ?");
      values.add(question.period());
    }
    if (question.from() != null) {
      conditions.add("start_date >= " + literal(question.from()));
    }
    if (question.to() != null) {
      conditions.add("end_date <= " + literal(question.to()));
    }
    if (on != null) {
      conditions.add("end_date <= " + literal(on));
    }
    return """
        (select code, start_date, end_date, row_number() over (order by end_date, code) as place
         from %s t where %s)"""
        .formatted(known("reporting_period"), String.join(" and ", conditions));
  }

  /**
   * Whether a platform {@code p} is in the registry on a day.
   *
   * @param day an expression
   */
  static String inRegistry(String day) {
    return "(p.status not in ('WITHDRAWN', 'MERGED') or p.status_since > %s)".formatted(day);
  }

  /**
   * The last day that is asked for: of the period, or the earlier one of {@code to} and {@code on}.
   * Without any, no day is later.
   *
   * @param values receives the values of the parameters
   */
  String lastDay(OccupancyQuestion question, List<Object> values) {
    if (question.period() == null) {
      return lastDay(question.to());
    }
    values.add(question.period());
    return "(select end_date from %s t where code = ?)".formatted(known("reporting_period"));
  }

  /** The same of a question without a period. */
  String lastDay(@Nullable LocalDate to) {
    var last = to == null || (on != null && on.isBefore(to)) ? on : to;
    return last == null ? "date 'infinity'" : literal(last);
  }

  private String known(String table) {
    return past == null
        ? table
        : """
        (select * from %1$s_history where from_position <= %2$d and (to_position is null or to_position > %2$d))"""
            .formatted(table, past.position());
  }

  /** PostgreSQL writes years beyond four digits in another way. */
  private static String literal(LocalDate day) {
    return "date '%s'"
        .formatted(
            day.getYear() > 9999 ? "infinity" : day.getYear() < 1 ? "-infinity" : day.toString());
  }
}

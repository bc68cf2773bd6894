package dev.zhihe.platforms.supervision.obligation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What platforms are read, and which of their reports. A null asks for all.
 *
 * @param platforms their codes
 * @param operator code of their operator
 * @param organisation credit code of their operator
 * @param formerly codes of platforms that the operator asked for ran before
 * @param period the period that is asked for
 * @param window the periods whose reports are read of platforms that may have missed that period
 * @param lines what lines are wanted
 */
record PlatformChoice(
    @Nullable String area,
    @Nullable List<String> platforms,
    @Nullable String operator,
    List<String> formerly,
    @Nullable String organisation,
    @Nullable String period,
    List<String> window,
    Lines lines) {

  /**
   * What lines are wanted, so that only platforms are read that may have some.
   *
   * @param states only lines of reports in these states; empty for all
   * @param missing only lines without a report, or of a returned one
   * @param late only late lines
   */
  record Lines(Set<ObligationState> states, boolean missing, boolean late) {
    static final Lines ALL = new Lines(Set.of(), false, false);
  }

  /** Some platforms with all that is known of them. */
  static PlatformChoice of(List<String> platforms) {
    return new PlatformChoice(null, platforms, null, List.of(), null, null, List.of(), Lines.ALL);
  }

  /** The same for some of the platforms. */
  PlatformChoice only(List<String> some) {
    return new PlatformChoice(area, some, operator, formerly, organisation, period, window, lines);
  }

  /** The same for the platforms of an area. */
  PlatformChoice in(String one) {
    return new PlatformChoice(
        one, platforms, operator, formerly, organisation, period, window, lines);
  }

  /** Conditions of a where-clause, each of which begins with "and", with their values. */
  record Conditions(String text, List<Object> values) {
    /** The values between a first and a last one. */
    Object[] values(Object first, Object last) {
      var all = new ArrayList<Object>();
      all.add(first);
      all.addAll(values);
      all.add(last);
      return all.toArray();
    }
  }

  /** The conditions for a platform p with an operator o. */
  Conditions conditions(KnownTables tables, LocalDate day) {
    var text = new StringBuilder();
    var values = new ArrayList<Object>();
    if (area != null) {
      text.append(" and p.area = ?");
      values.add(area);
    }
    if (platforms != null) {
      text.append(" and p.code = any(?)");
      values.add(platforms.toArray(String[]::new));
    }
    if (operator != null) {
      appendRunBy(text, values, "p.operator", operator);
    }
    if (organisation != null) {
      appendRunBy(text, values, "o.credit_code", organisation);
    }
    if (tables.past() == null && organisation == null) {
      appendWanted(text, values, day); // an organisation has few, and does not see each report
    }
    return new Conditions(text.toString(), values);
  }

  private void appendRunBy(StringBuilder text, List<Object> values, String column, String present) {
    text.append(" and (" + column + " = ?" + (formerly.isEmpty() ? ")" : " or p.code = any(?))"));
    values.add(present);
    if (!formerly.isEmpty()) {
      values.add(formerly.toArray(String[]::new));
    }
  }

  private void appendWanted(StringBuilder text, List<Object> values, LocalDate day) {
    var ofPeriod = period == null ? "" : " and r.period = ?";
    if (!lines.states.isEmpty()) {
      var any = new ArrayList<String>();
      for (var state : lines.states) {
        any.add(
            "exists (select from occupancy_report r where r.platform = p.code and %s%s)"
                .formatted(
                    state == ObligationState.NIL ? "r.kind = 'NIL'" : "r.status = '" + state + "'",
                    ofPeriod));
        if (period != null) {
          values.add(period);
        }
      }
      text.append(" and (").append(String.join(" or ", any)).append(")");
    }
    if (period != null && (lines.missing || lines.late)) {
      text.append(
          " and (not exists (select from occupancy_report r where r.platform = p.code and r.period = ?"
              + " and r.amends is null and r.status <> 'RETURNED'"
              + " and (r.submitted_on is null or r.submitted_on <= ?)"
              + (lines.late ? " and r.late is not true" : "")
              + ") or exists (select from occupancy_report r where r.platform = p.code and r.period = ?"
              + " and r.status = 'RETURNED'))");
      values.addAll(List.of(period, day, period));
    }
  }
}

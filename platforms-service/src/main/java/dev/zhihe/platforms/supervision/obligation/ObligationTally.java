package dev.zhihe.platforms.supervision.obligation;

import dev.zhihe.kit.sql.Sql;
import dev.zhihe.platforms.registry.platform.PlatformStage;
import dev.zhihe.platforms.registry.platform.PlatformType;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Counts the lines of now without making each of them. The database groups reports that are alike,
 * and platforms that are alike and have no report; the rules judge each group once. Platforms with
 * a returned report, an amendment under review or a past are left to be judged one by one.
 */
@ApplicationScoped
class ObligationTally {
  private static final RunningOperator ANY = new RunningOperator("", "", "");

  /** The condition that a report is there on a day, which is its parameter. */
  private static final String IS_THERE =
      "r.amends is null and (r.submitted_on is null or r.submitted_on <= ?)";

  private final Sql sql;

  ObligationTally(DataSource source) {
    sql = new Sql(source);
  }

  /** Takes lines that are alike. */
  interface Counter {
    void count(ObligationLine line, int times);
  }

  /** The areas of the chosen platforms. */
  List<String> areas(PlatformChoice choice, LocalDate day) {
    var conditions = choice.conditions(new KnownTables(null), day);
    return sql.query(
        "select distinct p.area from platform p where p.operator is not null%s order by p.area"
            .formatted(conditions.text()),
        row -> row.getString(1),
        conditions.values().toArray());
  }

  /** The platforms that are not like others. */
  List<String> single(PlatformChoice choice, LocalDate day) {
    var conditions = choice.conditions(new KnownTables(null), day);
    return sql.query(
        """
        select p.code from platform p
        where p.operator is not null%s and p.code in (
          select r.platform from occupancy_report r where r.status = 'RETURNED'
          union select r.platform from occupancy_report r where r.amends is not null and r.status <> 'ACCEPTED'
          union select unnest(c.platforms) from registry_change c
            where c.status = 'APPROVED' and c.kind in ('OPERATOR', 'SUSPENSION', 'RESUMPTION'))
          order by p.code"""
            .formatted(conditions.text()),
        row -> row.getString(1),
        conditions.values().toArray());
  }

  /**
   * Counts the lines of the other platforms of an area.
   *
   * @param asked the periods whose lines are counted
   * @param window these, and others in which missed reports are counted
   * @param single the platforms that are left out
   */
  void count(
      AreaCalendar calendar,
      List<AreaCalendar.Span> asked,
      List<AreaCalendar.Span> window,
      PlatformChoice choice,
      List<String> single,
      LocalDate day,
      Counter counter) {
    var rules = new ObligationRules(calendar, day, null);
    for (var group : reports(asked, choice, single, day)) {
      count(rules, group.record(), group.span(), group.times(), counter);
    }
    for (var group : platforms(asked, window, choice, single, day)) {
      asked.stream()
          .filter(span -> !group.record().reports().containsKey(span.period().code()))
          .forEach(span -> count(rules, group.record(), span, group.times(), counter));
    }
  }

  private static void count(
      ObligationRules rules,
      PlatformRecord alike,
      AreaCalendar.Span span,
      int times,
      Counter counter) {
    rules.lines(alike, span).forEach(owed -> counter.count(owed.line(), times));
  }

  private record ReportGroup(PlatformRecord record, AreaCalendar.Span span, int times) {}

  private List<ReportGroup> reports(
      List<AreaCalendar.Span> asked, PlatformChoice choice, List<String> single, LocalDate day) {
    var spans =
        asked.stream().collect(Collectors.toMap(span -> span.period().code(), span -> span));
    var conditions = choice.conditions(new KnownTables(null), day);
    var values = new ArrayList<Object>(List.of(day, codes(asked)));
    values.addAll(conditions.values());
    values.add(single.toArray(String[]::new));
    return sql.query(
        """
        select r.period, r.status, r.kind, r.submitted_on, r.due_on, r.late, count(*)
        from occupancy_report r join platform p on p.code = r.platform and p.operator is not null
        where %s and r.period = any(?)%s and p.code <> all(?)
        group by r.period, r.status, r.kind, r.submitted_on, r.due_on, r.late"""
            .formatted(IS_THERE, conditions.text()),
        row -> {
          var report =
              new KnownReport(
                  "",
                  null,
                  null,
                  PlatformRecords.state(row.getString(2), row.getString(3)),
                  row.getObject(4, LocalDate.class),
                  row.getObject(5, LocalDate.class),
                  row.getBoolean(6),
                  null);
          return new ReportGroup(
              new PlatformRecord(
                  platform(PlatformType.PARK, PlatformStage.COMPLETED, null, null, null, null),
                  Map.of(row.getString(1), report),
                  Map.of(),
                  Map.of()),
              spans.get(row.getString(1)),
              row.getInt(7));
        },
        values.toArray());
  }

  private record PlatformGroup(PlatformRecord record, int times) {}

  /** Platforms with the same properties, reported periods and extensions. */
  private List<PlatformGroup> platforms(
      List<AreaCalendar.Span> asked,
      List<AreaCalendar.Span> window,
      PlatformChoice choice,
      List<String> single,
      LocalDate day) {
    if (window.isEmpty()) {
      return List.of();
    }
    var periods = codes(window);
    var bits =
        IntStream.range(0, periods.length)
            .mapToObj(place -> "0".repeat(place) + "1" + "0".repeat(periods.length - place - 1))
            .toArray(String[]::new);
    var conditions = choice.conditions(new KnownTables(null), day);
    var values = new ArrayList<Object>(List.of(periods, bits, day, periods));
    values.addAll(conditions.values());
    values.add(single.toArray(String[]::new));
    var withoutReport = "";
    if (asked.size() == 1) {
      withoutReport =
          " and not exists (select from occupancy_report r where r.platform = p.code and r.period = ? and "
              + IS_THERE
              + ")";
      values.add(asked.getFirst().period().code());
      values.add(day);
    }
    return sql.query(
        """
        select p.type, p.stage, p.commission_year, p.end_year, p.added_on,
          case when p.status <> 'ACTIVE' then p.status_since end as left_on, m.reported, e.extended, count(*)
        from platform p
        left join (
          select r.platform, bit_or(w.bits) as reported
          from occupancy_report r join (
            select w.period, w.bits::bit(%1$d) as bits from unnest(?::varchar[], ?::varchar[]) w (period, bits)) w using (period)
          where %2$s group by r.platform) m on m.platform = p.code
        left join (
          select x.platform, string_agg(x.period || ' ' || x.due_date || ' ' || x.granted_on, ',' order by x.code) as extended
          from period_extension x where x.status = 'GRANTED' and x.period = any(?) group by x.platform) e on e.platform = p.code
        where p.operator is not null%3$s and p.code <> all(?)%4$s
        group by p.type, p.stage, p.commission_year, p.end_year, p.added_on, left_on, m.reported, e.extended"""
            .formatted(periods.length, IS_THERE, conditions.text(), withoutReport),
        row -> group(row, periods),
        values.toArray());
  }

  private static PlatformGroup group(ResultSet row, String[] periods) throws SQLException {
    var platform =
        platform(
            PlatformType.valueOf(row.getString(1)),
            PlatformStage.valueOf(row.getString(2)),
            row.getObject(3, Integer.class),
            row.getObject(4, Integer.class),
            row.getObject(5, LocalDate.class),
            row.getObject(6, LocalDate.class));
    var reported = row.getString(7);
    var reports = new HashMap<String, KnownReport>();
    for (int i = 0; reported != null && i < periods.length; i++) {
      if (reported.charAt(i) == '1') {
        reports.put(
            periods[i],
            new KnownReport("", null, null, ObligationState.ACCEPTED, null, null, false, null));
      }
    }
    return new PlatformGroup(
        new PlatformRecord(platform, reports, Map.of(), extensions(row.getString(8))),
        row.getInt(9));
  }

  private static Map<String, List<KnownExtension>> extensions(@Nullable String text) {
    return text == null
        ? Map.of()
        : Arrays.stream(text.split(","))
            .map(one -> one.split(" "))
            .collect(
                Collectors.groupingBy(
                    one -> one[0],
                    Collectors.mapping(
                        one ->
                            new KnownExtension(
                                "", LocalDate.parse(one[1]), LocalDate.parse(one[2])),
                        Collectors.toList())));
  }

  private static OwingPlatform platform(
      PlatformType type,
      PlatformStage stage,
      @Nullable Integer commissionYear,
      @Nullable Integer endYear,
      @Nullable LocalDate addedOn,
      @Nullable LocalDate leftOn) {
    return new OwingPlatform(
        "", "", "", type, stage, commissionYear, endYear, addedOn, leftOn, ANY, PlatformPast.NONE);
  }

  private static String[] codes(List<AreaCalendar.Span> spans) {
    return spans.stream().map(span -> span.period().code()).toArray(String[]::new);
  }
}

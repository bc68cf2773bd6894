package dev.zhihe.platforms.supervision.obligation;

import dev.zhihe.kit.sql.Sql;
import dev.zhihe.platforms.registry.platform.PlatformStage;
import dev.zhihe.platforms.registry.platform.PlatformType;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads what is known of some platforms that follow one another. */
@ApplicationScoped
class PlatformRecords {
  private final Sql sql;

  PlatformRecords(DataSource source) {
    sql = new Sql(source);
  }

  /** What is known of some platforms in a period, or of it in all. */
  private record Reports(
      Map<String, Map<String, KnownReport>> reports,
      Map<String, Map<String, KnownReport>> amendments) {}

  /**
   * The first platforms that have an operator, in the order of their codes.
   *
   * @param from the first code that is wanted
   * @param most how many are read
   * @param day a report that was submitted later is none
   */
  List<PlatformRecord> from(
      String from, int most, PlatformChoice choice, KnownTables tables, LocalDate day) {
    var found = platforms(from, most, choice, tables, day);
    if (found.isEmpty()) {
      return List.of();
    }
    var codes = found.stream().map(OwingPlatform::code).toList();
    var known = reports(codes, choice, tables, day);
    var extensions = extensions(codes, tables);
    var pasts = pasts(codes, tables);
    return found.stream()
        .map(
            one ->
                new PlatformRecord(
                    one.with(pasts.getOrDefault(one.code(), PlatformPast.NONE)),
                    known.reports.getOrDefault(one.code(), Map.of()),
                    known.amendments.getOrDefault(one.code(), Map.of()),
                    extensions.getOrDefault(one.code(), Map.of())))
        .toList();
  }

  /**
   * Some platforms with their pasts, and without their reports.
   *
   * @param platforms their codes
   */
  List<OwingPlatform> withoutReports(List<String> platforms, LocalDate day) {
    if (platforms.isEmpty()) {
      return List.of();
    }
    var tables = new KnownTables(null);
    var pasts = pasts(platforms, tables);
    return platforms("", platforms.size(), PlatformChoice.of(platforms), tables, day).stream()
        .map(one -> one.with(pasts.getOrDefault(one.code(), PlatformPast.NONE)))
        .toList();
  }

  /** The codes of the first platforms of an area that have an operator; of all areas if null. */
  List<String> codes(String from, int most, @Nullable String area) {
    return sql.query(
        """
        select code from platform where operator is not null and code >= ? collate "C" and (?::text is null or area = ?)
        order by code limit ?""",
        row -> row.getString(1),
        from,
        area,
        area,
        most);
  }

  private List<OwingPlatform> platforms(
      String from, int most, PlatformChoice choice, KnownTables tables, LocalDate day) {
    var conditions = choice.conditions(tables, day);
    return sql.query(
        """
        select p.code, p.name, p.area, p.type, p.stage, p.commission_year, p.end_year, o.code, o.name, o.credit_code,
          case when p.status <> 'ACTIVE' then p.status_since end, p.added_on
        from %1$s p join %2$s o on o.code = p.operator
        where p.code >= ? collate "C"%3$s order by p.code collate "C" limit ?"""
            .formatted(tables.platforms(), tables.operators(), conditions.text()),
        PlatformRecords::platform,
        conditions.values(from, most));
  }

  private static OwingPlatform platform(ResultSet row) throws SQLException {
    return new OwingPlatform(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        PlatformType.valueOf(row.getString(4)),
        PlatformStage.valueOf(row.getString(5)),
        row.getObject(6, Integer.class),
        row.getObject(7, Integer.class),
        row.getObject(12, LocalDate.class),
        row.getObject(11, LocalDate.class),
        new RunningOperator(row.getString(8), row.getString(9), row.getString(10)),
        PlatformPast.NONE);
  }

  /**
   * The platforms that an operator ran before others took them over; none if all operators are
   * asked for.
   *
   * @param organisation its credit code, as another way to name it
   */
  List<String> formerlyOf(
      @Nullable String operator, @Nullable String organisation, KnownTables tables) {
    return operator == null && organisation == null
        ? List.of()
        : sql.query(
            """
            select distinct unnest(c.platforms) from %s c join %s o on o.code = c.operator_before
            where c.kind = 'OPERATOR' and (?::text is null or o.code = ?) and (?::text is null or o.credit_code = ?)"""
                .formatted(tables.changes(), tables.operators()),
            row -> row.getString(1),
            operator,
            operator,
            organisation,
            organisation);
  }

  private Map<String, PlatformPast> pasts(List<String> platforms, KnownTables tables) {
    var pasts = new HashMap<String, PlatformPast.Collected>();
    record Change(
        String platform, String kind, LocalDate on, @Nullable RunningOperator operatorBefore) {}
    sql.query(
            """
            select a.platform, c.kind, c.effective_on, o.code, o.name, o.credit_code
            from %1$s c
              join lateral unnest(c.platforms) a (platform) on true
              left join %2$s o on o.code = c.operator_before
            order by c.place"""
                .formatted(tables.changesOf(), tables.operators()),
            row ->
                new Change(
                    row.getString(1),
                    row.getString(2),
                    row.getObject(3, LocalDate.class),
                    row.getString(4) == null
                        ? null
                        : new RunningOperator(
                            row.getString(4), row.getString(5), row.getString(6))),
            (Object) platforms.toArray(String[]::new))
        .forEach(
            change -> {
              var past =
                  pasts.computeIfAbsent(change.platform, code -> new PlatformPast.Collected());
              switch (change.kind) {
                case "OPERATOR" -> past.takeover(change.on, change.operatorBefore);
                case "SUSPENSION" -> past.suspension(change.on);
                default -> past.resumption(change.on);
              }
            });
    var collected = new HashMap<String, PlatformPast>();
    pasts.forEach((platform, past) -> collected.put(platform, past.past()));
    return collected;
  }

  /**
   * The reports by platform and period. Of a period, those of earlier ones are read for platforms
   * that may have missed it.
   */
  private Reports reports(
      List<String> platforms, PlatformChoice choice, KnownTables tables, LocalDate day) {
    var period = choice.period();
    if (period == null) {
      return reports(platforms, List.of(), tables);
    }
    var found = reports(platforms, List.of(period), tables);
    var without =
        platforms.stream()
            .filter(
                platform -> {
                  var report = found.reports.getOrDefault(platform, Map.of()).get(period);
                  return report == null
                      || report.isReturned()
                      || !report.isThereOn(day)
                      || (choice.organisation() != null && report.isUnderReview());
                })
            .toList();
    if (!without.isEmpty() && choice.window().size() > 1) {
      found.reports.putAll(reports(without, choice.window(), tables).reports);
    }
    return found;
  }

  /**
   * The reports by platform and period.
   *
   * @param periods empty for all
   */
  private Reports reports(List<String> platforms, List<String> periods, KnownTables tables) {
    record Row(String platform, String period, KnownReport report) {}
    var reports = new Reports(new HashMap<>(), new HashMap<>());
    sql.query(
            """
            select r.platform, r.period, r.code, r.status, r.kind, r.submitted_on, r.due_on, r.late, r.operator, r.amends, r.resubmit_by
            from %s r%s"""
                .formatted(tables.reports(), periods.isEmpty() ? "" : " where r.period = any(?)"),
            row -> new Row(row.getString(1), row.getString(2), report(row)),
            periods.isEmpty()
                ? new Object[] {platforms.toArray(String[]::new)}
                : new Object[] {platforms.toArray(String[]::new), periods.toArray(String[]::new)})
        .forEach(
            row ->
                (row.report.amends() == null ? reports.reports : reports.amendments)
                    .computeIfAbsent(row.platform, platform -> new HashMap<>())
                    .put(row.period, row.report));
    return reports;
  }

  private static KnownReport report(ResultSet row) throws SQLException {
    return new KnownReport(
        row.getString(3),
        row.getString(10),
        row.getString(9),
        state(row.getString(4), row.getString(5)),
        row.getObject(6, LocalDate.class),
        row.getObject(7, LocalDate.class),
        row.getBoolean(8),
        row.getObject(11, LocalDate.class));
  }

  static ObligationState state(String status, @Nullable String kind) {
    var state = ObligationState.valueOf(status);
    return state == ObligationState.ACCEPTED && "NIL".equals(kind) ? ObligationState.NIL : state;
  }

  private Map<String, Map<String, List<KnownExtension>>> extensions(
      List<String> platforms, KnownTables tables) {
    record Row(String platform, String period, KnownExtension extension) {}
    var extensions = new HashMap<String, Map<String, List<KnownExtension>>>();
    sql.query(
            "select e.platform, e.period, e.code, e.due_date, e.granted_on from %s e where e.status = 'GRANTED'"
                .formatted(tables.extensions()),
            row ->
                new Row(
                    row.getString(1),
                    row.getString(2),
                    new KnownExtension(
                        row.getString(3),
                        row.getObject(4, LocalDate.class),
                        row.getObject(5, LocalDate.class))),
            (Object) platforms.toArray(String[]::new))
        .forEach(
            row ->
                extensions
                    .computeIfAbsent(row.platform, platform -> new HashMap<>())
                    .computeIfAbsent(row.period, period -> new ArrayList<>())
                    .add(row.extension));
    return extensions;
  }
}

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
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads what is known of some platforms that follow one another. */
@ApplicationScoped
class PlatformRecords {
  private final Sql sql;

  PlatformRecords(DataSource source) {
    sql = new Sql(source);
  }

  /**
   * What platforms are read, and which of their reports.
   *
   * @param organisation credit code of the operator; null for all
   * @param period the period that is asked for; null for all
   * @param window the periods whose reports are read of platforms that have none of that period
   * @param statuses only platforms that have such a report, of the period if one is asked for; null
   *     for all
   */
  record Choice(
      @Nullable String area,
      @Nullable String platform,
      @Nullable String operator,
      @Nullable String organisation,
      @Nullable String period,
      List<String> window,
      @Nullable Set<String> statuses) {}

  /**
   * The first platforms that have an operator, in the order of their codes.
   *
   * @param from the first code that is wanted
   * @param most how many are read
   * @param day a report that was submitted later is none
   */
  List<PlatformRecord> from(
      String from, int most, Choice choice, KnownTables tables, LocalDate day) {
    var platforms = platforms(from, most, choice, tables);
    if (platforms.isEmpty()) {
      return List.of();
    }
    var codes = platforms.stream().map(OwingPlatform::code).toList();
    var reports = reports(codes, choice, tables, day);
    var extensions = extensions(codes, tables);
    return platforms.stream()
        .map(
            one ->
                new PlatformRecord(
                    one,
                    reports.getOrDefault(one.code(), Map.of()),
                    extensions.getOrDefault(one.code(), Map.of())))
        .toList();
  }

  private List<OwingPlatform> platforms(String from, int most, Choice choice, KnownTables tables) {
    var statuses = tables.past() == null ? choice.statuses() : null;
    return sql.query(
        """
        select p.code, p.name, p.area, p.type, p.stage, p.commission_year, p.end_year, o.code, o.name, o.credit_code,
          case when p.status <> 'ACTIVE' then p.status_since end, p.added_on
        from %1$s p join %2$s o on o.code = p.operator
        where p.code >= ? collate "C" and (?::text is null or p.area = ?) and (?::text is null or p.code = ?)
          and (?::text is null or p.operator = ?) and (?::text is null or o.credit_code = ?)%3$s
        order by p.code collate "C" limit ?"""
            .formatted(
                tables.platforms(),
                tables.operators(),
                statuses == null ? "" : having(statuses, choice.period())),
        PlatformRecords::platform,
        from,
        choice.area(),
        choice.area(),
        choice.platform(),
        choice.platform(),
        choice.operator(),
        choice.operator(),
        choice.organisation(),
        choice.organisation(),
        most);
  }

  /** Words of an enum and a stored code, so nothing in them ends a literal. */
  private static String having(Set<String> statuses, @Nullable String period) {
    return " and exists (select from occupancy_report r where r.platform = p.code and r.amends is null and r.status in ('%s')%s)"
        .formatted(
            String.join("', '", statuses),
            period == null ? "" : " and r.period = '" + period + "'");
  }

  /** The reports by platform and period. */
  private Map<String, Map<String, KnownReport>> reports(
      List<String> platforms, Choice choice, KnownTables tables, LocalDate day) {
    var period = choice.period();
    if (period == null) {
      return reports(platforms, List.of(), tables);
    }
    var reports = reports(platforms, List.of(period), tables);
    var without =
        platforms.stream()
            .filter(
                platform -> {
                  var report = reports.getOrDefault(platform, Map.of()).get(period);
                  return report == null || !report.isThereOn(day);
                })
            .toList();
    if (!without.isEmpty() && choice.window().size() > 1) {
      reports.putAll(reports(without, choice.window(), tables));
    }
    return reports;
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
        row.getString(8),
        row.getString(9),
        row.getString(10));
  }

  /**
   * The reports by platform and period.
   *
   * @param periods empty for all
   */
  private Map<String, Map<String, KnownReport>> reports(
      List<String> platforms, List<String> periods, KnownTables tables) {
    record Row(String platform, String period, KnownReport report) {}
    var reports = new HashMap<String, Map<String, KnownReport>>();
    sql.query(
            """
            select r.platform, r.period, r.code, r.status, r.kind, r.submitted_on, r.due_on, r.late
            from %s r where ? or r.period = any(?)"""
                .formatted(tables.reports()),
            row -> new Row(row.getString(1), row.getString(2), report(row)),
            platforms.toArray(String[]::new),
            periods.isEmpty(),
            periods.toArray(String[]::new))
        .forEach(
            row ->
                reports
                    .computeIfAbsent(row.platform, platform -> new HashMap<>())
                    .put(row.period, row.report));
    return reports;
  }

  private static KnownReport report(ResultSet row) throws SQLException {
    var state = ObligationState.valueOf(row.getString(4));
    var nil = state == ObligationState.ACCEPTED && "NIL".equals(row.getString(5));
    return new KnownReport(
        row.getString(3),
        nil ? ObligationState.NIL : state,
        row.getObject(6, LocalDate.class),
        row.getObject(7, LocalDate.class),
        row.getBoolean(8));
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

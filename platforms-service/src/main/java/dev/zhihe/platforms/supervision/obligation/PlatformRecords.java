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
import java.util.Objects;
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
   * What platforms are read.
   *
   * @param organisation credit code of the operator; null for all
   * @param periods the periods whose reports are read; null for all
   */
  record Choice(
      @Nullable String area,
      @Nullable String platform,
      @Nullable String operator,
      @Nullable String organisation,
      @Nullable List<String> periods) {}

  /**
   * The first platforms that have an operator, in the order of their codes.
   *
   * @param from the first code that is wanted
   * @param most how many are read
   */
  List<PlatformRecord> from(String from, int most, Choice choice, KnownTables tables) {
    var platforms =
        sql.query(
            """
            select p.code, p.name, p.area, p.type, p.stage, p.commission_year, p.end_year, o.code, o.name, o.credit_code
            from %1$s p join %2$s o on o.code = p.operator
            where p.code >= ? collate "C" and (?::text is null or p.area = ?) and (?::text is null or p.code = ?)
              and (?::text is null or p.operator = ?) and (?::text is null or o.credit_code = ?)
            order by p.code collate "C" limit ?"""
                .formatted(tables.platforms(), tables.operators()),
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
    if (platforms.isEmpty()) {
      return List.of();
    }
    var codes = platforms.stream().map(OwingPlatform::code).toArray(String[]::new);
    var reports = reports(codes, choice.periods(), tables);
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

  private static OwingPlatform platform(ResultSet row) throws SQLException {
    return new OwingPlatform(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        PlatformType.valueOf(row.getString(4)),
        PlatformStage.valueOf(row.getString(5)),
        row.getObject(6, Integer.class),
        row.getObject(7, Integer.class),
        null,
        row.getString(8),
        row.getString(9),
        row.getString(10));
  }

  private Map<String, Map<String, KnownReport>> reports(
      String[] platforms, @Nullable List<String> periods, KnownTables tables) {
    record Row(String platform, String period, KnownReport report) {}
    var reports = new HashMap<String, Map<String, KnownReport>>();
    sql.query(
            """
            select r.platform, r.period, r.code, r.status, r.kind, r.submitted_on, r.due_on, r.late
            from %s r where ? or r.period = any(?)"""
                .formatted(tables.reports()),
            row -> new Row(row.getString(1), row.getString(2), report(row)),
            platforms,
            periods == null,
            Objects.requireNonNullElse(periods, List.<String>of()).toArray(String[]::new))
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
      String[] platforms, KnownTables tables) {
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
            (Object) platforms)
        .forEach(
            row ->
                extensions
                    .computeIfAbsent(row.platform, platform -> new HashMap<>())
                    .computeIfAbsent(row.period, period -> new ArrayList<>())
                    .add(row.extension));
    return extensions;
  }
}

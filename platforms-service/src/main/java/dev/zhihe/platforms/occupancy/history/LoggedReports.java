package dev.zhihe.platforms.occupancy.history;

import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.kit.sql.Sql;
import dev.zhihe.platforms.occupancy.report.OccupancyReport;
import dev.zhihe.platforms.occupancy.report.OccupancyReportView;
import dev.zhihe.platforms.occupancy.tenant.TenantListView;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads the changes of a report and of its amendments from the log, in the order of the log. */
@ApplicationScoped
class LoggedReports {
  /** The codes of amendments begin with the report's; the key of the log finds them. */
  private static final String QUERY =
      """
      select l.entity_id, l.version, l.action, l.audience, l.recorded_at, l.actor, l.body, l.reason,
        l.request_id, l.entity_type
      from change_log l
      where l.entity_type in ('occupancy-report', 'tenant-list')
        and (l.entity_id = ? or (l.entity_id >= ? and l.entity_id < ?))
        and (?::bigint is null or exists (select from sealed_change s where s.log_id = l.log_id and s.position <= ?))
        and (?::date is null or l.valid_from is null or l.valid_from <= ?)
      order by l.log_id
      """;

  private final Sql sql;

  LoggedReports(DataSource source) {
    sql = new Sql(source);
  }

  /** All changes, whoever may read them. */
  List<LoggedReport> of(States states, String code) {
    var cut = states.past(OccupancyReport.class);
    var position = cut == null ? null : (Long) cut.position();
    var day = states.validOn();
    var amended = new HashMap<String, String>();
    var changes = new ArrayList<LoggedReport>();
    for (var logged :
        sql.query(
            QUERY,
            LoggedReports::read,
            code,
            code + "-a",
            code + "-b",
            position,
            position,
            day,
            day)) {
      var change = logged.isReport() ? logged.change() : withTenants(changes, logged);
      if (change == null) {
        continue;
      }
      if (change.state() != null && change.state().amends() != null) {
        amended.put(change.code(), change.state().amends());
      }
      if (change.code().equals(code) || code.equals(amended.get(change.code()))) {
        changes.add(change);
      }
    }
    return changes;
  }

  /** A change of a report, or of its tenant lines. */
  private record Logged(boolean isReport, LoggedReport change) {}

  /**
   * Adds what became of tenant lines to the change of the report that the same request made just
   * before. If there is none, it is a change of its own; null if there is nothing to add: lines are
   * deleted just before their report.
   */
  private static @Nullable LoggedReport withTenants(List<LoggedReport> changes, Logged logged) {
    var change = logged.change();
    if (change.action() == Action.DELETED && change.reason() != null) {
      return null;
    }
    for (int i = changes.size() - 1; i >= 0; i--) {
      var report = changes.get(i);
      if (report.code().equals(change.code())) {
        if (report.requestId().equals(change.requestId())) {
          changes.set(i, report.with(Objects.requireNonNull(change.tenants())));
          return null;
        }
        return new LoggedReport(
            change.code(),
            report.version(),
            Action.UPDATED,
            change.audience(),
            change.time(),
            change.actor(),
            change.requestId(),
            null,
            report.state(),
            change.tenants());
      }
    }
    return null;
  }

  private static Logged read(ResultSet row) throws SQLException {
    var isReport = row.getString(10).equals("occupancy-report");
    var body = row.getString(7);
    var audience = new Audience(row.getString(4));
    return new Logged(isReport, change(row, isReport, body, audience));
  }

  private static LoggedReport change(
      ResultSet row, boolean isReport, @Nullable String body, Audience audience)
      throws SQLException {
    return new LoggedReport(
        row.getString(1),
        row.getLong(2),
        Action.of(row.getString(3)),
        audience,
        row.getObject(5, OffsetDateTime.class).toInstant(),
        row.getString(6),
        row.getString(9),
        row.getString(8),
        body == null || !isReport ? null : Views.read(body, OccupancyReportView.class),
        isReport
            ? null
            : new LoggedReport.Tenants(
                audience,
                body == null ? List.of() : Views.read(body, TenantListView.class).tenantLines()));
  }
}

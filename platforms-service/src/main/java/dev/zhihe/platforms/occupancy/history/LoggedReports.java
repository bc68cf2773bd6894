package dev.zhihe.platforms.occupancy.history;

import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.kit.sql.Sql;
import dev.zhihe.platforms.occupancy.report.OccupancyReport;
import dev.zhihe.platforms.occupancy.report.OccupancyReportView;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import javax.sql.DataSource;

/** Reads the changes of a report and of its amendments from the log, in the order of the log. */
@ApplicationScoped
class LoggedReports {
  /** The codes of amendments begin with the report's; the key of the log finds them. */
  private static final String QUERY =
      """
      select l.entity_id, l.version, l.action, l.audience, l.recorded_at, l.actor, l.body, l.reason
      from change_log l
      where l.entity_type = 'occupancy-report'
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
    for (var change :
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
      if (change.state() != null && change.state().amends() != null) {
        amended.put(change.code(), change.state().amends());
      }
      if (change.code().equals(code) || code.equals(amended.get(change.code()))) {
        changes.add(change);
      }
    }
    return changes;
  }

  private static LoggedReport read(ResultSet row) throws SQLException {
    var body = row.getString(7);
    return new LoggedReport(
        row.getString(1),
        row.getLong(2),
        Action.of(row.getString(3)),
        new Audience(row.getString(4)),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        row.getString(6),
        row.getString(8),
        body == null ? null : Views.read(body, OccupancyReportView.class));
  }
}

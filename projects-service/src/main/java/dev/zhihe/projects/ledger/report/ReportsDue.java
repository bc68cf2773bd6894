package dev.zhihe.projects.ledger.report;

import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.YearMonth;
import java.util.List;
import javax.sql.DataSource;

/** The projects on which the caller may report in a month. */
@ApplicationScoped
class ReportsDue {
  private final Sql sql;
  private final Caller caller;

  ReportsDue(DataSource source, Caller caller) {
    sql = new Sql(source);
    this.caller = caller;
  }

  /**
   * A project.
   *
   * @param reported whether it has a regular report of the month
   */
  record Due(String project, String name, boolean reported) {}

  /**
   * The projects of a plan that neither left it nor were cancelled before the month: for the bureau
   * all of them, for an operator those of which its unit is the primary lead unit.
   */
  List<Due> of(String plan, String month) {
    var first = YearMonth.parse(month).atDay(1);
    return sql.query(
        """
        select project.code, project.name, exists (select from project_report report
          where report.project = project.code and report.month = ? and report.kind = 'REGULAR')
        from project left join unit on unit.area = project.area
          and (unit.name = project.lead_units[1] or unit.aliases @> array[project.lead_units[1]])
        where project.plan = ? and (? or unit.credit_code = ?)
          and (project.listed_until is null or project.listed_until >= ?)
          and (project.stage <> 'CANCELLED'
            or coalesce(project.stage_since[cardinality(project.stage_since)], '-infinity') >= ?)
        order by project.code""",
        row -> new Due(row.getString(1), row.getString(2), row.getBoolean(3)),
        month,
        plan,
        caller.inBureau(),
        caller.organisation(),
        first,
        first);
  }
}

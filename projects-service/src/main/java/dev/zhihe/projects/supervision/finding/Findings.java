package dev.zhihe.projects.supervision.finding;

import dev.zhihe.kit.sql.Sql;
import dev.zhihe.projects.project.ProjectStage;
import dev.zhihe.projects.rollup.KnownTables;
import dev.zhihe.projects.rule.ProgressRuleInForce;
import dev.zhihe.projects.supervision.finding.SupervisedPlan.Project;
import dev.zhihe.projects.supervision.finding.SupervisedPlan.Recent;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds what puts projects on the list. One statement adds up each project's entries, over typed
 * columns of now or of the past; {@link FindingRules} judge. Costs grow with the plan's projects
 * and entries.
 */
@ApplicationScoped
public class Findings {
  private final Sql sql;

  Findings(DataSource source) {
    sql = new Sql(source);
  }

  /**
   * The findings on the projects of a plan with an adopted investment plan, in the order of
   * projects and of findings. None has a number of open notes.
   *
   * @param day by which time is measured
   */
  public List<SupervisionLine> of(
      String plan, KnownTables tables, ProgressRuleInForce rule, LocalDate day) {
    var months = EndedMonths.by(day, rule.stalledMonths());
    return new FindingRules(supervised(plan, tables, months), rule, day, months).lines();
  }

  private SupervisedPlan supervised(String plan, KnownTables tables, EndedMonths months) {
    var last = months.last().toString();
    var from = months.recentFrom().toString();
    record Row(boolean hasLedger, @Nullable YearMonth since, Project project) {}
    var rows =
        sql.query(
            """
            with planned as (
              select i.project, i.total_yuan, i.period_yuan, years.first, years.last from %1$s i
              left join lateral (
                select min(u.first) as first, max(u.last) as last
                from unnest(i.phase_from, i.phase_to, i.phase_yuan) as u (first, last, amount)
                where u.amount > 0 and u.first is not null and u.last is not null) years on true
              where i.plan = ? and i.status = 'ADOPTED'),
            joined as (
              select i.project, case when bool_and(i.valid_from is not null) then min(i.valid_from) end as day
              from %7$s i where i.plan = ? and i.status = 'ADOPTED' group by i.project),
            period as (
              select min(first)::text || '-01' as first, max(last)::text || '-12' as last from planned),
            entered as (
              select coalesce(m.into_project, e.project) as project,
                coalesce(sum(e.amount_yuan) filter (where e.kind = 'ARRANGED'), 0) as arranged,
                coalesce(sum(e.amount_yuan) filter (where e.kind = 'COMPLETED'), 0) as completed,
                coalesce(sum(e.amount_yuan) filter (where e.kind = 'COMPLETED' and e.month between period.first and period.last), 0) as in_period,
                coalesce(sum(e.amount_yuan) filter (where e.kind = 'ARRANGED' and e.month between ? and ?), 0) as recent_arranged,
                coalesce(sum(e.amount_yuan) filter (where e.kind = 'COMPLETED' and e.month between ? and ?), 0) as recent_completed,
                coalesce(sum(e.amount_yuan) filter (where e.kind = 'PAID' and e.month between ? and ?), 0) as recent_paid,
                min(e.month) filter (where e.month <= ?) as first
              from %2$s e cross join period left join %8$s m on m.plan = e.plan and m.project = e.project
              where e.plan = ? group by 1),
            reported as (
              select r.project, min(r.month) as first, max(r.month) as last from %3$s r
              where r.plan = ? and r.status in ('SUBMITTED', 'ACCEPTED') and r.month <= ? group by r.project)
            select exists (select from %4$s e where e.plan = ?),
              least((select min(first) from entered), (select min(first) from reported)),
              p.code, n.name, p.lead_units[1], p.stage, planned.total_yuan, planned.period_yuan, planned.first, planned.last, joined.day,
              e.arranged, e.completed, e.in_period, e.recent_arranged, e.recent_completed, e.recent_paid, r.last
            from planned join %5$s p on p.code = planned.project join %6$s n on n.code = p.code
            left join joined on joined.project = p.code
            left join entered e on e.project = p.code left join reported r on r.project = p.code
            order by p.code"""
                .formatted(
                    tables.plans(),
                    tables.entries(),
                    tables.reports(),
                    tables.allEntries(),
                    tables.projects(),
                    tables.projectNames(),
                    tables.allPlans(),
                    tables.mergedProjects()),
            row -> new Row(row.getBoolean(1), month(row, 2), project(row)),
            plan,
            plan,
            from,
            last,
            from,
            last,
            from,
            last,
            last,
            plan,
            plan,
            last,
            plan);
    return rows.isEmpty()
        ? new SupervisedPlan(false, null, List.of())
        : new SupervisedPlan(
            rows.getFirst().hasLedger(),
            rows.getFirst().since(),
            rows.stream().map(Row::project).toList());
  }

  private static Project project(ResultSet row) throws SQLException {
    var code = row.getString(3);
    var stage = row.getString(6);
    var joined = row.getObject(11, LocalDate.class);
    return new Project(
        code,
        Objects.requireNonNullElse(row.getString(4), code),
        row.getString(5),
        stage == null ? ProjectStage.NOT_STATED : ProjectStage.valueOf(stage),
        money(row, 7),
        money(row, 8),
        row.getObject(9, Integer.class),
        row.getObject(10, Integer.class),
        joined == null ? null : YearMonth.from(joined),
        money(row, 12),
        money(row, 13),
        money(row, 14),
        new Recent(money(row, 15), money(row, 16), money(row, 17)),
        month(row, 18));
  }

  /** An amount; none is zero. */
  private static BigDecimal money(ResultSet row, int column) throws SQLException {
    var amount = row.getBigDecimal(column);
    return amount == null ? new BigDecimal("0.00") : amount.setScale(2);
  }

  private static @Nullable YearMonth month(ResultSet row, int column) throws SQLException {
    var month = row.getString(column);
    return month == null ? null : YearMonth.parse(month);
  }
}

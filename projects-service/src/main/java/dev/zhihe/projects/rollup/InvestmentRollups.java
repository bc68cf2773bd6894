package dev.zhihe.projects.rollup;

import dev.zhihe.projects.investment.Phase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.util.List;

/** Sums investment plans in the database. */
@ApplicationScoped
class InvestmentRollups {
  private final EntityManager entities;

  InvestmentRollups(EntityManager entities) {
    this.entities = entities;
  }

  /**
   * The adopted investment plans of a plan by programme. Drafts count for nobody, the bureau
   * included: one figure, whoever asks. One statement, so that all sums are of one moment.
   */
  @SuppressWarnings("unchecked") // native queries know no result type
  InvestmentRollup byProgramme(String plan) {
    List<Tuple> rows =
        entities
            .createNativeQuery(
                """
                with planned as (
                  select p.programme, i.total_yuan, i.period_yuan, i.phase_from, i.phase_to, i.phase_yuan
                  from investment_plan i join project p on p.code = i.project
                  where i.plan = :plan and i.status = 'ADOPTED')
                select programme, count(*) as projects, sum(total_yuan) as total, sum(period_yuan) as period,
                       null as from_year, null as to_year, null as yuan
                from planned group by programme
                union all
                select programme, 0, 0, 0, phase.from_year, phase.to_year, sum(phase.yuan)
                from planned cross join unnest(phase_from, phase_to, phase_yuan) as phase (from_year, to_year, yuan)
                group by programme, phase.from_year, phase.to_year
                """,
                Tuple.class)
            .setParameter("plan", plan)
            .getResultList();
    return InvestmentRollup.byProgramme(plan, rows.stream().map(InvestmentRollups::part).toList());
  }

  private static InvestmentRollup.Part part(Tuple row) {
    return new InvestmentRollup.Part(
        row.get("programme", String.class),
        row.get("projects", Long.class),
        row.get("total", BigDecimal.class),
        row.get("period", BigDecimal.class),
        row.get("yuan") == null
            ? null
            : new Phase(
                row.get("from_year", Integer.class),
                row.get("to_year", Integer.class),
                row.get("yuan", BigDecimal.class)));
  }
}

package dev.zhihe.projects.rollup;

import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sealed.Cut;
import dev.zhihe.projects.investment.plan.InvestmentPlan;
import dev.zhihe.projects.ledger.entry.LedgerEntry;
import dev.zhihe.projects.project.Project;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The rows known at a moment, as parts of a from-clause: those of the tables for now, and those of
 * their typed histories for the past. A statement over them is the same for both.
 *
 * @param past the position; null for now
 * @param on the day on which rows must have held; null for any. There is a position then
 */
public record KnownTables(@Nullable Cut past, @Nullable LocalDate on) {
  /** The tables as they are now. */
  public static final KnownTables NOW = new KnownTables(null, null);

  /** The rows at the moment of the states. The answer depends on plans, projects and entries. */
  public static KnownTables of(States states) {
    states.past(InvestmentPlan.class);
    states.past(Project.class);
    return new KnownTables(states.past(LedgerEntry.class), states.validOn());
  }

  /**
   * The investment plans. Without a day these are the ones that none replaces, so that each project
   * counts once.
   */
  public String plans() {
    if (past == null) {
      return "(select * from investment_plan where valid_until is null)";
    }
    return on == null
        ? history("investment_plan", past, " and valid_to is null")
        : history("investment_plan", past, validOn(on));
  }

  /** The investment plans of all days, also those that ended. */
  public String allPlans() {
    return known("investment_plan", null);
  }

  /**
   * The projects that were merged: {@code plan}, {@code project} and {@code into_project}, the one
   * that went on, also after several mergers. On a day, mergers up to that day count.
   */
  public String mergedProjects() {
    // A later merger has an investment plan of a later day, which names all.
    return """
        (select distinct on (i.plan, m.project) i.plan, m.project, i.project as into_project
         from %1$s i cross join lateral (select unnest(i.merged_projects)::text collate "C") as m (project)
         where i.status = 'ADOPTED'%2$s order by i.plan, m.project, i.valid_from desc)"""
        .formatted(allPlans(), on == null ? "" : " and i.valid_from <= " + literal(on));
  }

  /** The projects; on a day, each in its stage of that day. */
  public String projects() {
    var projects = known("project", on);
    return on == null
        ? projects
        : """
        (select p.code, p.programme, p.location, p.lead_units, p.tags, coalesce((
           select u.stage from unnest(p.stage_words, p.stage_since) with ordinality as u (stage, since, place)
           where u.since is null or u.since <= %2$s order by u.place desc limit 1), p.stage) as stage
         from %1$s p)"""
            .formatted(projects, literal(on));
  }

  /** The names of projects, by {@code code}. The typed history has none, so bodies are read. */
  public String projectNames() {
    return past == null
        ? "project"
        : """
        (select entity_id as code, body_text(body_json(body), 'name') as name from history
         where entity_type = 'project' and from_position <= %1$d and (to_position is null or to_position > %1$d))"""
            .formatted(past.position());
  }

  /** The entries of months that had ended by the day; of all months without a day. */
  public String entries() {
    return known("ledger_entry", on);
  }

  /** The entries of all months, also on a day. */
  public String allEntries() {
    return known("ledger_entry", null);
  }

  /**
   * The monthly reports of months that had ended by the day; of all months without a day. Who reads
   * them depends on them, too.
   */
  public String reports() {
    return known("project_report", on);
  }

  private String known(String table, @Nullable LocalDate day) {
    return past == null ? table : history(table, past, day == null ? "" : validOn(day));
  }

  private static String history(String table, Cut past, String condition) {
    return "(select * from %1$s_history where from_position <= %2$d and (to_position is null or to_position > %2$d)%3$s)"
        .formatted(table, past.position(), condition);
  }

  private static String validOn(LocalDate day) {
    return " and (valid_from is null or valid_from <= %1$s) and (valid_to is null or valid_to > %1$s)"
        .formatted(literal(day));
  }

  /** PostgreSQL writes years beyond four digits in another way. */
  private static String literal(LocalDate day) {
    return "date '%s'"
        .formatted(
            day.getYear() > 9999 ? "infinity" : day.getYear() < 1 ? "-infinity" : day.toString());
  }
}

package dev.zhihe.projects.project;

import dev.zhihe.kit.writes.LockingRepository;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The projects. */
@ApplicationScoped
public class Projects implements LockingRepository<Project> {

  /** The plan that a project belongs to; null if there is no such project. */
  public @Nullable String planOf(String code) {
    var project = findById(code);
    return project == null ? null : project.plan();
  }

  /**
   * The unified social credit code of the unit that answers for a project first: its operators act
   * for the project. Null if the project, the unit or its credit code is not known.
   */
  public @Nullable String leadOrganisationOf(String code) {
    var found =
        getEntityManager()
            .createNativeQuery(
                """
                select unit.credit_code from project
                join unit on unit.area = project.area
                  and (unit.name = project.lead_units[1] or unit.aliases @> array[project.lead_units[1]])
                where project.code = :code
                """,
                String.class)
            .setParameter("code", code)
            .getResultList();
    return found.isEmpty() ? null : (String) found.getFirst();
  }

  /**
   * Whether investment plans of a plan are in force, and therefore included in the sums by
   * programme.
   */
  boolean areSummed(String plan) {
    return (Boolean)
        getEntityManager()
            .createNativeQuery(
                "select exists (select from investment_plan where plan = :plan and status = 'ADOPTED')",
                Boolean.class)
            .setParameter("plan", plan)
            .getSingleResult();
  }
}

package dev.zhihe.projects.project;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The projects. */
@ApplicationScoped
public class Projects implements PanacheRepositoryBase<Project, String> {

  /** The plan that a project belongs to; null if there is no such project. */
  public @Nullable String planOf(String code) {
    var project = findById(code);
    return project == null ? null : project.plan();
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

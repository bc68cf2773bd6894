package dev.zhihe.projects.project;

import dev.zhihe.kit.writes.LockingRepository;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The projects. */
@ApplicationScoped
public class Projects implements LockingRepository<Project> {

  /** The plan that a project belongs to; null if there is no such project. */
  public @Nullable String planOf(String code) {
    var project = findById(code);
    return project == null ? null : project.plan();
  }

  /** The projects with these codes that exist, locked in the order of their codes. */
  public Map<String, Project> locked(Collection<String> codes) {
    return byCode(
        find("code in ?1", Sort.by("code"), codes).withLock(LockModeType.PESSIMISTIC_WRITE));
  }

  /** The projects with these codes that exist. */
  public Map<String, Project> byCode(Collection<String> codes) {
    return byCode(find("code in ?1", codes));
  }

  private static Map<String, Project> byCode(PanacheQuery<Project> found) {
    return found.stream().collect(Collectors.toMap(Project::code, Function.identity()));
  }

  /** When a project left its plan; null if it did not. */
  public @Nullable Departure departureOf(String code) {
    var project = findById(code);
    return project == null ? null : project.departure();
  }

  /**
   * Which of these projects left their plans, and when, by project. Read from the table, also of
   * projects that were loaded before.
   */
  public Map<String, Departure> departures(Collection<String> codes) {
    return find(
            "select code, listedUntil, unlistedBy from Project where code in ?1 and unlistedBy is not null",
            new TreeSet<>(codes))
        .project(Departure.class)
        .stream()
        .collect(Collectors.toMap(Departure::project, Function.identity()));
  }

  /**
   * The unified social credit code of the unit that answers for a project first: its operators act
   * for the project. Null if the project, the unit or its credit code is not known.
   */
  public @Nullable String leadOrganisationOf(String code) {
    return leadOrganisations(List.of(code)).get(code);
  }

  /** As {@link #leadOrganisationOf} for many projects, by project. */
  public Map<String, String> leadOrganisations(Collection<String> codes) {
    return getSession()
        .createNativeQuery(
            """
            select project.code, unit.credit_code from project
            join unit on unit.area = project.area
              and (unit.name = project.lead_units[1] or unit.aliases @> array[project.lead_units[1]])
            where project.code = any(?1) and unit.credit_code is not null
            """,
            Object[].class)
        .setParameter(1, codes.toArray(String[]::new))
        .getResultStream()
        .collect(
            Collectors.toMap(
                row -> (String) row[0], row -> (String) row[1], (first, other) -> first));
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

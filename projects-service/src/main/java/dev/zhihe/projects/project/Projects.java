package dev.zhihe.projects.project;

import dev.zhihe.kit.writes.LockingRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        find("code in ?1", Sort.by("code"), codes)
            .withLock(LockModeType.PESSIMISTIC_WRITE)
            .stream());
  }

  /**
   * Locks all projects of a plan in the order of their codes: none leaves it before the transaction
   * ends.
   */
  public void holdAllOf(String plan) {
    getSession()
        .createNativeQuery(
            "select code from project where plan = ?1 order by code for no key update",
            String.class)
        .setParameter(1, plan)
        .getResultList();
  }

  /** The projects with these codes that exist. There may be many codes. */
  public Map<String, Project> byCode(Collection<String> codes) {
    return byCode(
        getSession()
            .createNativeQuery("select * from project where code = any(?1)", Project.class)
            .setParameter(1, codes.toArray(String[]::new))
            .getResultStream());
  }

  private static Map<String, Project> byCode(Stream<Project> found) {
    return found.collect(Collectors.toMap(Project::code, Function.identity()));
  }

  /** When a project left its plan; null if it did not. */
  public @Nullable Departure departureOf(String code) {
    var project = findById(code);
    return project == null ? null : project.departure();
  }

  /**
   * Which of these projects left their plans, and when, by project. Read from the table, also of
   * projects that were loaded before. There may be many codes.
   */
  public Map<String, Departure> departures(Collection<String> codes) {
    return getSession()
        .createNativeQuery(
            "select code, listed_until, unlisted_by from project where code = any(?1) and unlisted_by is not null",
            Object[].class)
        .addScalar("code", String.class)
        .addScalar("listed_until", LocalDate.class)
        .addScalar("unlisted_by", String.class)
        .setParameter(1, codes.stream().distinct().toArray(String[]::new))
        .getResultStream()
        .map(row -> new Departure((String) row[0], (LocalDate) row[1], (String) row[2]))
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

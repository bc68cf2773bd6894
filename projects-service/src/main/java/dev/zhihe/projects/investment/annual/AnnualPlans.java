package dev.zhihe.projects.investment.annual;

import dev.zhihe.kit.review.AdoptableRepository;
import dev.zhihe.projects.investment.plan.InvestmentPlansEnding;
import dev.zhihe.projects.project.DepartedDrafts;
import dev.zhihe.projects.project.Departure;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The annual plans. */
@ApplicationScoped
class AnnualPlans implements AdoptableRepository<AnnualPlan> {
  private final DepartedDrafts departed;

  AnnualPlans(DepartedDrafts departed) {
    this.departed = departed;
  }

  /**
   * The drafts of a plan for a year, locked in the order of their codes. 404 if there are no annual
   * plans of that year; 409 if all are adopted.
   */
  List<AnnualPlan> lockedDraftsOf(String plan, int year) {
    return lockedDrafts(
        "plan = ?1 and year = ?2",
        "规划 %s %d 年的年度计划均已批准",
        "Every annual plan of %s for %d is adopted already",
        plan,
        year);
  }

  /** The adopted annual plans of a plan for a year that none has replaced, locked, by project. */
  Map<String, AnnualPlan> lockedInForce(String plan, int year) {
    return find(
            "plan = ?1 and year = ?2 and adoption.status = ADOPTED and validUntil is null",
            Sort.by("code"),
            plan,
            year)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .stream()
        .collect(Collectors.toMap(AnnualPlan::project, Function.identity()));
  }

  /** The annual plans of these projects that none has replaced, drafts among them. */
  List<AnnualPlan> latestOf(Collection<String> projects) {
    return projects.isEmpty()
        ? List.of()
        : list("project in ?1 and validUntil is null order by code", projects);
  }

  /** Deletes the drafts of projects that leave their plan, for years after the one of that day. */
  void discard(@Observes InvestmentPlansEnding ending) {
    var departures =
        ending.departures().stream()
            .collect(Collectors.toMap(Departure::project, Function.identity()));
    withoutDeparted(
        find("project in ?1 and adoption.status = DRAFT", Sort.by("code"), departures.keySet())
            .withLock(LockModeType.PESSIMISTIC_WRITE)
            .list(),
        departures);
  }

  /**
   * Deletes locked drafts of projects that left their plan before the year, and returns the others.
   */
  List<AnnualPlan> withoutDeparted(List<AnnualPlan> drafts, Map<String, Departure> departures) {
    return departed.discard(
        drafts, departures, AnnualPlan::project, (draft, left) -> left.isBefore(draft.year()));
  }

  /** The annual plans with these codes that exist, by code. */
  Map<String, AnnualPlan> byCode(Collection<String> codes) {
    return stream("code in ?1", codes)
        .collect(Collectors.toMap(AnnualPlan::code, Function.identity()));
  }

  /** Code of the annual plan of a project for a year that holds from a day on, or null. */
  @Nullable String codeOf(NewAnnualPlan given) {
    return stream(
            "project = ?1 and plan = ?2 and year = ?3", given.project(), given.plan(), given.year())
        .map(AnnualPlan::view)
        .filter(one -> startsOn(one, given.validFrom()))
        .map(AnnualPlanView::code)
        .findFirst()
        .orElse(null);
  }

  private static boolean startsOn(AnnualPlanView one, @Nullable LocalDate day) {
    return Objects.equals(one.validFrom(), day);
  }
}

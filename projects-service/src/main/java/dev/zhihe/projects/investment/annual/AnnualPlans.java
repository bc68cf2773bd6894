package dev.zhihe.projects.investment.annual;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.projects.investment.plan.InvestmentPlanStatus;
import dev.zhihe.projects.investment.plan.InvestmentPlansEnding;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
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
class AnnualPlans implements PanacheRepositoryBase<AnnualPlan, String> {

  /**
   * The drafts of a plan for a year, locked in the order of their codes. 404 if there are no annual
   * plans of that year; 409 if all are adopted.
   */
  List<AnnualPlan> lockedDraftsOf(String plan, int year) {
    var drafts =
        find(
                "plan = ?1 and year = ?2 and status = ?3",
                Sort.by("code"),
                plan,
                year,
                InvestmentPlanStatus.DRAFT)
            .withLock(LockModeType.PESSIMISTIC_WRITE)
            .list();
    if (drafts.isEmpty()) {
      throw count("plan = ?1 and year = ?2", plan, year) == 0
          ? Problem.notFound(plan + " " + year)
          : Problem.conflict(
              "规划 %s %d 年的年度计划均已批准",
              "Every annual plan of %s for %d is adopted already", plan, year);
    }
    return drafts;
  }

  /** The adopted annual plans of a plan for a year that none has replaced, locked, by project. */
  Map<String, AnnualPlan> lockedInForce(String plan, int year) {
    return find(
            "plan = ?1 and year = ?2 and status = ?3 and validUntil is null",
            Sort.by("code"),
            plan,
            year,
            InvestmentPlanStatus.ADOPTED)
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

  /** Refuses that a project leaves its plan while it has a draft of an annual plan. */
  void refuse(@Observes InvestmentPlansEnding ending) {
    latestOf(ending.projects()).stream()
        .filter(one -> !one.adopted())
        .findFirst()
        .ifPresent(
            draft -> {
              throw Problem.conflict(
                  "年度计划 %1$s 尚为草案，项目 %2$s 退出前请先批准该年度（POST /v1/annual-plans/adoptions）",
                  "Annual plan %1$s of project %2$s is a draft: adopt its year before the project leaves (POST /v1/annual-plans/adoptions)",
                  draft.code(),
                  draft.project());
            });
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

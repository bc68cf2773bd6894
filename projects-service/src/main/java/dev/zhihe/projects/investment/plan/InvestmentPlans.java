package dev.zhihe.projects.investment.plan;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.review.AdoptableRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The investment plans. */
@ApplicationScoped
public class InvestmentPlans implements AdoptableRepository<InvestmentPlan> {

  /**
   * The drafts of a plan's investment plans, locked in the order of their codes. 404 if the plan
   * has no investment plans; 409 if all are in force.
   */
  List<InvestmentPlan> lockedDraftsOf(String plan) {
    return lockedDrafts(
        "plan = ?1", "规划 %s 的投资计划均已批准", "Every investment plan of %s is adopted already", plan);
  }

  /**
   * 409 that names the first of the drafts once the plan has an investment plan in force: the
   * project of a later one joins the plan by an approved act.
   */
  void requireFirstAdoption(String plan, List<InvestmentPlan> drafts) {
    if (!drafts.isEmpty() && count("plan = ?1 and adoption.status = ADOPTED", plan) > 0) {
      throw Problem.conflict(
          "规划 %1$s 的投资计划已经批准，项目 %2$s 尚未列入：请以项目变动新增（POST /v1/project-changes，kind=addition）",
          "Investment plans of %1$s are adopted already, and project %2$s is not in the plan: add it by a change of projects (POST /v1/project-changes with kind addition)",
          plan,
          drafts.getFirst().project());
    }
  }

  /**
   * Code of the investment plan that a project has in a plan from a day on, or null.
   *
   * @param validFrom null for the one that was imported, which may hold from a later day on
   */
  @Nullable String codeOf(String project, String plan, @Nullable LocalDate validFrom) {
    return stream("project = ?1 and plan = ?2", project, plan)
        .map(InvestmentPlan::view)
        .filter(
            one ->
                validFrom == null
                    ? one.adjusts() == null
                    : Objects.equals(one.validFrom(), validFrom))
        .map(InvestmentPlanView::code)
        .findFirst()
        .orElse(null);
  }

  /** The investment plans with these codes that exist, locked in the order of their codes. */
  public Map<String, InvestmentPlan> locked(Collection<String> codes) {
    return find("code in ?1", Sort.by("code"), codes)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .stream()
        .collect(Collectors.toMap(InvestmentPlan::code, Function.identity()));
  }

  /** The investment plans of these projects that none has replaced. */
  public List<InvestmentPlan> latestOf(Collection<String> projects) {
    return of(projects).stream().filter(InvestmentPlan::isLatest).toList();
  }

  /** The investment plans of these projects, also those that ended. There may be many projects. */
  public List<InvestmentPlan> of(Collection<String> projects) {
    return getSession()
        .createNativeQuery(
            "select * from investment_plan where project = any(?1)", InvestmentPlan.class)
        .setParameter(1, projects.toArray(String[]::new))
        .getResultList();
  }

  /**
   * As {@link #of}, locked in the order of their codes. The caller has locked the projects: then no
   * other investment plan follows these meanwhile.
   */
  public List<InvestmentPlan> lockedOf(Collection<String> projects) {
    return find("project in ?1", Sort.by("code"), projects)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }

  /** Those of these plans that have an adopted investment plan. */
  public Set<String> adoptedAmong(Collection<String> plans) {
    return Set.copyOf(
        getEntityManager()
            .createQuery(
                "select distinct plan from InvestmentPlan where plan in :plans and adoption.status = ADOPTED",
                String.class)
            .setParameter("plans", plans)
            .getResultList());
  }

  /** A free code for the replacement of an investment plan. */
  public String successorOf(InvestmentPlan replaced) {
    var code = InvestmentPlan.successor(replaced.code());
    while (findById(code) != null) {
      code = InvestmentPlan.successor(code);
    }
    return code;
  }
}

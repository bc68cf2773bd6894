package dev.zhihe.projects.investment.plan;

import dev.zhihe.kit.problem.Problem;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The investment plans. */
@ApplicationScoped
public class InvestmentPlans implements PanacheRepositoryBase<InvestmentPlan, String> {

  /**
   * The drafts of a plan's investment plans, locked in the order of their codes. 404 if the plan
   * has no investment plans; 409 if all are in force.
   */
  List<InvestmentPlan> lockedDraftsOf(String plan) {
    var drafts =
        find("plan = ?1 and status = ?2", Sort.by("code"), plan, InvestmentPlanStatus.DRAFT)
            .withLock(LockModeType.PESSIMISTIC_WRITE)
            .list();
    if (drafts.isEmpty()) {
      throw count("plan", plan) == 0
          ? Problem.notFound(plan)
          : Problem.conflict(
              "规划 %s 的投资计划均已批准", "Every investment plan of %s is adopted already", plan);
    }
    return drafts;
  }

  /** Code of the investment plan that a project has in a plan, or null. */
  @Nullable String codeOf(String project, String plan) {
    return find("project = ?1 and plan = ?2", project, plan)
        .<InvestmentPlan>firstResultOptional()
        .map(InvestmentPlan::code)
        .orElse(null);
  }
}

package dev.zhihe.projects.rule;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.projects.investment.plan.InvestmentPlanStatus;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of plans. */
@ApplicationScoped
public class ProgressRules implements PanacheRepositoryBase<ProgressRule, String> {

  /**
   * The drafts of a plan's rules, locked in the order of their codes. 404 if the plan has no rules;
   * 409 if all are adopted.
   */
  List<ProgressRule> lockedDraftsOf(String plan) {
    var drafts =
        find("plan = ?1 and status = ?2", Sort.by("code"), plan, InvestmentPlanStatus.DRAFT)
            .withLock(LockModeType.PESSIMISTIC_WRITE)
            .list();
    if (drafts.isEmpty()) {
      throw count("plan", plan) == 0
          ? Problem.notFound(plan)
          : Problem.conflict(
              "规划 %s 的进度规则均已批准", "Every progress rule of %s is adopted already", plan);
    }
    return drafts;
  }

  /** Code of the rule of a plan that holds from a day on, or null. */
  @Nullable String codeOf(String plan, LocalDate effectiveOn) {
    return find("plan = ?1 and effectiveOn = ?2", plan, effectiveOn)
        .<ProgressRule>firstResultOptional()
        .map(ProgressRule::code)
        .orElse(null);
  }

  /** The rule that a plan has on a day, as far as is known now. */
  public ProgressRuleInForce inForce(String plan, LocalDate day) {
    return ProgressRuleInForce.of(
        stream("plan = ?1 and status = ?2", plan, InvestmentPlanStatus.ADOPTED)
            .map(ProgressRule::view)
            .toList(),
        day);
  }
}

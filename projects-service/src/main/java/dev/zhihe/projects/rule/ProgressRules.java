package dev.zhihe.projects.rule;

import dev.zhihe.kit.review.AdoptableRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of plans. */
@ApplicationScoped
public class ProgressRules implements AdoptableRepository<ProgressRule> {

  /**
   * The drafts of a plan's rules, locked in the order of their codes. 404 if the plan has no rules;
   * 409 if all are adopted.
   */
  List<ProgressRule> lockedDraftsOf(String plan) {
    return lockedDrafts(
        "plan = ?1", "规划 %s 的进度规则均已批准", "Every progress rule of %s is adopted already", plan);
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
        stream("plan = ?1 and adoption.status = ADOPTED", plan).map(ProgressRule::view).toList(),
        day);
  }
}

package dev.zhihe.projects.investment.adjustment;

import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.projects.investment.plan.InvestmentPlan;
import dev.zhihe.projects.investment.plan.InvestmentPlans;
import dev.zhihe.projects.investment.plan.InvestmentPlansEnding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Comparator;
import java.util.List;

/** Checks a proposed adjustment against the investment plan and other adjustments. */
@ApplicationScoped
class PlanDrafting {
  private final PlanAdjustments adjustments;
  private final InvestmentPlans plans;

  PlanDrafting(PlanAdjustments adjustments, InvestmentPlans plans) {
    this.adjustments = adjustments;
    this.plans = plans;
  }

  /**
   * A new draft. 409 if the investment plan is not in force or has an open adjustment. 422 with
   * every broken rule.
   */
  PlanAdjustment draft(NewPlanAdjustment given) {
    var adjusted = adjustable(given);
    var open = adjustments.openOf(List.of(given.investmentPlan())).get(given.investmentPlan());
    if (open != null) {
      throw open.conflict(
          new Text("该投资计划已有未批准的调整", "There is an adjustment of that investment plan already"));
    }
    var code = given.code() == null ? adjustments.next(given.investmentPlan()) : given.code();
    if (adjustments.findById(code) != null) {
      throw Problem.conflict("代码 %s 已用于另一项调整", "The code %s is another adjustment's", code);
    }
    return new PlanAdjustment(code, given, adjusted);
  }

  /**
   * Replaces a draft's content and reads the investment plan again. Its code and the draft's code
   * stay.
   */
  void redraft(PlanAdjustment adjustment, NewPlanAdjustment given) {
    adjustment.require(Step.CHANGE);
    var rules = new BrokenRules(Csv.cells(given));
    rules.requireUnchanged("investmentPlan", adjustment.investmentPlan());
    rules.requireUnchanged("code", adjustment.code());
    rules.throwIfAny();
    adjustment.recordInvestmentPlan(adjustable(given));
    adjustment.change(given);
  }

  /** Refuses to end an investment plan while an adjustment of it is open. */
  void refuse(@Observes InvestmentPlansEnding ending) {
    adjustments.openOf(ending.investmentPlans()).values().stream()
        .min(Comparator.comparing(PlanAdjustment::code))
        .ifPresent(
            open -> {
              throw open.conflict(
                  new Text(
                      "投资计划 %s 尚有未批准的调整".formatted(open.investmentPlan()),
                      "There is an open adjustment of investment plan %s"
                          .formatted(open.investmentPlan())));
            });
  }

  /** The locked investment plan. Refused if it is not in force or a rule is broken. */
  private InvestmentPlan adjustable(NewPlanAdjustment given) {
    var rules = new BrokenRules(Csv.cells(given));
    var adjusted = plans.lockedOrNull(given.investmentPlan());
    if (adjusted == null) {
      rules.add("investmentPlan", "unknown-reference", "没有此代码", "there is nothing with this code");
      throw rules.problem();
    }
    adjusted.requireInForce();
    given.check(adjusted.view(), rules::add);
    rules.throwIfAny();
    return adjusted;
  }
}

package dev.zhihe.indicators.goals.adjustment;

import dev.zhihe.indicators.goals.Target;
import dev.zhihe.indicators.goals.Targets;
import dev.zhihe.indicators.plan.Plans;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.tables.Csv;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;

/** Checks a proposed adjustment against the target, the plan and other adjustments. */
@ApplicationScoped
class Drafting {
  private final TargetAdjustments adjustments;
  private final Targets targets;
  private final Plans plans;

  Drafting(TargetAdjustments adjustments, Targets targets, Plans plans) {
    this.adjustments = adjustments;
    this.targets = targets;
    this.plans = plans;
  }

  /**
   * A new draft. 409 if the target is not in force or has an open adjustment. 422 with every broken
   * rule.
   */
  TargetAdjustment draft(NewTargetAdjustment given) {
    var target = adjustable(given);
    var open = adjustments.openOf(List.of(given.target())).get(given.target());
    if (open != null) {
      throw open.conflict(new Text("该目标已有未批准的调整", "There is an adjustment of that target already"));
    }
    var code = given.code() == null ? adjustments.next(given.target()) : given.code();
    if (adjustments.findById(code) != null) {
      throw Problem.conflict("代码 %s 已用于另一项调整", "The code %s is another adjustment's", code);
    }
    return new TargetAdjustment(code, given, target);
  }

  /**
   * Replaces a draft's content and reads the target again. The target's code and the draft's code
   * stay.
   */
  void redraft(TargetAdjustment adjustment, NewTargetAdjustment given) {
    adjustment.require(Step.CHANGE);
    var rules = new BrokenRules(Csv.cells(given));
    rules.requireUnchanged("target", adjustment.target());
    rules.requireUnchanged("code", adjustment.code());
    rules.throwIfAny();
    adjustment.recordTarget(adjustable(given));
    adjustment.change(given);
  }

  /** The locked target. Refused if it is not in force or a rule is broken. */
  private Target adjustable(NewTargetAdjustment given) {
    var rules = new BrokenRules(Csv.cells(given));
    var target = targets.lockedOrNull(given.target());
    if (target == null) {
      rules.add("target", "unknown-reference", "没有此代码", "there is nothing with this code");
      throw rules.problem();
    }
    target.requireInForce();
    var plan = Objects.requireNonNull(plans.held(target.view().plan()));
    given.check(target.view(), plan.view().startYear(), rules::add);
    rules.throwIfAny();
    return target;
  }
}

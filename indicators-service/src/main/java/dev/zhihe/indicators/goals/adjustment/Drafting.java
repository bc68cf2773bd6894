package dev.zhihe.indicators.goals.adjustment;

import dev.zhihe.indicators.goals.Target;
import dev.zhihe.indicators.goals.Targets;
import dev.zhihe.indicators.plan.Plans;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.tables.Csv;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Holds what an editor proposes against the target, the plan and the other adjustments. */
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
   * A new draft; 409 if the target is not in force or has an adjustment open, 422 with every broken
   * rule.
   */
  TargetAdjustment draft(NewTargetAdjustment given) {
    var target = adjustable(given);
    var open = adjustments.openOf(List.of(given.target())).get(given.target());
    if (open != null) {
      var steps = open.status().steps(open.code());
      throw new Problem(
          Problem.Type.CONFLICT,
          new Text(
              "该目标已有未批准的调整：" + steps.zh(),
              "There is an adjustment of that target already: " + steps.en()));
    }
    var code = given.code() == null ? adjustments.next(given.target()) : given.code();
    if (adjustments.findById(code) != null) {
      throw Problem.conflict("代码 %s 已用于另一项调整", "The code %s is another adjustment's", code);
    }
    return new TargetAdjustment(code, given, target);
  }

  /** Makes a draft anew, from the target as it stands; its target and code stay. */
  void redraft(TargetAdjustment adjustment, NewTargetAdjustment given) {
    adjustment.requireChangeable();
    var violations = new ArrayList<Violation>();
    unmoved("target", given.target(), adjustment.target(), violations);
    if (given.code() != null) {
      unmoved("code", given.code(), adjustment.code(), violations);
    }
    throwIfAny(violations);
    adjustment.standOn(adjustable(given));
    adjustment.change(given);
  }

  /** The target, locked and in force, that the rules allow to be adjusted so. */
  private Target adjustable(NewTargetAdjustment given) {
    var target = targets.locked(given.target());
    if (target == null) {
      var none = new Text("没有此代码", "there is nothing with this code");
      throw broken(List.of(violation("unknown-reference", "target", given.target(), none)));
    }
    target.requireInForce();
    var plan = Objects.requireNonNull(plans.held(target.view().plan()));
    var values = Csv.cells(given);
    var violations = new ArrayList<Violation>();
    given.check(
        target.view(),
        plan.view().startYear(),
        (field, code, zh, en, arguments) ->
            violations.add(
                violation(
                    code, field, values.getOrDefault(field, ""), Text.of(zh, en, arguments))));
    throwIfAny(violations);
    return target;
  }

  private static void unmoved(
      String field, String given, String stored, List<Violation> violations) {
    if (!given.equals(stored)) {
      violations.add(
          violation("fixed", field, given, Text.of("不可更改，应为 %s", "it stays as it is: %s", stored)));
    }
  }

  private static Violation violation(String code, String field, String given, Text detail) {
    return new Violation(code, "/" + field, null, null, given, detail);
  }

  private static void throwIfAny(List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw broken(violations);
    }
  }

  private static Problem broken(List<Violation> violations) {
    return new Problem(
        Problem.Type.RULE_BROKEN,
        Text.of("有 %d 处不符合规则", "%d rules are broken", violations.size()),
        violations);
  }
}

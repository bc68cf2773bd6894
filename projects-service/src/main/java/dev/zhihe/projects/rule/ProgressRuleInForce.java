package dev.zhihe.projects.rule;

import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sql.Filters;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rule that a plan has on a day: its own, or the product's default. The limits of the default
 * are choices of this product.
 *
 * @param edition of the formulas, which are the same for every plan
 * @param code code of the plan's own rule; null for the default
 * @param effectiveOn first day of the plan's own rule; null for the default
 */
@Schema(
    name = "ProgressRuleInForce",
    description = "所用规则 / The rule that was used: the plan's own, or the product's default")
public record ProgressRuleInForce(
    @Schema(description = "规则版本 / Edition of the formulas", examples = "1") int edition,
    @Schema(
            description = "本规划的规则；缺省规则没有 / Code of the plan's own rule; absent for the default",
            examples = "500106-145-rule-2023")
        @Nullable String code,
    @Schema(description = "起效日期 / First day of the plan's own rule", examples = "2023-07-01")
        @Nullable LocalDate effectiveOn,
    @Schema(
            description = "低于时间进度的此比例为滞后 / Behind below this share of time progress",
            examples = "60")
        int behindBelowPercent,
    @Schema(description = "低于此比例为预警 / A warning below this share", examples = "90")
        int warningBelowPercent,
    @Schema(description = "连续几个月未报 / Months without a report", examples = "2") int silentMonths,
    @Schema(description = "几个月内有资金而无完成投资 / Months with money and nothing completed", examples = "3")
        int stalledMonths,
    @Schema(description = "超过总投资的此比例 / Share of the total investment", examples = "100")
        int overPlanPercent) {

  /** The rule of a plan that has none. */
  public static final ProgressRuleInForce DEFAULT =
      new ProgressRuleInForce(1, null, null, 60, 90, 2, 3, 100);

  /** The rule of a plan on a day, as it is known at the moment of the states. */
  public static ProgressRuleInForce of(String plan, States states, LocalDate day) {
    return of(
        states.publicStates(
            ProgressRule.class, ProgressRuleView.class, Filters.none().equal("plan", plan)),
        day);
  }

  /** The last of some adopted rules of a plan that had begun by a day, or the default. */
  static ProgressRuleInForce of(Collection<ProgressRuleView> adopted, LocalDate day) {
    return adopted.stream()
        .filter(rule -> !rule.effectiveOn().isAfter(day))
        .max(Comparator.comparing(ProgressRuleView::effectiveOn))
        .map(
            rule ->
                new ProgressRuleInForce(
                    DEFAULT.edition,
                    rule.code(),
                    rule.effectiveOn(),
                    rule.behindBelowPercent(),
                    rule.warningBelowPercent(),
                    rule.silentMonths(),
                    rule.stalledMonths(),
                    rule.overPlanPercent()))
        .orElse(DEFAULT);
  }
}

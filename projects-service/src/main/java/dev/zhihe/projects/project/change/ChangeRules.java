package dev.zhihe.projects.project.change;

import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.projects.investment.plan.InvestmentPlan;
import dev.zhihe.projects.investment.plan.PlannedInvestment;
import dev.zhihe.projects.project.Project;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a change. They are asked when it is drafted or changed, and again when it is
 * approved.
 */
record ChangeRules(NewProjectChange given, NamedProjects known, Refusal refusal) {
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2200;
  private static final BigDecimal MAX_YUAN = new BigDecimal("1e13");

  /** Reports every broken rule. */
  void check() {
    var seen = new HashSet<String>();
    for (var code : given.projects()) {
      if (!seen.add(code)) {
        refusal.refuse("projects", "duplicate", "%s 重复", "%s stands twice", code);
      } else {
        checkProject("projects", code);
      }
    }
    checkAdopted();
    checkInto();
    checkDay();
    if (given.kind() == ProjectChangeKind.MERGER) {
      checkSum();
    }
  }

  /**
   * The first adoption takes all drafts of a plan. A project that joined before would prevent it.
   */
  private void checkAdopted() {
    if (given.kind() == ProjectChangeKind.ADDITION
        && !known.adoptedPlans().contains(given.plan())) {
      refusal.refuse(
          "plan",
          "not-adopted",
          "规划 %s 尚无已批准的投资计划：其项目随首次批准列入（POST /v1/investment-plans/adoptions）",
          "%s has no adopted investment plan yet: its projects join it by the first adoption (POST /v1/investment-plans/adoptions)",
          given.plan());
    }
  }

  private void checkInto() {
    var into = given.into();
    if (given.kind() != ProjectChangeKind.MERGER) {
      if (into != null) {
        refusal.refuse("into", "not-a-merger", "仅合并填写", "a merger alone has it");
      }
    } else if (into == null) {
      refusal.refuse("into", "required", "必填：并入哪个项目", "required: which project goes on");
    } else if (given.projects().contains(into)) {
      refusal.refuse("into", "duplicate", "%s 不可并入其自身", "%s does not go into itself", into);
    } else {
      checkProject("into", into);
    }
  }

  private void checkDay() {
    var year = given.effectiveOn().getYear();
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      refusal.refuse(
          "effectiveOn",
          "effective-day",
          "应在 %d 年与 %d 年之间",
          "in a year from %d to %d",
          FIRST_YEAR,
          LAST_YEAR);
    }
  }

  private void checkProject(String field, String code) {
    var project = known.projects().get(code);
    if (project == null) {
      refusal.refuse(field, "unknown-reference", "没有项目 %s", "there is no project %s", code);
      return;
    }
    if (!project.plan().equals(given.plan())) {
      refusal.refuse(
          field,
          "elsewhere",
          "%s 属于 %s，而非 %s",
          "%s belongs to %s, not to %s",
          code,
          project.plan(),
          given.plan());
      return;
    }
    var left = project.departure();
    if (left != null) {
      refusal.refuse(field, "withdrawn", "%1$s", "%2$s", left.text().zh(), left.text().en());
      return;
    }
    var plan = known.plans().get(code);
    if (given.kind() == ProjectChangeKind.ADDITION) {
      checkJoins(field, code, plan);
    } else {
      checkLeaves(field, project, plan);
    }
  }

  private void checkJoins(String field, String code, @Nullable InvestmentPlan plan) {
    if (plan == null) {
      refusal.refuse(
          field,
          "no-draft",
          "%s 没有投资计划草案：请先导入（POST /v1/investment-plans/imports）",
          "%s has no draft of an investment plan: import one first (POST /v1/investment-plans/imports)",
          code);
    } else if (plan.adopted()) {
      refusal.refuse(
          field,
          "in-force",
          "%s 已有现行投资计划 %s",
          "%s has an investment plan in force: %s",
          code,
          plan.code());
    }
  }

  private void checkLeaves(String field, Project project, @Nullable InvestmentPlan plan) {
    if (plan == null || !plan.inForce()) {
      // A project without any investment plan may be withdrawn: no plan ends.
      if (known.planned().contains(project.code()) || given.kind() == ProjectChangeKind.MERGER) {
        refusal.refuse(
            field,
            "not-in-force",
            "%s 没有现行投资计划",
            "%s has no investment plan in force",
            project.code());
      }
    } else if (plan.validFrom() != null && !given.effectiveOn().isAfter(plan.validFrom())) {
      refusal.refuse(
          "effectiveOn",
          "effective-day",
          "投资计划 %s 自 %s 起效，应在其后",
          "after %2$s, from which on investment plan %1$s holds",
          plan.code(),
          plan.validFrom());
    }
    var earliest = project.earliestDeparture();
    if (field.equals("projects") && earliest != null && given.effectiveOn().isBefore(earliest)) {
      refusal.refuse(
          "effectiveOn",
          "effective-day",
          "项目 %s 的阶段自 %s 起变更，不早于该日",
          "not before %2$s, on which the stage of project %1$s changed",
          project.code(),
          earliest);
    }
  }

  /** The amounts of all are one investment plan's, so they follow the rules of one. */
  private void checkSum() {
    var plans = given.named().distinct().map(known.plans()::get).filter(Objects::nonNull).toList();
    if (plans.isEmpty() || !plans.stream().allMatch(InvestmentPlan::inForce)) {
      return;
    }
    var parts = plans.stream().map(InvestmentPlan::planned).toList();
    var sum = PlannedInvestment.sum(parts.stream());
    if (sum.totalYuan().compareTo(MAX_YUAN) >= 0 || sum.periodYuan().compareTo(MAX_YUAN) >= 0) {
      refusal.refuse(
          "projects",
          "yuan",
          "合计应在 10 万亿元以下",
          "the amounts come to 10,000,000,000,000 yuan or more");
    }
    var broken = new HashSet<String>();
    Refusal ofSum = (field, rule, zh, en, arguments) -> broken.add(rule);
    sum.checkOrder(ofSum);
    if (broken.isEmpty()) {
      sum.checkSums(ofSum);
      if (!PlannedInvestment.phasesAddUp(parts)) {
        broken.add("unbalanced");
      }
    }
    if (broken.contains("order")) {
      refusal.refuse(
          "projects",
          "phases-differ",
          "各投资计划的分期年份不同而重叠，无法相加；请先以投资计划调整统一分期",
          "the phases are of different years that overlap, and cannot be added: adjust the investment plans to the same years first");
    } else if (!broken.isEmpty()) {
      refusal.refuse(
          "projects",
          "phases-differ",
          "各投资计划有的有分期、有的没有，相加后与规划期投资或规划总投资不符；请先以投资计划调整补齐分期",
          "some investment plans have phases that others lack, and the sums do not add up: adjust the investment plans to have them first");
    }
  }
}

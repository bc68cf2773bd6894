package dev.zhihe.projects.investment.annual;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.projects.investment.plan.InvestmentPlanView;
import dev.zhihe.projects.investment.plan.InvestmentPlans;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up what projects are to invest in their years, with their investment plans. */
@ApplicationScoped
class ProjectYears {
  private final InvestmentPlans investmentPlans;

  ProjectYears(InvestmentPlans investmentPlans) {
    this.investmentPlans = investmentPlans;
  }

  /**
   * The years of projects. Of a year that has a draft, the draft counts.
   *
   * @param plans annual plans of the projects that none has replaced
   */
  Years of(Collection<String> projects, List<AnnualPlan> plans) {
    var years = new Years(new HashMap<>(), new HashMap<>());
    if (!projects.isEmpty()) {
      investmentPlans
          .latestOf(projects)
          .forEach(plan -> years.investments.put(plan.project(), plan.view()));
    }
    plans.stream()
        .sorted(Comparator.comparing(plan -> !plan.adopted()))
        .forEach(plan -> years.put(plan.project(), plan.year(), plan.view().amountYuan()));
    return years;
  }

  /** Amounts by project and year, and the investment plan of each project. */
  record Years(
      Map<String, InvestmentPlanView> investments, Map<String, Map<Integer, BigDecimal>> amounts) {

    /** Puts an amount in the place of that of the project's year. */
    void put(String project, int year, BigDecimal amount) {
      amounts.computeIfAbsent(project, code -> new HashMap<>()).put(year, amount);
    }

    /** Why a year does not fit the project's phases; null if it does. */
    @Nullable Text misfit(String project, int year) {
      return PhaseFit.misfit(
          investments.get(project), amounts.getOrDefault(project, Map.of()), year);
    }
  }
}

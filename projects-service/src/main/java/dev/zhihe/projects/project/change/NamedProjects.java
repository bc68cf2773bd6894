package dev.zhihe.projects.project.change;

import dev.zhihe.projects.investment.plan.InvestmentPlan;
import dev.zhihe.projects.project.Project;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The projects that changes name, as far as they exist.
 *
 * @param projects by code
 * @param plans the investment plan of each that none has replaced, by project; drafts among them
 * @param planned codes of the projects that have investment plans, ended ones among them
 * @param adoptedPlans those of their plans that have an adopted investment plan
 */
record NamedProjects(
    Map<String, Project> projects,
    Map<String, InvestmentPlan> plans,
    Set<String> planned,
    Set<String> adoptedPlans) {

  static NamedProjects of(
      Map<String, Project> projects, List<InvestmentPlan> plans, Set<String> adoptedPlans) {
    return new NamedProjects(
        projects,
        plans.stream()
            .filter(InvestmentPlan::isLatest)
            .collect(Collectors.toMap(InvestmentPlan::project, Function.identity())),
        plans.stream().map(InvestmentPlan::project).collect(Collectors.toSet()),
        adoptedPlans);
  }
}

package dev.zhihe.projects.project.change;

import dev.zhihe.projects.investment.plan.InvestmentPlan;
import dev.zhihe.projects.project.Project;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The projects that changes name, as far as they exist.
 *
 * @param projects by code
 * @param plans the investment plan of each that none has replaced, by project; drafts among them
 */
record NamedProjects(Map<String, Project> projects, Map<String, InvestmentPlan> plans) {

  static NamedProjects of(Map<String, Project> projects, Collection<InvestmentPlan> latest) {
    return new NamedProjects(
        projects,
        latest.stream().collect(Collectors.toMap(InvestmentPlan::project, Function.identity())));
  }
}

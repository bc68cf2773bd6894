package dev.zhihe.projects.project.change;

import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.projects.investment.plan.InvestmentPlans;
import dev.zhihe.projects.project.Projects;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Checks a proposed change against its projects and their investment plans. */
@ApplicationScoped
class ChangeDrafting {
  private final ProjectChanges changes;
  private final Projects projects;
  private final InvestmentPlans plans;

  ChangeDrafting(ProjectChanges changes, Projects projects, InvestmentPlans plans) {
    this.changes = changes;
    this.projects = projects;
    this.plans = plans;
  }

  /** A new draft. 422 with every broken rule; 409 if the code is taken. */
  ProjectChange draft(NewProjectChange given) {
    check(given);
    var code = given.code() == null ? changes.next(given.plan()) : given.code();
    if (changes.findById(code) != null) {
      throw Problem.conflict("代码 %s 已用于另一项变动", "The code %s is another change's", code);
    }
    return new ProjectChange(code, given);
  }

  /** Replaces a draft's content. Its plan and code stay. */
  void redraft(ProjectChange change, NewProjectChange given) {
    change.require(Step.CHANGE);
    var rules = new BrokenRules(Csv.cells(given));
    rules.requireUnchanged("plan", change.plan());
    rules.requireUnchanged("code", change.code());
    rules.throwIfAny();
    check(given);
    change.change(given);
  }

  /** The projects that changes name, with their investment plans, as they are now. */
  NamedProjects named(Collection<NewProjectChange> changes) {
    var codes = changes.stream().flatMap(NewProjectChange::named).collect(Collectors.toSet());
    return NamedProjects.of(
        projects.byCode(codes),
        plans.of(codes),
        plans.adoptedAmong(
            changes.stream().map(NewProjectChange::plan).collect(Collectors.toSet())));
  }

  /**
   * Submits a locked change. An addition notes the versions of the drafts that it adopts: its
   * approval is about their amounts.
   */
  void submit(ProjectChange change) {
    var drafts = named(List.of(change.given())).plans();
    change.submit(
        change.kind() == ProjectChangeKind.ADDITION
            ? change.given().projects().stream()
                .map(drafts::get)
                .map(draft -> draft == null ? 0L : draft.publication().version())
                .toList()
            : null);
  }

  private void check(NewProjectChange given) {
    var rules = new BrokenRules(Csv.cells(given));
    new ChangeRules(given, named(List.of(given)), rules::add).check();
    rules.throwIfAny();
  }
}

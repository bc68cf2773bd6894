package dev.zhihe.projects.project.change;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.projects.ProjectsAct;
import dev.zhihe.projects.investment.plan.InvestmentPlan;
import dev.zhihe.projects.investment.plan.InvestmentPlans;
import dev.zhihe.projects.investment.plan.InvestmentPlansEnding;
import dev.zhihe.projects.ledger.close.LedgerCloses;
import dev.zhihe.projects.project.Project;
import dev.zhihe.projects.project.Projects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What the approval of a change does to its projects and their investment plans. */
@ApplicationScoped
class ChangeApproval {
  private final Projects projects;
  private final InvestmentPlans plans;
  private final LedgerCloses ledger;
  private final Event<InvestmentPlansEnding> ending;
  private final Review review;
  private final ChangeLog log;

  ChangeApproval(
      Projects projects,
      InvestmentPlans plans,
      LedgerCloses ledger,
      Event<InvestmentPlansEnding> ending,
      Review review,
      ChangeLog log) {
    this.projects = projects;
    this.plans = plans;
    this.ledger = ledger;
    this.ending = ending;
    this.review = review;
    this.log = log;
  }

  /**
   * Approves a locked change that the caller may review, and does what it says. 409 unless it is
   * submitted, or if an investment plan that ends has an open adjustment or its project a draft of
   * an annual plan. 422 with every rule that it breaks meanwhile.
   */
  void approve(ProjectChange change) {
    change.require(Step.APPROVE);
    var given = change.given();
    var codes = given.named().toList();
    var known = NamedProjects.of(projects.locked(codes), plans.lockedLatestOf(codes));
    var rules = new BrokenRules(Csv.cells(given));
    new ChangeRules(given, known, rules::add).check();
    rules.throwIfAny();
    var moved = given.projects().stream().map(known.projects()::get).toList();
    var moving =
        given.projects().stream().map(known.plans()::get).filter(Objects::nonNull).toList();
    if (given.kind() == ProjectChangeKind.ADDITION) {
      add(given, change.code(), moved, moving);
      change.approve(null);
    } else {
      ledger.heldAlone(given.plan()); // no entry of a later month comes between
      var goesOn = given.into() == null ? null : known.plans().get(given.into());
      ending.fire(
          new InvestmentPlansEnding(
              Stream.concat(moving.stream(), Stream.ofNullable(goesOn))
                  .map(InvestmentPlan::code)
                  .toList(),
              given.projects()));
      change.approve(goesOn == null ? null : merge(given, change.code(), goesOn, moving));
      end(given, change.code(), moved, moving);
    }
    log.updated(change, null);
  }

  /** 403 if the caller prepared one of the investment plans: this adopts them. */
  private void add(
      NewProjectChange given, String act, List<Project> added, List<InvestmentPlan> drafts) {
    review.requireSecondPerson(ProjectsAct.ADOPT_INVESTMENT_PLANS, drafts);
    drafts.forEach(draft -> draft.adopt(given.effectiveOn(), act));
    added.forEach(project -> project.list(given.effectiveOn(), act));
    log.updated(drafts, given.reason());
    log.updated(added, given.reason());
  }

  /** Code of the investment plan that has the amounts of all. */
  private String merge(
      NewProjectChange given, String act, InvestmentPlan goesOn, List<InvestmentPlan> others) {
    var next = goesOn.merge(plans.successorOf(goesOn), others, given.effectiveOn(), act);
    log.updated(goesOn, given.reason());
    log.created(next);
    return next.code();
  }

  private void end(
      NewProjectChange given, String act, List<Project> leaving, List<InvestmentPlan> ended) {
    ended.forEach(plan -> plan.end(given.effectiveOn(), act));
    leaving.forEach(
        project ->
            project.unlist(
                given.effectiveOn(), act, given.into(), given.reason(), given.documentNumber()));
    log.updated(ended, given.reason());
    log.updated(leaving, given.reason());
  }
}

package dev.zhihe.projects.project.change;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.projects.ProjectsAct;
import dev.zhihe.projects.investment.plan.InvestmentPlan;
import dev.zhihe.projects.investment.plan.InvestmentPlans;
import dev.zhihe.projects.investment.plan.InvestmentPlansEnding;
import dev.zhihe.projects.ledger.close.LedgerCloses;
import dev.zhihe.projects.project.Departure;
import dev.zhihe.projects.project.Project;
import dev.zhihe.projects.project.Projects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.InstantSource;
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
  private final InstantSource time;

  ChangeApproval(
      Projects projects,
      InvestmentPlans plans,
      LedgerCloses ledger,
      Event<InvestmentPlansEnding> ending,
      Review review,
      ChangeLog log,
      InstantSource time) {
    this.projects = projects;
    this.plans = plans;
    this.ledger = ledger;
    this.ending = ending;
    this.review = review;
    this.log = log;
    this.time = time;
  }

  /**
   * Approves a locked change that the caller may review, and does what it says. 409 unless it is
   * submitted, or if a draft that it adopts changed since its submission, the day on which projects
   * leave is still to come, or an investment plan that ends has an open adjustment. 422 with every
   * rule that it breaks meanwhile.
   */
  void approve(ProjectChange change) {
    change.require(Step.APPROVE);
    var given = change.given();
    var codes = given.named().toList();
    // Whoever replaces an investment plan locks its project first: none follows these meanwhile.
    var known =
        NamedProjects.of(
            projects.locked(codes),
            plans.lockedOf(codes),
            plans.adoptedAmong(List.of(given.plan())));
    var rules = new BrokenRules(Csv.cells(given));
    new ChangeRules(given, known, rules::add).check();
    rules.throwIfAny();
    var moved = given.projects().stream().map(known.projects()::get).toList();
    var moving =
        given.projects().stream().map(known.plans()::get).filter(Objects::nonNull).toList();
    if (given.kind() == ProjectChangeKind.ADDITION) {
      add(change, moved, moving);
      change.approve(null);
    } else {
      requireReached(given);
      ledger.heldAlone(given.plan()); // no entry of a later month comes between
      var goesOn = given.into() == null ? null : known.plans().get(given.into());
      ending.fire(
          new InvestmentPlansEnding(
              Stream.concat(moving.stream(), Stream.ofNullable(goesOn))
                  .map(InvestmentPlan::code)
                  .toList(),
              given.projects().stream()
                  .map(project -> new Departure(project, given.effectiveOn(), change.code()))
                  .toList()));
      change.approve(goesOn == null ? null : merge(given, change.code(), goesOn, moving));
      end(given, change.code(), moved, moving);
    }
    log.updated(change, null);
  }

  /** 409 before the day on which projects leave: until then they are in the plan. */
  private void requireReached(NewProjectChange given) {
    var today = Days.of(time.instant());
    if (given.effectiveOn().isAfter(today)) {
      throw Problem.conflict(
          "退出和合并在起效日期 %1$s 当日或其后批准，今天是 %2$s：此前项目仍在规划内",
          "A withdrawal or merger is approved on %1$s, its first day, or later; today is %2$s: until then its projects are in the plan",
          given.effectiveOn(),
          today);
    }
  }

  /** 403 if the caller prepared one of the investment plans: this adopts them. */
  private void add(ProjectChange change, List<Project> added, List<InvestmentPlan> drafts) {
    review.requireSecondPerson(ProjectsAct.ADOPT_INVESTMENT_PLANS, drafts);
    change.requireUnchanged(drafts);
    var given = change.given();
    drafts.forEach(draft -> draft.adopt(given.effectiveOn(), change.code()));
    added.forEach(project -> project.list(given.effectiveOn(), change.code()));
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

package dev.zhihe.projects.project.change;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.ActFamily;
import dev.zhihe.kit.review.ApprovedAct;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.projects.investment.plan.InvestmentPlan;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change adds projects to a plan, takes them out of it, or merges them into another. It is
 * drafted, submitted, and approved or returned by another person.
 */
@Entity
public class ProjectChange implements Published {
  private static final ActFamily FAMILY =
      new ActFamily(
          "/v1/project-changes",
          new Text(
              "已批准的项目变动为定稿；退出或并入的项目不再列入，重新实施的请以新代码新增",
              "an approved change of projects is final; a project that left does not come back: one that is resumed is added with another code"));

  @Id private String code;
  private String plan;

  @Enumerated(EnumType.STRING)
  private ProjectChangeKind kind;

  private List<String> projects = List.of();

  // INTO is a word of SQL.
  @Column(name = "into_project")
  private @Nullable String into;

  private @Nullable String successor;

  /** Versions of the drafts that it adopts, in the order of the projects, when it was submitted. */
  private @Nullable List<Long> draftVersions;

  @Embedded private ApprovedAct act;
  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected ProjectChange() {}

  /** A draft that breaks no rule. */
  ProjectChange(String code, NewProjectChange given) {
    this.code = code;
    plan = given.plan();
    act = new ApprovedAct(given.decision());
    apply(given);
  }

  /** Replaces the proposal. A returned change becomes a draft if its content changes. */
  void change(NewProjectChange given) {
    act.change(given.decision(), isSameAs(given));
    apply(given);
  }

  /** Whether its content equals the given content. */
  boolean isSameAs(NewProjectChange given) {
    return plan.equals(given.plan())
        && kind == given.kind()
        && projects.equals(given.projects())
        && Objects.equals(into, given.into())
        && act.decision().equals(given.decision());
  }

  private void apply(NewProjectChange given) {
    kind = given.kind();
    projects = List.copyOf(given.projects());
    into = given.into();
  }

  /** Its content as it was given. */
  NewProjectChange given() {
    var decision = act.decision();
    return new NewProjectChange(
        code,
        plan,
        kind,
        projects,
        into,
        decision.reason(),
        decision.documentTitle(),
        decision.documentNumber(),
        decision.effectiveOn());
  }

  /** Whether an editor may change it. */
  boolean changeable() {
    return act.changeable();
  }

  /** 409 unless its status allows the step. */
  void require(Step step) {
    act.require(step, FAMILY, code);
  }

  /**
   * Submits it. 409 unless it is a draft or was returned; 422 if its document is missing.
   *
   * @param versions of the drafts that it adopts, in the order of its projects; of an addition
   *     alone
   */
  void submit(@Nullable List<Long> versions) {
    act.submit(FAMILY, code);
    draftVersions = versions;
  }

  /** 409 if one of the drafts that it adopts is not the one of its submission. */
  void requireUnchanged(List<InvestmentPlan> drafts) {
    var versions = drafts.stream().map(draft -> draft.publication().version()).toList();
    for (int i = 0; i < versions.size(); i++) {
      if (draftVersions == null
          || draftVersions.size() != versions.size()
          || !draftVersions.get(i).equals(versions.get(i))) {
        throw Problem.conflict(
            "投资计划草案 %1$s 在本变动提交后已更改；请退回（POST /v1/project-changes/%2$s/return），核对后重新提交",
            "The draft of investment plan %1$s changed after this was submitted: return it (POST /v1/project-changes/%2$s/return) to be submitted anew",
            drafts.get(i).code(),
            code);
      }
    }
  }

  /**
   * Approves it. 409 unless it is submitted.
   *
   * @param following code of the investment plan that has the amounts of all; of a merger alone
   */
  void approve(@Nullable String following) {
    require(Step.APPROVE);
    act.approve();
    successor = following;
  }

  /** Returns it to its editors. 409 unless it is submitted. */
  void sendBack(String reason) {
    act.sendBack(reason, FAMILY, code);
  }

  /** What it does. */
  ProjectChangeKind kind() {
    return kind;
  }

  /** Code of the plan. */
  String plan() {
    return plan;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Extent extent() {
    return Extent.from(Extent.ofCode(plan).area(), act.decision().effectiveOn());
  }

  @Override
  public Publication publication() {
    return publication;
  }

  @Override
  public Audience audience() {
    return act.audience();
  }

  @Override
  public ProjectChangeView view() {
    var decision = act.decision();
    return new ProjectChangeView(
        code,
        plan,
        kind,
        projects,
        into,
        decision.reason(),
        decision.documentTitle(),
        decision.documentNumber(),
        decision.effectiveOn(),
        act.status(),
        act.returnReason(),
        successor);
  }
}

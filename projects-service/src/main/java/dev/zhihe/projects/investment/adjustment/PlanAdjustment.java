package dev.zhihe.projects.investment.adjustment;

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
import dev.zhihe.projects.investment.plan.Phase;
import dev.zhihe.projects.investment.plan.PlannedInvestment;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An adjustment replaces an investment plan in force by another. It is drafted, submitted, and
 * approved or returned by another person. A returned one may be submitted again.
 */
@Entity
public class PlanAdjustment implements Published {
  private static final ActFamily FAMILY =
      new ActFamily(
          "/v1/plan-adjustments",
          new Text(
              "已批准的调整为定稿；再有变化，请对其后的投资计划另作调整（POST /v1/plan-adjustments）",
              "an approved adjustment is final; what comes next is another one, of the investment plan that followed (POST /v1/plan-adjustments)"));

  @Id private String code;
  private String plan;
  private String project;
  private String investmentPlan;
  private long investmentPlanVersion;
  private BigDecimal beforeTotalYuan;
  private BigDecimal beforePeriodYuan;

  // Phases as texts: nothing sums those of an adjustment.
  private List<String> beforePhases = List.of();
  private BigDecimal afterTotalYuan;
  private BigDecimal afterPeriodYuan;
  private List<String> afterPhases = List.of();
  private @Nullable Boolean asStated;
  private @Nullable String successor;

  @Embedded private ApprovedAct act;
  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected PlanAdjustment() {}

  /** A draft that breaks no rule. It stores the current amounts of the investment plan. */
  PlanAdjustment(String code, NewPlanAdjustment given, InvestmentPlan adjusted) {
    this.code = code;
    act = new ApprovedAct(given.decision());
    investmentPlan = adjusted.code();
    recordInvestmentPlan(adjusted);
    apply(given);
  }

  /** Stores version and amounts of the investment plan as those before the adjustment. */
  final void recordInvestmentPlan(InvestmentPlan adjusted) {
    var now = adjusted.view();
    plan = now.plan();
    project = now.project();
    investmentPlanVersion = adjusted.publication().version();
    beforeTotalYuan = now.totalYuan();
    beforePeriodYuan = now.periodYuan();
    beforePhases = texts(now.phases());
  }

  /** Replaces the proposal. A returned adjustment becomes a draft if its content changes. */
  void change(NewPlanAdjustment given) {
    act.change(given.decision(), isSameAs(given));
    apply(given);
  }

  /** Whether its content equals the given content. */
  boolean isSameAs(NewPlanAdjustment given) {
    return investmentPlan.equals(given.investmentPlan())
        && after().equals(given.after())
        && act.decision().equals(given.decision());
  }

  private void apply(NewPlanAdjustment given) {
    var after = given.after();
    afterTotalYuan = after.totalYuan();
    afterPeriodYuan = after.periodYuan();
    afterPhases = texts(after.phases());
    asStated = after.asStated();
  }

  private static List<String> texts(List<Phase> phases) {
    return phases.stream().map(Phase::toString).toList();
  }

  private static List<Phase> phases(List<String> texts) {
    return texts.stream().map(Phase::parse).map(Objects::requireNonNull).toList();
  }

  /** Whether an editor may change it. */
  boolean changeable() {
    return act.changeable();
  }

  /** 409 unless its status allows the step. */
  void require(Step step) {
    act.require(step, FAMILY, code);
  }

  /** Submits it. 409 unless it is a draft or was returned; 422 if its document is missing. */
  void submit() {
    act.submit(FAMILY, code);
  }

  /**
   * Approves it and replaces the investment plan. 409 unless it is submitted and the investment
   * plan is unchanged.
   *
   * @param adjusted the investment plan, locked
   * @param following code of the new one
   * @return the new investment plan
   */
  InvestmentPlan approve(InvestmentPlan adjusted, String following) {
    require(Step.APPROVE);
    if (adjusted.publication().version() != investmentPlanVersion) {
      throw Problem.conflict(
          "投资计划 %1$s 已是第 %2$d 版，而本调整据第 %3$d 版编制；请退回（POST /v1/plan-adjustments/%4$s/return），重新编制",
          "Investment plan %1$s is version %2$d now, but this was made from version %3$d: return it (POST /v1/plan-adjustments/%4$s/return) to be made anew",
          investmentPlan,
          adjusted.publication().version(),
          investmentPlanVersion,
          code);
    }
    act.approve();
    successor = following;
    return adjusted.supersede(following, after(), act.decision().effectiveOn(), code);
  }

  /** Returns it to its editors. 409 unless it is submitted. */
  void sendBack(String reason) {
    act.sendBack(reason, FAMILY, code);
  }

  private PlannedInvestment after() {
    return new PlannedInvestment(afterTotalYuan, afterPeriodYuan, phases(afterPhases), asStated);
  }

  /** Code of the investment plan. */
  String investmentPlan() {
    return investmentPlan;
  }

  /** Code of the project. */
  String project() {
    return project;
  }

  /** Why it is adjusted. */
  String reason() {
    return act.decision().reason();
  }

  /** A 409 for another reason, with the steps that its status allows. */
  Problem conflict(Text why) {
    return act.status().state(FAMILY).conflict(why, code);
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Extent extent() {
    return Extent.from(Extent.ofCode(investmentPlan).area(), act.decision().effectiveOn());
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
  public PlanAdjustmentView view() {
    var decision = act.decision();
    return new PlanAdjustmentView(
        code,
        plan,
        project,
        investmentPlan,
        investmentPlanVersion,
        beforeTotalYuan,
        beforePeriodYuan,
        phases(beforePhases),
        afterTotalYuan,
        afterPeriodYuan,
        phases(afterPhases),
        asStated,
        decision.reason(),
        decision.documentTitle(),
        decision.documentNumber(),
        decision.effectiveOn(),
        PlanAdjustmentStatus.of(act.status()),
        act.returnReason(),
        successor);
  }
}

package dev.zhihe.projects.investment.adjustment;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.projects.investment.plan.InvestmentPlan;
import dev.zhihe.projects.investment.plan.Phase;
import dev.zhihe.projects.investment.plan.PlannedInvestment;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An adjustment replaces an investment plan in force by another. It is drafted, submitted, and
 * approved or returned by another person. A returned one may be submitted again.
 */
@Entity
public class PlanAdjustment implements Published {
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
  private String reason;
  private @Nullable String documentTitle;
  private @Nullable String documentNumber;
  private LocalDate effectiveOn;

  @Enumerated(EnumType.STRING)
  private PlanAdjustmentStatus status = PlanAdjustmentStatus.DRAFT;

  private @Nullable String returnReason;
  private @Nullable String successor;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected PlanAdjustment() {}

  /** A draft that breaks no rule. It stores the current amounts of the investment plan. */
  PlanAdjustment(String code, NewPlanAdjustment given, InvestmentPlan adjusted) {
    this.code = code;
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
    if (status == PlanAdjustmentStatus.RETURNED && !isSameAs(given)) {
      status = PlanAdjustmentStatus.DRAFT;
      returnReason = null;
    }
    apply(given);
  }

  /** Whether its content equals the given content. */
  boolean isSameAs(NewPlanAdjustment given) {
    return investmentPlan.equals(given.investmentPlan())
        && after().equals(given.after())
        && reason.equals(given.reason().strip())
        && Objects.equals(documentTitle, stripped(given.documentTitle()))
        && Objects.equals(documentNumber, stripped(given.documentNumber()))
        && effectiveOn.equals(given.effectiveOn());
  }

  private void apply(NewPlanAdjustment given) {
    var after = given.after();
    afterTotalYuan = after.totalYuan();
    afterPeriodYuan = after.periodYuan();
    afterPhases = texts(after.phases());
    asStated = after.asStated();
    reason = given.reason().strip();
    documentTitle = stripped(given.documentTitle());
    documentNumber = stripped(given.documentNumber());
    effectiveOn = given.effectiveOn();
  }

  private static @Nullable String stripped(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static List<String> texts(List<Phase> phases) {
    return phases.stream().map(Phase::toString).toList();
  }

  private static List<Phase> phases(List<String> texts) {
    return texts.stream().map(Phase::parse).map(Objects::requireNonNull).toList();
  }

  /** Whether an editor may change it. */
  boolean changeable() {
    return status.state().allows(Step.CHANGE);
  }

  /** 409 unless its status allows the step. */
  void require(Step step) {
    status.state().require(step, code);
  }

  /** Submits it. 409 unless it is a draft or was returned; 422 if its document is missing. */
  void submit() {
    require(Step.SUBMIT);
    var rules = new BrokenRules(Map.of());
    if (documentTitle == null) {
      rules.add("documentTitle", "required", "必填", "required");
    }
    if (documentNumber == null) {
      rules.add("documentNumber", "required", "必填", "required");
    }
    rules.throwIfAny(
        new Text(
            "提交前须填写决定调整的文件", "The document that decides it is to be named before it is submitted"));
    status = PlanAdjustmentStatus.SUBMITTED;
    returnReason = null;
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
    status = PlanAdjustmentStatus.APPROVED;
    successor = following;
    return adjusted.supersede(following, after(), effectiveOn, code);
  }

  /** Returns it to its editors. 409 unless it is submitted. */
  void sendBack(String reasonOfReturn) {
    require(Step.RETURN);
    status = PlanAdjustmentStatus.RETURNED;
    returnReason = reasonOfReturn;
  }

  private PlannedInvestment after() {
    return new PlannedInvestment(afterTotalYuan, afterPeriodYuan, phases(afterPhases), asStated);
  }

  /** Code of the investment plan. */
  String investmentPlan() {
    return investmentPlan;
  }

  /** Why it is adjusted. */
  String reason() {
    return reason;
  }

  /** Its review status. */
  PlanAdjustmentStatus status() {
    return status;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Extent extent() {
    return Extent.from(Extent.ofCode(investmentPlan).area(), effectiveOn);
  }

  @Override
  public Publication publication() {
    return publication;
  }

  @Override
  public Audience audience() {
    return status == PlanAdjustmentStatus.APPROVED ? Audience.PUBLIC : Audience.BUREAU;
  }

  @Override
  public PlanAdjustmentView view() {
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
        reason,
        documentTitle,
        documentNumber,
        effectiveOn,
        status,
        returnReason,
        successor);
  }
}

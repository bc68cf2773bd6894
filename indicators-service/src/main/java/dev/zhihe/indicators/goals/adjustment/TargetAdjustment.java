package dev.zhihe.indicators.goals.adjustment;

import dev.zhihe.indicators.goals.Target;
import dev.zhihe.indicators.goals.TargetComparator;
import dev.zhihe.indicators.goals.TargetValue;
import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.ActFamily;
import dev.zhihe.kit.review.ApprovedAct;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.security.Audience;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An adjustment replaces a target in force by another. It is drafted, submitted, and approved or
 * returned by another person. A returned one may be submitted again.
 */
@Entity
public class TargetAdjustment implements Published {
  private static final ActFamily FAMILY =
      new ActFamily(
          "/v1/target-adjustments",
          new Text(
              "已批准的调整为定稿；再有变化，请对其后的目标另作调整（POST /v1/target-adjustments）",
              "an approved adjustment is final; what comes next is another one, of the target that followed (POST /v1/target-adjustments)"));

  @Id private String code;
  private String plan;
  private String area;
  private String target;
  private long targetVersion;

  @Enumerated(EnumType.STRING)
  private TargetComparator beforeComparator;

  private @Nullable BigDecimal beforeValue;
  private @Nullable BigDecimal beforeValueMax;

  @Enumerated(EnumType.STRING)
  private TargetComparator afterComparator;

  private @Nullable BigDecimal afterValue;
  private @Nullable BigDecimal afterValueMax;
  private @Nullable String successor;

  @Embedded private ApprovedAct act;
  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected TargetAdjustment() {}

  /** A draft that breaks no rule. It stores the target's current values. */
  TargetAdjustment(String code, NewTargetAdjustment given, Target adjusted) {
    this.code = code;
    act = new ApprovedAct(given.decision());
    target = adjusted.code();
    recordTarget(adjusted);
    apply(given);
  }

  /** Stores the target's current version and values as those before the adjustment. */
  final void recordTarget(Target adjusted) {
    var now = adjusted.view();
    plan = now.plan();
    area = now.area();
    targetVersion = adjusted.publication().version();
    beforeComparator = now.comparator();
    beforeValue = now.value();
    beforeValueMax = now.valueMax();
  }

  /** Replaces the proposal. A returned adjustment becomes a draft if its content changes. */
  void change(NewTargetAdjustment given) {
    act.change(given.decision(), isSameAs(given));
    apply(given);
  }

  /** Whether its content equals the given content. */
  boolean isSameAs(NewTargetAdjustment given) {
    return target.equals(given.target())
        && after().equals(given.after())
        && act.decision().equals(given.decision());
  }

  private void apply(NewTargetAdjustment given) {
    afterComparator = given.afterComparator();
    afterValue = given.afterValue();
    afterValueMax = given.afterValueMax();
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
   * Approves it and replaces the target. 409 unless it is submitted and the target is unchanged.
   *
   * @param adjusted the target, locked
   * @param following code of the new target
   * @return the new target
   */
  Target approve(Target adjusted, String following) {
    require(Step.APPROVE);
    if (adjusted.publication().version() != targetVersion) {
      throw Problem.conflict(
          "目标 %1$s 已是第 %2$d 版，而本调整据第 %3$d 版编制；请退回（POST /v1/target-adjustments/%4$s/return），重新编制",
          "Target %1$s is version %2$d now, but this was made from version %3$d: return it (POST /v1/target-adjustments/%4$s/return) to be made anew",
          target,
          adjusted.publication().version(),
          targetVersion,
          code);
    }
    act.approve();
    successor = following;
    var decision = act.decision();
    return adjusted.supersede(
        following,
        after(),
        decision.effectiveOn(),
        Objects.requireNonNull(decision.documentTitle()),
        Objects.requireNonNull(decision.documentNumber()));
  }

  /** Returns it to its editors. 409 unless it is submitted. */
  void sendBack(String reason) {
    act.sendBack(reason, FAMILY, code);
  }

  private TargetValue after() {
    return new TargetValue(afterComparator, afterValue, afterValueMax);
  }

  /** Code of the target. */
  String target() {
    return target;
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
    return Extent.from(area, act.decision().effectiveOn());
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
  public TargetAdjustmentView view() {
    var decision = act.decision();
    return new TargetAdjustmentView(
        code,
        plan,
        area,
        target,
        targetVersion,
        beforeComparator,
        beforeValue,
        beforeValueMax,
        afterComparator,
        afterValue,
        afterValueMax,
        decision.reason(),
        decision.documentTitle(),
        decision.documentNumber(),
        decision.effectiveOn(),
        AdjustmentStatus.of(act.status()),
        act.returnReason(),
        successor);
  }
}

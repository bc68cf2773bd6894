package dev.zhihe.indicators.goals.adjustment;

import dev.zhihe.indicators.goals.Target;
import dev.zhihe.indicators.goals.TargetComparator;
import dev.zhihe.indicators.goals.TargetValue;
import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.security.Audience;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An adjustment replaces a target in force by another. It is drafted, submitted, and approved or
 * returned by another person. A returned one may be submitted again.
 */
@Entity
public class TargetAdjustment implements Published {
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
  private String reason;
  private @Nullable String documentTitle;
  private @Nullable String documentNumber;
  private LocalDate effectiveOn;

  @Enumerated(EnumType.STRING)
  private AdjustmentStatus status = AdjustmentStatus.DRAFT;

  private @Nullable String returnReason;
  private @Nullable String successor;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected TargetAdjustment() {}

  /** A draft that breaks no rule. It stores the target's current values. */
  TargetAdjustment(String code, NewTargetAdjustment given, Target adjusted) {
    this.code = code;
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
    if (status == AdjustmentStatus.RETURNED && !isSameAs(given)) {
      status = AdjustmentStatus.DRAFT;
      returnReason = null;
    }
    apply(given);
  }

  /** Whether its content equals the given content. */
  boolean isSameAs(NewTargetAdjustment given) {
    return target.equals(given.target())
        && after().equals(given.after())
        && reason.equals(given.reason().strip())
        && Objects.equals(documentTitle, stripped(given.documentTitle()))
        && Objects.equals(documentNumber, stripped(given.documentNumber()))
        && effectiveOn.equals(given.effectiveOn());
  }

  private void apply(NewTargetAdjustment given) {
    afterComparator = given.afterComparator();
    afterValue = given.afterValue();
    afterValueMax = given.afterValueMax();
    reason = given.reason().strip();
    documentTitle = stripped(given.documentTitle());
    documentNumber = stripped(given.documentNumber());
    effectiveOn = given.effectiveOn();
  }

  private static @Nullable String stripped(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
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
    status = AdjustmentStatus.SUBMITTED;
    returnReason = null;
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
    status = AdjustmentStatus.APPROVED;
    successor = following;
    return adjusted.supersede(
        following,
        after(),
        effectiveOn,
        Objects.requireNonNull(documentTitle),
        Objects.requireNonNull(documentNumber));
  }

  /** Returns it to its editors. 409 unless it is submitted. */
  void sendBack(String reasonOfReturn) {
    require(Step.RETURN);
    status = AdjustmentStatus.RETURNED;
    returnReason = reasonOfReturn;
  }

  private TargetValue after() {
    return new TargetValue(afterComparator, afterValue, afterValueMax);
  }

  /** Code of the target. */
  String target() {
    return target;
  }

  /** Its review status. */
  AdjustmentStatus status() {
    return status;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Extent extent() {
    return Extent.from(area, effectiveOn);
  }

  @Override
  public Publication publication() {
    return publication;
  }

  @Override
  public Audience audience() {
    return status == AdjustmentStatus.APPROVED ? Audience.PUBLIC : Audience.BUREAU;
  }

  @Override
  public TargetAdjustmentView view() {
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
        reason,
        documentTitle,
        documentNumber,
        effectiveOn,
        status,
        returnReason,
        successor);
  }
}

package dev.zhihe.kit.review;

import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.security.Audience;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns and steps that approved acts have in common. An act is drafted, submitted, and
 * approved or returned by another person. A returned one may be submitted again.
 */
@Embeddable
public class ApprovedAct {
  @Column(nullable = false)
  private String reason;

  private @Nullable String documentTitle;
  private @Nullable String documentNumber;

  @Column(nullable = false)
  private LocalDate effectiveOn;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private ActStatus status = ActStatus.DRAFT;

  private @Nullable String returnReason;

  /** For Hibernate. */
  protected ApprovedAct() {}

  /** A draft. */
  public ApprovedAct(ActDecision decision) {
    set(decision);
  }

  /**
   * Replaces what is decided. A returned act becomes a draft if anything of it changes.
   *
   * @param same whether the whole act stays as it was
   */
  public void change(ActDecision given, boolean same) {
    // Hibernate writes the row if anything of an embedded part is set, to equal values too.
    if (!same) {
      if (status == ActStatus.RETURNED) {
        status = ActStatus.DRAFT;
        returnReason = null;
      }
      set(given);
    }
  }

  private void set(ActDecision decision) {
    reason = decision.reason();
    documentTitle = decision.documentTitle();
    documentNumber = decision.documentNumber();
    effectiveOn = decision.effectiveOn();
  }

  /** Why, by which document, and from which day on. */
  public ActDecision decision() {
    return new ActDecision(reason, documentTitle, documentNumber, effectiveOn);
  }

  /** Its review status. */
  public ActStatus status() {
    return status;
  }

  /** Why it was returned; null unless it is returned. */
  public @Nullable String returnReason() {
    return returnReason;
  }

  /** Whether an editor may change it. */
  public boolean changeable() {
    return status == ActStatus.DRAFT || status == ActStatus.RETURNED;
  }

  /** 409 unless its status allows the step. */
  public void require(Step step, ActFamily family, String code) {
    status.state(family).require(step, code);
  }

  /** Submits it. 409 unless it is a draft or was returned; 422 if its document is missing. */
  public void submit(ActFamily family, String code) {
    require(Step.SUBMIT, family, code);
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
    propose(family, code);
  }

  /**
   * Submits what an organisation outside the bureau proposes, which needs no document. 409 unless
   * it is a draft or was returned.
   */
  public void propose(ActFamily family, String code) {
    require(Step.SUBMIT, family, code);
    status = ActStatus.SUBMITTED;
    returnReason = null;
  }

  /** Approves it, which makes it public and final. The caller has required the step. */
  public void approve() {
    status = ActStatus.APPROVED;
  }

  /** Returns it to its editors. 409 unless it is submitted. */
  public void sendBack(String reasonOfReturn, ActFamily family, String code) {
    require(Step.RETURN, family, code);
    status = ActStatus.RETURNED;
    returnReason = reasonOfReturn;
  }

  /** Everybody once it is approved; the bureau alone before. */
  public Audience audience() {
    return status == ActStatus.APPROVED ? Audience.PUBLIC : Audience.BUREAU;
  }
}

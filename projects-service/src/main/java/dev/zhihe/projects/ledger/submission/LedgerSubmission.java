package dev.zhihe.projects.ledger.submission;

import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.projects.ledger.entry.FundingSource;
import dev.zhihe.projects.ledger.entry.LedgerKind;
import dev.zhihe.projects.ledger.entry.NewLedgerEntry;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the bureau that waits for a second person. Approved, it becomes a ledger entry with
 * its code, and is deleted.
 */
@Entity
public class LedgerSubmission implements Published {
  @Id private String code;
  private String plan;
  private String project;

  @Enumerated(EnumType.STRING)
  private LedgerKind kind;

  private String month;
  private BigDecimal amountYuan;

  @Enumerated(EnumType.STRING)
  private FundingSource source;

  private @Nullable String reference;
  private @Nullable String reverses;
  private @Nullable String reason;
  private @Nullable String comment;

  @Enumerated(EnumType.STRING)
  private LedgerSubmissionStatus status = LedgerSubmissionStatus.SUBMITTED;

  private @Nullable String returnReason;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected LedgerSubmission() {}

  LedgerSubmission(NewLedgerSubmission given) {
    code = given.entry().code();
    reverses = given.entry().reverses();
    reason = given.entry().reason();
    apply(given);
  }

  /** Replaces the content, except what it reverses. {@link #submit} submits it. */
  final void apply(NewLedgerSubmission submitted) {
    var given = submitted.entry();
    comment = submitted.comment();
    plan = given.plan();
    project = given.project();
    kind = given.kind();
    month = given.month();
    amountYuan = given.amountYuan();
    source = given.source();
    reference = given.reference();
  }

  /** Submits it again. */
  void submit() {
    status = LedgerSubmissionStatus.SUBMITTED;
    returnReason = null;
  }

  /** The entry that it becomes. 409 unless it is submitted. */
  NewLedgerEntry approve() {
    status.state().require(Step.PASS, code);
    return new NewLedgerEntry(
        code, plan, project, kind, month, amountYuan, source, reference, reverses, reason);
  }

  /** Returns it to its editors. 409 unless it is submitted. */
  void sendBack(String why) {
    status.state().require(Step.RETURN, code);
    status = LedgerSubmissionStatus.RETURNED;
    returnReason = why;
  }

  /** A 409 for another request of the same, with what may be done with this one. */
  Problem alreadyThere() {
    return status
        .state()
        .conflict(new Text("已有同一代码的待审分录", "An entry of that code is under review"), code);
  }

  /** Whether it was returned to its editors. */
  boolean returned() {
    return status == LedgerSubmissionStatus.RETURNED;
  }

  /** Whether it reverses an entry. */
  boolean isReversal() {
    return reverses != null;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Publication publication() {
    return publication;
  }

  @Override
  public Audience audience() {
    return Audience.BUREAU;
  }

  @Override
  public LedgerSubmissionView view() {
    return new LedgerSubmissionView(
        code,
        plan,
        project,
        kind,
        month,
        amountYuan,
        source,
        reference,
        reverses,
        reason,
        comment,
        status,
        returnReason);
  }
}

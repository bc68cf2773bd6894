package dev.zhihe.indicators.changerequest;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.security.Audience;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of something public that waits for a second person. It is submitted, and approved or
 * returned by another person. A subject has one open request at a time.
 */
@Entity
public class ChangeRequest implements Published {
  @Id private String code;

  @Enumerated(EnumType.STRING)
  private ChangeRequestKind kind;

  private String subject;
  private long subjectVersion;

  /** Each item is JSON. */
  private List<String> changes = List.of();

  /** The requested state of the subject, as JSON. */
  private String content;

  private @Nullable String reason;
  private @Nullable String area;

  /** Who may read it once it is approved: whoever may read its subject. */
  private String subjectAudience;

  @Enumerated(EnumType.STRING)
  private ChangeRequestStatus status = ChangeRequestStatus.SUBMITTED;

  private @Nullable String returnReason;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected ChangeRequest() {}

  /** A submitted request. {@link #ask} tells the parameters. */
  ChangeRequest(
      String code, ChangeRequestKind kind, Published changed, Record after, @Nullable String why) {
    this.code = code;
    this.kind = kind;
    subject = changed.code();
    area = changed.extent().area();
    subjectAudience = changed.audience().text();
    ask(changed, after, why);
  }

  /**
   * Sets what is requested.
   *
   * @param after the subject's state as it would be
   */
  final void ask(Published changed, Record after, @Nullable String why) {
    subjectVersion = changed.publication().version();
    changes = RequestedChange.between(changed.view(), after).stream().map(Views::write).toList();
    content = Views.write(after);
    reason = why;
  }

  /** The requested state of the subject. */
  public <V> V content(Class<V> view) {
    return Views.read(content, view);
  }

  /** Why it was requested; null if no reason was given. */
  public @Nullable String reason() {
    return reason;
  }

  /** 409 unless the subject is still the version that the request was made from. */
  public void requireUnchanged(Published locked) {
    var version = locked.publication().version();
    if (version != subjectVersion) {
      throw Problem.conflict(
          "%1$s 已是第 %2$d 版，而本申请据第 %3$d 版提出；请退回（POST /v1/change-requests/%4$s/return），重新申请",
          "%1$s is version %2$d now, but this was requested for version %3$d: return it (POST /v1/change-requests/%4$s/return) to be requested anew",
          subject,
          version,
          subjectVersion,
          code);
    }
  }

  /** Approves it. 409 unless it is submitted. */
  void approve() {
    status.state().require(Step.APPROVE, code);
    status = ChangeRequestStatus.APPROVED;
  }

  /** Returns it. 409 unless it is submitted. */
  void sendBack(String why) {
    status.state().require(Step.RETURN, code);
    status = ChangeRequestStatus.RETURNED;
    returnReason = why;
  }

  /** 409 unless it can be withdrawn. */
  void requireWithdrawable() {
    status.state().require(Step.WITHDRAW, code);
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Extent extent() {
    return new Extent(area, null, null);
  }

  @Override
  public Publication publication() {
    return publication;
  }

  @Override
  public Audience audience() {
    return status == ChangeRequestStatus.APPROVED ? new Audience(subjectAudience) : Audience.BUREAU;
  }

  @Override
  public ChangeRequestView view() {
    return new ChangeRequestView(
        code,
        kind,
        subject,
        subjectVersion,
        changes.stream().map(one -> Views.read(one, RequestedChange.class)).toList(),
        reason,
        status,
        returnReason);
  }
}

package dev.zhihe.indicators.figures.submission;

import dev.zhihe.indicators.figures.observation.Observation;
import dev.zhihe.indicators.figures.observation.ObservationStatus;
import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.security.Audience;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A submitted figure. It is the working copy of the {@link Observation} with the same code, which
 * holds the approved figure. A correction changes the same submission.
 */
@Entity
@SuppressWarnings("UnusedVariable") // columns of the key, read by queries
public class ObservationSubmission implements Published {
  @Id private String code;

  // The natural key of the figure, in columns for queries. `submitted` holds the whole figure.
  private String indicator;
  private String area;
  private @Nullable String board;
  private @Nullable String scope;
  private String period;
  private @Nullable Integer sourceLine;

  /** The submitted figure, as JSON. */
  @Column(name = "said")
  private String submitted;

  @Transient private @Nullable ObservationView parsed;
  @Transient private @Nullable String parsedFrom;

  private @Nullable String comment;
  private @Nullable Instant publishAt;

  @Enumerated(EnumType.STRING)
  private ObservationReview review = ObservationReview.SUBMITTED;

  private LocalDate reportedOn;
  private @Nullable String returnReason;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected ObservationSubmission() {}

  /**
   * A first submission.
   *
   * @param today the day in the plan's time zone
   */
  ObservationSubmission(NewSubmission given, LocalDate today) {
    code = given.figure().code();
    reportedOn = today;
    comment = given.comment();
    publishAt = given.publishAt();
    apply(given.figure());
  }

  /**
   * Replaces the figure. {@link #submit} submits it.
   *
   * <p>"Not collected" is not a value. So the reporting day is the day on which a value replaces
   * it.
   */
  void apply(NewSubmission given, LocalDate today) {
    if (figure().status() == ObservationStatus.NOT_COLLECTED
        && given.figure().status() != ObservationStatus.NOT_COLLECTED) {
      reportedOn = today;
    }
    apply(given.figure());
    comment = given.comment();
    publishAt = given.publishAt();
  }

  /**
   * Whether submitting this would change nothing. Never true for a returned figure, which may be
   * submitted again unchanged.
   */
  boolean isSameAs(NewSubmission given) {
    return review != ObservationReview.RETURNED
        && figure().entered().equals(given.figure().entered())
        && Objects.equals(comment, given.comment())
        && Objects.equals(publishAt, given.publishAt());
  }

  /** The given submission, without its comment if that comment explained the former value. */
  NewSubmission withNewComment(NewSubmission given) {
    var old = Objects.equals(comment, given.comment()) && !figure().sameValue(given.figure());
    return old ? new NewSubmission(given.figure(), null, given.publishAt()) : given;
  }

  private void apply(ObservationView figure) {
    indicator = figure.indicator();
    area = figure.area();
    board = figure.board();
    scope = figure.scope();
    period = figure.period().toString();
    sourceLine = figure.sourceLine();
    submitted = Views.write(figure);
  }

  /** Submits the current figure. */
  void submit() {
    review = ObservationReview.SUBMITTED;
    returnReason = null;
  }

  /**
   * Approves it. 409 unless it is submitted.
   *
   * @return whether it is to be published now, because no embargo applies
   */
  boolean approve(Instant now) {
    review.state().require(Step.PASS, code);
    var embargoed = publishAt != null && publishAt.isAfter(now);
    review = embargoed ? ObservationReview.APPROVED : ObservationReview.PUBLISHED;
    return !embargoed;
  }

  /** Marks it as published, because its embargo is over. */
  void release() {
    review.state().require(Step.RELEASE, code);
    review = ObservationReview.PUBLISHED;
  }

  /** Returns it to its editors. 409 unless it is submitted. */
  void sendBack(String reason) {
    review.state().require(Step.RETURN, code);
    review = ObservationReview.RETURNED;
    returnReason = reason;
  }

  /** Returns an approved figure that can no longer be published. */
  void fail(String reason) {
    review = ObservationReview.RETURNED;
    returnReason = reason;
  }

  /** Withdraws a correction: it equals the published figure again. */
  void restore(ObservationView published) {
    apply(published);
    reportedOn = Objects.requireNonNullElse(published.reportedOn(), reportedOn);
    comment = null;
    publishAt = null;
    returnReason = null;
    review = ObservationReview.PUBLISHED;
  }

  /** 409 if it is published and nothing can be withdrawn. */
  void requireWithdrawable() {
    review.state().require(Step.WITHDRAW, code);
  }

  /** 409 while it waits for a reviewer or for the end of its embargo. */
  void requireNothingWaits() {
    if (view().waits()) {
      throw review
          .state()
          .conflict(
              new Text("须先处理该观测值的更正", "A correction of that figure waits: decide it first"), code);
    }
  }

  /** Whether it was returned. */
  boolean returned() {
    return review == ObservationReview.RETURNED;
  }

  /** The observation as it would be published. */
  ObservationView figure() {
    if (parsed == null || !submitted.equals(parsedFrom)) {
      parsed = Views.read(submitted, ObservationView.class);
      parsedFrom = submitted;
    }
    return parsed.reportedOn(reportedOn);
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Extent extent() {
    return Extent.from(area, Objects.requireNonNull(Period.parse(period)).lastDay());
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
  public ObservationSubmissionView view() {
    return ObservationSubmissionView.of(figure(), comment, publishAt, review, returnReason);
  }
}

package dev.zhihe.indicators.figures.submission;

import dev.zhihe.indicators.figures.observation.Observation;
import dev.zhihe.indicators.figures.observation.ObservationStatus;
import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.security.Audience;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A figure on its way to being published: the working copy beside the {@link Observation} of the
 * same code, which says what was approved. A correction is the same submission handed in again.
 */
@Entity
@SuppressWarnings("UnusedVariable") // the columns of its key, which queries read
public class ObservationSubmission implements Published {
  @Id private String code;

  // By these it is found, and is one of its kind; what it says stands whole in `said`.
  private String indicator;
  private String area;
  private @Nullable String board;
  private @Nullable String scope;
  private String period;
  private @Nullable Integer sourceLine;

  /** What the observation shall say, as JSON. */
  private String said;

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
   * What is handed in for the first time.
   *
   * @param today in the plans' zone
   */
  ObservationSubmission(NewSubmission given, LocalDate today) {
    code = given.said().code();
    reportedOn = today;
    comment = given.comment();
    publishAt = given.publishAt();
    say(given.said());
  }

  /**
   * Says something else, which {@link #handIn} hands in. That nothing was collected is no figure:
   * it is reported on the day on which a value takes its place.
   */
  void say(NewSubmission given, LocalDate today) {
    if (figure().status() == ObservationStatus.NOT_COLLECTED
        && given.said().status() != ObservationStatus.NOT_COLLECTED) {
      reportedOn = today;
    }
    say(given.said());
    comment = given.comment();
    publishAt = given.publishAt();
  }

  /** Whether handing this in would change nothing, and is not waited for either. */
  boolean sameAs(NewSubmission given) {
    return review != ObservationReview.RETURNED
        && figure().entered().equals(given.said().entered())
        && Objects.equals(comment, given.comment())
        && Objects.equals(publishAt, given.publishAt());
  }

  /** The same without its comment if that was said of another value. */
  NewSubmission withNewComment(NewSubmission given) {
    var old = Objects.equals(comment, given.comment()) && !figure().sameValue(given.said());
    return old ? new NewSubmission(given.said(), null, given.publishAt()) : given;
  }

  private void say(ObservationView figure) {
    indicator = figure.indicator();
    area = figure.area();
    board = figure.board();
    scope = figure.scope();
    period = figure.period().toString();
    sourceLine = figure.sourceLine();
    said = Views.write(figure);
  }

  /** Hands in what it says now. */
  void handIn() {
    review = ObservationReview.SUBMITTED;
    returnReason = null;
  }

  /**
   * Approves it; 409 unless it is submitted.
   *
   * @return whether it is published with that, and no embargo holds it back
   */
  boolean approve(Instant now) {
    requireSubmitted("不能通过", "it cannot be approved");
    var embargoed = publishAt != null && publishAt.isAfter(now);
    review = embargoed ? ObservationReview.APPROVED : ObservationReview.PUBLISHED;
    return !embargoed;
  }

  /** The embargo of what was approved is over. */
  void release() {
    if (review != ObservationReview.APPROVED) {
      throw illegal("没有待公布的内容", "nothing of it waits to be published");
    }
    review = ObservationReview.PUBLISHED;
  }

  /** Gives it back; 409 unless it is submitted. */
  void returnWith(String reason) {
    requireSubmitted("不能退回", "it cannot be returned");
    review = ObservationReview.RETURNED;
    returnReason = reason;
  }

  /** What was approved has become impossible before it was published. */
  void fail(String reason) {
    review = ObservationReview.RETURNED;
    returnReason = reason;
  }

  /** Takes back a correction: it says what is published; 409 if it says nothing else now. */
  void withdraw(ObservationView published) {
    requireOpen();
    say(published);
    reportedOn = Objects.requireNonNullElse(published.reportedOn(), reportedOn);
    comment = null;
    publishAt = null;
    returnReason = null;
    review = ObservationReview.PUBLISHED;
  }

  /** 409 if there is nothing that waits. */
  void requireOpen() {
    if (review == ObservationReview.PUBLISHED) {
      throw illegal("没有待处理的填报", "nothing of it waits");
    }
  }

  private void requireSubmitted(String zh, String en) {
    if (review != ObservationReview.SUBMITTED) {
      throw illegal(zh, en);
    }
  }

  private Problem illegal(String zh, String en) {
    var steps = review.steps(code);
    return new Problem(
        Problem.Type.CONFLICT, new Text(zh + "：" + steps.zh(), en + ": " + steps.en()));
  }

  /** Whether it waits to be handed in again. */
  boolean returned() {
    return review == ObservationReview.RETURNED;
  }

  /** What the observation shall say. */
  ObservationView figure() {
    return Views.read(said, ObservationView.class).reportedOn(reportedOn);
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

package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigures;
import dev.zhihe.platforms.period.ReportingPeriodView;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A platform's figures for a reporting period, or an amendment of an accepted report. It is
 * submitted, then accepted, or returned and submitted again. Each step is a new version.
 */
@Entity
public class OccupancyReport implements Published {
  /**
   * Why a report under review is deleted when another organisation runs its platform and submits
   * its own.
   */
  public static final String SUPERSEDED =
      "由现运营单位的填报取代 / superseded by a report of the platform's present operator";

  @Id private String code;
  private String platform;
  private String period;
  private @Nullable LocalDate periodEnd; // null in rows written by earlier releases
  private String organisation;
  private @Nullable String operator;

  @Enumerated(EnumType.STRING)
  private @Nullable OccupancyKind kind;

  private @Nullable String amends;
  @Embedded private @Nullable OccupancyFigures figures; // null if all of them are
  private @Nullable String comment;
  private @Nullable String attachment;

  @Enumerated(EnumType.STRING)
  private ReviewStatus status = ReviewStatus.SUBMITTED;

  // Lists, not one of objects, so that the log's guard compares them.
  private @Nullable String returnReason;
  private List<String> returnFields = List.of();
  private List<String> returnCodes = List.of();
  private List<String> returnFieldReasons = List.of();
  private @Nullable LocalDate resubmitBy;
  private @Nullable LocalDate submittedOn;
  private @Nullable LocalDate dueOn;
  private @Nullable Boolean late;
  private @Nullable Integer revision;
  private @Nullable String amendedBy;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected OccupancyReport() {}

  /**
   * A first submission.
   *
   * @param given content that breaks no rule
   */
  OccupancyReport(String code, NewOccupancyReport given, Submission submission) {
    this.code = code;
    platform = given.platform();
    period = given.period();
    operator = submission.operator();
    amends = given.amends();
    periodEnd = submission.periodEnd();
    submittedOn = submission.day();
    if (amends == null) {
      dueOn = submission.dueOn();
      late = submission.isLate();
    }
    set(given, given.saysNothing() ? OccupancyFigures.NONE : given.figures(), submission);
  }

  /**
   * The code of a platform's report for a period. It is the platform's code, {@code -o-} and the
   * period's code without its area, such as {@code 000000-pf-001-o-2026-m10}.
   */
  static String code(String platform, ReportingPeriodView period) {
    return platform + "-o-" + period.code().substring(period.area().length() + 1);
  }

  /** 409 if it is accepted. */
  void requireChangeable() {
    status.state().require(Step.CHANGE, code);
  }

  /** 409 if it is accepted. */
  void requireWithdrawable() {
    status.state().require(Step.WITHDRAW, code);
  }

  /** 409 unless it is accepted. */
  void requireAmendable() {
    if (!accepted()) {
      throw status
          .state()
          .conflict(new Text("只有已通过的填报可以更正", "An accepted report alone is amended"), code);
    }
  }

  /** Submits other content. 409 if it is accepted. */
  void correct(NewOccupancyReport given, Submission submission) {
    submit();
    apply(given, submission);
  }

  /** Submits its content and clears a return. 409 if it is accepted. */
  void submit() {
    requireChangeable();
    status = ReviewStatus.SUBMITTED;
    returnReason = null;
    returnFields = List.of();
    returnCodes = List.of();
    returnFieldReasons = List.of();
    resubmitBy = null;
  }

  /** Makes it final: a report is public then. 409 unless it is submitted. */
  void accept() {
    status.state().require(Step.ACCEPT, code);
    status = ReviewStatus.ACCEPTED;
    if (amends == null) {
      revision = 1;
    }
  }

  /** Takes over the content of an accepted amendment of it. */
  void amend(OccupancyReport amendment) {
    kind = amendment.kind;
    organisation = amendment.organisation;
    operator = amendment.operator;
    figures = amendment.figures;
    comment = amendment.comment;
    attachment = amendment.attachment;
    revision = Objects.requireNonNullElse(revision, 1) + 1;
    amendedBy = amendment.code;
  }

  /**
   * Returns it to its operator. 409 unless it is submitted.
   *
   * @param until last day to resubmit it; its due day, if that is later
   */
  void sendBack(String reason, List<FieldReason> fields, LocalDate until) {
    status.state().require(Step.RETURN, code);
    status = ReviewStatus.RETURNED;
    returnReason = reason;
    resubmitBy = dueOn != null && dueOn.isAfter(until) ? dueOn : until;
    returnFields = fields.stream().map(FieldReason::field).toList();
    returnCodes =
        fields.stream().map(field -> field.code() == null ? "" : field.code().name()).toList();
    returnFieldReasons = fields.stream().map(field -> field.reason().strip()).toList();
  }

  /**
   * Whether it is under review, and submitted by another organisation than this one, which knows
   * nothing of it.
   */
  boolean isHiddenFrom(@Nullable String other) {
    return !audience().equals(Audience.PUBLIC) && !organisation.equals(other);
  }

  /** A 409 for another report of the period, with what may be done with this one. */
  Problem alreadyThere() {
    return status
        .state()
        .conflict(
            amends == null
                ? new Text("该平台该填报期已有填报", "That platform has a report for that period already")
                : new Text("该填报已有审核中的更正", "That report has an amendment under review already"),
            code);
  }

  /**
   * Replaces the content. {@link #submit} submits it. The same content leaves all as it is, also
   * what earlier releases did not write.
   */
  void apply(NewOccupancyReport given, Submission submission) {
    var replaced = given.saysNothing() ? OccupancyFigures.NONE : given.figures();
    if (!replaced.equals(figures())
        || given.saysNothing() != (kind == OccupancyKind.NIL)
        || !Objects.equals(comment, given.givenComment())
        || !Objects.equals(attachment, given.attachment())) {
      set(given, replaced, submission);
    }
  }

  private void set(NewOccupancyReport given, OccupancyFigures replaced, Submission submission) {
    organisation = submission.organisation();
    kind = given.saysNothing() ? OccupancyKind.NIL : OccupancyKind.REGULAR;
    figures = replaced;
    comment = given.givenComment();
    attachment = given.attachment();
  }

  /** Its figures; those of a nil report are all null. */
  OccupancyFigures figures() {
    return Objects.requireNonNullElse(figures, OccupancyFigures.NONE);
  }

  /** Credit code of the organisation that submitted it last. */
  String organisation() {
    return organisation;
  }

  /** SHA-256 of the file that the organisation attached; null if there is none. */
  @Nullable String attachment() {
    return attachment;
  }

  /** Last day of its period; null in rows written by earlier releases. */
  @Nullable LocalDate periodEnd() {
    return periodEnd;
  }

  /** Code of the platform. */
  String platform() {
    return platform;
  }

  /** Code of the report that it amends; null for a report. */
  @Nullable String amends() {
    return amends;
  }

  /** Whether it was returned to its operator. */
  boolean returned() {
    return status == ReviewStatus.RETURNED;
  }

  /** Whether it is accepted, and therefore final. */
  boolean accepted() {
    return status == ReviewStatus.ACCEPTED;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Extent extent() {
    return Extent.from(Extent.ofCode(code).area(), periodEnd);
  }

  @Override
  public Publication publication() {
    return publication;
  }

  /**
   * The submitting organisation and the bureau; everybody once it is accepted. The content of an
   * accepted amendment is public in the report that it amends.
   */
  @Override
  public Audience audience() {
    return accepted() && amends == null ? Audience.PUBLIC : Audience.organisation(organisation);
  }

  @Override
  public OccupancyReportView view() {
    var held = figures();
    return new OccupancyReportView(
        code,
        platform,
        period,
        operator,
        kind,
        amends,
        held.usableAreaM2(),
        held.incubationAreaM2(),
        held.publicServiceAreaM2(),
        held.occupiedAreaM2(),
        held.tenantsAtStart(),
        held.tenants(),
        held.newTenants(),
        held.graduatedTenants(),
        held.leftTenants(),
        held.highTechFirms(),
        held.techFirms(),
        held.universityLinkedFirms(),
        held.employees(),
        held.graduatesHired(),
        held.revenueYuan(),
        held.outputYuan(),
        held.rdSpendingYuan(),
        held.taxesYuan(),
        held.investmentReceivedYuan(),
        held.patentApplications(),
        held.patentsGranted(),
        comment,
        attachment,
        status,
        returnReason,
        IntStream.range(0, returnFields.size()).mapToObj(this::fieldReason).toList(),
        resubmitBy,
        submittedOn,
        dueOn,
        late,
        revision,
        amendedBy);
  }

  private FieldReason fieldReason(int place) {
    var kindOfReason = returnCodes.isEmpty() ? "" : returnCodes.get(place);
    return new FieldReason(
        returnFields.get(place),
        kindOfReason.isEmpty() ? null : ReturnCode.valueOf(kindOfReason),
        returnFieldReasons.get(place));
  }
}

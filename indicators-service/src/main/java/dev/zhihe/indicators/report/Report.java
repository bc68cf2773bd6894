package dev.zhihe.indicators.report;

import dev.zhihe.indicators.assessment.AssessmentMethod;
import dev.zhihe.indicators.report.attachment.ReportAttachment;
import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.security.Audience;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A report on a plan. Its content is frozen when it is made; only its status changes. */
@Entity
public class Report implements Published {
  @Id private String code;
  private String plan;

  @Enumerated(EnumType.STRING)
  private ReportKind kind;

  private LocalDate day;
  private String asOf;

  @Enumerated(EnumType.STRING)
  private @Nullable AssessmentMethod method;

  private String titleZh;
  private String titleEn;
  private LocalDate frozenOn;
  private List<String> methods = List.of();
  private String contentHash;
  private List<String> files = List.of();

  @Enumerated(EnumType.STRING)
  private ReportStatus status;

  private @Nullable String returnReason;
  private @Nullable String supersededBy;
  private @Nullable String withdrawalReason;
  private @Nullable Integer correctedCount;
  private @Nullable String corrected;
  private @Nullable String attached;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected Report() {}

  /** A frozen report. */
  Report(ReportView frozen) {
    code = frozen.code();
    plan = frozen.plan();
    kind = frozen.kind();
    day = frozen.on();
    asOf = frozen.asOf();
    method = frozen.method();
    titleZh = frozen.titleZh();
    titleEn = frozen.titleEn();
    frozenOn = frozen.frozenOn();
    methods = frozen.methods();
    contentHash = frozen.contentHash();
    files = frozen.files().stream().map(ReportFile::toString).toList();
    status = ReportStatus.FROZEN;
    attached = frozen.attached() == null ? null : Views.write(frozen.attached());
  }

  /** 409 unless its status allows a step. */
  void require(Step step) {
    status.state().require(step, code);
  }

  /** Approves it. 409 unless it is frozen. */
  void approve() {
    status.state().require(Step.APPROVE, code);
    status = ReportStatus.APPROVED;
  }

  /** Returns it, which is final. 409 unless it is frozen. */
  void sendBack(String reason) {
    status.state().require(Step.RETURN, code);
    status = ReportStatus.RETURNED;
    returnReason = reason;
  }

  /** Makes it public. 409 unless it is approved. */
  void publish() {
    status.state().require(Step.PUBLISH, code);
    status = ReportStatus.PUBLISHED;
  }

  /** Marks it as superseded by another report. 409 unless it is published. */
  void supersede(String successor) {
    status.state().require(Step.SUPERSEDE, code);
    status = ReportStatus.SUPERSEDED;
    supersededBy = successor;
  }

  /** Withdraws it; it stays readable. 409 unless it is published. */
  void withdraw(String reason) {
    status.state().require(Step.WITHDRAW, code);
    status = ReportStatus.WITHDRAWN;
    withdrawalReason = reason;
  }

  /** Notes which of its figures have another value now. They may be none. */
  void correct(List<ReportCorrectedFigure> figures) {
    correctedCount = figures.isEmpty() ? null : Integer.valueOf(figures.size());
    corrected =
        figures.isEmpty()
            ? null
            : Views.write(figures.stream().limit(ReportView.MAX_CORRECTED).toList());
  }

  @Override
  public String code() {
    return code;
  }

  /** It holds from the day of its assessment on. */
  @Override
  public Extent extent() {
    return Extent.from(Extent.ofCode(code).area(), day);
  }

  @Override
  public Publication publication() {
    return publication;
  }

  @Override
  public Audience audience() {
    return status.isPublic() ? Audience.PUBLIC : Audience.BUREAU;
  }

  @Override
  public ReportView view() {
    return new ReportView(
        code,
        plan,
        kind,
        day,
        asOf,
        method,
        titleZh,
        titleEn,
        frozenOn,
        methods,
        contentHash,
        files.stream().map(ReportFile::parse).toList(),
        status,
        returnReason,
        supersededBy,
        withdrawalReason,
        correctedCount,
        corrected == null ? null : List.of(Views.read(corrected, ReportCorrectedFigure[].class)),
        attached == null ? null : List.of(Views.read(attached, ReportAttachment[].class)));
  }
}

package dev.zhihe.indicators.report;

import dev.zhihe.indicators.assessment.AssessmentMethod;
import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.security.Audience;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A report on a plan. What it says is frozen with it; only its review goes on. */
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

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected Report() {}

  /** A report as it was frozen. */
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
  }

  /** Is found right; 409 unless it waits for that. */
  void approve() {
    step(ReportStatus.FROZEN, ReportStatus.APPROVED);
  }

  /** Is found wrong, for good; 409 unless it waits for review. */
  void returnWith(String reason) {
    step(ReportStatus.FROZEN, ReportStatus.RETURNED);
    returnReason = reason.strip();
  }

  /** Becomes everybody's; 409 unless it is approved. */
  void publish() {
    step(ReportStatus.APPROVED, ReportStatus.PUBLISHED);
  }

  private void step(ReportStatus from, ReportStatus to) {
    if (status != from) {
      var steps = status.steps(code);
      throw new Problem(
          Problem.Type.CONFLICT,
          new Text("现在不能这样做：" + steps.zh(), "That cannot be done now: " + steps.en()));
    }
    status = to;
  }

  @Override
  public String code() {
    return code;
  }

  /** It says how things stood on its day, and so holds from that day. */
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
    return status == ReportStatus.PUBLISHED ? Audience.PUBLIC : Audience.BUREAU;
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
        returnReason);
  }
}

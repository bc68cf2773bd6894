package dev.zhihe.projects.ledger.report;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.projects.ledger.entry.FundingSource;
import dev.zhihe.projects.ledger.entry.LedgerKind;
import dev.zhihe.projects.ledger.entry.LedgerMonth;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A project's month. It is submitted, then accepted, or returned and submitted again. A report that
 * was never submitted is not in the system.
 */
@Entity
public class ProjectReport implements Published {
  @Id private String code;
  private String plan;
  private String project;
  private String month;

  @Enumerated(EnumType.STRING)
  private ProjectReportKind kind;

  private @Nullable String organisation;

  // One array element for each line, so that the log's guard compares them.
  private List<String> lineKinds = List.of();
  private List<String> lineSources = List.of();
  private List<BigDecimal> lineYuan = List.of();
  private List<String> lineReferences = List.of();
  private List<String> reverses = List.of();
  private @Nullable String progress;
  private @Nullable BigDecimal completePercent;
  private @Nullable String problems;
  private @Nullable String comment;

  @Enumerated(EnumType.STRING)
  private ProjectReportStatus status = ProjectReportStatus.SUBMITTED;

  private @Nullable String returnReason;
  private List<String> returnFields = List.of();
  private List<String> returnFieldReasons = List.of();

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected ProjectReport() {}

  /**
   * A first submission.
   *
   * @param given content that breaks no rule
   * @param organisation credit code of the project's lead unit; null if it is not known
   */
  ProjectReport(String code, String plan, NewProjectReport given, @Nullable String organisation) {
    this.code = code;
    this.plan = plan;
    project = given.project();
    month = given.month();
    kind = given.givenKind();
    apply(given, organisation);
  }

  /** 409 if it is accepted. */
  void requireChangeable() {
    status.state().require(Step.CHANGE, code);
  }

  /** 409 if it is accepted. */
  void requireWithdrawable() {
    status.state().require(Step.WITHDRAW, code);
  }

  /** 409 unless it is submitted. */
  void requireAcceptable() {
    status.state().require(Step.ACCEPT, code);
  }

  /** Submits other content, and clears a return. 409 if it is accepted. */
  void correct(NewProjectReport given, @Nullable String unit) {
    submit();
    apply(given, unit);
  }

  /** Submits its content, and clears a return. 409 if it is accepted. */
  void submit() {
    requireChangeable();
    status = ProjectReportStatus.SUBMITTED;
    returnReason = null;
    returnFields = List.of();
    returnFieldReasons = List.of();
  }

  /** Makes it final. 409 unless it is submitted. */
  void accept() {
    requireAcceptable();
    status = ProjectReportStatus.ACCEPTED;
  }

  /** Returns it. 409 unless it is submitted. */
  void sendBack(String reason, List<ReportFieldReason> fields) {
    status.state().require(Step.RETURN, code);
    status = ProjectReportStatus.RETURNED;
    returnReason = reason;
    returnFields = fields.stream().map(ReportFieldReason::field).toList();
    returnFieldReasons = fields.stream().map(field -> field.reason().strip()).toList();
  }

  /** A 409 for another report of the month, with what may be done with this one. */
  Problem alreadyThere() {
    return status
        .state()
        .conflict(new Text("该项目该月已有月报", "That project has a report of that month already"), code);
  }

  /** Whether it is accepted, and therefore final. */
  boolean accepted() {
    return status == ProjectReportStatus.ACCEPTED;
  }

  /** Whether it was returned to its unit. */
  boolean returned() {
    return status == ProjectReportStatus.RETURNED;
  }

  /** Replaces the content. {@link #submit} submits it. */
  final void apply(NewProjectReport given, @Nullable String unit) {
    organisation = unit;
    var lines = given.givenLines();
    lineKinds = lines.stream().map(line -> line.kind().name()).toList();
    lineSources = lines.stream().map(line -> line.source().name()).toList();
    lineYuan = lines.stream().map(line -> line.amountYuan().setScale(2)).toList();
    lineReferences = lines.stream().map(ReportLine::noted).toList();
    reverses = List.copyOf(given.givenReverses());
    progress = text(given.progress());
    completePercent = given.completePercent() == null ? null : given.completePercent().setScale(2);
    problems = text(given.problems());
    comment = text(given.comment());
  }

  private static @Nullable String text(@Nullable String given) {
    return given == null || Characters.isBlank(given) ? null : Characters.strip(given);
  }

  private List<ReportLine> lines() {
    return IntStream.range(0, lineKinds.size())
        .mapToObj(
            i ->
                new ReportLine(
                    LedgerKind.valueOf(lineKinds.get(i)),
                    FundingSource.valueOf(lineSources.get(i)),
                    lineYuan.get(i),
                    lineReferences.get(i).isEmpty() ? null : lineReferences.get(i)))
        .toList();
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Publication publication() {
    return publication;
  }

  /** It holds from the end of its month on. */
  @Override
  public Extent extent() {
    return Extent.from(Extent.ofCode(code).area(), LedgerMonth.lastDay(month));
  }

  /**
   * The lead unit and the bureau; once it is accepted, callers with a role, as the single entries
   * that it holds.
   */
  @Override
  public Audience audience() {
    return status == ProjectReportStatus.ACCEPTED
        ? Audience.CONDITIONAL
        : organisation == null ? Audience.BUREAU : Audience.organisation(organisation);
  }

  @Override
  public ProjectReportView view() {
    return new ProjectReportView(
        code,
        plan,
        project,
        month,
        kind,
        lines(),
        reverses,
        progress,
        completePercent,
        problems,
        comment,
        status,
        returnReason,
        IntStream.range(0, returnFields.size())
            .mapToObj(i -> new ReportFieldReason(returnFields.get(i), returnFieldReasons.get(i)))
            .toList());
  }
}

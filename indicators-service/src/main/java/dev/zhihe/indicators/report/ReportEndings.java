package dev.zhihe.indicators.report;

import dev.zhihe.indicators.changerequest.ChangeRequest;
import dev.zhihe.indicators.changerequest.ChangeRequestKind;
import dev.zhihe.indicators.changerequest.ChangeRequests;
import dev.zhihe.indicators.changerequest.RequestSubject;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.tables.Csv;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/**
 * Ends the validity of published reports: another one takes its place, or it is withdrawn. Both
 * wait for a second person. A report keeps its code, its files and its readers.
 */
@ApplicationScoped
class ReportEndings implements RequestSubject {
  private final Reports reports;
  private final ChangeRequests requests;
  private final ChangeLog log;

  ReportEndings(Reports reports, ChangeRequests requests, ChangeLog log) {
    this.reports = reports;
    this.requests = requests;
    this.log = log;
  }

  /**
   * Submits a request that another report takes its place. 409 unless it is published; 422 unless
   * the other one is a published report of the same plan and kind.
   */
  ChangeRequest supersede(Report locked, NewReportSupersession given) {
    locked.require(Step.SUPERSEDE);
    var rules = new BrokenRules(Csv.cells(given));
    var successor = reports.findById(given.by());
    if (given.by().equals(locked.code())) {
      rules.add("by", "same", "不得替代自身", "a report does not take its own place");
    } else if (successor == null) {
      rules.add("by", "unknown-reference", "没有此报告", "there is no such report");
    } else if (!sameSeries(locked.view(), successor.view())) {
      rules.add(
          "by",
          "other-plan",
          "须为同一规划、同一种类的报告",
          "a report of the same plan and kind takes its place");
    } else if (successor.view().status() != ReportStatus.PUBLISHED) {
      rules.add(
          "by",
          "not-published",
          "%s 尚未发布或已失效",
          "%s is not published, or no longer valid",
          given.by());
    }
    rules.throwIfAny();
    var reason = given.reason() == null || given.reason().isBlank() ? null : given.reason().strip();
    return requests.submit(kind(), locked, locked.view().supersededBy(given.by()), reason);
  }

  /** Submits a request that the report is withdrawn. 409 unless it is published. */
  ChangeRequest withdraw(Report locked, String reason) {
    locked.require(Step.WITHDRAW);
    return requests.submit(kind(), locked, locked.view().withdrawn(reason), reason);
  }

  private static boolean sameSeries(ReportView one, ReportView other) {
    return one.plan().equals(other.plan()) && one.kind() == other.kind();
  }

  @Override
  public ChangeRequestKind kind() {
    return ChangeRequestKind.REPORT;
  }

  /** The report that takes its place is locked with it, in the order of their codes. */
  @Override
  public Report locked(String code) {
    var open = requests.open(kind(), code);
    var successor = open == null ? null : open.content(ReportView.class).supersededBy();
    if (successor != null && successor.compareTo(code) < 0) {
      reports.locked(successor);
    }
    return reports.locked(code);
  }

  @Override
  public void change(Published locked, ChangeRequest approved) {
    // Figures corrected since are no obstacle, only another end of the report is.
    var report = (Report) locked;
    var then = approved.content(ReportView.class);
    if (then.supersededBy() == null) {
      report.withdraw(Objects.requireNonNull(then.withdrawalReason()));
    } else {
      var successor = reports.locked(then.supersededBy());
      if (successor.view().status() != ReportStatus.PUBLISHED) {
        throw Problem.conflict(
            "%s 已失效，不能替代 %s；请退回申请",
            "%s is no longer valid and cannot take the place of %s: return the request",
            successor.code(),
            report.code());
      }
      report.supersede(successor.code());
    }
    log.updated(report, approved.reason());
  }
}

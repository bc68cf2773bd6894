package dev.zhihe.projects.ledger.report;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.projects.ledger.close.ClosedMonths;
import dev.zhihe.projects.ledger.close.LedgerCloses;
import dev.zhihe.projects.ledger.close.MonthClosing;
import dev.zhihe.projects.ledger.entry.LedgerEntries;
import dev.zhihe.projects.ledger.entry.LedgerEntry;
import dev.zhihe.projects.ledger.entry.NewLedgerEntry;
import dev.zhihe.projects.project.Projects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What the acceptance of a monthly report does: its lines and reversals enter the ledger. */
@ApplicationScoped
class ReportAcceptance {
  private final Projects projects;
  private final ProjectReports reports;
  private final LedgerEntries entries;
  private final LedgerCloses closes;
  private final ChangeLog log;

  ReportAcceptance(
      Projects projects,
      ProjectReports reports,
      LedgerEntries entries,
      LedgerCloses closes,
      ChangeLog log) {
    this.projects = projects;
    this.reports = reports;
    this.entries = entries;
    this.closes = closes;
    this.log = log;
  }

  /**
   * Accepts a report that is locked with its project. 409 unless it is submitted, if its month is
   * closed or after the one in which the project left and it corrects nothing, or if an entry that
   * it reverses was reversed meanwhile. A correction of a closed month is marked as late.
   */
  void accept(ProjectReport report) {
    report.accept();
    var view = report.view();
    var close = closes.held(List.of(view.plan())).closeOf(view.plan(), view.month());
    if (close != null && view.kind() == ProjectReportKind.REGULAR) {
      throw new Problem(ProblemType.CONFLICT, ClosedMonths.refusal(view.month(), close));
    }
    var left = projects.departureOf(view.project());
    if (left != null && left.isBefore(view.month()) && view.kind() == ProjectReportKind.REGULAR) {
      throw new Problem(ProblemType.CONFLICT, left.text());
    }
    var added = new ArrayList<LedgerEntry>();
    for (var entry : reversals(view)) {
      added.add(new LedgerEntry(entry, view.code(), close));
    }
    for (int i = 0; i < view.lines().size(); i++) {
      added.add(new LedgerEntry(entry(view, i), view.code(), close));
    }
    log.created(added);
    log.updated(report, null);
  }

  private List<NewLedgerEntry> reversals(ProjectReportView view) {
    var known = entries.known(view.reverses());
    return view.reverses().stream()
        .map(
            code -> {
              var reversal = entries.reversalOf(code);
              if (reversal != null) {
                throw Problem.conflict(
                    "%s 已由 %s 冲销", "%s is reversed by %s already", code, reversal);
              }
              return NewLedgerEntry.reversing(
                  Objects.requireNonNull(known.get(code)),
                  code + "-r",
                  Objects.requireNonNull(view.comment()));
            })
        .toList();
  }

  private static NewLedgerEntry entry(ProjectReportView view, int place) {
    var line = view.lines().get(place);
    return new NewLedgerEntry(
        view.code() + "-e" + (place + 1),
        view.plan(),
        view.project(),
        line.kind(),
        view.month(),
        line.amountYuan(),
        line.source(),
        line.reference(),
        null,
        null);
  }

  /**
   * Refuses to close a month while a report waits for a reviewer, of it or of an open month before.
   * Corrections of closed months may wait.
   */
  void refuse(@Observes MonthClosing closing) {
    var waiting = reports.firstSubmitted(closing.plan(), closing.after(), closing.month());
    if (waiting != null) {
      throw Problem.conflict(
          "%1$s 尚待审核，请先处理", "%1$s waits for a reviewer: decide on it first", waiting);
    }
  }
}

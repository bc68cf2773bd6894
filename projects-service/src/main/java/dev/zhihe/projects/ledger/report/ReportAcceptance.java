package dev.zhihe.projects.ledger.report;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.projects.ledger.close.ClosedMonths;
import dev.zhihe.projects.ledger.close.LedgerCloses;
import dev.zhihe.projects.ledger.close.MonthClosing;
import dev.zhihe.projects.ledger.entry.LedgerEntries;
import dev.zhihe.projects.ledger.entry.LedgerEntry;
import dev.zhihe.projects.ledger.entry.LedgerEntryView;
import dev.zhihe.projects.ledger.entry.NewLedgerEntry;
import dev.zhihe.projects.project.Departure;
import dev.zhihe.projects.project.Projects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the acceptance of a monthly report does: its lines and reversals enter the ledger. */
@ApplicationScoped
class ReportAcceptance {
  /** So many entries are logged together. */
  private static final int BATCH_SIZE = 1_000;

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

  /** What reports are accepted by, read at once for many of them. */
  private record Known(
      ClosedMonths closed,
      Map<String, Departure> departures,
      Map<String, LedgerEntryView> entries,
      Map<String, String> reversals) {}

  /**
   * Accepts reports that are locked with their projects. 409 unless each is submitted, if the month
   * of one is closed or after the one in which its project left and it corrects nothing, or if an
   * entry that it reverses was reversed meanwhile. A correction of a closed month is marked as
   * late.
   */
  void accept(List<ProjectReport> accepted) {
    if (accepted.isEmpty()) {
      return;
    }
    var known = known(accepted.stream().map(ProjectReport::view).toList());
    var added = new ArrayList<LedgerEntry>();
    for (var report : accepted) {
      report.requireAcceptable();
      added.addAll(entries(report.view(), known));
      if (added.size() >= BATCH_SIZE) {
        log.created(added);
        added = new ArrayList<>();
      }
    }
    log.created(added);
    accepted.forEach(ProjectReport::accept);
    log.updated(accepted, null);
  }

  /** Holds the lock of the closes, so that no month is closed meanwhile. */
  private Known known(List<ProjectReportView> views) {
    var reversed = views.stream().flatMap(view -> view.reverses().stream()).toList();
    return new Known(
        closes.held(views.stream().map(ProjectReportView::plan).toList()),
        projects.departures(views.stream().map(ProjectReportView::project).toList()),
        entries.known(reversed),
        new HashMap<>(entries.reversalsOf(reversed)));
  }

  /** The entries of a report: what it reverses, and its lines. */
  private static List<LedgerEntry> entries(ProjectReportView view, Known known) {
    var close = known.closed.closeOf(view.plan(), view.month());
    if (close != null && view.kind() == ProjectReportKind.REGULAR) {
      throw new Problem(ProblemType.CONFLICT, ClosedMonths.refusal(view.month(), close));
    }
    var left = known.departures.get(view.project());
    if (left != null && left.isBefore(view.month()) && view.kind() == ProjectReportKind.REGULAR) {
      throw new Problem(ProblemType.CONFLICT, left.text());
    }
    var added = new ArrayList<LedgerEntry>();
    for (var entry : reversals(view, known)) {
      added.add(new LedgerEntry(entry, view.code(), close));
    }
    for (int i = 0; i < view.lines().size(); i++) {
      added.add(new LedgerEntry(entry(view, i), view.code(), close));
    }
    return added;
  }

  private static List<NewLedgerEntry> reversals(ProjectReportView view, Known known) {
    return view.reverses().stream()
        .map(
            code -> {
              // Two corrections that are accepted together may reverse the same entry.
              var reversal = known.reversals.putIfAbsent(code, code + "-r");
              if (reversal != null) {
                throw Problem.conflict(
                    "%s 已由 %s 冲销", "%s is reversed by %s already", code, reversal);
              }
              return NewLedgerEntry.reversing(
                  Objects.requireNonNull(known.entries.get(code)),
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

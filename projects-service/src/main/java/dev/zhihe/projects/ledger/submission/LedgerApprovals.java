package dev.zhihe.projects.ledger.submission;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.projects.ledger.close.ClosedMonths;
import dev.zhihe.projects.ledger.close.LedgerCloses;
import dev.zhihe.projects.ledger.close.MonthClosing;
import dev.zhihe.projects.ledger.entry.LedgerEntry;
import dev.zhihe.projects.ledger.entry.NewLedgerEntry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** Moves approved submissions into the ledger. */
@ApplicationScoped
class LedgerApprovals {
  private final LedgerCloses closes;
  private final LedgerSubmissions submissions;
  private final ChangeLog log;

  LedgerApprovals(LedgerCloses closes, LedgerSubmissions submissions, ChangeLog log) {
    this.closes = closes;
    this.submissions = submissions;
    this.log = log;
  }

  /**
   * Approves locked submissions that the caller may review: each becomes an entry, and is deleted.
   * 409 if one is not submitted, or its month is closed.
   */
  List<LedgerEntry> approve(List<LedgerSubmission> submitted) {
    var given = submitted.stream().map(LedgerSubmission::approve).toList();
    var closed = closes.held(given.stream().map(NewLedgerEntry::plan).toList());
    given.forEach(one -> requireOpen(one, closed));
    var accepted = given.stream().map(one -> new LedgerEntry(one, null, null)).toList();
    log.created(accepted);
    log.deleted(submitted, "已入账 / now in the ledger");
    return accepted;
  }

  private static void requireOpen(NewLedgerEntry given, ClosedMonths closed) {
    var close = closed.closeOf(given.plan(), given.month());
    if (close != null) {
      throw new Problem(ProblemType.CONFLICT, ClosedMonths.refusal(given.month(), close));
    }
  }

  /** Refuses to close a month while an entry of it waits for a reviewer. */
  void refuse(@Observes MonthClosing closing) {
    var waiting = submissions.firstSubmitted(closing.plan(), closing.month());
    if (waiting != null) {
      throw Problem.conflict(
          "%1$s 尚待审核，请先处理", "%1$s waits for a reviewer: decide on it first", waiting);
    }
  }
}

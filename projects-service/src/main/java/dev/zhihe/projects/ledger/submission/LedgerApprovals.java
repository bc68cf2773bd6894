package dev.zhihe.projects.ledger.submission;

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
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Moves approved submissions into the ledger. */
@ApplicationScoped
class LedgerApprovals {
  private static final int MAX_NAMED = 10;

  private final Projects projects;
  private final LedgerCloses closes;
  private final LedgerEntries entries;
  private final LedgerSubmissions submissions;
  private final ChangeLog log;

  LedgerApprovals(
      Projects projects,
      LedgerCloses closes,
      LedgerEntries entries,
      LedgerSubmissions submissions,
      ChangeLog log) {
    this.projects = projects;
    this.closes = closes;
    this.entries = entries;
    this.submissions = submissions;
    this.log = log;
  }

  /**
   * Approves locked submissions that the caller may review: each becomes an entry, and is deleted.
   * 409 if one is not submitted, its month is closed, its project has left, or a correction report
   * or another approval was first.
   */
  List<LedgerEntry> approve(List<LedgerSubmission> submitted) {
    var given = submitted.stream().map(LedgerSubmission::approve).toList();
    given.stream()
        .filter(one -> one.reverses() != null)
        .map(NewLedgerEntry::project)
        .distinct()
        .sorted()
        .forEach(projects::locked);
    var closed = closes.held(given.stream().map(NewLedgerEntry::plan).toList());
    given.forEach(one -> requireOpen(one, closed));
    requireListed(given);
    requireNew(given);
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

  /** 409 if one adds to a month after that in which its project left its plan. */
  private void requireListed(List<NewLedgerEntry> given) {
    var departures = projects.departures(given.stream().map(NewLedgerEntry::project).toList());
    for (var one : given) {
      var left = departures.get(one.project());
      if (left != null && left.isBefore(one.month()) && one.reverses() == null) {
        throw new Problem(ProblemType.CONFLICT, left.text());
      }
    }
  }

  /** 409 that names those that are in the ledger, or that reverse what another entry reverses. */
  private void requireNew(List<NewLedgerEntry> given) {
    var accepted = entries.known(given.stream().map(NewLedgerEntry::code).toList());
    var reversals =
        entries.reversalsOf(
            given.stream().map(NewLedgerEntry::reverses).filter(Objects::nonNull).toList());
    var late =
        given.stream()
            .filter(one -> accepted.containsKey(one.code()) || isReversed(one, reversals))
            .map(NewLedgerEntry::code)
            .toList();
    if (!late.isEmpty()) {
      throw Problem.conflict(
          "%1$s 已在台账中，或所冲销的分录已被冲销（共 %2$d 条）；请撤回（DELETE /v1/ledger-submissions/{code}）",
          "already in the ledger, or reversing what is reversed already: %1$s (%2$d in all); an editor withdraws it (DELETE /v1/ledger-submissions/{code})",
          String.join(", ", late.subList(0, Math.min(MAX_NAMED, late.size()))),
          late.size());
    }
  }

  private static boolean isReversed(NewLedgerEntry given, Map<String, String> reversals) {
    return given.reverses() != null && reversals.containsKey(given.reverses());
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

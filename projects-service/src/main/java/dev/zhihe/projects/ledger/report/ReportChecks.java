package dev.zhihe.projects.ledger.report;

import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.projects.ledger.close.ClosedMonths;
import dev.zhihe.projects.ledger.close.LedgerCloses;
import dev.zhihe.projects.ledger.entry.LedgerEntries;
import dev.zhihe.projects.ledger.entry.LedgerEntryView;
import dev.zhihe.projects.ledger.entry.LedgerKind;
import dev.zhihe.projects.ledger.entry.LedgerMonth;
import dev.zhihe.projects.ledger.plausibility.AmountPlausibility;
import dev.zhihe.projects.ledger.plausibility.UsualAmounts;
import dev.zhihe.projects.project.Departure;
import dev.zhihe.projects.project.Projects;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** The rules of monthly reports. A report that breaks one is refused, also in a dry run. */
@ApplicationScoped
class ReportChecks {
  /** Leaves room for what the codes of the report and of its entries add. */
  private static final int MAX_PROJECT_CODE = 75;

  private final Projects projects;
  private final ProjectReports reports;
  private final LedgerEntries entries;
  private final LedgerCloses closes;
  private final UsualAmounts usual;
  private final InstantSource time;

  ReportChecks(
      Projects projects,
      ProjectReports reports,
      LedgerEntries entries,
      LedgerCloses closes,
      UsualAmounts usual,
      InstantSource time) {
    this.projects = projects;
    this.reports = reports;
    this.entries = entries;
    this.closes = closes;
    this.usual = usual;
    this.time = time;
  }

  /** What reports are checked against, read at once for many of them. */
  record Known(ClosedMonths closed, Map<String, Departure> departures, UsualAmounts.Known usual) {}

  /**
   * What reports of some plans are checked against.
   *
   * @param dryRun whether nothing is written: then a month may be closed meanwhile
   */
  Known known(Collection<NewProjectReport> given, Collection<String> plans, boolean dryRun) {
    var reported = given.stream().map(NewProjectReport::project).toList();
    return new Known(
        dryRun ? closes.known(plans) : closes.held(plans),
        projects.departures(reported),
        usual.of(reported, given.stream().map(NewProjectReport::month).toList()));
  }

  /**
   * Reports every broken rule of a body.
   *
   * @param dryRun whether nothing is written: then a month may be closed meanwhile
   */
  void check(NewProjectReport given, String plan, boolean dryRun, Refusal refusal) {
    check(given, plan, known(List.of(given), List.of(plan), dryRun), AmountPlaces.OF_BODY, refusal);
  }

  /**
   * Reports every broken rule.
   *
   * @param places where an error of an amount is told
   */
  void check(
      NewProjectReport given, String plan, Known known, AmountPlaces places, Refusal refusal) {
    LedgerMonth.requireBegun(given.month(), time.instant(), refusal);
    if (given.project().length() > MAX_PROJECT_CODE) {
      refusal.refuse(
          "project",
          "too-long",
          "项目代码超过 %d 个字符，其月报和分录无法编码",
          "the project's code has more than %d characters: its report and entries cannot have one",
          MAX_PROJECT_CODE);
    }
    var close = known.closed().closeOf(plan, given.month());
    if (given.givenKind() == ProjectReportKind.CORRECTION) {
      checkCorrection(given, close != null, refusal);
    } else {
      if (close != null) {
        var why = ClosedMonths.refusal(given.month(), close);
        refusal.refuse("month", "closed", why.zh(), why.en());
      }
      var left = known.departures().get(given.project());
      if (left != null && left.isBefore(given.month())) {
        refusal.refuse("month", "withdrawn", "%1$s", "%2$s", left.text().zh(), left.text().en());
      }
      if (!given.givenReverses().isEmpty()) {
        refusal.refuse(
            "reverses",
            "not-a-correction",
            "只有更正月报（kind=correction）可以冲销",
            "a report of kind correction alone reverses entries");
      }
    }
    checkAmounts(given, known.usual(), places, refusal);
  }

  private void checkCorrection(NewProjectReport given, boolean closed, Refusal refusal) {
    var regular = reports.regular(given.project(), given.month());
    if (!closed && (regular == null || regular.view().status() != ProjectReportStatus.ACCEPTED)) {
      refusal.refuse(
          "kind",
          "nothing-to-correct",
          "该月未关账，也没有已通过的月报；请提交常规月报",
          "the month is open and has no accepted report: submit a regular one");
    }
    if (given.givenLines().isEmpty() && given.givenReverses().isEmpty()) {
      refusal.refuse(
          "lines",
          "nothing-to-correct",
          "更正须有所冲销的分录或新的金额",
          "a correction reverses an entry or has an amount");
    }
    if (given.comment() == null || Characters.isBlank(given.comment())) {
      refusal.refuse("comment", "comment-required", "更正须说明原因", "a correction says why");
    }
    checkReversals(given, refusal);
  }

  private void checkReversals(NewProjectReport given, Refusal refusal) {
    var known = entries.known(given.givenReverses());
    var seen = new HashSet<String>();
    for (var code : given.givenReverses()) {
      var entry = known.get(code);
      if (!seen.add(code)) {
        refusal.refuse("reverses", "duplicate", "%s 重复", "%s stands twice", code);
      } else if (entry == null
          || !entry.project().equals(given.project())
          || !entry.month().equals(given.month())) {
        refusal.refuse(
            "reverses",
            "unknown-reference",
            "该项目该月没有分录 %s",
            "there is no entry %s of that project and month",
            code);
      } else if (entry.reverses() != null || entries.reversalOf(code) != null) {
        refusal.refuse(
            "reverses",
            "reversed",
            "%s 已冲销或本身为冲销，不可再冲销",
            "%s is reversed already or is a reversal: it is not reversed",
            code);
      }
    }
  }

  private void checkAmounts(
      NewProjectReport given, UsualAmounts.Known known, AmountPlaces places, Refusal refusal) {
    var sums = new EnumMap<LedgerKind, BigDecimal>(LedgerKind.class);
    var valid = true;
    for (int i = 0; i < given.givenLines().size(); i++) {
      var line = given.givenLines().get(i);
      if (!line.amountIsValid()) {
        valid = false;
        refusal.refuse(
            places.ofLine(i),
            "yuan",
            "应为大于 0、10 万亿以下的金额（元），至多两位小数",
            "an amount in yuan above 0 and below 10,000,000,000,000 with at most two decimals");
      } else {
        sums.merge(line.kind(), line.amountYuan(), BigDecimal::add);
      }
    }
    if (valid) {
      checkPlausible(given, sums, known, places, refusal);
    }
  }

  /** Compares what the month comes to of each kind, less what is reversed. */
  private void checkPlausible(
      NewProjectReport given,
      Map<LedgerKind, BigDecimal> sums,
      UsualAmounts.Known known,
      AmountPlaces places,
      Refusal refusal) {
    var commented = given.comment() != null && !Characters.isBlank(given.comment());
    var reversed = entries.known(given.givenReverses()).values();
    sums.forEach(
        (kind, sum) -> {
          var comparison =
              known
                  .of(given.project(), kind, given.month())
                  .without(
                      reversed.stream()
                          .filter(entry -> entry.kind() == kind)
                          .map(LedgerEntryView::amountYuan)
                          .reduce(BigDecimal.ZERO, BigDecimal::add));
          var finding =
              AmountPlausibility.of(
                  sum, comparison, given.givenKind() == ProjectReportKind.CORRECTION, commented);
          if (finding != null) {
            refusal.refuse(
                places.ofKind(given.givenLines(), kind),
                finding.code(),
                "%1$s",
                "%2$s",
                finding.detail().zh(),
                finding.detail().en());
          }
        });
  }
}

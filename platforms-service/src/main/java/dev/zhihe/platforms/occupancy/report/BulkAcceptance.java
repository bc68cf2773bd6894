package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.review.Preparation;
import dev.zhihe.kit.review.Review;
import dev.zhihe.platforms.PlatformsAct;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Accepts many reports in one transaction: each that the caller may accept. */
@ApplicationScoped
class BulkAcceptance {
  private static final int MOST = 1_000;

  private final OccupancyReports reports;
  private final OccupancyAcceptance acceptance;
  private final Review review;
  private final ChangeLog log;

  BulkAcceptance(
      OccupancyReports reports, OccupancyAcceptance acceptance, Review review, ChangeLog log) {
    this.reports = reports;
    this.acceptance = acceptance;
    this.review = review;
    this.log = log;
  }

  /** Accepts what is selected. 422 if nothing is selected; 403 if the caller submitted it all. */
  OccupancyAcceptances accept(OccupancyReportSelection asked) {
    if (!asked.selects()) {
      var rules = new BrokenRules(Map.of());
      rules.add(
          "codes",
          "required",
          "须给出 codes、period、operator 之一",
          "one of codes, period and operator is needed");
      throw rules.problem();
    }
    var selected = select(asked);
    var codes = new TreeSet<>(selected.own());
    codes.addAll(selected.others());
    if (asked.codes() != null) {
      codes.addAll(asked.codes());
    }
    var locked =
        reports.lockedWithAmended(codes).stream()
            .collect(Collectors.toMap(OccupancyReport::code, Function.identity()));
    var own = own(locked.keySet());
    requireAnothers(codes, locked, own);
    var items = new ArrayList<OccupancyAcceptances.Item>();
    var accepted = new ArrayList<OccupancyReport>();
    for (var code : codes) {
      var report = locked.get(code);
      if (report == null) {
        items.add(OccupancyAcceptances.Item.notFound(code));
      } else if (report.view().status() != ReviewStatus.SUBMITTED) {
        items.add(OccupancyAcceptances.Item.state(code, report.view().status()));
      } else if (own.contains(code)) {
        items.add(OccupancyAcceptances.Item.own(code));
      } else {
        accepted.add(report);
        items.add(OccupancyAcceptances.Item.accepted(code));
      }
    }
    acceptance.accept(accepted);
    return new OccupancyAcceptances(
        accepted.size(), items.size() - accepted.size(), selected.more(), items);
  }

  /**
   * Codes of submitted reports, no more than {@link #MOST} of each kind.
   *
   * @param others those that the caller did not submit
   * @param own those that the caller submitted: they are named, and keep no other from its turn
   * @param more whether there are more of the others
   */
  private record Selected(List<String> others, List<String> own, boolean more) {}

  private Selected select(OccupancyReportSelection asked) {
    var others = new ArrayList<String>();
    var own = new ArrayList<String>();
    List<String> next;
    var after = "";
    do {
      next = reports.selected(asked, after, MOST + 1);
      var brought = own(next);
      next.forEach(code -> (brought.contains(code) ? own : others).add(code));
      after = next.isEmpty() ? after : next.getLast();
    } while (next.size() > MOST && others.size() <= MOST);
    return new Selected(first(others), first(own), others.size() > MOST);
  }

  private static List<String> first(List<String> codes) {
    return codes.subList(0, Math.min(MOST, codes.size()));
  }

  /** 403 if there are submitted reports, and the caller submitted each of them. */
  private void requireAnothers(
      Set<String> codes, Map<String, OccupancyReport> locked, Set<String> own) {
    var submitted =
        codes.stream()
            .map(locked::get)
            .filter(report -> report != null && report.view().status() == ReviewStatus.SUBMITTED)
            .toList();
    if (!submitted.isEmpty() && submitted.stream().allMatch(one -> own.contains(one.code()))) {
      review.requireSecondPerson(PlatformsAct.ACCEPT_OCCUPANCY_REPORTS, submitted);
    }
  }

  /** The codes of reports that the caller ever submitted. */
  private Set<String> own(Collection<String> codes) {
    var preparation = (Preparation) PlatformsAct.ACCEPT_OCCUPANCY_REPORTS.rule();
    var state = preparation.state();
    return state == null
        ? Set.of()
        : Set.copyOf(log.callerBrought(OccupancyReport.class, List.copyOf(codes), state));
  }
}
